"""A tree of what is alike: the two nearest clusters become one, again and again, until there is only one.

Sokal and Michener, "A statistical method for evaluating systematic relationships" (1958), which is called average
linkage: two clusters are as far apart as their members are on average.
"""

from typing import NamedTuple

import numpy as np

from nets.arrays import Array
from nets.errors import DataError, SettingError, ShapeError, as_numbers, is_whole

MOST = 1000


class Tree(NamedTuple):
    """How U leaves become one cluster, in U - 1 mergers. Leaves are clusters 0 to U - 1; merger m makes cluster U + m.

    children   (U - 1, 2): the two clusters of each merger, in the order in which their leaves are drawn
    heights    (U - 1,): how far apart these two were; none is below the one before
    order      (U,): the leaves, so that those of every cluster lie side by side
    """

    children: Array
    heights: Array
    order: Array

    def members(self, cluster: int) -> list[int]:
        """The leaves of a cluster, in order; raises SettingError."""
        leaves = len(self.order)
        if not is_whole(cluster) or not 0 <= cluster < 2 * leaves - 1:
            raise SettingError(f"the clusters are numbered 0 to {2 * leaves - 2}; there is no cluster {cluster!r}")
        found, open_ones = [], [int(cluster)]
        while open_ones:
            each = open_ones.pop()
            if each < leaves:
                found.append(each)
            else:
                first, second = self.children[each - leaves]
                open_ones += [int(second), int(first)]
        return found

    def clusters(self, count: int) -> list[int]:
        """The `count` clusters that stand before the last count - 1 mergers, in order; raises SettingError.

        One more opens one of them, the one whose halves are farthest apart, and leaves the others as they are.
        """
        leaves = len(self.order)
        if not is_whole(count) or not 1 <= count <= leaves:
            raise SettingError(f"{leaves} leaves are cut into 1 to {leaves} clusters, not into {count!r}")
        there = [2 * leaves - 2]
        for opened in range(2 * leaves - 2, 2 * leaves - 1 - int(count), -1):
            place = there.index(opened)
            there[place : place + 1] = [int(child) for child in self.children[opened - leaves]]
        return there

    def cut(self, count: int) -> Array:
        """For each leaf the number of its cluster, (U,), from 0 along the order; raises SettingError."""
        labels = np.zeros(len(self.order), int)
        for number, cluster in enumerate(self.clusters(count)):
            labels[self.members(cluster)] = number
        return labels


def average_linkage(distances: Array) -> Tree:
    """The tree of U things from their distances (U, U), symmetrical; of equal distances the first is taken.

    d(k, i ∪ j) = (|i| d(k, i) + |j| d(k, j)) / (|i| + |j|)        (Lance and Williams, 1967)

    The leaves of two clusters are drawn so that the nearest of their four ends meet (Gruvaeus and Wainer, 1972). Takes
    time as U³ does, in U - 1 rounds of few operations. Raises ShapeError, DataError.
    """
    given = checked_distances(distances)
    count = len(given)
    d = given.copy()
    np.fill_diagonal(d, np.inf)
    names, sizes = np.arange(count), np.ones(count)
    rows = {leaf: [leaf] for leaf in range(count)}
    children, heights = np.zeros((count - 1, 2), int), np.zeros(count - 1)
    for merger in range(count - 1):
        i, j = divmod(int(d.argmin()), count)  # i < j: the matrix is symmetrical, and the first is found
        heights[merger] = d[i, j]
        first, second = int(names[i]), int(names[j])
        joint = joined(rows.pop(first), rows.pop(second), given)
        children[merger], rows[count + merger] = (first, second), joint
        mean = (sizes[i] * d[i] + sizes[j] * d[j]) / (sizes[i] + sizes[j])  # (U,)
        mean[i] = np.inf
        d[i], d[:, i] = mean, mean
        d[j], d[:, j] = np.inf, np.inf
        names[i], sizes[i] = count + merger, sizes[i] + sizes[j]
    [order] = rows.values()
    place = np.argsort(order)
    return Tree(in_order(children, place), np.maximum.accumulate(heights), np.array(order))


def joined(first: list[int], second: list[int], distances: Array) -> list[int]:
    """The leaves of two clusters in a row, each turned so that the nearest of their ends meet."""
    turns = [(a, b) for a in (first, first[::-1]) for b in (second, second[::-1])]
    left, right = min(turns, key=lambda turn: distances[turn[0][-1], turn[1][0]])
    return left + right


def in_order(children: Array, place: Array) -> Array:
    """The children of each merger, the one drawn first before the other; `place` (U,) is where each leaf is drawn."""
    leaves = len(place)
    starts = [*place, *([0] * len(children))]
    ordered = children.copy()
    for merger, (first, second) in enumerate(children):
        if starts[first] > starts[second]:
            ordered[merger] = second, first
        starts[leaves + merger] = min(starts[first], starts[second])
    return ordered


def checked_distances(distances: Array) -> Array:
    """The distances in float64, (U, U), 1 ≤ U ≤ `MOST`; raises ShapeError, DataError."""
    distances = as_numbers("distances", distances, np.float64)
    if distances.ndim != 2 or distances.shape[0] != distances.shape[1] or not 1 <= len(distances) <= MOST:
        raise ShapeError(f"a tree is made of distances (U, U), U from 1 to {MOST:,}; got {distances.shape}")
    if not np.isfinite(distances).all() or not np.allclose(distances, distances.T):
        raise DataError("distances are finite, and as far from a to b as from b to a")
    return distances
