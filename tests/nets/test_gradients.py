"""Every layer, activation, loss and penalty against differences, over random shapes, in training and when answering."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nets import BatchNorm, Conv2D, Dense, Dropout, Flatten, GlobalMeanPool, MaxPool, MeanPool, activations, losses
from nets.training import regularizers
from tests.nets.gradients import check

SEEDS = st.integers(0, 100_000)
SMALL = st.integers(1, 4)
IMAGES = st.tuples(st.integers(4, 7), st.integers(4, 7), st.integers(1, 3))
PAIRS = st.tuples(st.integers(1, 4), st.integers(1, 4))


@pytest.mark.parametrize("activation", activations.NAMES)
@settings(max_examples=12, deadline=None)
@given(seed=SEEDS, inputs=SMALL, hidden=st.lists(SMALL, max_size=3), outputs=SMALL, n=st.integers(1, 12))
def test_dense_and_activations(activation, seed, inputs, hidden, outputs, n):
    layers = [each for units in (*hidden, outputs) for each in (Dense(units), activation)]
    check(layers, (inputs,), n=n, seed=seed)


@settings(max_examples=15, deadline=None)
@given(seed=SEEDS, steps=SMALL, inputs=SMALL, units=SMALL, n=SMALL)
def test_dense_on_sequences(seed, steps, inputs, units, n):
    check([Dense(units), "tanh", Dense(2)], (steps, inputs), n=n, seed=seed)


@settings(max_examples=40, deadline=None)
@given(
    seed=SEEDS,
    size=IMAGES,
    kernel=PAIRS,
    stride=st.tuples(st.integers(1, 3), st.integers(1, 3)),
    padding=st.sampled_from(["valid", "same"]),
    second=st.integers(1, 3),
    n=st.integers(1, 3),
)
def test_convolution(seed, size, kernel, stride, padding, second, n):
    layers = [Conv2D(3, kernel, stride, padding), "gelu", Conv2D(2, second, 1, "same"), Flatten(), Dense(2)]
    check(layers, size, n=n, seed=seed)


@settings(max_examples=15, deadline=None)
@given(seed=SEEDS, kernel=st.integers(1, 9), size=st.integers(1, 4))
def test_a_convolution_with_a_kernel_larger_than_the_image(seed, kernel, size):
    check([Conv2D(2, kernel, 2, "same"), "tanh", Flatten()], (size, size + 1, 2), n=2, seed=seed)


@pytest.mark.parametrize("pool", [MaxPool, MeanPool])
@settings(max_examples=20, deadline=None)
@given(seed=SEEDS, size=IMAGES, window=st.integers(1, 4), stride=st.integers(1, 5))
def test_pooling(pool, seed, size, window, stride):
    check([pool(window, stride)], size, n=3, seed=seed)
    check([Conv2D(2, 3, 1, "same"), "tanh", pool(window, stride), Flatten(), Dense(1)], size, n=2, seed=seed)


@settings(max_examples=10, deadline=None)
@given(seed=SEEDS, size=IMAGES, n=SMALL)
def test_the_mean_of_a_map(seed, size, n):
    check([Conv2D(3, 2), "tanh", GlobalMeanPool(), Dense(2)], size, n=n, seed=seed)


@pytest.mark.parametrize("training", [True, False])
@settings(max_examples=15, deadline=None)
@given(seed=SEEDS, units=SMALL, n=st.integers(1, 12))
def test_batch_normalisation_of_units(training, seed, units, n):
    layers = [Dense(units), BatchNorm(), "tanh", BatchNorm(), Dense(2)]
    check(layers, (3,), n=n, seed=seed, training=training)


@pytest.mark.parametrize("training", [True, False])
@settings(max_examples=15, deadline=None)
@given(seed=SEEDS, channels=SMALL, size=st.integers(1, 5), n=SMALL)
def test_batch_normalisation_of_images_and_sequences(training, seed, channels, size, n):
    images = [Conv2D(channels, 2, 1, "same"), BatchNorm(), "sine", Flatten(), Dense(1)]
    check(images, (size, size, 2), n=n, seed=seed, training=training)
    check([Dense(channels), BatchNorm(), "tanh"], (size, 2), n=n, seed=seed, training=training)


@pytest.mark.parametrize("training", [True, False])
@settings(max_examples=15, deadline=None)
@given(seed=SEEDS, rate=st.floats(0, 0.9), n=SMALL)
def test_dropout(training, seed, rate, n):
    layers = [Dense(6), "tanh", Dropout(rate), Dense(5), "tanh", Dropout(rate), Dense(1)]
    check(layers, (3,), n=n, seed=seed, training=training)


@pytest.mark.parametrize("loss", losses.NAMES)
@settings(max_examples=25, deadline=None)
@given(seed=SEEDS, outputs=st.integers(2, 5), n=st.integers(1, 9))
def test_losses(loss, seed, outputs, n):
    check([Dense(4), "tanh", Dense(outputs)], (3,), loss=loss, n=n, seed=seed)


@pytest.mark.parametrize("loss", losses.NAMES)
@settings(max_examples=10, deadline=None)
@given(seed=SEEDS, steps=SMALL, outputs=st.integers(2, 4), n=SMALL)
def test_losses_of_sequences(loss, seed, steps, outputs, n):
    check([Dense(outputs)], (steps, 2), loss=loss, n=n, seed=seed)


@pytest.mark.parametrize("name", activations.NAMES)
@settings(max_examples=25, deadline=None)
@given(seed=SEEDS)
def test_derivatives_of_activations(name, seed):
    z = np.random.default_rng(seed).normal(0, 3, 50)
    f = activations.named(name)
    slopes = (f.value(z + 1e-6) - f.value(z - 1e-6)) / 2e-6
    far = np.abs(z) > 1e-5  # from the corner that some have at 0
    np.testing.assert_allclose(f.derivative(z, f.value(z))[far], slopes[far], atol=1e-8)


@settings(max_examples=25, deadline=None)
@given(seed=SEEDS, count=st.integers(1, 9), l2=st.floats(0, 10))
def test_the_l2_penalty(seed, count, l2):
    random = np.random.default_rng(seed)
    w, direction = random.normal(0, 1, (2, count))
    weights = random.integers(0, 2, count).astype(float)
    values = [regularizers.penalty(w + sign * 1e-5 * direction, weights, 0, l2) for sign in (1, -1)]
    slope = regularizers.l2_gradient(w, weights, l2) @ direction
    assert slope == pytest.approx((values[0] - values[1]) / 2e-5, rel=1e-6, abs=1e-8)


@settings(max_examples=25, deadline=None)
@given(seed=SEEDS, count=st.integers(1, 9), threshold=st.floats(0, 2))
def test_shrinking_is_the_proximal_map_of_l1(seed, count, threshold):
    """What it gives is where |v - w|² / 2 + threshold Σ|v| is least: no other place nearby is better."""
    random = np.random.default_rng(seed)
    w, other = random.normal(0, 1, (2, count))
    weights = random.integers(0, 2, count).astype(float)

    def cost(v):
        return np.square(v - w).sum() / 2 + threshold * (weights * np.abs(v)).sum()

    best = regularizers.shrunk(w, weights, threshold)
    for step in (1, 0.01, 1e-4):
        assert cost(best) <= cost(best + step * other) + 1e-15
