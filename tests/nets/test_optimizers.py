"""Optimizers: their first steps worked by hand, what they remember, and that they learn."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nets import Network, Trainer, optimizers
from nets.errors import SettingError, UnknownNameError
from nets.optimizers import AdamW, Momentum, Optimizer, Step
from tests.nets.runs import spiral, trainer

W, G, RATE = np.array([1.0, -2.0]), np.array([0.5, -4.0]), 0.1
WEIGHTS = np.array([1.0, 0.0])  # the second number is a bias


def zeros(optimizer: Optimizer) -> optimizers.Memory:
    return {name: np.zeros_like(W) for name in optimizer.remembers}


def steps(optimizer: Optimizer, count: int) -> np.ndarray:
    """Parameters after some steps along the same gradient."""
    w, memory = W, zeros(optimizer)
    for t in range(1, count + 1):
        w, memory = optimizer.update(w, G, memory, Step(RATE, t, WEIGHTS))
    return w


S1, S2 = G**2, 2 * G**2
R1, R2 = 0.1 * G**2, 0.1 * G**2 * 1.9
BY_HAND = {
    "sgd": (W - RATE * G, W - 2 * RATE * G),
    "momentum": (W - RATE * G, W - RATE * (G + 1.9 * G)),
    "nesterov": (W - RATE * 1.9 * G, W - RATE * (1.9 * G + G + 0.9 * 1.9 * G)),
    "adagrad": (W - RATE * G / np.sqrt(S1), W - RATE * G * (1 / np.sqrt(S1) + 1 / np.sqrt(S2))),
    "rmsprop": (W - RATE * G / np.sqrt(R1), W - RATE * G * (1 / np.sqrt(R1) + 1 / np.sqrt(R2))),
    "adam": (W - RATE * np.sign(G), W - 2 * RATE * np.sign(G)),
    "adamw": (
        W * [1 - 0.001, 1] - RATE * np.sign(G),
        (W * [1 - 0.001, 1] - RATE * np.sign(G)) * [1 - 0.001, 1] - RATE * np.sign(G),
    ),
}


@pytest.mark.parametrize("name", optimizers.NAMES)
def test_two_steps_by_hand(name):
    first, second = BY_HAND[name]
    np.testing.assert_allclose(steps(optimizers.named(name), 1), first, rtol=1e-6)
    np.testing.assert_allclose(steps(optimizers.named(name), 2), second, rtol=1e-6)


def adam_as_published(gradients, rate, beta1, beta2):
    """Algorithm 1 of Kingma and Ba (2015), line by line."""
    w, m, v = W.copy(), 0 * W, 0 * W
    for t, g in enumerate(gradients, 1):
        m = beta1 * m + (1 - beta1) * g
        v = beta2 * v + (1 - beta2) * g**2
        w = w - rate * (m / (1 - beta1**t)) / (np.sqrt(v / (1 - beta2**t)) + 1e-8)
    return w


@settings(max_examples=30, deadline=None)
@given(seed=st.integers(0, 9999), count=st.integers(1, 20), beta1=st.floats(0, 0.99), beta2=st.floats(0, 0.9999))
def test_adam_is_the_published_one(seed, count, beta1, beta2):
    gradients = np.random.default_rng(seed).normal(0, 1, (count, 2))
    adam, w = optimizers.Adam(beta1, beta2), W
    memory = zeros(adam)
    for t, g in enumerate(gradients, 1):
        w, memory = adam.update(w, g, memory, Step(RATE, t, WEIGHTS))
    np.testing.assert_allclose(w, adam_as_published(gradients, RATE, beta1, beta2), rtol=1e-10, atol=1e-12)


@pytest.mark.parametrize("name", optimizers.NAMES)
def test_an_update_changes_nothing_it_is_given(name):
    optimizer = optimizers.named(name)
    w, g, memory = W.copy(), G.copy(), zeros(optimizer)
    new, after = optimizer.update(w, g, memory, Step(RATE, 1, WEIGHTS))
    again, _ = optimizer.update(w, g, memory, Step(RATE, 1, WEIGHTS))
    np.testing.assert_array_equal(new, again)
    np.testing.assert_array_equal([w, g], [W, G])
    assert after.keys() == memory.keys() == set(optimizer.remembers)
    assert not any(vector.any() for vector in memory.values())


@pytest.mark.parametrize("name", optimizers.NAMES)
def test_every_optimizer_learns(name):
    rate = {"sgd": 0.1, "momentum": 0.03, "nesterov": 0.03, "adagrad": 0.1}.get(name, 0.01)
    run = trainer(hidden=(8,), optimizer=name, learning_rate=rate)
    before = run.evaluate().train_loss
    run.run(600)
    assert run.evaluate().train_loss < 0.8 * before


def test_an_optimizer_serves_several_trainers():
    shared = Momentum(0.5)
    first, second = trainer(optimizer=shared), trainer(optimizer=shared)
    first.run(10)
    second.run(10)
    np.testing.assert_array_equal(first.network.parameters, second.network.parameters)


def test_batches_of_one_follow_every_sample():
    x, y = spiral(12)
    run = Trainer(Network.dense(2, (), dtype=np.float64), train=(x, y), batch_size=1, learning_rate=0.01)
    weights = run.network.parameters.copy()
    for _ in range(12):
        batch = run.next_batch()
        sample, target = np.append(batch.x[0], 1), batch.targets[0, 0]
        weights -= 0.01 * 2 * (sample @ weights - target) * sample
        run.step()
    np.testing.assert_allclose(run.network.parameters, weights, rtol=1e-12)


@pytest.mark.parametrize("optimizer", [Momentum(0.25), AdamW(0.8, 0.95, 0.1), optimizers.SGD()])
def test_settings_make_the_same_optimizer_again(optimizer):
    assert optimizers.from_settings(optimizer.settings()) == optimizer
    assert optimizers.named(**optimizer.settings()) == optimizer


@pytest.mark.parametrize(
    ("make", "says"),
    [
        (lambda: Momentum(1), "beta is at least 0 and below 1, not 1"),
        (lambda: Momentum("much"), "not 'much'"),  # pyright: ignore[reportArgumentType]
        (lambda: optimizers.Adam(-0.1), "beta1 .*-0.1"),
        (lambda: optimizers.Adam(beta2=float("nan")), "beta2 .*nan"),
        (lambda: AdamW(decay=-1), "decay .*at least 0, not -1"),
        (lambda: AdamW(decay=None), "decay .*None"),  # pyright: ignore[reportArgumentType]
        (lambda: optimizers.named("adam", beta=0.9), "beta1, beta2.*got beta"),
        (lambda: optimizers.named("sgd", beta=0.9), "none.*got beta"),
    ],
)
def test_impossible_optimizers_are_refused(make, says):
    with pytest.raises(SettingError, match=says):
        make()


def test_unknown_optimizers_are_answered_with_the_known_ones():
    with pytest.raises(UnknownNameError, match=r"'newton'.*sgd, momentum, nesterov"):
        optimizers.named("newton")
    with pytest.raises(UnknownNameError, match=r"None.*sgd, momentum"):
        optimizers.from_settings({"beta": 0.9})
