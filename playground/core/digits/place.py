"""Where a person looks: at a number of a picture, and what else is a part of one."""

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from nets.arrays import Array


class Box(NamedTuple):
    """A part of a stage: first row, last row + 1, first column, last column + 1."""

    stage: int
    top: int
    bottom: int
    left: int
    right: int


class Place(NamedTuple):
    """A number of a picture: of a stage, a unit, a row, a column, and the map that a weight looks at; all from 0."""

    stage: int
    unit: int
    row: int
    column: int
    channel: int = 0


FIRST = Place(1, 1, 9, 14)


@dataclass(eq=False)
class Spot:
    """The number that a person looks at, or nothing; at first one in the middle of a stroke of the first image.

    source     the map before it whose part of the sum is written out; None stands for the one that counts most
    is_large   whether its map takes the place of all layers, and what it sees on each of them is shown beside it
    """

    at: Place | None = FIRST
    source: int | None = None
    is_large: bool = False


def as_maps(values: Array) -> Array:
    """Numbers (units,) as maps (1, 1, units) of one place; maps (H, W, C) as they are."""
    return values[None, None] if values.ndim == 1 else values


def is_within(place: tuple[int, ...], shape: tuple[int, ...]) -> bool:
    """Whether an array of that shape has such a place."""
    return bool(np.all(np.greater_equal(place, 0)) and np.all(np.less(place, shape)))
