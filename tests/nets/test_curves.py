"""Curves and surfaces to be predicted: by hand, with noise where it belongs, on any scale."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nets import datasets

BY_HAND = {
    "sine": lambda x: np.sin(x),
    "step": lambda x: np.sign(x),
    "bump": lambda x: 2 * np.exp(-(x**2) / 1.28) - 1,
    "zigzag": lambda x: np.interp(x, [-6, -3, 0, 3, 6], [-1, 1, -1, 1, -1]),
    "chirp": lambda x: np.sin((x + 6) * (1 + (x + 6) / 8)),
}


@pytest.mark.parametrize("name", datasets.CURVES)
def test_curves_by_hand(name):
    data = datasets.make(name, n=2000, seed=3)
    assert (data.task, data.classes) == ("numbers", 0)
    assert (data.x.shape, data.x.dtype, data.y.dtype) == ((2000, 1), np.float32, np.float32)
    assert -6 <= data.x.min() < -5.9 < 5.9 < data.x.max() <= 6
    np.testing.assert_allclose(data.y, BY_HAND[name](data.x[:, 0]), atol=1e-5)
    np.testing.assert_allclose((data.y.min(), data.y.max()), (-1, 1), atol=0.01)


@pytest.mark.parametrize("name", datasets.CURVES)
def test_noise_is_added_to_what_is_predicted(name):
    quiet, loud = (datasets.make(name, n=4000, noise=noise) for noise in (0, 0.3))
    np.testing.assert_array_equal(quiet.x, loud.x)
    assert (loud.y - quiet.y).std() == pytest.approx(0.3, rel=0.05)
    assert (loud.y - quiet.y).mean() == pytest.approx(0, abs=0.02)


@given(
    name=st.sampled_from(datasets.SURFACES + datasets.CURVES),
    scale=st.floats(1e-3, 1e6),
    offset=st.floats(-1e6, 1e6),
    noise=st.floats(0, 0.5),
)
def test_numbers_come_on_any_scale(name, scale, offset, noise):
    plain = datasets.make(name, n=50, noise=noise)
    scaled = datasets.make(name, n=50, noise=noise, scale=scale, offset=offset)
    np.testing.assert_array_equal(plain.x, scaled.x)
    np.testing.assert_allclose(scaled.y, offset + scale * plain.y.astype(float), rtol=1e-6, atol=1e-6 * scale)
    assert scaled.y.dtype == np.float32
