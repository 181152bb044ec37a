"""A run is a pure function of its settings and the step number, however it is asked for."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nets import Network, Trainer
from nets.errors import DataError, SettingError, ShapeError, StageError, UnknownNameError
from nets.history import Checkpoint, History, Settings
from tests.nets.runs import bits, moody, spiral, trainer

KINDS = {"plain": trainer, "moody": moody}


@pytest.mark.parametrize("make", KINDS.values(), ids=KINDS)
@settings(max_examples=12, deadline=None)
@given(pieces=st.lists(st.integers(0, 40), max_size=6), budget=st.sampled_from([1, 5_000, 8_000_000]))
def test_any_way_of_running_gives_the_same_bits(make, pieces, budget):
    straight, pieced = make(), make(interval=8, budget=budget)
    for steps in pieces:
        pieced.run(steps)
    straight.run(sum(pieces))
    assert bits(straight) == bits(pieced)


@pytest.mark.parametrize("make", KINDS.values(), ids=KINDS)
def test_steps_parts_and_samples_give_the_same_bits(make):
    at_once, steps, parts, samples = make(), make(), make(), make()
    at_once.run(25)
    for _ in range(25):
        steps.step()
        parts.forward()
        parts.batch_loss()
        parts.backward()
        parts.update()
    while samples.step_number < 25:
        samples.step_sample()
    assert bits(at_once) == bits(steps) == bits(parts) == bits(samples)


@pytest.mark.parametrize("make", KINDS.values(), ids=KINDS)
def test_a_step_under_way_is_finished_from_any_part(make):
    straight = make()
    straight.run(4)
    begun = make()
    begun.forward()
    begun.step()
    begun.forward()
    begun.backward()
    begun.step()
    begun.step_sample()
    begun.step_sample()
    begun.run(2)
    assert bits(straight) == bits(begun)


def test_parts_come_in_order():
    run = trainer()
    for wrong in (run.backward, run.update, run.batch_loss, lambda: run.batch):
        with pytest.raises(StageError):
            wrong()
    run.forward()
    with pytest.raises(StageError, match="'forward'"):
        run.forward()
    with pytest.raises(StageError):
        run.update()


def test_gradients_of_samples_add_up_to_those_of_the_batch():
    run, whole = trainer(), trainer()
    whole.forward()
    expected = whole.backward().gradients
    sizes = []
    for done in range(1, 10):
        assert run.step_sample() == done
        sizes.append(np.linalg.norm(run.batch.gradients - expected))
    assert run.step_number == 0
    assert sizes[-1] < sizes[0]
    assert run.step_sample() == 10
    np.testing.assert_array_equal(run.batch.gradients, expected)
    assert run.step_number == 1


@pytest.mark.parametrize("make", KINDS.values(), ids=KINDS)
@settings(max_examples=10, deadline=None)
@given(targets=st.lists(st.integers(0, 120), min_size=1, max_size=6), budget=st.sampled_from([1, 8_000_000]))
def test_seeking_equals_running_straight(make, targets, budget):
    run = make(interval=16, budget=budget)
    for target in targets:
        run.seek(target)
        straight = make()
        straight.run(target)
        assert bits(run) == bits(straight)


@settings(max_examples=10, deadline=None)
@given(targets=st.lists(st.integers(0, 80), min_size=1, max_size=6))
def test_seeking_repeats_changes_of_settings(targets):
    def changed(run: Trainer, stop: int) -> Trainer:
        run.run(min(stop, 20))
        if stop > 20:
            run.learning_rate = 0.1
            run.batch_size = 7
            run.run(min(stop, 45) - 20)
        if stop > 45:
            run.batch_size = 25
            run.run(stop - 45)
        return run

    run = changed(trainer(interval=16), 80)
    for target in targets:
        run.seek(target)
        assert run.network.parameters.tobytes() == changed(trainer(), target).network.parameters.tobytes()


def test_another_choice_in_the_past_makes_another_future():
    run = trainer(interval=8)
    run.run(30)
    run.learning_rate = 0.2
    run.run(30)
    run.seek(10)
    assert run.learning_rate == 0.03
    run.learning_rate = 0.5
    run.run(50)
    straight = trainer()
    straight.run(10)
    straight.learning_rate = 0.5
    straight.run(50)
    assert bits(run) == bits(straight)


def test_reset_keeps_the_settings_and_forgets_the_rest():
    run = trainer(learning_rate=0.1)
    start = run.network.parameters.copy()
    first = run.evaluate()
    run.run(10)
    run.learning_rate = 0.2
    run.run(10)
    run.reset()
    assert (run.step_number, run.epoch, run.learning_rate, run.checkpoints) == (0, 0, 0.2, 1)
    assert run.evaluate()[0] == first[0]
    np.testing.assert_array_equal(run.network.parameters, start)
    straight = trainer(learning_rate=0.2)
    run.run(20)
    straight.run(20)
    assert bits(run) == bits(straight)


def test_epochs_are_counted_and_every_sample_is_used_once():
    run = trainer(batch_size=7, n=60)
    assert run.steps_per_epoch == 9
    seen = []
    for _ in range(9):
        seen.append(run.forward().x.copy())
        run.backward()
        run.update()
    assert (run.step_number, run.epoch) == (9, 1)
    rows = np.concatenate(seen)
    assert sorted(map(tuple, rows)) == sorted(map(tuple, spiral(60)[0]))
    assert [len(batch) for batch in seen] == [7] * 8 + [4]
    second = run.forward().x
    assert not np.array_equal(second, seen[0])
    run.step()
    run.run_epoch()
    assert run.epoch == 2
    run.run_epoch()
    assert (run.step_number, run.epoch) == (27, 3)


def test_the_seed_decides_the_order():
    runs = [trainer(seed=seed) for seed in (0, 0, 1)]
    for run in runs:
        run.run(5)
    same, again, other = (run.network.parameters.tobytes() for run in runs)
    assert same == again != other


def test_two_trainers_share_nothing():
    first, second, alone = moody(), moody(), moody()
    for _ in range(20):
        first.run(3)
        second.run(1)
    alone.run(60)
    assert bits(first) == bits(alone)


def test_memory_does_not_grow_with_the_run():
    run = trainer(interval=4, budget=8_000)
    limit = 8_000 // run.network.parameters.nbytes
    for _ in range(300):
        run.run(20)
        assert run.checkpoints <= limit
    assert run.checkpoints > limit / 4


def test_checkpoints_lie_close_near_the_present_and_wide_apart_far_back():
    state = np.zeros(1)
    settings = Settings(0.1, 10)
    history = History(Checkpoint(0, 0, 0, settings, state, state, state), 8, 40 * 24)
    for step in range(8, 8 * 2000 + 1, 8):
        history.keep(Checkpoint(step, 0, 0, settings, state, state, state))
        assert len(history) <= 40
    assert history.before(7).step == 0
    now = 8 * 2000
    for age in (100, 1000, 10_000):
        assert now - age - history.before(now - age).step <= age / 2


def test_evaluating_in_chunks_equals_evaluating_at_once():
    x, y = spiral(1300)
    run = Trainer(Network.dense(2, (5,), output="tanh"), train=(x, y), test=(x[:7], y[:7]))
    result = run.evaluate()
    answers = run.network.forward(x)[:, 0]
    assert result.train_loss == pytest.approx(np.square(answers - y).mean(), rel=1e-5)
    assert result.train_accuracy == pytest.approx(((answers > 0) == (y > 0)).mean())
    assert result.test_loss == pytest.approx(np.square(answers[:7] - y[:7]).mean(), rel=1e-5)


def test_without_test_samples_there_is_no_test_loss():
    result = trainer().evaluate()
    assert np.isnan(result.test_loss)
    assert np.isnan(result.test_accuracy)


X, Y = spiral(8)
NAN = np.array([[1.0, np.nan]] * 8)


@pytest.mark.parametrize(
    ("settings", "error", "says"),
    [
        ({"train": (X[:0], Y[:0])}, DataError, "at least 1"),
        ({"train": (X, Y[:5])}, DataError, r"\(5,\)"),
        ({"train": (NAN, Y)}, DataError, "NaN"),
        ({"train": (X, Y * np.nan)}, DataError, "NaN"),
        ({"train": (X, ["left"] * 8)}, DataError, "labels"),
        ({"train": ([[1, 2], [3]], Y[:2])}, DataError, "equal length"),
        ({"train": (X[:, :1], Y)}, ShapeError, r"\(N, 2\)"),
        ({"test": (X, Y[:3])}, DataError, "test"),
        ({"train": (X, np.arange(8)), "loss": "cross-entropy"}, DataError, "0, 1, 2"),
        ({"train": (X, np.arange(8)), "loss": "hinge"}, DataError, "-1 and \\+1"),
        ({"loss": "softmax cross-entropy"}, ShapeError, "at least 2"),
        ({"loss": "cosine"}, UnknownNameError, "huber"),
        ({"optimizer": "newton"}, UnknownNameError, "adamw"),
        ({"schedule": "lunar"}, UnknownNameError, "warm-up"),
        ({"learning_rate": 0}, SettingError, "above 0"),
        ({"learning_rate": float("nan")}, SettingError, "nan"),
        ({"batch_size": 0}, SettingError, "at least 1"),
        ({"batch_size": 2.5}, SettingError, "2.5"),
        ({"batch_size": float("nan")}, SettingError, "nan"),
        ({"batch_size": "10"}, SettingError, "'10'"),
        ({"seed": -1}, SettingError, "seed.*-1"),
        ({"seed": 0.5}, SettingError, "0.5"),
        ({"l2": -1}, SettingError, "l2"),
        ({"clip_norm": -1}, SettingError, "clip_norm"),
        ({"interval": 0}, SettingError, "interval"),
    ],
)
def test_what_cannot_be_trained_on_is_named(settings, error, says):
    with pytest.raises(error, match=says):
        Trainer(Network.dense(2, (3,)), **{"train": (X, Y), **settings})


def test_live_changes_are_checked():
    run = trainer()
    with pytest.raises(SettingError):
        run.learning_rate = -1
    with pytest.raises(SettingError):
        run.batch_size = 0
    with pytest.raises(SettingError):
        run.seek(-1)
    assert (run.learning_rate, run.batch_size) == (0.03, 10)
