"""Layers: values worked by hand, running averages, dropout, and shapes."""

import numpy as np
import pytest

from nets import BatchNorm, Conv2D, Dense, Dropout, Flatten, GlobalMeanPool, MaxPool, MeanPool, Mode, Network, Trainer
from nets.errors import SettingError, ShapeError
from nets.layers import KINDS, Layer, register
from tests.nets.gradients import built


def answer(layers: list[Layer | str], x: np.ndarray, *parameters: dict[str, list]) -> np.ndarray:
    """What a float64 network with these parameters says to x; those that are not named stay as they were drawn."""
    network = Network(layers, x.shape[1:], dtype=np.float64)
    for layer, named in zip(network.layers, parameters, strict=False):
        for name, values in named.items():
            layer.parameters[name][...] = np.reshape(values, layer.parameters[name].shape)
    return network.forward(x)


def test_dense_by_hand():
    x = np.array([[1.0, 2.0], [0.0, -1.0]])
    named = {"weights": [[1, 10], [2, 20]], "biases": [0.5, -0.5]}
    np.testing.assert_allclose(answer([Dense(2)], x, named), [[5.5, 49.5], [-1.5, -20.5]])
    sequence = answer([Dense(2)], x[:, None], named)
    np.testing.assert_allclose(sequence, [[[5.5, 49.5]], [[-1.5, -20.5]]])


IMAGE = np.arange(16.0).reshape(1, 4, 4, 1)


def test_convolution_by_hand():
    y = answer([Conv2D(1, 2)], IMAGE, {"weights": [1, 0, 0, 1], "biases": [100]})
    np.testing.assert_allclose(y[0, :, :, 0], [[105, 107, 109], [113, 115, 117], [121, 123, 125]])


def test_convolution_with_stride_and_padding_by_hand():
    ones = {"weights": [1] * 9}
    same = answer([Conv2D(1, 3, padding="same")], IMAGE, ones)[0, :, :, 0]
    assert same.shape == (4, 4)
    assert same[0, 0] == 0 + 1 + 4 + 5
    assert same[3, 3] == 10 + 11 + 14 + 15
    assert same[1, 1] == IMAGE[0, :3, :3].sum()
    strided = answer([Conv2D(1, 3, stride=2, padding="same")], IMAGE, ones)[0, :, :, 0]
    np.testing.assert_allclose(strided, [[IMAGE[0, :3, :3].sum(), IMAGE[0, :3, 2:].sum()], [66, 50]])


def test_a_kernel_need_not_be_square():
    y = answer([Conv2D(1, (1, 3), stride=(2, 1))], IMAGE, {"weights": [1, 0, -1]})
    np.testing.assert_allclose(y[0, :, :, 0], [[-2, -2], [-2, -2]])
    assert answer([Conv2D(1, (3, 1), stride=(1, 3), padding="same")], IMAGE).shape == (1, 4, 2, 1)


def test_channels_are_summed_in_their_order():
    x = np.stack([np.full((2, 2), 1.0), np.full((2, 2), 10.0)], axis=-1)[None]
    weights = np.zeros((2, 2, 2, 1))
    weights[0, 0, 0] = 3  # first pixel, first channel
    weights[1, 1, 1] = 5  # last pixel, second channel
    assert answer([Conv2D(1, 2)], x, {"weights": weights}).ravel() == pytest.approx([53])  # pyright: ignore


def test_pooling_by_hand():
    np.testing.assert_allclose(answer([MaxPool(2)], IMAGE)[0, :, :, 0], [[5, 7], [13, 15]])
    np.testing.assert_allclose(answer([MeanPool(2)], IMAGE)[0, :, :, 0], [[2.5, 4.5], [10.5, 12.5]])
    np.testing.assert_allclose(answer([MaxPool(3, 1)], IMAGE)[0, :, :, 0], [[10, 11], [14, 15]])
    assert answer([MaxPool(3)], IMAGE).shape == (1, 1, 1, 1)
    two = np.concatenate([IMAGE, -IMAGE], axis=-1)
    np.testing.assert_allclose(answer([GlobalMeanPool()], two), [[7.5, -7.5]])


