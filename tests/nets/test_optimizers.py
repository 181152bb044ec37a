"""Optimizers, schedules, penalties and initialisers: first steps worked by hand."""

import numpy as np
import pytest

from nets import Conv2D, Dense, Network, Trainer, initializers, optimizers, schedules
from nets.errors import SettingError, UnknownNameError
from nets.regularizers import Regularizer
from tests.nets.runs import spiral, trainer

W, G, RATE = np.array([1.0, -2.0]), np.array([0.5, -4.0]), 0.1


def steps(optimizer: optimizers.Optimizer, count: int) -> np.ndarray:
    """Parameters after some steps along the same gradient; the second number is a bias."""
    optimizer.begin(np.array([1.0, 0.0]))
    w = W.copy()
    for step in range(count):
        optimizer.rate[...] = RATE
        optimizer.count = step
        optimizer.update(w, G.copy())
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


@pytest.mark.parametrize("name", optimizers.NAMES)
def test_every_optimizer_learns(name):
    rate = {"sgd": 0.1, "momentum": 0.03, "nesterov": 0.03, "adagrad": 0.1}.get(name, 0.01)
    run = trainer(hidden=(8,), optimizer=name, learning_rate=rate)
    before = run.evaluate().train_loss
    run.run(600)
    assert run.evaluate().train_loss < 0.8 * before


def test_an_optimizer_serves_several_trainers():
    shared = optimizers.Momentum(0.5)
    first, second = trainer(optimizer=shared), trainer(optimizer=shared)
    first.run(10)
    second.run(10)
    np.testing.assert_array_equal(first.network.parameters, second.network.parameters)


@pytest.mark.parametrize(
    "make",
    [lambda: optimizers.Momentum(1), lambda: optimizers.Adam(-0.1), lambda: optimizers.AdamW(decay=-1)],
)
def test_impossible_optimizers_are_refused(make):
    with pytest.raises(SettingError):
        make()


def test_schedules_by_hand():
    assert schedules.Constant()(123) == 1
    assert [schedules.StepDecay(10, 0.5)(step) for step in (0, 9, 10, 25)] == [1, 1, 0.5, 0.25]
    cosine = schedules.Cosine(100, least=0.2)
    assert [cosine(step) for step in (0, 50, 100, 500)] == pytest.approx([1, 0.6, 0.2, 0.2])
    warm = schedules.WarmUp(4, then=schedules.StepDecay(10, 0.5))
    assert [warm(step) for step in (0, 1, 3, 4, 13, 14)] == [0.25, 0.5, 1, 1, 1, 0.5]
    assert schedules.named("cosine") == schedules.Cosine()
    for wrong in (lambda: schedules.StepDecay(0), lambda: schedules.Cosine(-1), lambda: schedules.WarmUp(0)):
        with pytest.raises(SettingError):
            wrong()
    with pytest.raises(UnknownNameError, match="constant, step, cosine, warm-up"):
        schedules.named("linear")


def test_a_schedule_scales_the_steps():
    plain, scheduled = trainer(), trainer(schedule=schedules.StepDecay(1, 0.5), learning_rate=0.06)
    start = plain.network.parameters.copy()
    scheduled.run(1)
    plain.learning_rate = 0.06
    plain.run(1)
    np.testing.assert_array_equal(plain.network.parameters, scheduled.network.parameters)
    assert not np.array_equal(start, plain.network.parameters)
    plain.learning_rate = 0.03
    plain.run(1)
    scheduled.run(1)
    np.testing.assert_array_equal(plain.network.parameters, scheduled.network.parameters)


def test_penalties_by_hand():
    rule = Regularizer(np.array([1.0, 1.0, 0.0]), l1=0.1, l2=0.5)
    w, g = np.array([2.0, -3.0, 7.0]), np.zeros(3)
    assert rule.penalty(w) == pytest.approx(0.1 * 5 + 0.5 * (4 + 9) / 2)
    rule.apply(w, g)
    np.testing.assert_allclose(g, [0.1 + 1, -0.1 - 1.5, 0])


def test_clipping_by_hand():
    rule = Regularizer(np.ones(2), clip_norm=1)
    long, short = np.array([3.0, 4.0]), np.array([0.3, 0.4])
    rule.apply(np.zeros(2), long)
    rule.apply(np.zeros(2), short)
    np.testing.assert_allclose(long, [0.6, 0.8])
    np.testing.assert_allclose(short, [0.3, 0.4])


def test_l2_keeps_weights_smaller():
    plain, held = trainer(learning_rate=0.1), trainer(learning_rate=0.1, l2=0.02)
    plain.run(2000)
    held.run(2000)
    assert np.linalg.norm(held.network.parameters) < 0.7 * np.linalg.norm(plain.network.parameters)


@pytest.mark.parametrize(
    ("name", "deviation"),
    [
        ("zeros", 0),
        ("uniform", 1 / np.sqrt(12)),
        ("normal", 1),
        ("xavier", np.sqrt(2 / 300)),
        ("glorot", np.sqrt(2 / 300)),
        ("he", np.sqrt(2 / 100)),
        ("kaiming", np.sqrt(2 / 100)),
        ("lecun", np.sqrt(1 / 100)),
    ],
)
def test_first_weights_have_their_size(name, deviation):
    layer = Network([Dense(200, initializer=name)], (100,)).layers[0]
    assert isinstance(layer, Dense)
    assert layer.weights.std() == pytest.approx(deviation, rel=0.05)
    assert not layer.biases.any()


def test_a_kernel_counts_its_window_as_fan_in():
    layer = Network([Conv2D(64, 5, initializer="he")], (9, 9, 4)).layers[0]
    assert isinstance(layer, Conv2D)
    assert layer.fans == (100, 1600)
    assert layer.weights.std() == pytest.approx(np.sqrt(2 / 100), rel=0.05)


def test_first_weights_follow_the_seed():
    one, same, other = (Network.dense(seed=seed).parameters for seed in (1, 1, 2))
    np.testing.assert_array_equal(one, same)
    assert not np.array_equal(one, other)
    assert set(initializers.ALIASES.values()) <= set(initializers.NAMES)


def test_batches_of_one_follow_every_sample():
    x, y = spiral(12)
    run = Trainer(Network.dense(2, ()), train=(x, y), batch_size=1, learning_rate=0.01)
    weights = run.network.parameters.astype(float).copy()
    for _ in range(12):
        batch = run.forward()
        sample, target = np.append(batch.x[0], 1).astype(float), float(batch.targets[0, 0])
        weights -= 0.01 * 2 * (sample @ weights - target) * sample
        run.backward()
        run.update()
    np.testing.assert_allclose(run.network.parameters, weights, rtol=1e-4)
