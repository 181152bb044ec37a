"""The four classics: two classes in the plane, each shape needing a little more than the one before.

They follow the shapes of TensorFlow Playground (Smilkov and others, 2017). Every function takes a count n, a noise from
0 to 0.5 and a generator, and returns points (n, 2) and labels (n,), -1 or +1.
"""

import numpy as np

from nets.arrays import Array

RADIUS = 5.0
GAP = 0.3


def gaussian(n: int, noise: float, random: np.random.Generator) -> tuple[Array, Array]:
    """Two round clouds, around (2, 2) and (-2, -2); noise spreads them until they overlap."""
    labels = halves(n)
    spread = np.sqrt(0.5 + 7 * noise)
    return 2 * labels[:, None] + random.normal(0, spread, (n, 2)), labels


def circle(n: int, noise: float, random: np.random.Generator) -> tuple[Array, Array]:
    """A disc (+1) in a ring (-1); noise moves the border at which a point is judged."""
    inner = halves(n) > 0
    share = np.where(inner, random.uniform(0, 0.5, n), random.uniform(0.7, 1, n))
    angle = random.uniform(0, 2 * np.pi, n)
    points = RADIUS * share[:, None] * np.stack([np.sin(angle), np.cos(angle)], axis=1)
    judged = points + RADIUS * noise * random.uniform(-1, 1, (n, 2))
    return points, signs(np.hypot(*judged.T) < RADIUS / 2)


def xor(n: int, noise: float, random: np.random.Generator) -> tuple[Array, Array]:
    """Four squares: +1 where both coordinates have the same sign; noise moves the point at which it is judged."""
    points = random.uniform(-RADIUS, RADIUS, (n, 2))
    points += GAP * np.where(points > 0, 1, -1)
    judged = points + RADIUS * noise * random.uniform(-1, 1, (n, 2))
    return points, signs(judged[:, 0] * judged[:, 1] >= 0)


def spiral(n: int, noise: float, random: np.random.Generator) -> tuple[Array, Array]:
    """Two arms that turn around each other 1¾ times; noise shakes the points by up to twice its size."""
    labels = halves(n)
    along = np.concatenate([np.arange((n + 1) // 2), np.arange(n // 2)]) / ((n + 1) // 2)
    angle = 1.75 * 2 * np.pi * along + np.where(labels > 0, 0, np.pi)
    points = RADIUS * along[:, None] * np.stack([np.sin(angle), np.cos(angle)], axis=1)
    return points + 2 * noise * random.uniform(-1, 1, (n, 2)), labels


def halves(n: int) -> Array:
    """(n,): +1 for the first half (and the odd one), -1 for the second."""
    return signs(np.arange(n) < (n + 1) // 2)


def signs(positive: Array) -> Array:
    """True -> +1, False -> -1, as float64."""
    return np.where(positive, 1.0, -1.0)
