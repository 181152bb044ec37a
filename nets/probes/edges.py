"""Edges of bins, and how many values lie between them.

Weights, gradients and activations of a network reach over many powers of ten, on both sides of zero: their edges are
those of an axis that is logarithmic on both sides of a small stretch around zero.
"""

import numpy as np

from nets.arrays import Array
from nets.errors import SettingError, at_least_one


def symlog_edges(smallest: float, largest: float, per_decade: int) -> Array:
    """Edges of bins on both sides of zero, in equal steps on a logarithmic axis.

        -100    -10    -1    -0.1    0.1     1     10    100         symlog_edges(0.1, 100, 1)
           └──────┴─────┴──────┴──────┴──────┴──────┴──────┘

    smallest     the middle bin reaches from -smallest to smallest, and holds 0
    largest      the outermost edges are -largest and largest, or the first beyond them
    per_decade   bins for each power of ten, at least 1

    Gives (2 m,) rising edges: m - 1 bins on each side of the middle one, mirror images of each other, so that
    edges[i] == -edges[-1 - i]. Raises SettingError unless 0 < smallest < largest, both finite.
    """
    steps = at_least_one("the number of bins for each power of ten", per_decade)
    if not 0 < smallest < largest < np.inf:
        raise SettingError(f"edges reach from a number above 0 to a larger one, not from {smallest} to {largest}")
    decades = np.log10(largest) - np.log10(smallest)
    count = max(1, int(np.ceil(round(decades * steps, 6))))
    with np.errstate(over="ignore"):
        positive = 10.0 ** (np.log10(smallest) + np.arange(count + 1) / steps)  # (count + 1,)
    positive[0], positive[-1] = smallest, max(positive[-1], largest)
    return checked_edges(np.concatenate([-positive[::-1], positive]))


def count(values: Array, edges: Array) -> Array:
    """How many values lie below the first edge, in each bin [edge, next edge), and from the last edge on: (bins + 2,).

    Values that are NaN are not counted.
    """
    values = np.ravel(values)
    places = np.searchsorted(edges, values[~np.isnan(values)], side="right")
    return np.bincount(places, minlength=len(edges) + 1)


def checked_edges(edges: Array) -> Array:
    """The edges as an array, if there are two at least, they are finite and rise; raises SettingError."""
    edges = np.asarray(edges, np.float64)
    if edges.ndim != 1 or len(edges) < 2 or not np.isfinite(edges).all() or not (np.diff(edges) > 0).all():
        raise SettingError("the edges of a histogram are at least two finite numbers, each larger than the one before")
    return edges
