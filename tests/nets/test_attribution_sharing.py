"""The rules of relevance propagation against the same, number by number, in every kind of layer."""

import numpy as np
import pytest

from nets import BatchNorm, Conv2D, Dense, Dropout, Flatten, GlobalMeanPool, MaxPool, MeanPool
from nets.attribution import deep_taylor, lrp_alpha_beta, lrp_epsilon, lrp_z_plus
from tests.nets import relevance_reference as reference
from tests.nets.gradients import built

IMAGE = (5, 4, 2)
STACKS = {
    "dense": ([Dense(5), "relu", Dense(4), "tanh", Dense(3)], (6,)),
    "conv": ([Conv2D(3, (2, 3)), "relu", Flatten(), Dense(3)], IMAGE),
    "strides": ([Conv2D(3, 3, (2, 1), "same"), "relu", Conv2D(2, 2, 2), "sigmoid", Flatten(), Dense(3)], IMAGE),
    "maxima": ([Conv2D(2, 2), "tanh", MaxPool(2, 1), Flatten(), Dropout(0.5), Dense(3)], IMAGE),
    "means": ([MeanPool(2, 1), Conv2D(3, 2, padding="same"), "gelu", GlobalMeanPool(), Dense(3)], IMAGE),
    "folded": ([Conv2D(3, 2), BatchNorm(), "relu", Flatten(), Dense(4), BatchNorm(), "elu", Dense(3)], IMAGE),
    "alone": ([BatchNorm(), Conv2D(3, 2), "relu", BatchNorm(), Flatten(), Dense(3)], IMAGE),
}
EACH = pytest.mark.parametrize("name", STACKS)


def prepared(name, low=-1.0):
    """A network with random numbers everywhere, and one sample."""
    layers, shape = STACKS[name]
    learned = built(layers, shape, seed=len(name))
    random = np.random.default_rng(len(name))
    for layer in learned.layers:
        if isinstance(layer, BatchNorm):
            layer.scale[...] = random.normal(size=layer.scale.shape)  # of either sign
            layer.mean[...] = random.normal(size=layer.mean.shape)
            layer.variance[...] = random.uniform(0.5, 2, layer.variance.shape)
    return learned, random.uniform(low, 1, (2, *shape))


def compare(found, learned, x, unit, *rules) -> None:
    for n, one in enumerate(x):
        expected, biases, left = reference.relevances(learned, one, unit, *rules)
        size = max(np.abs(each).sum() for each in expected)
        for ours, theirs in zip(found.layers, expected, strict=True):
            np.testing.assert_allclose(ours[n].ravel(), theirs, atol=1e-11 * size)
        np.testing.assert_allclose(found.biases[:, n], biases, atol=1e-11 * size)
        np.testing.assert_allclose(found.unshared[:, n], left, atol=1e-11 * size)


@EACH
@pytest.mark.parametrize("epsilon", [0, 0.01, 2.0])
def test_epsilon(name, epsilon):
    learned, x = prepared(name)
    compare(lrp_epsilon(learned, x, 2, epsilon=epsilon), learned, x, 2, reference.epsilon(epsilon))


@EACH
@pytest.mark.parametrize(("alpha", "beta"), [(2, 1), (1, 0), (1.5, 0.5)])
def test_alpha_beta(name, alpha, beta):
    learned, x = prepared(name)
    found = lrp_alpha_beta(learned, x, 0, alpha=alpha, beta=beta)
    compare(found, learned, x, 0, reference.alpha_beta(alpha, beta))


@EACH
def test_z_plus(name):
    learned, x = prepared(name)
    compare(lrp_z_plus(learned, x, 1), learned, x, 1, reference.z_plus)


@pytest.mark.parametrize("name", ["dense", "conv", "strides", "folded", "alone"])
@pytest.mark.parametrize(("low", "high"), [(0, 1), (-1, 1.5)])
def test_deep_taylor(name, low, high):
    layers, shape = STACKS[name]
    learned = built([layer if not isinstance(layer, str) else "relu" for layer in layers], shape, seed=len(name))
    _, x = prepared(name, low=low)
    found = deep_taylor(learned, x, 1, low=low, high=high)
    compare(found, learned, x, 1, reference.z_plus, reference.z_bounded(low, high))


def test_the_reference_knows_the_layers():
    """Its matrices give what the layers give."""
    for name in STACKS:
        learned, x = prepared(name)
        run = learned.run(x)
        for place, layer in enumerate(learned.layers):
            if isinstance(layer, Dense | Conv2D | BatchNorm | MeanPool | GlobalMeanPool):
                w, b = reference.matrix(layer)
                given = run.values[place].reshape(len(x), -1) @ w + b
                np.testing.assert_allclose(given, run.values[place + 1].reshape(len(x), -1), atol=1e-12)
