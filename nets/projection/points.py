"""Points in many dimensions, as every projection takes them."""

from collections.abc import Generator
from typing import TYPE_CHECKING

import numpy as np

from nets.arrays import Array
from nets.errors import DataError, ShapeError, as_numbers
from nets.stepped import finished

if TYPE_CHECKING:
    from numpy.typing import ArrayLike

PRODUCTS = 20_000_000
"""Multiplications of one part of long work."""


def as_points(x: "ArrayLike") -> Array:
    """Samples (N, …), whatever their shape, as points (N, D) in float64; a number a sample is a point on a line.

    Raises ShapeError if there are none, DataError for what is no number.
    """
    x = as_numbers("samples", x, np.float64)
    if not x.ndim or not x.size:
        raise ShapeError(f"a projection takes samples (N, D), at least one; got {x.shape}")
    if not np.isfinite(x).all():
        raise DataError("the samples hold numbers that are NaN or infinite")
    return x.reshape(len(x), -1)  # (N, D)


def centred(x: Array) -> tuple[Array, Array]:
    """Points (N, D) without their mean, and the mean (D,). What is constant becomes 0 exactly."""
    moved = x - x[0]
    mean = moved.mean(axis=0)
    return moved - mean, x[0] + mean


def squared_distances(x: Array) -> Array:
    """‖xᵢ - xⱼ‖² of points (N, D), (N, N), by the rule (a - b)² = a² + b² - 2ab; none is negative."""
    return finished(distancing(x))


def distancing(x: Array) -> Generator[float, None, Array]:
    """The same, some rows at a time, each from its first row's own column on; yields the share that is done."""
    x, _ = centred(x)  # smaller numbers, smaller errors of rounding
    squares = (x * x).sum(axis=1)
    distances = np.zeros((len(x), len(x)))
    start = 0
    while start < len(x):
        stop = start + max(1, PRODUCTS // (x[start:].size))
        rows = x[start:stop] @ x[start:].T  # (rows, D) @ (D, columns)
        rows *= -2
        rows += squares[start:]
        rows += squares[start:stop, None]
        rows *= rows > 0
        distances[start:stop, start:] = rows
        distances[start:, start:stop] = rows.T
        start = stop
        yield 1 - (1 - min(start / len(x), 1)) ** 2
    np.fill_diagonal(distances, 0)
    return distances
