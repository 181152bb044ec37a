"""Spearman's rank correlation: how far two pictures put the same pixels in the same order.

Spearman, "The proof and measurement of association between two things" (1904). Equal numbers share the mean of their
ranks, and the correlation is that of Pearson, of the ranks.
"""

import numpy as np

from nets.arrays import Array
from nets.errors import ShapeError


def rank_correlation(one: Array, other: Array) -> Array:
    """(N, …) and (N, …) -> (N,), from -1 to 1, for each sample; NaN where a picture has one number everywhere.

    Raises ShapeError for arrays of different shapes.
    """
    if np.shape(one) != np.shape(other):
        raise ShapeError(f"pictures to compare have one shape, not {np.shape(one)} and {np.shape(other)}")
    return np.array([correlation(ranks(a.ravel()), ranks(b.ravel())) for a, b in zip(one, other, strict=True)])


def ranks(values: Array) -> Array:
    """(D,) -> (D,), the place of each number in their order, counted from 1; equal ones share the mean of theirs."""
    _, which, counts = np.unique(values, return_inverse=True, return_counts=True)
    return (np.cumsum(counts) - (counts - 1) / 2)[which]


def correlation(one: Array, other: Array) -> float:
    """Pearson's, of two rows of numbers; NaN if all of one row are the same."""
    one, other = one - one.mean(), other - other.mean()
    spread = np.sqrt((one @ one) * (other @ other))
    return float(one @ other / spread) if spread else float("nan")
