"""What a place sees, against what moves when a pixel changes; and the arithmetic of one window."""

import numpy as np
import pytest

from nets import Conv2D, Dense, Flatten, GlobalMeanPool, MaxPool, MeanPool, Network, probes
from nets.errors import SettingError, ShapeError, UnknownNameError
from tests.nets.own import Scale
from tests.nets.probed import digits


def stack(seed):
    """Random layers on images of random sides, their weights all above 0: whatever is seen moves what sees it."""
    random = np.random.default_rng(seed)
    side = tuple(int(n) for n in random.integers(13, 18, 2))
    layers, network = [], None
    for _ in range(random.integers(1, 4)):
        kernel, stride = (tuple(int(n) for n in random.integers(1, most, 2)) for most in (4, 3))
        layers.append(Conv2D(2, kernel, stride, str(random.choice(["same", "valid"]))))
        layers.append("relu")
        if random.random() < 0.5:
            kind = MaxPool if random.random() < 0.5 else MeanPool
            layers.append(kind(int(random.integers(1, 3)), int(random.integers(1, 4))))
    while network is None:
        try:
            network = Network(layers, (*side, 2), seed=seed, dtype=np.float64)
        except ShapeError:  # too little is left of the image
            layers.pop()
    network.parameters[...] = np.abs(network.parameters) + 0.1
    return network


