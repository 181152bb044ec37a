"""A run is a pure function of its settings and the step number, however it is asked for, and is what `plain` says."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nets import BatchNorm, Conv2D, Dense, Dropout, Flatten, MaxPool, Network, Trainer, losses
from nets.errors import SettingError
from nets.layers import GRU
from nets.training import plain
from tests.nets.runs import bits, moody, spiral, trainer

KINDS = {"plain": trainer, "moody": moody}
STACKS = {
    "dense": ([Dense(5), "tanh", Dense(4), "gelu", Dense(2)], (3,)),
    "moody": ([Dense(6), BatchNorm(), "relu", Dropout(0.3), Dense(4), "elu", Dropout(0.1), Dense(2)], (3,)),
    "images": (
        [Conv2D(3, 3, 1, "same"), BatchNorm(), "relu", MaxPool(2), Dropout(0.2), Flatten(), Dense(2)],
        (5, 6, 2),
    ),
    "sequences": ([GRU(3, sequence=True), Dropout(0.2), GRU(2), Dense(2)], (4, 2)),
}


@pytest.mark.parametrize("loss", losses.NAMES)
@pytest.mark.parametrize("stack", STACKS.values(), ids=STACKS)
def test_the_trainer_does_what_plain_does(stack, loss):
    """55 steps, the last one of an epoch with fewer samples."""
    random = np.random.default_rng(3)
    x = random.normal(size=(47, *stack[1]))
    classes = loss == "softmax cross-entropy"
    y = random.integers(0, 2, 47) if classes else random.choice([-1.0, 1.0], (47, 2))
    ours, plainly = (Network(*stack, seed=2, dtype=np.float64) for _ in range(2))
    run = Trainer(ours, train=(x, y), loss=loss, learning_rate=0.05, batch_size=9, seed=7)
    while run.epoch < 10:
        run.run_epoch()
    rule = losses.named(loss)
    targets = rule.encode(y, (2,)).values
    plain.train(plainly, rule, x, targets, rate=0.05, batch_size=9, epochs=10, seed=7)
    assert run.step_number == 60
    np.testing.assert_allclose(ours.parameters, plainly.parameters, rtol=1e-10, atol=1e-10)
    np.testing.assert_allclose(ours.state, plainly.state, rtol=1e-10, atol=1e-10)
    assert not np.allclose(ours.parameters, Network(*stack, seed=2, dtype=np.float64).parameters)


@pytest.mark.parametrize("make", KINDS.values(), ids=KINDS)
@settings(max_examples=10, deadline=None)
@given(pieces=st.lists(st.integers(0, 40), max_size=6), budget=st.sampled_from([0, 5_000, 8_000_000]))
def test_any_way_of_running_gives_the_same_bits(make, pieces, budget):
    straight, pieced = make(), make(budget=budget)
    for steps in pieces:
        pieced.run(steps)
    straight.run(sum(pieces))
    assert bits(straight) == bits(pieced)


@pytest.mark.parametrize("make", KINDS.values(), ids=KINDS)
def test_steps_and_epochs_give_the_same_bits(make):
    at_once, steps, epochs = make(), make(), make()
    at_once.run(3 * at_once.steps_per_epoch)
    for _ in range(at_once.step_number):
        steps.step()
    for _ in range(3):
        epochs.run_epoch()
    assert bits(at_once) == bits(steps) == bits(epochs)


@pytest.mark.parametrize("make", KINDS.values(), ids=KINDS)
@settings(max_examples=8, deadline=None)
@given(targets=st.lists(st.integers(0, 120), min_size=1, max_size=5), budget=st.sampled_from([0, 8_000_000]))
def test_seeking_equals_running_straight(make, targets, budget):
    run = make(budget=budget)
    for target in targets:
        run.seek(target)
        straight = make()
        straight.run(target)
        assert bits(run) == bits(straight)


def test_epochs_are_counted_and_every_sample_is_used_once():
    run = trainer(batch_size=7, n=60)
    assert run.steps_per_epoch == 9
    seen = []
    for _ in range(9):
        seen.append(run.next_batch().x)
        run.step()
    assert (run.step_number, run.epoch) == (9, 1)
    rows = np.concatenate(seen)
    assert sorted(map(tuple, rows)) == sorted(map(tuple, spiral(60)[0]))
    assert [len(batch) for batch in seen] == [7] * 8 + [4]
    assert not np.array_equal(run.next_batch().x, seen[0])
    run.step()
    run.run_epoch()
    assert run.epoch == 2
    run.run_epoch()
    assert (run.step_number, run.epoch) == (27, 3)


def test_samples_come_as_they_are_where_they_are_not_shuffled():
    run = trainer(batch_size=7, n=20, shuffle=False)
    for _ in range(2):
        rows = []
        for _ in range(run.steps_per_epoch):
            rows.extend(run.next_batch().rows)
            run.step()
        assert rows == list(range(20))


def test_the_seed_decides_the_order():
    runs = [trainer(seed=seed) for seed in (0, 0, 1)]
    for run in runs:
        run.run(5)
    same, again, other = (run.network.parameters.tobytes() for run in runs)
    assert same == again != other
    assert [run.seed for run in runs] == [0, 0, 1]


def test_two_trainers_share_nothing():
    first, second, alone = moody(), moody(), moody()
    for _ in range(20):
        first.run(3)
        second.run(1)
    alone.run(60)
    assert bits(first) == bits(alone)


def test_two_trainers_of_one_network_take_turns():
    """Each goes on from what the other left; the memory of its optimizer is its own."""
    network = Network.dense(2, (3,))
    one, other = (Trainer(network, train=spiral(20), optimizer="momentum") for _ in range(2))
    one.run(3)
    after = network.parameters.copy()
    other.run(3)
    assert not np.array_equal(network.parameters, after)
    assert np.isfinite(network.parameters).all()


def test_reset_keeps_settings_and_forgets_the_rest():
    run = moody(learning_rate=0.1)
    start = bits(run)[:2]
    first = run.evaluate()
    run.run(10)
    run.change(learning_rate=0.2, optimizer="momentum")
    run.run(10)
    run.edit(run.network.parameters * 2)
    run.reset()
    assert (run.step_number, run.epoch, run.settings.learning_rate, run.log) == (0, 0, 0.2, ())
    assert (len(run.history.branches), run.branch.number, run.branch.end) == (1, 0, 0)
    assert run.evaluate()[0] == first[0]
    assert bits(run)[:2] == start
    straight = moody(learning_rate=0.2, optimizer="momentum")
    run.run(20)
    straight.run(20)
    assert bits(run) == bits(straight)


def test_checkpoints_go_on_to_the_same_bits_elsewhere():
    run, elsewhere = moody(), moody()
    run.run(20)
    run.change(batch_size=11, optimizer="momentum")
    run.run(7)
    taken = run.checkpoint()
    kept = bits(run)
    elsewhere.run(4)
    run.run(33)
    elsewhere.resume(taken)
    assert bits(elsewhere) == kept
    assert elsewhere.log == ()
    assert elsewhere.history.earliest == 27
    elsewhere.run(33)
    assert bits(elsewhere) == bits(run)
    elsewhere.seek(27)
    assert bits(elsewhere) == kept
    with pytest.raises(SettingError, match=r"begins at step 27.*no step 26"):
        elsewhere.seek(26)


@pytest.mark.parametrize("wrong", [2.5, -1, "3", None, float("nan"), float("inf"), True])
def test_steps_are_whole_numbers(wrong):
    run = trainer()
    for ask in (run.run, run.seek):
        with pytest.raises(SettingError, match=f"whole number of at least 0, not {wrong!r}"):
            ask(wrong)
    assert run.step_number == 0


def test_steps_may_come_as_any_kind_of_whole_number():
    run = trainer()
    run.run(np.int64(3))  # pyright: ignore[reportArgumentType]
    run.seek(5.0)  # pyright: ignore[reportArgumentType]
    run.run(0)
    assert (run.step_number, type(run.step_number)) == (5, int)
