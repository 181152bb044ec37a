"""An image that is moved: nothing, shifts, turns, sizes and noise."""

import numpy as np
import pytest

from playground.core.digits.moved import STILL, Move, moved


@pytest.fixture
def image():
    return np.random.default_rng(3).random((24, 24), np.float32)


def test_what_is_not_moved_is_the_same_to_the_bit(image):
    still = moved(image, STILL)
    assert still.dtype == np.float32
    assert still.tobytes() == image.tobytes()


@pytest.mark.parametrize(("right", "down"), [(1, 0), (-8, 3), (5, -7), (0, 8)])
def test_a_shift_by_whole_pixels_is_exact(image, right, down):
    wanted = np.zeros_like(image)
    rows, columns = np.indices(image.shape)
    inside = (rows - down >= 0) & (rows - down < 24) & (columns - right >= 0) & (columns - right < 24)
    wanted[inside] = image[(rows - down)[inside], (columns - right)[inside]]
    assert moved(image, Move(right, down)).tobytes() == wanted.tobytes()


@pytest.mark.parametrize("quarters", [-2, -1, 1, 2])
def test_a_quarter_turn_is_that_of_numpy(image, quarters):
    np.testing.assert_allclose(moved(image, Move(turn=-90 * quarters)), np.rot90(image, quarters), atol=1e-6)


def test_twice_the_size_puts_every_pixel_twice_as_far_from_the_middle():
    rows, columns = np.indices((24, 24)) - 11.5
    slope = (0.5 + 0.01 * rows + 0.03 * columns).astype(np.float32)
    np.testing.assert_allclose(moved(slope, Move(scale=200)), 0.5 + 0.005 * rows + 0.015 * columns, atol=1e-6)


def test_half_the_size_leaves_paper_around():
    small = moved(np.ones((24, 24), np.float32), Move(scale=50))
    assert small[7:17, 7:17].min() == 1
    assert small[:5].max() == small[:, 19:].max() == 0


def test_a_turned_image_is_shifted_along_the_sheet():
    image = np.zeros((24, 24), np.float32)
    image[11:13, 20:22] = 1
    turned = moved(image, Move(turn=90))
    assert turned[20:22, 11:13] == pytest.approx(1)
    np.testing.assert_allclose(moved(image, Move(right=4, turn=90))[:, 4:], turned[:, :-4], atol=1e-6)


def test_noise_is_as_large_as_said_the_same_every_time_and_within_ink_and_paper(image):
    grey = np.full((24, 24), 0.5, np.float32)
    noisy = moved(grey, Move(noise=10))
    assert noisy.std() == pytest.approx(0.1, rel=0.1)
    assert noisy.tobytes() == moved(grey, Move(noise=10)).tobytes()
    assert noisy.tobytes() != moved(grey, Move(noise=11)).tobytes()
    loud = moved(image, Move(noise=60))
    assert (loud.min(), loud.max()) == (0, 1)
