"""How close points are to one another, as t-SNE sees it: with what probability each would pick the other.

Van der Maaten and Hinton, "Visualizing data using t-SNE" (2008), sec. 2 and 3.1.
"""

from collections.abc import Generator

import numpy as np

from nets.arrays import Array
from nets.errors import SettingError, is_number
from nets.stepped import finished

FEWEST = 4
ROUNDS = 60
PAIRS = 60_000
"""Of so many the p of one part of long work is computed."""
EXACT = 1e-6
"""So many nats the entropy of a row may be off."""


def joint(distances: Array, perplexity: float) -> Array:
    """p, (N, N), from squared distances (N, N): symmetrical, with zeros on the diagonal, of sum 1.

    pᵢⱼ = (pⱼ|ᵢ + pᵢ|ⱼ) / 2N, so that every point has a say, however far from all others it is (sec. 3.1).
    """
    return finished(joining(distances, perplexity))


def joining(distances: Array, perplexity: float) -> Generator[float, None, Array]:
    """The same, some rows at a time; yields the share that is done."""
    p = np.empty(distances.shape)
    count = max(1, PAIRS // len(p))
    for start in range(0, len(p), count):
        p[start : start + count] = conditional(distances[start : start + count], perplexity, start)
        yield min(1.0, (start + count) / len(p))
    return (p + p.T) / (2 * len(p))


def conditional(distances: Array, perplexity: float, first: int = 0) -> Array:
    """pⱼ|ᵢ, row i, from squared distances (N, N): exp(-β d) / Σ exp(-β d), zeros on the diagonal (eq. 1).

    With `first`, of the points from that one on alone, whose distances from all are given: (rows, N).

    Each row has a β of its own, such that the row's perplexity, exp of its entropy, is the one asked for. Where more
    points than that are equally near and nearest, no β does it: these share the row evenly then.
    """
    rows, count = distances.shape
    others = ~np.eye(rows, count, first, dtype=bool)
    nearest = np.where(others, distances, np.inf).min(axis=1, keepdims=True)
    d = np.where(others, distances - nearest, 0)  # the same p, and no row without a number above 0
    mean = d.sum(axis=1, keepdims=True) / (count - 1)  # (N, 1)
    d /= np.where(mean > 0, mean, 1)
    ties = others & (d <= 1e-10)
    even = ties.sum(axis=1) >= perplexity
    weights = search(d, others, np.log(perplexity), even)
    weights[even] = ties[even]
    return weights / weights.sum(axis=1, keepdims=True)


def search(d: Array, others: Array, wanted: float, settled: Array) -> Array:
    """exp(-β d), (N, N), with β such that the entropy of each row that is not `settled` (N,) is the one `wanted`.

    A binary search for all rows at once, on u = log β. The entropy, log Σ exp(-β d) + β E[d], falls with u, its slope
    is -β² Var[d]: so Newton's step is known, too, and is taken where it stays between the bounds.
    """
    u, low, high = (np.full((len(d), 1), value) for value in (0.0, -np.inf, np.inf))
    weights = d
    for _ in range(ROUNDS):
        beta = np.exp(u)
        weights = np.exp(-beta * d) * others
        total = weights.sum(axis=1, keepdims=True)
        weighted = weights * d
        first = weighted.sum(axis=1, keepdims=True) / total  # E[d]
        weighted *= d
        second = weighted.sum(axis=1, keepdims=True) / total  # E[d²]
        excess = np.log(total) + beta * first - wanted  # (N, 1)
        found = np.abs(excess) <= EXACT
        if (found[:, 0] | settled).all():
            break
        low, high = np.where(excess > 0, u, low), np.where(excess > 0, high, u)
        slope = np.maximum(beta**2 * (second - first**2), 1e-12)
        newton = u + np.clip(excess / slope, -2, 2)
        with np.errstate(invalid="ignore"):
            middle = np.where(np.isfinite(low + high), (low + high) / 2, newton)
        better = np.where((newton > low) & (newton < high), newton, middle)
        u = np.where(found, u, better)
    return weights


def checked_perplexity(perplexity: float, count: int) -> float:
    """The perplexity, if so many points can have it: above 1, below the number of others; raises SettingError."""
    if count < FEWEST:
        raise SettingError(f"t-SNE arranges at least {FEWEST} points; there are {count}")
    if not is_number(perplexity) or not 1 < perplexity < count - 1:
        raise SettingError(
            f"the perplexity, about how many neighbours a point has, is above 1 and below {count - 1} for {count} "
            f"points, and better no more than {max(2, (count - 1) // 3)}; not {perplexity!r:.40}"
        )
    return float(perplexity)