def test_the_gradient_of_a_tie_goes_to_the_first_pixel():
    network = Network([MaxPool(2)], (2, 4, 1), dtype=np.float64)
    run = network.run([[[[1], [1], [2], [0]], [[1], [1], [2], [3]]]])
    gradient = network.backward(run, 1).values[0]
    np.testing.assert_array_equal(gradient[0, :, :, 0], [[1, 0, 0, 0], [0, 0, 0, 1]])


def test_flatten_keeps_the_order():
    np.testing.assert_array_equal(answer([Flatten()], IMAGE), IMAGE.reshape(1, 16))


def test_batch_normalisation_by_hand():
    x = np.array([[1.0], [3.0]])
    network = Network([BatchNorm(momentum=0.5)], (1,), dtype=np.float64)
    layer = network.layers[0]
    normal = network.run(x, Mode(training=True, keeps=True)).output
    np.testing.assert_allclose(normal, [[-1], [1]], atol=1e-5)
    np.testing.assert_allclose(network.state, [0.5 * 0 + 0.5 * 2, 0.5 * 1 + 0.5 * 2])  # the variance, unbiased, is 2
    np.testing.assert_array_equal(network.parameters, [1, 0])
    np.testing.assert_array_equal([*layer.parameters], ["scale", "shift"])


def test_a_pass_that_looks_leaves_running_averages_as_they_are():
    network = built([BatchNorm(), Dense(2)], (3,))
    before = network.state.copy()
    x = np.random.default_rng(0).normal(size=(5, 3))
    looks = [network.run(x, Mode(training=True)).output for _ in range(2)]
    network.forward(x)
    np.testing.assert_array_equal(looks[0], looks[1])
    np.testing.assert_array_equal(network.state, before)
    np.testing.assert_array_equal(network.forward(x, Mode(training=True, keeps=True)), looks[0])
    assert not np.array_equal(network.state, before)


def test_batch_normalisation_uses_running_averages_afterwards():
    network = Network([BatchNorm()], (2,), dtype=np.float64)
    network.state[...] = [1, 2, 4, 9]
    alone = network.forward([[3.0, 5.0]])
    np.testing.assert_allclose(alone, [[1, 1]], rtol=1e-5)
    many = network.forward([[3.0, 5.0], [100.0, -100.0]])
    np.testing.assert_allclose(many[:1], alone)


def test_one_sample_alone_is_normalised_by_running_averages_and_leaves_them():
    """Its own mean and variance would make every sample 0, and its variance, 0, would wear the running one down."""
    network = built([BatchNorm(), "tanh", Dense(1)], (3,))
    network.state[...] = [1, 2, 3, 4, 5, 6]
    x = [[1.0, -2.0, 4.0]]
    run = network.run(x, Mode(training=True, keeps=True))
    np.testing.assert_array_equal(run.output, network.forward(x))
    np.testing.assert_array_equal(network.state, [1, 2, 3, 4, 5, 6])
    assert np.abs(network.backward(run, 1).values[0]).min() > 1e-6


def test_batches_of_one_do_not_harm_what_normalisation_knows():
    random = np.random.default_rng(0)
    x = random.normal(5, 3, (61, 2))
    y = np.where(x[:, 0] > 5, 1.0, -1.0)
    network = Network([BatchNorm(), Dense(8), BatchNorm(), "tanh", Dense(1)], (2,))
    run = Trainer(network, train=(x, y), batch_size=20, learning_rate=0.05)
    run.run(59 * 4 + 3)
    known = network.state.copy()
    run.step()
    assert run.epoch == 60  # the last step had one sample
    np.testing.assert_array_equal(network.state, known)
    run.change(batch_size=1, learning_rate=0.003)
    run.run(20 * 61)
    np.testing.assert_array_equal(network.state, known)
    assert run.evaluate().train_accuracy > 0.95


def test_dropout_differs_between_training_and_test():
    x = np.ones((1000, 1))
    network = Network([Dropout(0.25)], (1,), dtype=np.float64)
    np.testing.assert_array_equal(network.forward(x), x)
    random = np.random.default_rng(0)
    dropped = network.run(x, Mode(training=True, random=random)).output
    assert set(np.round(dropped.ravel(), 6)) == {0, round(1 / 0.75, 6)}
    assert dropped.mean() == pytest.approx(1, abs=0.1)
    assert not np.array_equal(network.run(x, Mode(training=True, random=random)).output, dropped)
    again = network.run(x, Mode(training=True, random=np.random.default_rng(0))).output
    np.testing.assert_array_equal(again, dropped)


