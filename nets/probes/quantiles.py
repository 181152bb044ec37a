"""Percentiles: where most of the numbers of a layer lie, without bins."""

import numpy as np

from nets.arrays import Array

SHARES = (5, 25, 50, 75, 95)
"""The middle one is the median; a quarter of the numbers lies below the second, and above the fourth."""


def percentiles(values: Array) -> Array:
    """(5,) rising: those of the finite numbers among the values; NaN if there are none."""
    finite = values[np.isfinite(values)]
    return np.percentile(finite, SHARES) if len(finite) else np.full(len(SHARES), np.nan)
