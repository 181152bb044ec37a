"""What goes wrong with labels: points that bear a wrong one, and classes of which there are too few."""

from collections.abc import Callable

import numpy as np

from nets.arrays import Array

Draw = Callable[[int], tuple[Array, Array]]


def wrong(labels: Array, rate: float, classes: int, random: np.random.Generator) -> tuple[Array, Array]:
    """Give the share `rate` of the points a wrong label: labels (n,) and a mask (n,) of the wrong ones.

    Of two classes -1 and +1, the other; of classes 0 to k - 1, any other with equal chance.
    """
    mask = np.zeros(len(labels), bool)
    mask[random.permutation(len(labels))[: round(rate * len(labels))]] = True
    if set(np.unique(labels)) <= {-1, 1}:
        return np.where(mask, -labels, labels), mask
    return np.where(mask, (labels + random.integers(1, classes, len(labels))) % classes, labels), mask


def unbalanced(n: int, imbalance: float, draw: Draw, random: np.random.Generator) -> tuple[Array, Array]:
    """n points of which the last class has only 1 - imbalance times as many as the first, those between in proportion.

    `draw` makes a sample of any size; more and more are drawn until there are enough of each class, and then some are
    picked at random.
    """
    size = 2 * n
    while True:
        points, labels = draw(size)
        present = np.unique(labels)[::-1]
        weights = np.linspace(1, 1 - imbalance, len(present))
        counts = shared_out(n, weights)
        rows = [random.permutation(np.flatnonzero(labels == label)) for label in present]
        if all(len(row) >= count for row, count in zip(rows, counts, strict=True)):
            picked = np.concatenate([row[:count] for row, count in zip(rows, counts, strict=True)])
            return points[picked], labels[picked]
        size *= 2


def shared_out(n: int, weights: Array) -> list[int]:
    """n things in proportion to the weights, at least one each; the first takes what rounding leaves over."""
    counts = np.maximum(np.round(n * weights / weights.sum()), 1).astype(int)
    counts[0] += n - counts.sum()
    return counts.tolist()
