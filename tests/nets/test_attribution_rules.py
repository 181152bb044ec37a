"""Guided backpropagation and deconvolution: the gradient where all ways are positive, and else their own rules."""

import numpy as np
import pytest

from nets import BatchNorm, Conv2D, Dense, Flatten, MaxPool, MeanPool, Network
from nets.attribution import deconvolution, gradient, guided_backpropagation
from nets.errors import SettingError
from tests.nets.attributed import IMAGE, images, network

BOTH = pytest.mark.parametrize("method", [guided_backpropagation, deconvolution])


@BOTH
@pytest.mark.parametrize("seed", range(3))
def test_where_all_ways_are_positive_it_is_the_gradient(method, seed):
    positive, x = network(seed=seed), images(low=0.1)
    positive.parameters[...] = np.abs(positive.parameters) + 0.01
    for unit, layer in ((0, None), (2, 3), ((0, 1, 1), 4)):
        expected = gradient(positive, x, unit, layer).picture
        np.testing.assert_array_equal(method(positive, x, unit, layer).picture, expected)
    assert expected.any()
    mixed = network(seed=seed)
    assert not np.allclose(method(mixed, x, 0).picture, gradient(mixed, x, 0).picture)


def by_hand(dense: Network, x: np.ndarray, unit: int, rule) -> np.ndarray:
    """Back through Dense, ReLU, Dense, ReLU, Dense, number by number, for one sample; rule is (d, z) -> d."""
    weights = [layer.parameters["weights"] for layer in dense.layers[::2]]
    _, z1, _, z2, *_ = (values[0] for values in dense.run(x[None]).values)
    d = [weights[2][j, unit] for j in range(len(z2))]
    for z, before in ((z2, weights[1]), (z1, weights[0])):
        d = [rule(each, z[j]) for j, each in enumerate(d)]
        d = [sum(before[i, j] * d[j] for j in range(len(d))) for i in range(len(before))]
    return np.array(d)


@BOTH
@pytest.mark.parametrize("seed", range(5))
def test_its_rule_number_by_number(method, seed):
    random = np.random.default_rng(seed)
    dense = Network([Dense(6), "relu", Dense(5), "relu", Dense(2)], (4,), seed=seed, dtype=np.float64)
    dense.parameters += random.normal(0, 0.3, dense.parameters.shape)
    x = random.normal(size=(3, 4))
    found = method(dense, x, 1).picture
    rules = {
        guided_backpropagation: lambda d, z: d if d > 0 and z > 0 else 0.0,
        deconvolution: lambda d, _z: d if d > 0 else 0.0,
    }
    expected = np.array([by_hand(dense, one, 1, rules[method]) for one in x])
    np.testing.assert_allclose(found, expected, atol=1e-13)
    plain = np.array([by_hand(dense, one, 1, lambda d, z: d if z > 0 else 0.0) for one in x])
    np.testing.assert_allclose(gradient(dense, x, 1).picture, plain, atol=1e-13)


def test_deconvolution_sees_nothing_of_an_image_but_places_of_maxima():
    for pool, same in ((MeanPool(2), True), (MaxPool(2), False)):
        learned = Network([Conv2D(3, 3), "relu", pool, Conv2D(2, 2), "relu", Flatten(), Dense(2)], IMAGE)
        learned.layers[-1].parameters["weights"][...] = 1
        one, other = (deconvolution(learned, images(seed=seed), 1).picture for seed in (1, 2))
        assert one.any()
        assert np.array_equal(one, other) == same


@BOTH
def test_other_activations_go_back_as_ever(method):
    layers = [Dense(4), BatchNorm(), "tanh", Dense(3), "leaky relu", Dense(3), "relu", Dense(1)]
    learned = Network(layers, (3,), seed=2, dtype=np.float64)
    learned.layers[-1].parameters["weights"][...] = 1  # all that comes back to the ReLU is positive, and it is open
    learned.layers[-3].parameters["biases"][...] = 9
    x = np.random.default_rng(0).normal(size=(5, 3))
    np.testing.assert_allclose(method(learned, x, 0).picture, gradient(learned, x, 0).picture, atol=1e-14)
    assert method(learned, x, 0).picture.any()


@BOTH
def test_without_a_relu_there_is_no_rule(method):
    with pytest.raises(SettingError, match=r"rule for ReLUs.*none as far as dense 1.*show the gradient"):
        method(network("smooth"), images(), 0)
    with pytest.raises(SettingError, match="none as far as conv 1"):
        method(network(), images(), 0, 0)
