"""Shifted images: the right pixels, drawn anew every epoch and the same every time."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nets import seeds
from nets.datasets import shifts
from nets.errors import SettingError, ShapeError


@given(
    n=st.integers(1, 6),
    margin=st.integers(0, 3),
    height=st.integers(1, 5),
    width=st.integers(1, 5),
    channels=st.integers(1, 3),
    data=st.data(),
)
def test_crops_are_pieces_of_the_images(n, margin, height, width, channels, data):
    shape = (n, height + 2 * margin, width + 2 * margin, channels)
    images = np.arange(np.prod(shape), dtype=np.float32).reshape(shape)
    rows = np.array(data.draw(st.lists(st.integers(0, n - 1), min_size=1, max_size=8)))
    places = shifts.offsets(n, margin, seed=3, epoch=data.draw(st.integers(0, 99)))[rows]
    cut = shifts.crops(shifts.windows(images, margin), rows, places)
    assert cut.flags.c_contiguous
    for crop, row, (top, left) in zip(cut, rows, places, strict=True):
        np.testing.assert_array_equal(crop, images[row, top : top + height, left : left + width])
    middle = np.full((n, 2), margin)
    same = shifts.crops(shifts.windows(images, margin), np.arange(n), middle)
    np.testing.assert_array_equal(shifts.centre(images, margin), same)


def test_offsets_are_of_seed_and_epoch_alone():
    first = shifts.offsets(500, 2, seed=1, epoch=7)
    np.testing.assert_array_equal(first, seeds.generator(1, seeds.AUGMENT, 7).integers(0, 5, (500, 2)))
    assert set(first.ravel()) == {0, 1, 2, 3, 4}
    assert not np.array_equal(first, shifts.offsets(500, 2, seed=1, epoch=8))
    assert not np.array_equal(first, shifts.offsets(500, 2, seed=2, epoch=7))
    assert not shifts.offsets(5, 0, seed=0, epoch=0).any()


def test_windows_copy_nothing_and_crops_do():
    images = np.zeros((3, 6, 6, 1))
    view = shifts.windows(images, 1)
    assert np.shares_memory(view, images)
    assert np.shares_memory(shifts.centre(images, 1), images)
    assert not np.shares_memory(shifts.crops(view, np.array([0]), np.array([[0, 2]])), images)


@pytest.mark.parametrize("margin", [3, -1, 0.5])
def test_impossible_margins_are_refused(margin):
    for wrong in (shifts.windows, shifts.centre):
        with pytest.raises(SettingError, match="0 to 2"):
            wrong(np.zeros((2, 6, 8, 1)), margin)
        with pytest.raises(ShapeError, match=r"\(N, H, W, C\)"):
            wrong(np.zeros((6, 8, 1)), 1)
