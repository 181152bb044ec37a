"""Curves for regression: a number y = f(x) from -1 to 1 for every x in [-6, 6], each hard in a way of its own.

    sine      smooth everywhere
    step      a jump, which no continuous unit can make exactly
    bump      flat nearly everywhere: units that only grow have to cancel one another
    zigzag    straight pieces with corners, which a few ReLUs make exactly
    chirp     quicker and quicker: slow parts are learned long before quick ones (Rahaman and others, 2019)

Each takes x (n,) and returns y (n,). `sampled` makes points of it, with noise added to y.
"""

from collections.abc import Callable

import numpy as np

from nets.arrays import Array

SIDE = 6.0
WIDTH = 0.8


def sine(x: Array) -> Array:
    """sin x: a little less than two periods."""
    return np.sin(x)


def step(x: Array) -> Array:
    """-1 left of 0, 1 from 0 on."""
    return np.where(x < 0, -1.0, 1.0)


def bump(x: Array) -> Array:
    """A hill of height 1 and width 0.8 around 0, on a plain at -1: 2 exp(-x² / (2 · 0.8²)) - 1."""
    return 2 * np.exp(-np.square(x / WIDTH) / 2) - 1


def zigzag(x: Array) -> Array:
    """A triangle wave of period 6: -1 at -6, 0 and 6, and 1 at -3 and 3."""
    return np.abs(x % SIDE - SIDE / 2) * -2 / (SIDE / 2) + 1


def chirp(x: Array) -> Array:
    """sin(x' + x'² / 8) with x' = x + 6: the frequency grows evenly, to four times what it was."""
    along = x + SIDE
    return np.sin(along + along**2 / 8)


def sampled(curve: Callable[[Array], Array], n: int, noise: float, random: np.random.Generator) -> tuple[Array, Array]:
    """Points (n, 1), evenly likely in [-6, 6], and values (n,) to which normal noise of that deviation is added."""
    x = random.uniform(-SIDE, SIDE, n)
    return x[:, None], curve(x) + noise * random.standard_normal(n)
