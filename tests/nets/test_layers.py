"""Layers: values worked by hand, shapes, and what each refuses."""

import numpy as np
import pytest

from nets import (
    Activation,
    BatchNorm,
    Conv2D,
    Dense,
    Dropout,
    Flatten,
    MaxPool,
    MeanPool,
    Network,
    Trainer,
    activations,
    fast,
)
from nets.errors import NetsError, SettingError, ShapeError, UnknownNameError
from nets.layers import Layer


def answer(layers: list[Layer], x: np.ndarray, *matrices) -> np.ndarray:
    """What a float64 network with these matrices says to x; None leaves a layer's matrix as it was drawn."""
    network = Network(layers, x.shape[1:], dtype=np.float64)
    for layer, matrix in zip(network.layers, matrices, strict=False):
        if matrix is not None:
            layer.matrix[...] = matrix
    return network.forward(x)


def test_dense_by_hand():
    x = np.array([[1.0, 2.0], [0.0, -1.0]])
    y = answer([Dense(2)], x, [[1, 10], [2, 20], [0.5, -0.5]])
    np.testing.assert_allclose(y, [[5.5, 49.5], [-1.5, -20.5]])


IMAGE = np.arange(16.0).reshape(1, 4, 4, 1)


def test_convolution_by_hand():
    diagonal = [[1], [0], [0], [1], [100]]
    y = answer([Conv2D(1, 2)], IMAGE, diagonal)
    np.testing.assert_allclose(y[0, :, :, 0], [[105, 107, 109], [113, 115, 117], [121, 123, 125]])


def test_convolution_with_stride_and_padding_by_hand():
    ones = np.append(np.ones((9, 1)), [[0]], axis=0)
    same = answer([Conv2D(1, 3, padding="same")], IMAGE, ones)[0, :, :, 0]
    assert same.shape == (4, 4)
    assert same[0, 0] == 0 + 1 + 4 + 5
    assert same[3, 3] == 10 + 11 + 14 + 15
    assert same[1, 1] == IMAGE[0, :3, :3].sum()
    strided = answer([Conv2D(1, 3, stride=2, padding="same")], IMAGE, ones)[0, :, :, 0]
    np.testing.assert_allclose(strided, [[IMAGE[0, :3, :3].sum(), IMAGE[0, :3, 2:].sum()], [66, 50]])


def test_a_kernel_need_not_be_square():
    y = answer([Conv2D(1, (1, 3), stride=(2, 1))], IMAGE, [[1], [0], [-1], [0]])
    np.testing.assert_allclose(y[0, :, :, 0], [[-2, -2], [-2, -2]])
    assert answer([Conv2D(1, (3, 1), stride=(1, 3), padding="same")], IMAGE).shape == (1, 4, 2, 1)


def test_channels_are_summed_in_their_order():
    x = np.stack([np.full((2, 2), 1.0), np.full((2, 2), 10.0)], axis=-1)[None]
    weights = np.zeros((2 * 2 * 2 + 1, 1))
    weights[0] = 3  # first pixel, first channel
    weights[7] = 5  # last pixel, second channel
    assert answer([Conv2D(1, 2)], x, weights).ravel() == pytest.approx([53])


def test_pooling_by_hand():
    np.testing.assert_allclose(answer([MaxPool(2)], IMAGE)[0, :, :, 0], [[5, 7], [13, 15]])
    np.testing.assert_allclose(answer([MeanPool(2)], IMAGE)[0, :, :, 0], [[2.5, 4.5], [10.5, 12.5]])
    np.testing.assert_allclose(answer([MaxPool(3, 1)], IMAGE)[0, :, :, 0], [[10, 11], [14, 15]])
    assert answer([MaxPool(3)], IMAGE).shape == (1, 1, 1, 1)


