"""Points in many dimensions, as every projection takes them."""

from typing import TYPE_CHECKING

import numpy as np

from nets.arrays import Array
from nets.errors import DataError, ShapeError, as_numbers

if TYPE_CHECKING:
    from numpy.typing import ArrayLike


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
    x, _ = centred(x)  # smaller numbers, smaller errors of rounding
    squares = (x * x).sum(axis=1)
    distances = x @ x.T  # (N, D) @ (D, N)
    distances *= -2
    distances += squares
    distances += squares[:, None]
    distances *= distances > 0
    np.fill_diagonal(distances, 0)
    return distances
