"""The forces of t-SNE: how each point of the map is drawn by its neighbours and pushed away by all.

Van der Maaten and Hinton (2008), sec. 3.3 and 3.4. With wᵢⱼ = 1 / (1 + ‖yᵢ - yⱼ‖²), Z = Σ w over all ordered pairs and
q = w / Z (eq. 4), the divergence of q from p, Σ p log (p / q), has the gradient 4 Σⱼ (pᵢⱼ - qᵢⱼ) wᵢⱼ (yᵢ - yⱼ) (eq. 5).

What i does to j, j does to i the other way round. So each pair is looked at once: in bands of rows, each from its first
row's own column on, which is about half of the matrix.
"""

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np

from nets.arrays import Array

BANDS = 8
NARROWEST = 100


class Band(NamedTuple):
    """Some rows of the pairs, and the columns from the first of these rows on; counts[i, j] is whether j > i."""

    rows: slice
    columns: slice
    counts: Array


def bands(count: int, dtype: type) -> list[Band]:
    """The bands of `count` points; `counts` are numbers, 0 or 1, of the type given."""
    wide = max(NARROWEST, -(-count // BANDS))
    places = np.arange(count)
    starts = range(0, count, wide)
    return [
        Band(slice(i, min(i + wide, count)), slice(i, count), (places[i:] > places[i : i + wide, None]).astype(dtype))
        for i in starts
    ]


def pairs(y: Array, among: list[Band]) -> Iterator[tuple[Array, Array, Array]]:
    """For each band of points (2, N) the differences yᵢ - yⱼ in both coordinates, and w of the pairs that count."""
    for rows, columns, counts in among:
        across, down = (line[rows, None] - line[columns] for line in y)  # (rows, columns)
        w = across * across
        w += down * down
        w += 1
        w **= -1
        w *= counts
        yield across, down, w


def gradient(y: Array, p: list[Array], among: list[Band], exaggeration: float = 1.0) -> Array:
    """dKL/dy (2, N) at points (2, N), for p times the exaggeration, of which each band has its part."""
    found = list(pairs(y, among))
    z = y.dtype.type(2 * sum(float(w.sum()) for _, _, w in found))
    total = np.zeros_like(y)
    for (rows, columns, _), part, (across, down, w) in zip(among, p, found, strict=True):
        force = part * y.dtype.type(exaggeration)
        force -= w / z
        force *= w
        for line, difference in zip(total, (across, down), strict=True):
            difference *= force
            line[rows] += difference.sum(axis=1)
            line[columns] -= difference.sum(axis=0)
    return 4 * total


def divergence(y: Array, p: list[Array], among: list[Band]) -> float:
    """KL = Σ p log (p / q) at points (2, N), in nats (eq. 2)."""
    z = cross = own = 0.0
    for part, (_, _, w) in zip(p, pairs(y, among), strict=True):
        z += 2 * float(w.sum())
        real = part > 0
        own += 2 * float((part[real] * np.log(part[real])).sum())
        cross += 2 * float((part[real] * np.log(w[real])).sum())
    return own - cross + np.log(z)
