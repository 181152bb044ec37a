"""First weights: their size, their seed, and what they do not depend on."""

import numpy as np
import pytest

from nets import Conv2D, Dense, Network, initializers
from nets.errors import UnknownNameError


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
        ("orthogonal", np.sqrt(1 / 200)),
    ],
)
def test_first_weights_have_their_size(name, deviation):
    layer = Network([Dense(200, initializer=name)], (100,)).layers[0]
    assert isinstance(layer, Dense)
    assert layer.weights.std() == pytest.approx(deviation, rel=0.05)
    assert not layer.biases.any()


def test_a_kernel_counts_its_window_as_fan_in():
    he = Network([Conv2D(64, 5, initializer="he")], (9, 9, 4)).layers[0]
    assert he.parameters["weights"].std() == pytest.approx(np.sqrt(2 / 100), rel=0.05)
    xavier = Network([Conv2D(64, 5, initializer="xavier")], (9, 9, 4)).layers[0]
    assert xavier.parameters["weights"].std() == pytest.approx(np.sqrt(2 / 1700), rel=0.05)


def test_first_weights_follow_the_seed():
    one, same, other = (Network.dense(seed=seed).parameters for seed in (1, 1, 2))
    np.testing.assert_array_equal(one, same)
    assert not np.array_equal(one, other)


def test_first_weights_are_the_same_in_both_precisions():
    single, double = (Network.dense(dtype=dtype).parameters for dtype in (np.float32, np.float64))
    np.testing.assert_array_equal(single, double.astype(np.float32))


def test_names_and_their_aliases():
    assert set(initializers.ALIASES.values()) <= set(initializers.NAMES)
    assert Dense(1, initializer="glorot").initializer == "xavier"
    with pytest.raises(UnknownNameError, match=r"'best'.*xavier.*kaiming"):
        initializers.named("best")