def test_the_gradient_of_a_tie_goes_to_one_pixel():
    network = Network([MaxPool(2), Flatten(), Dense(1)], (2, 2, 1), dtype=np.float64)
    first = Network([Conv2D(1, 1), *network.layers], (2, 2, 1), dtype=np.float64)
    run = Trainer(first, train=(np.ones((1, 2, 2, 1)), np.array([3.0])), batch_size=1)
    run.forward()
    gradient = run.backward().run.outputs[0].gradient[0, :, :, 0]
    assert np.count_nonzero(gradient) == 1
    assert gradient[0, 0] != 0


def test_flatten_keeps_the_order():
    np.testing.assert_array_equal(answer([Flatten()], IMAGE), IMAGE.reshape(1, 16))


def test_batch_normalisation_by_hand():
    x = np.array([[1.0], [3.0]])
    network = Network([BatchNorm(momentum=0.5), Dense(1)], (1,), dtype=np.float64)
    run = Trainer(network, train=(x, np.zeros(2)), batch_size=2)
    run.forward()
    normal = run.batch.run.outputs[0].value.ravel()
    assert sorted(normal) == pytest.approx([-1, 1], abs=1e-4)
    np.testing.assert_allclose(network.state, [0.5 * 0 + 0.5 * 2, 0.5 * 1 + 0.5 * 1])
    np.testing.assert_allclose(network.layers[0].matrix, [[1], [0]])


def test_batch_normalisation_uses_running_averages_afterwards():
    network = Network([BatchNorm()], (2,), dtype=np.float64)
    network.state[...] = [1, 2, 4, 9]
    alone = network.forward(np.array([[3.0, 5.0]]))
    np.testing.assert_allclose(alone, [[1, 1]], rtol=1e-5)
    many = network.forward(np.array([[3.0, 5.0], [100.0, -100.0]]))
    np.testing.assert_allclose(many[:1], alone)


def test_dropout_differs_between_training_and_test():
    x = np.ones((1000, 1))
    network = Network([Dropout(0.25), Dense(1)], (1,), dtype=np.float64)
    np.testing.assert_array_equal(network.forward(x), network.forward(x))
    run = Trainer(network, train=(x, x[:, 0]), batch_size=1000)
    dropped = run.forward().run.outputs[0].value.ravel()
    assert set(np.round(dropped, 6)) == {0, round(1 / 0.75, 6)}
    assert dropped.mean() == pytest.approx(1, abs=0.1)
    first = dropped.copy()
    run.step()
    assert not np.array_equal(run.forward().run.outputs[0].value.ravel(), first)


POINTS = np.array([-40.0, -2.0, -0.5, 0.0, 0.5, 2.0, 40.0])
BY_HAND = {
    "tanh": [-1, -0.9640276, -0.4621172, 0, 0.4621172, 0.9640276, 1],
    "sigmoid": [0, 0.1192029, 0.3775407, 0.5, 0.6224593, 0.8807971, 1],
    "relu": [0, 0, 0, 0, 0.5, 2, 40],
    "leaky relu": [-0.4, -0.02, -0.005, 0, 0.5, 2, 40],
    "elu": [-1, -0.8646647, -0.3934693, 0, 0.5, 2, 40],
    "gelu": [0, -0.0454023, -0.1542860, 0, 0.3457140, 1.9545977, 40],
    "softplus": [0, 0.1269280, 0.4740770, 0.6931472, 0.9740770, 2.1269280, 40],
    "sine": [-0.7451132, -0.9092974, -0.4794255, 0, 0.4794255, 0.9092974, 0.7451132],
    "linear": POINTS,
}


@pytest.mark.parametrize("name", activations.NAMES)
@pytest.mark.parametrize("repeats", [1, 100])
def test_activations_by_hand(name, repeats):
    y = answer([Activation(name)], np.tile(POINTS, (repeats, 1)))
    np.testing.assert_allclose(y, np.tile(BY_HAND[name], (repeats, 1)), atol=1e-6)


