"""Where two runs give different answers, and by how much."""

from typing import NamedTuple

import numpy as np

from nets.arrays import Array
from nets.datasets.dataset import NUMBERS

FARTHEST = 2.0
"""From -1 to +1; numbers that cannot be compared are taken for as far apart."""


class Disagreement(NamedTuple):
    """Of two answers to the same points.

    difference   (…), of the answers, of several that of the class on which they are farthest apart
    differs      (…), whether another class is answered; never, where numbers are
    """

    difference: Array
    differs: Array

    @property
    def share(self) -> float:
        """Of the points at which another class is answered."""
        return float(self.differs.mean())

    @property
    def mean(self) -> float:
        """The mean difference."""
        return float(self.difference.mean(dtype=np.float64))


def disagreement(one: Array, other: Array, task: str) -> Disagreement:
    """Of all outputs, as they are drawn: (K, …) each."""
    with np.errstate(invalid="ignore"):
        apart = np.abs(one - other).max(axis=0)
    difference = np.nan_to_num(apart, nan=FARTHEST, posinf=FARTHEST)
    if task == NUMBERS:
        return Disagreement(difference, np.zeros(difference.shape, bool))
    return Disagreement(difference, answered(one) != answered(other))


def answered(outputs: Array) -> Array:
    """The number of the class that is answered: (K, …) -> (…)."""
    return outputs.argmax(axis=0) if len(outputs) > 1 else (outputs[0] > 0).astype(int)


def correlation(one: Array, other: Array) -> Array:
    """How alike units answer: (units, …) each -> (units,), from -1 to +1; NaN of one that is the same everywhere."""
    flat = [each.reshape(len(each), -1).astype(np.float64) for each in (one, other)]
    centred = [each - each.mean(axis=1, keepdims=True) for each in flat]
    with np.errstate(invalid="ignore", divide="ignore"):
        product, *squares = (np.einsum("up,up->u", a, b) for a, b in (centred, *((each, each) for each in centred)))
        return product / np.sqrt(squares[0] * squares[1])
