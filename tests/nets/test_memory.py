"""What a run takes in memory, beside its data."""

import tracemalloc

import numpy as np
import pytest

from nets import Network, Trainer, probes, recipes
from nets.datasets import digits
from nets.training.pace import Pace

MB = 1_000_000


def test_a_run_on_digits_takes_little_memory():
    train, test = digits.load(2)
    network = recipes.digits_network()
    tracemalloc.start()
    try:
        run = Trainer(network, train=train, test=test, loss="softmax cross-entropy", batch_size=20, optimizer="adam")
        run.run(20)
        run.change(batch_size=32)
        run.run(5)
        run.evaluate()
        trained, peak = tracemalloc.get_traced_memory()
        tracemalloc.reset_peak()
        probes.Summary(run).measure()
        _, looked = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert peak < 80 * MB
    assert looked - trained < 20 * MB


@pytest.mark.parametrize("pace", [1, 8, 200, 5000])
def test_history_stays_within_its_budget_however_quick_the_machine_is(monkeypatch, pace):
    monkeypatch.setattr(Pace, "steps", pace)
    x, y = np.random.default_rng(0).normal(0, 1, (40, 2)), np.ones(40)
    run = Trainer(Network.dense(2, (8, 8)), train=(x, y), budget=60_000)
    for step in range(3000):
        run.run(1 + step % 3)
        run.change(learning_rate=0.01 + step % 7 / 1000)
        if step % 50 == 0:
            run.edit(run.network.parameters * 0.99)
        if step % 200 == 199:
            run.seek(run.step_number - 20)
            run.change(l2=0.001 * (step % 5))
    assert run.history.size() < 60_000 + 4 * run.checkpoint().size
