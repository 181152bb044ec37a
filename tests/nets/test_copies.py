"""Copies of a network, and looking at one with other parameters: nothing that is done to one is done to the other."""

import copy

import numpy as np
import pytest

from nets import BatchNorm, Conv2D, Dense, Dropout, Flatten, Mode, Network
from nets.errors import ShapeError
from nets.layers import GRU
from tests.nets.gradients import built

SHARED = Dense(4)
LAYERS = {
    "flat": ([Dense(4), BatchNorm(), "tanh", Dropout(0.2), Dense(2)], (3,)),
    "images": ([Conv2D(2, 2), BatchNorm(), "relu", Flatten(), Dense(2)], (4, 4, 1)),
    "sequences": ([GRU(3, sequence=True), Dense(2), BatchNorm()], (5, 2)),
    "shared": ([SHARED, "tanh", SHARED, BatchNorm(), SHARED], (4,)),
}


def samples(network: Network) -> np.ndarray:
    return np.random.default_rng(1).normal(size=(6, *network.input_shape))


def views(network: Network) -> None:
    """Assert that all that layers hold are views of the network's own vectors."""
    for layer in network.layers:
        for part in layer.parameters.values():
            assert np.shares_memory(part, network.parameters)
        for name in layer.initial_state():
            assert np.shares_memory(getattr(layer, name), network.state)


@pytest.mark.parametrize("make", [Network.copy, copy.copy, copy.deepcopy])
@pytest.mark.parametrize("case", LAYERS.values(), ids=LAYERS)
def test_copies_answer_alike_and_go_their_own_ways(case, make):
    network = built(*case)
    network.run(samples(network), Mode(training=True, keeps=True, random=np.random.default_rng(0)))
    other = make(network)
    views(network)
    views(other)
    assert (other.seed, other.dtype, other.input_shape) == (network.seed, network.dtype, network.input_shape)
    assert [layer.name for layer in other.layers] == [layer.name for layer in network.layers]
    assert not np.shares_memory(other.parameters, network.parameters)
    answers = network.forward(samples(network))
    np.testing.assert_array_equal(other.forward(samples(network)), answers)
    other.parameters += 1
    other.state += 1
    np.testing.assert_array_equal(network.forward(samples(network)), answers)
    assert not np.allclose(other.forward(samples(network)), answers)


def test_a_deep_copy_of_what_holds_a_network_twice_holds_one_copy():
    network = built(*LAYERS["flat"])
    first, second = copy.deepcopy([network, network])
    assert first is second
    assert first is not network


@pytest.mark.parametrize("case", LAYERS.values(), ids=LAYERS)
def test_other_parameters_for_a_while(case):
    network = built(*case)
    own, others = network.parameters.copy(), np.linspace(-1, 1, network.parameter_count)
    vector = network.parameters
    other = network.copy()
    other.parameters[...] = others
    with network.at(others) as same:
        assert same is network
        np.testing.assert_array_equal(network.forward(samples(network)), other.forward(samples(network)))
        network.parameters += 5  # is lost, too
    assert network.parameters is vector
    np.testing.assert_array_equal(network.parameters, own)
    np.testing.assert_array_equal(others, np.linspace(-1, 1, network.parameter_count))
    views(network)


def test_other_parameters_go_when_an_exception_comes():
    network = built(*LAYERS["flat"])
    own = network.parameters.copy()
    with pytest.raises(ZeroDivisionError), network.at(0 * own):
        network.parameters[0] = 1 / 0
    np.testing.assert_array_equal(network.parameters, own)


def test_other_parameters_within_other_parameters():
    network = built(*LAYERS["flat"])
    own = network.parameters.copy()
    with network.at(own + 1):
        with network.at(own + 2):
            np.testing.assert_array_equal(network.parameters, own + 2)
        np.testing.assert_array_equal(network.parameters, own + 1)
    np.testing.assert_array_equal(network.parameters, own)


@pytest.mark.parametrize("wrong", [np.zeros(3), 1.0, np.zeros((30, 1))])
def test_parameters_of_another_shape_are_refused(wrong):
    network = built(*LAYERS["flat"])
    own = network.parameters.copy()
    with pytest.raises(ShapeError, match=f"has {network.parameter_count} parameters, got an array"), network.at(wrong):
        pytest.fail("the block was entered")
    np.testing.assert_array_equal(network.parameters, own)