@pytest.mark.parametrize("name", activations.NAMES)
def test_activations_stand_large_numbers(name):
    extreme = np.array([[-1e4, -100, 100, 1e4]], np.float32)
    y = Network([Activation(name)], (4,)).forward(np.repeat(extreme, 100, axis=0))
    assert np.isfinite(y).all()


def test_the_slope_of_relu_at_zero_is_zero():
    z = np.array([-0.0, 0.0, -1e-30, 1e-30], np.float32)
    slope = np.empty_like(z)
    activations.relu_slope(z, z, slope)
    np.testing.assert_array_equal(slope, [0, 0, 0, 1])


def test_tanh_is_the_same_in_both_forms():
    z = np.random.default_rng(0).normal(0, 3, 5000)
    out = np.empty_like(z)
    fast.long_tanh(z, out)
    np.testing.assert_allclose(out, np.tanh(z), atol=1e-15)


def test_softmax_by_hand():
    np.testing.assert_allclose(activations.softmax(np.log([[1.0, 3.0, 4.0]])), [[0.125, 0.375, 0.5]])
    np.testing.assert_allclose(activations.softmax(np.array([[1e4, 0.0]])), [[1, 0]])


def test_shapes_follow_from_the_input():
    layers = [Conv2D(8, 5, padding="same"), MaxPool(2), Conv2D(16, 3, stride=2), MeanPool(2, 1), Flatten(), Dense(10)]
    network = Network(layers, (24, 20, 3))
    shapes = [(24, 20, 8), (12, 10, 8), (5, 4, 16), (4, 3, 16), (192,), (10,)]
    assert [layer.shape for layer in network.layers] == shapes
    assert network.parameter_count == (75 + 1) * 8 + (72 + 1) * 16 + 193 * 10


@pytest.mark.parametrize(
    ("layers", "shape", "says"),
    [
        ([Flatten(), Conv2D(1, 3)], (8, 8, 1), r"conv 2 .*\(64,\)"),
        ([Conv2D(2, 3), Dense(1)], (8, 8, 1), r"dense 2 .*\(6, 6, 2\)"),
        ([Conv2D(2, 9)], (8, 8, 1), r"conv 1 .*9.*\(8, 8, 1\)"),
        ([Conv2D(2, (1, 9))], (8, 8, 1), r"conv 1 .*\(1, 9\).*\(8, 8, 1\)"),
        ([MaxPool(5)], (4, 8, 1), r"max pool 1 .*5.*\(4, 8, 1\)"),
        ([Dense(3), MeanPool(2)], (4,), r"mean pool 2 .*\(3,\)"),
    ],
)
def test_layers_that_do_not_fit_are_named_with_shapes(layers, shape, says):
    with pytest.raises(ShapeError, match=says):
        Network(layers, shape)


@pytest.mark.parametrize(
    "make",
    [
        lambda: Dense(0),
        lambda: Dense(2.5),  # pyright: ignore[reportArgumentType]
        lambda: Conv2D(1, 0),
        lambda: Conv2D(1, (2, 0)),
        lambda: Conv2D(1, (2, 2, 2)),
        lambda: Conv2D(1, 1, 0),
        lambda: Conv2D(1, 1, padding="full"),
        lambda: MaxPool(0),
        lambda: Dropout(1),
        lambda: Dropout(-0.1),
        lambda: BatchNorm(1),
        lambda: Dense(1, "softmax"),
    ],
)
def test_impossible_settings_are_refused(make):
    with pytest.raises(SettingError):
        make()


def test_unknown_names_are_answered_with_the_known_ones():
    with pytest.raises(UnknownNameError, match=r"'thanh'.*tanh, sigmoid"):
        Dense(1, "thanh")
    with pytest.raises(UnknownNameError, match="xavier"):
        Dense(1, initializer="best")
    assert issubclass(UnknownNameError, NetsError)
    assert issubclass(NetsError, ValueError)
