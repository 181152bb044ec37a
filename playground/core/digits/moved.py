"""An image, moved: scaled and turned about its middle, shifted, and with noise on it."""

from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np

from nets import seeds
from nets.arrays import Array
from playground.core.digits.blocks import SIDE


class Move(NamedTuple):
    """How an image is moved.

    right, down   by how many pixels
    turn          by how many degrees, clockwise
    scale         percent of its size
    noise         standard deviation of what is added to every pixel, in percent of full ink
    """

    right: int = 0
    down: int = 0
    turn: int = 0
    scale: int = 100
    noise: int = 0


STILL = Move()


@dataclass(eq=False)
class Original:
    """An image as it came, (SIDE, SIDE), and how a person moves it.

    number   another one for every image
    """

    image: Array = field(default_factory=lambda: np.zeros((SIDE, SIDE), np.float32))
    move: Move = STILL
    number: int = 0


def moved(image: Array, move: Move) -> Array:
    """(H, W), 0 paper to 1 ink, -> (H, W) float32; what leaves the image is lost, what comes in is paper.

    Between pixels it is interpolated linearly in both directions. Noise is the same whenever this is called.
    """
    height, width = image.shape
    middle_row, middle_column = (height - 1) / 2, (width - 1) / 2
    rows, columns = np.indices(image.shape, np.float64)
    down, right = rows - middle_row - move.down, columns - middle_column - move.right
    angle, size = np.deg2rad(move.turn), move.scale / 100
    cosine, sine = np.cos(angle) / size, np.sin(angle) / size
    picture = sampled(image, cosine * down - sine * right + middle_row, sine * down + cosine * right + middle_column)
    if move.noise:
        noise = seeds.generator(0, seeds.SAMPLE).standard_normal(image.shape)
        picture = np.clip(picture + move.noise / 100 * noise, 0, 1)
    return picture.astype(np.float32)


def sampled(image: Array, rows: Array, columns: Array) -> Array:
    """The values of an image (H, W) at places in pixels, any shape; around the image there is paper."""
    padded = np.pad(image, ((1, 2), (1, 2)))
    height, width = image.shape
    rows, columns = np.clip(rows, -1, height) + 1, np.clip(columns, -1, width) + 1
    row, column = rows.astype(int), columns.astype(int)
    below, after = rows - row, columns - column
    upper = (1 - after) * padded[row, column] + after * padded[row, column + 1]
    lower = (1 - after) * padded[row + 1, column] + after * padded[row + 1, column + 1]
    return (1 - below) * upper + below * lower
