"""The network: one flat vector, views of it, names, a summary, and what it refuses."""

import numpy as np
import pytest

from nets import BatchNorm, Conv2D, Dense, Flatten, MaxPool, Network
from nets.errors import SettingError, ShapeError
from nets.network import Pass


def test_all_weights_are_views_of_one_vector():
    network = Network.dense(3, (4, 5), 2)
    assert network.parameters.dtype == np.float32
    assert network.parameter_count == network.parameters.size == 4 * 4 + 5 * 5 + 6 * 2
    for layer, shape in zip(network.layers, [(3, 4), (4, 5), (5, 2)], strict=True):
        assert isinstance(layer, Dense)
        assert layer.weights.shape == shape
        assert layer.biases.shape == shape[1:]
        assert np.shares_memory(layer.weights, network.parameters)
    network.parameters[...] = 7
    assert (network.layers[1].matrix == 7).all()


def test_a_layer_can_be_used_in_two_networks():
    layer = Dense(2)
    one, two = Network([layer], (3,), seed=0), Network([layer], (5,), seed=1)
    assert one.layers[0].matrix.shape == (4, 2)
    assert two.layers[0].matrix.shape == (6, 2)
    assert not np.shares_memory(one.layers[0].matrix, two.layers[0].matrix)


def test_first_weights_can_be_drawn_again():
    network = Network([Dense(3), BatchNorm(), Dense(1)], (2,), seed=1)
    first = network.parameters.copy()
    network.state[...] = 9
    network.initialise()
    np.testing.assert_array_equal(network.parameters, first)
    np.testing.assert_array_equal(network.state, [0, 0, 0, 1, 1, 1])
    network.initialise(2)
    assert not np.array_equal(network.parameters, first)


def test_answers_are_new_arrays():
    network = Network.dense(2)
    x = np.ones((3, 2))
    first = network.forward(x)
    kept = first.copy()
    network.forward(2 * x)
    np.testing.assert_array_equal(first, kept)
    assert first.shape == (3, 1)
    np.testing.assert_allclose(network.forward(x[:1]), kept[:1], rtol=1e-6)


def test_a_summary_can_be_read():
    network = Network([Conv2D(8, 5, padding="same"), MaxPool(2), Flatten(), Dense(10)], (24, 24, 1))
    assert network.summary().splitlines() == [
        "layer       shape        parameters",
        "input       24 × 24 × 1           0",
        "conv 1      24 × 24 × 8         208",
        "max pool 2  12 × 12 × 8           0",
        "flatten 3   1152                  0",
        "dense 4     10               11,530",
        "total                        11,738",
    ]


def test_buffers_are_made_once():
    network = Network.dense(2)
    run = Pass(network, 4, training=False)
    output = run.run(np.zeros((4, 2)))
    assert run.run(np.ones((4, 2))) is output


@pytest.mark.parametrize("wrong", [np.ones(2), np.ones((3, 3)), np.ones((0, 2)), np.ones((1, 2, 1))])
def test_samples_of_another_shape_are_refused(wrong):
    with pytest.raises(ShapeError, match=r"\(N, 2\)"):
        Network.dense(2).forward(wrong)


def test_impossible_networks_are_refused():
    with pytest.raises(SettingError, match="at least one layer"):
        Network([], (2,))
    with pytest.raises(SettingError, match="float16"):
        Network.dense(dtype=np.float16)
    with pytest.raises(SettingError, match="at least 1"):
        Network.dense(0)
