"""Gradients against slopes: what code says a derivative is, and what the differences of its values say.

Each number is moved by a little to either side. Its derivative is compared with the slope through both ends (a central
difference, in float64); where the two disagree, it may still lie between the slopes to the left and to the right, which
differ at a corner (that of a ReLU, say), and there any slope between them is a right answer.
"""

from collections.abc import Callable, Generator, Iterator
from typing import NamedTuple

import numpy as np

from nets.arrays import Array

STEP = 1e-5
TOLERANCE = 1e-5
SMALL = 1e-3
"""Of the largest number of an array: smaller ones are measured by this, not by themselves."""
NOISE = 64 * float(np.finfo(np.float64).eps)
"""By what the values that a slope is made of may be off, relative to their size."""


class Row(NamedTuple):
    """What came of one array.

    what       'weights of hidden layer 1'
    total      numbers compared, corners included
    corners    those that lie at a corner, which are not measured
    error      the largest relative error; infinity for what is no number
    analytic, numeric   of the number with that error, as the code says and as the differences say
    at         where that stands in the array, as '[2, 0]'
    passed     whether the error is no larger than TOLERANCE
    """

    what: str
    total: int
    corners: int
    error: float
    analytic: float
    numeric: float
    at: str
    passed: bool


Rows = Iterator[Row | None]
"""Rows, and None after each number that was looked at."""


class Slopes(NamedTuple):
    """Slopes to the left and to the right of each number, and how large the values are that they are made of."""

    left: Array
    right: Array
    size: Array

    def of(self, value: int) -> "Slopes":
        """Those of one of several values."""
        return Slopes(self.left[:, value], self.right[:, value], self.size[value])


def along(
    value: Callable[[], Array], array: Array, sizes: Array, places: Array | None = None
) -> Generator[None, None, Slopes]:
    """Slopes (numbers, K) of K values along the numbers of an array, which is written to and restored.

    value    gives the values (K,) of the array as it stands
    sizes    (K,): how large the numbers are that they are sums of, which decides how small a slope can be told from 0
    places   of the numbers, if not all are wanted

    Yields after each number.
    """
    places = np.arange(array.size) if places is None else places
    left, right = (np.zeros((len(places), len(sizes))) for _ in range(2))
    flat, middle = array.reshape(-1), value()
    for number, place in enumerate(places):
        before = float(flat[place])
        step = STEP * max(1.0, abs(before))
        flat[place] = before + step
        right[number] = (value() - middle) / step
        flat[place] = before - step
        left[number] = (middle - value()) / step
        flat[place] = before
        yield
    return Slopes(left, right, sizes)


def compared(what: str, analytic: Array, slopes: Slopes, name: Callable[[int], str] | None = None) -> Row:
    """The row of an array; `name` tells what stands at a place of it, counted through, if its index does not."""
    shape = np.shape(analytic)
    found = np.asarray(analytic, np.float64).reshape(-1)
    left, right = slopes.left.reshape(-1), slopes.right.reshape(-1)
    with np.errstate(all="ignore"):
        numeric = (left + right) / 2
        sizes = np.maximum(np.abs(found), np.abs(numeric))
        least = max(SMALL * float(sizes.max(initial=0)), NOISE * (float(slopes.size) + STEP) / STEP / TOLERANCE, 1e-300)
        scale = np.maximum(sizes, least)
        errors = np.abs(found - numeric) / scale
        slack = TOLERANCE * scale
        between = (found >= np.minimum(left, right) - slack) & (found <= np.maximum(left, right) + slack)
    errors = np.where(np.isfinite(errors), errors, np.inf)
    corners = (errors > TOLERANCE) & between
    errors[corners] = 0
    worst = int(errors.argmax())
    error = float(errors[worst])
    return Row(
        what,
        len(found),
        int(corners.sum()),
        error,
        float(found[worst]),
        float(numeric[worst]),
        str([int(index) for index in np.unravel_index(worst, shape)]) if name is None else name(worst),
        error <= TOLERANCE,
    )
