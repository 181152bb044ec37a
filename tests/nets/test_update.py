"""The last part of a step: penalties, clipping and shrinking, worked by hand and in runs."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nets import Network, Trainer, losses, optimizers
from nets.optimizers import Step
from nets.training import regularizers
from nets.training.settings import Settings
from nets.training.update import opened, total_gradient, updated
from tests.nets.runs import moody, spiral, trainer

WEIGHTS = np.array([1.0, 1.0, 0.0])


def test_penalties_by_hand():
    w = np.array([2.0, -3.0, 7.0])
    assert regularizers.penalty(w, WEIGHTS, 0.1, 0.5) == pytest.approx(0.1 * 5 + 0.5 * (4 + 9) / 2)
    np.testing.assert_allclose(regularizers.l2_gradient(w, WEIGHTS, 0.5), [1, -1.5, 0])
    shrunk = regularizers.shrunk(np.array([2.0, -0.1, 0.1]), WEIGHTS, 0.3)
    np.testing.assert_allclose(shrunk, [1.7, 0, 0.1])


def test_one_update_by_hand():
    """Of SGD with everything: (g + l2 w) clipped to length 1, a step, then shrunk by rate l1."""
    settings = Settings(learning_rate=0.5, l1=0.2, l2=0.5, clip_norm=1)
    w, g = np.array([2.0, -2.0, 1.0]), np.array([2.0, -3.0, 0.0])
    total = np.array([3.0, -4.0, 0.0]) / 5
    expected = np.array([2 - 0.3 - 0.1, -2 + 0.4 + 0.1, 1])
    np.testing.assert_allclose(total_gradient(settings, w, g, WEIGHTS), total)
    np.testing.assert_allclose(updated(settings, w, g, {}, Step(0.5, 1, WEIGHTS))[0], expected)
    parts = opened(settings, w, g, {}, 0, WEIGHTS)
    np.testing.assert_allclose(parts.penalty, [1, -1, 0])
    np.testing.assert_allclose(parts.shrinking, [-0.1, 0.1, 0])
    np.testing.assert_allclose(parts.change, expected - w)
    assert (parts.clip_factor, parts.rate) == (pytest.approx(0.2), 0.5)


def test_clipping_by_hand():
    settings = Settings(clip_norm=1)
    for g, clipped in (([3.0, 4.0, 0.0], [0.6, 0.8, 0]), ([0.3, 0.4, 0.0], [0.3, 0.4, 0]), ([0.0] * 3, [0.0] * 3)):
        with np.errstate(divide="ignore"):
            found = total_gradient(settings, np.zeros(3), np.array(g), WEIGHTS)
        np.testing.assert_allclose(found, clipped)


@given(st.integers(0, 9999), st.integers(-30, 37), st.floats(1e-3, 1e3))
def test_a_clipped_gradient_is_no_longer_than_the_bound_and_points_the_same_way(seed, power, bound):
    """In single precision, whose squares overflow from 2e19 on."""
    g = (np.random.default_rng(seed).normal(size=9) * 10.0**power).astype(np.float32)
    clipped = g * regularizers.clip_factor(g, bound)
    exact = g.astype(np.float64)
    length = np.linalg.norm(exact)
    np.testing.assert_allclose(clipped, exact * min(1, bound / length), rtol=1e-5, atol=1e-5 * bound)


def test_a_step_along_a_huge_gradient_is_as_long_as_clipping_says():
    x, y = np.full((4, 1), 1e15), np.full(4, -1e15)
    network = Network.dense(1, ())
    network.parameters[...] = [1, 0]
    run = Trainer(network, train=(x, y), clip_norm=0.5, learning_rate=0.1, batch_size=4)
    batch = run.next_batch()
    passed = network.run(batch.x, batch.mode)
    found = network.backward(passed, losses.named("mean squared error").gradient(passed.output, batch.targets))
    assert np.abs(found.parameters).max() > 1e30
    run.step()
    np.testing.assert_allclose(network.parameters, [1 - 0.05, 0], rtol=1e-5, atol=1e-15)
    assert run.divergence is None


def test_clipping_makes_long_steps_short_and_leaves_short_ones():
    free, loose, tight = trainer(), trainer(clip_norm=1e3), trainer(clip_norm=1e-3)
    for run in (free, loose, tight):
        run.run(10)
    np.testing.assert_array_equal(free.network.parameters, loose.network.parameters)
    start = trainer().network.parameters
    assert np.linalg.norm(tight.network.parameters - start) <= 10 * 0.03 * 1e-3 * 1.001


def test_l2_keeps_weights_smaller():
    plain, held = trainer(learning_rate=0.1), trainer(learning_rate=0.1, l2=0.02)
    plain.run(2000)
    held.run(2000)
    assert np.linalg.norm(held.network.parameters) < 0.7 * np.linalg.norm(plain.network.parameters)


@pytest.mark.parametrize("optimizer", optimizers.NAMES)
def test_l1_leaves_weights_at_exactly_zero_and_no_bias(optimizer):
    run = trainer(hidden=(8,), optimizer=optimizer, learning_rate=0.01, l1=0.3)
    run.run(1500)
    network = run.network
    zero = network.parameters == 0
    assert zero[network.penalised() == 1].mean() > 0.3
    assert not zero[network.penalised() == 0].all()
    assert np.isfinite(network.parameters).all()


@pytest.mark.parametrize("changes", [{}, {"l1": 0.01, "l2": 0.1, "clip_norm": 0.05}, {"optimizer": "adamw"}])
def test_the_next_step_can_be_opened_and_leaves_no_trace(changes):
    run, untouched = (moody(np.float64, **changes) for _ in range(2))
    untouched.run(21)
    run.run(20)
    batch, before = run.next_batch(), run.network.parameters.copy()
    np.testing.assert_array_equal(batch.rows, run.next_batch().rows)
    passed = run.network.run(batch.x, batch.mode)
    d = run.loss.gradient(passed.output, batch.targets)
    update = run.open_update(run.network.backward(passed, d).parameters)
    np.testing.assert_array_equal(run.network.parameters, before)
    memory = run.checkpoint().memory
    run.step()
    np.testing.assert_allclose(run.network.parameters, before + update.change, rtol=1e-9, atol=1e-12)
    np.testing.assert_array_equal(run.network.parameters, untouched.network.parameters)
    for name, after in run.checkpoint().memory.items():
        np.testing.assert_array_equal(update.memory_before[name], memory[name])
        np.testing.assert_allclose(update.memory_after[name], after, rtol=1e-9, atol=1e-12)
    assert update.rate == run.settings.rate(20)


def test_the_mini_batch_to_come_is_the_one_that_comes():
    run = trainer(n=25)
    x, y = spiral(25)
    seen = []
    for _ in range(3):
        batch = run.next_batch()
        np.testing.assert_array_equal(batch.x, x.astype(np.float32)[batch.rows])
        np.testing.assert_array_equal(batch.targets[:, 0], y[batch.rows])
        seen.extend(batch.rows)
        run.step()
    assert sorted(seen) == list(range(25))