def influence(network, layer):
    """(H, W, *shape): whether each number of a layer's output moves when a pixel grows much."""
    x = np.random.default_rng(0).random(network.input_shape)
    height, width, _ = network.input_shape
    many = np.repeat(x[None], height * width, axis=0)
    for place in range(height * width):
        many[place, place // width, place % width] += 1e3
    values = network.run(np.concatenate([x[None], many])).values[layer + 1]
    return (values[1:] != values[0]).reshape(height, width, *values.shape[1:])


@pytest.mark.parametrize("seed", range(24))
def test_a_box_holds_what_moves_a_place(seed):
    network = stack(seed)
    for layer in range(len(network.layers)):
        moved = influence(network, layer).any(axis=-1)  # (H, W, H', W')
        for row, column in np.ndindex(*moved.shape[2:]):
            box = probes.receptive_field(network, layer, (row, column))[0]
            assert box
            rows, columns = moved[:, :, row, column].nonzero()
            assert box.rows == (rows.min(), rows.max() + 1)
            assert box.columns == (columns.min(), columns.max() + 1)
            for span, whole in zip(box[:2], box.whole, strict=True):
                assert whole.start <= span.start < span.stop <= whole.stop


def test_boxes_on_the_way_down_by_hand():
    """Digits: 24, conv 5 same, relu, pool 2 (12), conv 5 same, relu, pool 3 (4), flatten, dense."""
    boxes = probes.receptive_field(digits(), 5, (0, 3))
    assert [(box.rows, box.columns) for box in boxes if box] == [
        ((0, 12), (12, 24)),
        ((0, 10), (14, 24)),
        ((0, 10), (14, 24)),
        ((0, 5), (7, 12)),
        ((0, 3), (9, 12)),
        ((0, 3), (9, 12)),
        ((0, 1), (3, 4)),
    ]
    first = boxes[0]
    assert first
    assert first.whole == ((-6, 12), (12, 30))  # the image would be larger


def test_flat_layers_see_all_that_reaches_them():
    layers = [MaxPool(2), Flatten(), Dense(3), "relu", Dense(2)]
    network = Network(layers, (5, 6, 1))
    image, pooled, *flat = probes.receptive_field(network, 4)
    assert image
    assert pooled
    assert (image.rows, image.columns) == ((0, 4), (0, 6))  # the last row is in no window
    assert (pooled.rows, pooled.columns) == ((0, 2), (0, 3))
    assert flat == [None] * 4
    whole = probes.receptive_field(Network([Conv2D(2, 3, padding="same"), GlobalMeanPool()], (5, 4, 1)), 1)[0]
    assert whole
    assert (whole.rows, whole.columns) == ((0, 5), (0, 4))
    assert probes.receptive_field(Network([Dense(2)], (3,)), 0) == (None, None)


def test_an_own_layer_that_keeps_the_shape_looks_at_single_places():
    network = Network([Conv2D(2, 3), Scale()], (6, 6, 1))
    assert probes.receptive_field(network, 1, (1, 2)) == (
        ((1, 4), (2, 5), ((1, 4), (2, 5))),
        ((1, 2), (2, 3), ((1, 2), (2, 3))),
        ((1, 2), (2, 3), ((1, 2), (2, 3))),
    )


class Halved(Scale):
    """An own layer of which nobody knows what it sees."""

    def output_shape(self, input_shape, /):
        return (input_shape[0] // 2, *input_shape[1:])


def test_refusals():
    network = Network([Conv2D(2, 3), Flatten(), Dense(2)], (6, 6, 1))
    for error, words, call in [
        (SettingError, "numbered 0 to 2", lambda: probes.receptive_field(network, 3)),
        (SettingError, "below 4 and 4", lambda: probes.receptive_field(network, 0, (4, 0))),
        (SettingError, "below 4 and 4", lambda: probes.receptive_field(network, 0, (1,))),
        (SettingError, "no rows and columns", lambda: probes.receptive_field(network, 2, (0, 0))),
        (ShapeError, "not known", lambda: probes.receptive_field(Network([Halved()], (6, 6, 1)), 0, (0, 0))),
        (UnknownNameError, "convolution 2; known are: 0", lambda: probes.Window(network, 2, 0, 0, 0)),
        (UnknownNameError, "map 2", lambda: probes.Window(network, 0, 2, 0, 0)),
        (SettingError, "below 4", lambda: probes.Window(network, 0, 1, 0, 4)),
    ]:
        with pytest.raises(error, match=words):
            call()


@pytest.mark.parametrize(("stride", "padding"), [(1, "same"), (2, "same"), ((2, 3), "valid"), (1, "valid")])
def test_the_arithmetic_of_every_window_gives_the_layer_s_output(stride, padding):
    layers = [Conv2D(2, 2), "tanh", Conv2D(3, (3, 4), stride, padding), "relu"]
    network = Network(layers, (7, 8, 2), seed=1, dtype=np.float64)
    network.parameters += np.random.default_rng(1).normal(size=network.parameter_count)
    x = np.random.default_rng(2).normal(size=network.input_shape)
    values = network.run(x[None]).values
    for row, column, unit in np.ndindex(*network.layers[2].shape):
        reading = probes.Window(network, 2, unit, row, column).measure(x)
        assert reading.total == pytest.approx(values[3][0, row, column, unit], abs=1e-12)
        np.testing.assert_array_equal(reading.products, reading.window * reading.kernel)
        np.testing.assert_allclose(reading.sums, reading.products.sum(axis=(0, 1)))
        assert reading.sums.sum() + reading.bias == pytest.approx(reading.total)
        assert not reading.window[~reading.inside].any()
        box = probes.receptive_field(network, 2, (row, column))[2]
        assert box
        seen = values[2][0][slice(*box.rows), slice(*box.columns)]
        np.testing.assert_array_equal(reading.window[reading.inside], seen.reshape(-1, 2))
        assert padding == "same" or reading.inside.all()
        assert reading.bias == network.layers[2].parameters["biases"][unit]


def test_a_padded_corner_by_hand():
    network = Network([Conv2D(1, 3, padding="same")], (2, 2, 1), dtype=np.float64)
    network.parameters[...] = [1, 2, 3, 4, 5, 6, 7, 8, 9, 0.5]
    reading = probes.Window(network, 0, 0, 0, 0).measure(np.array([[1.0, 2], [3, 4]])[:, :, None])
    np.testing.assert_array_equal(reading.window[..., 0], [[0, 0, 0], [0, 1, 2], [0, 3, 4]])
    np.testing.assert_array_equal(reading.inside, [[False] * 3, [False, True, True], [False, True, True]])
    assert reading.total == 5 + 12 + 24 + 36 + 0.5