def test_shapes_follow_from_the_input():
    layers = [Conv2D(8, 5, padding="same"), MaxPool(2), Conv2D(16, 3, stride=2), MeanPool(2, 1), Flatten(), Dense(10)]
    network = Network(layers, (24, 20, 3))
    shapes = [(24, 20, 8), (12, 10, 8), (5, 4, 16), (4, 3, 16), (192,), (10,)]
    assert [layer.shape for layer in network.layers] == shapes
    assert network.parameter_count == (75 + 1) * 8 + (72 + 1) * 16 + 193 * 10
    assert Network([Conv2D(8, 3), GlobalMeanPool()], (5, 5, 1)).shape == (8,)


@pytest.mark.parametrize(
    ("layers", "shape", "says"),
    [
        ([Flatten(), Conv2D(1, 3)], (8, 8, 1), r"conv 1 .*\(64,\)"),
        ([Conv2D(2, 3), Dense(1)], (8, 8, 1), r"dense 1 .*\(6, 6, 2\).*Flatten"),
        ([Conv2D(2, 9)], (8, 8, 1), r"conv 1 .*9.*\(8, 8, 1\)"),
        ([Conv2D(2, (1, 9))], (8, 8, 1), r"conv 1 .*\(1, 9\).*\(8, 8, 1\)"),
        ([MaxPool(5)], (4, 8, 1), r"max pool 1 .*5.*\(4, 8, 1\)"),
        ([MaxPool(2), MaxPool(3)], (4, 8, 1), r"max pool 2 .*3.*\(2, 4, 1\)"),
        ([Dense(3), MeanPool(2)], (4,), r"mean pool 1 .*\(3,\)"),
        ([GlobalMeanPool()], (4,), r"global mean pool 1 .*\(4,\)"),
    ],
)
def test_layers_that_do_not_fit_are_named_with_shapes(layers, shape, says):
    with pytest.raises(ShapeError, match=says):
        Network(layers, shape)


@pytest.mark.parametrize(
    ("make", "says"),
    [
        (lambda: Dense(0), "at least 1, not 0"),
        (lambda: Dense(2.5), "2.5"),  # pyright: ignore[reportArgumentType]
        (lambda: Dense("8"), "'8'"),  # pyright: ignore[reportArgumentType]
        (lambda: Dense(True), "True"),
        (lambda: Conv2D(1, 0), "kernel .*at least 1, not 0"),
        (lambda: Conv2D(1, (2, 0)), "kernel .*not 0"),
        (lambda: Conv2D(1, (2, 2, 2)), r"one number, or two, not \(2, 2, 2\)"),
        (lambda: Conv2D(1, 1, 0), "stride .*not 0"),
        (lambda: Conv2D(1, 1, padding="full"), "valid, same, not 'full'"),
        (lambda: MaxPool(0), "window .*not 0"),
        (lambda: MaxPool(2, 0), "stride .*not 0"),
        (lambda: Dropout(1), "below 1, not 1"),
        (lambda: Dropout(-0.1), "at least 0 .*-0.1"),
        (lambda: Dropout("half"), "not 'half'"),  # pyright: ignore[reportArgumentType]
        (lambda: BatchNorm(1), "below 1, not 1"),
        (lambda: BatchNorm(None), "not None"),  # pyright: ignore[reportArgumentType]
    ],
)
def test_impossible_settings_are_refused(make, says):
    with pytest.raises(SettingError, match=says):
        make()


@pytest.mark.parametrize(
    "layer",
    [
        Dense(3, initializer="he"),
        Conv2D(2, (3, 2), 2, "same"),
        MaxPool(3),
        MeanPool(2, 1),
        Dropout(0.2),
        BatchNorm(0.5),
    ],
)
def test_settings_make_the_same_layer_again(layer):
    again = KINDS[layer.kind](**layer.settings())
    assert type(again) is type(layer)
    assert again.settings() == layer.settings()
    assert all(type(value) in (int, float, str, tuple) for value in layer.settings().values())


def test_a_kind_belongs_to_one_class():
    assert register(Dense) is Dense
    with pytest.raises(SettingError, match="'dense' already: Dense"):
        register(type("Other", (Layer,), {"kind": "dense"}))
