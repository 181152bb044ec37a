"""Drawings become digits like those of the collection: of its size, in its place, whatever size and place they had."""

import numpy as np
import pytest

from nets.datasets import digits
from nets.datasets.handwriting import BOX, as_digit, means, resized
from nets.errors import ShapeError


def blob(seed, height, width):
    """Something irregular that fills its box."""
    ink = np.random.default_rng(seed).uniform(0.2, 1, (height, width))
    ink[0, 0] = ink[-1, -1] = 1
    return ink


def on_sheet(ink, top, left, side=112):
    sheet = np.zeros((side, side))
    sheet[top : top + ink.shape[0], left : left + ink.shape[1]] = ink
    return sheet


def centre_of_mass(digit):
    rows, columns = np.indices(digit.shape) + 0.5
    return (digit * rows).sum() / digit.sum(), (digit * columns).sum() / digit.sum()


@pytest.mark.parametrize(("height", "width"), [(40, 40), (60, 20), (20, 60), (3, 90), (1, 1)])
def test_the_longer_side_fills_the_box_and_the_shape_is_kept(height, width):
    digit = as_digit(on_sheet(blob(0, height, width), 10, 5))
    assert (digit.shape, digit.dtype) == ((28, 28), np.float32)
    rows, columns = np.nonzero(digit)
    found = np.ptp(rows) + 1, np.ptp(columns) + 1
    assert max(found) == BOX
    wanted = [max(1, round(BOX * side / max(height, width))) for side in (height, width)]
    assert list(found) == wanted


@pytest.mark.parametrize("seed", range(5))
def test_its_centre_of_mass_lies_in_the_middle(seed):
    random = np.random.default_rng(seed)
    ink = blob(seed, 30, 40) * np.linspace(0.1, 1, 40) ** random.uniform(0, 3)
    for place in centre_of_mass(as_digit(on_sheet(ink, 7, 60))):
        assert abs(place - 14.5) <= 0.5 + 1e-6


def test_where_it_was_drawn_makes_no_difference():
    ink = blob(1, 33, 27)
    np.testing.assert_array_equal(as_digit(on_sheet(ink, 0, 0)), as_digit(on_sheet(ink, 70, 41)))


def test_nor_does_how_large_it_was_drawn():
    ink = blob(2, 25, 20)
    large = ink.repeat(4, axis=0).repeat(4, axis=1)
    np.testing.assert_allclose(as_digit(on_sheet(large, 3, 9)), as_digit(on_sheet(ink, 3, 9)), atol=1e-6)


def test_an_empty_sheet_stays_empty():
    assert not as_digit(np.zeros((56, 56))).any()
    assert not as_digit(np.full((56, 56), 0.01)).any()


@pytest.mark.parametrize("shape", [(), (4,), (4, 4, 1)])
def test_a_drawing_is_a_picture(shape):
    with pytest.raises(ShapeError, match="a drawing is an array"):
        as_digit(np.zeros(shape))


@pytest.mark.parametrize(("old", "new"), [(5, 5), (7, 3), (3, 7), (60, 20), (1, 20), (20, 1)])
def test_a_part_is_the_mean_of_what_it_covers(old, new):
    numbers = np.random.default_rng(0).uniform(size=old)
    fine = numbers.repeat(new)  # old * new pieces, of which every new part covers `old`
    np.testing.assert_allclose(means(old, new) @ numbers, fine.reshape(new, old).mean(axis=1), atol=1e-12)
    np.testing.assert_allclose(means(old, new).sum(axis=1), 1)


def test_ink_is_neither_lost_nor_made_when_the_size_changes():
    ink = blob(3, 37, 50)
    small = resized(ink, 15, 20)
    assert small.mean() == pytest.approx(ink.mean())


def test_the_collection_itself_is_left_nearly_as_it_is():
    _, test = digits.load()
    moved = [np.abs(as_digit(image[..., 0]) - image[..., 0]).mean() for image in test.x[:100]]
    assert np.median(moved) < 0.001
    assert np.mean(moved) < 0.03
