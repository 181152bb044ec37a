"""Surfaces for regression: a number between -1 and 1 at every point, after TensorFlow Playground's two.

Each takes a count n, a noise from 0 to 0.5 and a generator, and returns points (n, 2) in [-6, 6]² and values (n,).
Noise moves the point at which the surface is read.
"""

import numpy as np

from nets.arrays import Array

SIDE = 6.0
REACH = 2.0
HILLS = ((-4, 2.5, 1), (0, 2.5, -1), (4, 2.5, 1), (-4, -2.5, -1), (0, -2.5, 1), (4, -2.5, -1))


def plane(n: int, noise: float, random: np.random.Generator) -> tuple[Array, Array]:
    """An inclined plane: -1 at one corner of [-5, 5]², 1 at the opposite one."""
    points, read = scattered(n, noise, random)
    return points, np.clip(read.sum(axis=1) / 10, -1, 1)


def multi_gaussian(n: int, noise: float, random: np.random.Generator) -> tuple[Array, Array]:
    """Six cones, three up and three down, each falling from ±1 to 0 over a distance of 2; elsewhere 0."""
    points, read = scattered(n, noise, random)
    hills = np.array(HILLS, float)
    distance = np.hypot(*(read[:, None] - hills[:, :2]).transpose(2, 0, 1))  # (n, 6)
    heights = hills[:, 2] * np.clip(1 - distance / REACH, 0, 1)
    return points, heights[np.arange(n), np.abs(heights).argmax(axis=1)]


def scattered(n: int, noise: float, random: np.random.Generator) -> tuple[Array, Array]:
    """Points all over the square, and the places where the surface is read for them."""
    points = random.uniform(-SIDE, SIDE, (n, 2))
    return points, points + SIDE * noise * random.uniform(-1, 1, (n, 2))
