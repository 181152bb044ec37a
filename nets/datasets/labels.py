"""What goes wrong with labels: points that bear a wrong one, and classes of which there are too few."""

from collections.abc import Callable

import numpy as np

from nets.arrays import Array
from nets.errors import SettingError

Draw = Callable[[int], tuple[Array, Array]]


def wrong(labels: Array, rate: float, classes: int, random: np.random.Generator) -> tuple[Array, Array]:
    """Give the share `rate` of the points a wrong label: labels (n,) and a mask (n,) of the wrong ones.

    Of classes 0 to k - 1, any other with equal chance; with classes = 0, labels are -1 and +1, and it is the other.
    """
    mask = np.zeros(len(labels), bool)
    mask[random.permutation(len(labels))[: round(rate * len(labels))]] = True
    if not classes:
        return np.where(mask, -labels, labels), mask
    return np.where(mask, (labels + random.integers(1, classes, len(labels))) % classes, labels), mask


def unbalanced(n: int, imbalance: float, classes: int, draw: Draw, random: np.random.Generator) -> tuple[Array, Array]:
    """n points of which the last class has only 1 - imbalance times as many as the first, those between in proportion.

    The first class is the one with the highest label. `draw` makes a sample of any size; more and more are drawn until
    there are enough of each class, and then some are picked at random.
    """
    counts = shared_out(n, np.linspace(1, 1 - imbalance, classes))
    size = 2 * n
    while True:
        points, labels = draw(size)
        present = np.unique(labels)[::-1]
        rows = [random.permutation(np.flatnonzero(labels == label)) for label in present]
        if len(present) == classes and all(len(row) >= count for row, count in zip(rows, counts, strict=True)):
            picked = np.concatenate([row[:count] for row, count in zip(rows, counts, strict=True)])
            return points[picked], labels[picked]
        size *= 2


def shared_out(n: int, weights: Array) -> list[int]:
    """n things shared out in proportion to falling weights (k,): at least one each, never more than the one before.

    Each gets a rounded share. The first takes what that leaves over; what it gave too much, those give back who have
    the most. Raises SettingError for fewer things than weights.
    """
    if n < len(weights):
        raise SettingError(f"{len(weights)} classes need a point each, but there are only {n} points")
    counts = np.maximum(np.round(n * weights / weights.sum()), 1).astype(int)
    left = n - counts.sum()
    counts[0] += max(left, 0)
    for _ in range(-left):
        counts[np.flatnonzero(counts == counts[0])[-1]] -= 1
    return counts.tolist()
