"""A run whose numbers break stops before they do, and says where it began."""

import numpy as np
import pytest

from nets import Network, Trainer
from nets.errors import StageError
from tests.nets.runs import bits, spiral


def wild(rate: float = 50.0, **settings) -> Trainer:
    return Trainer(
        Network.dense(2, (6, 6), activation="relu", output="linear", seed=2),
        train=spiral(),
        learning_rate=rate,
        **settings,
    )


@pytest.mark.parametrize("how", ["run", "step", "parts", "epoch"])
def test_the_run_stops_before_the_step_that_broke(how):
    run = wild()
    for _ in range(100):
        if run.divergence:
            break
        if how == "run":
            run.run(1000)
        elif how == "step":
            run.step()
        elif how == "epoch":
            run.run_epoch()
        else:
            run.forward()
            run.backward()
            run.update()
    reference = wild()
    reference.run(1000)
    assert run.divergence is not None
    assert run.divergence == reference.divergence
    assert run.step_number == run.divergence.step == reference.step_number
    assert np.isfinite(run.network.parameters).all()
    assert bits(run) == bits(reference)
    assert run.divergence.layer in ("dense 1", "dense 2", "dense 3", "loss")
    assert f"step {run.step_number}" in str(run.divergence)


def test_it_makes_no_more_steps_until_something_changes():
    run = wild()
    run.run(1000)
    stopped = run.step_number
    run.run(5)
    assert run.step_number == stopped
    with pytest.raises(StageError, match="diverged"):
        run.forward()
    run.seek(0)
    run.learning_rate = 0.01
    run.run(1000)
    assert run.divergence is None
    assert run.step_number == 1000


def test_one_can_go_back_from_it():
    run = wild()
    run.run(1000)
    run.seek(1)
    assert run.divergence is None
    assert run.step_number == 1
    run.reset()
    assert run.divergence is None


def test_the_layer_that_began_is_named():
    run = wild(rate=0.01)
    run.run(3)
    run.network.layers[1].matrix[...] = 3e38
    run.run(1)
    assert run.divergence is not None
    assert run.divergence[1:] == ("dense 2", "forward")
    assert "dense 2" in str(run.divergence)


def test_a_clipped_run_does_not_break():
    run = wild(rate=0.01, clip_norm=1.0)
    run.run(2000)
    assert run.divergence is None
