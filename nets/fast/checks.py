"""Is a tape right? It is played on other numbers than it was traced on, and compared with the plain code."""

from collections.abc import Callable, Iterator

import numpy as np

from nets.arrays import Array, Shape

TOLERANCE = {np.dtype(np.float32): 2e-3, np.dtype(np.float64): 1e-8}
SCALES = (1.0, 0.01, 100.0)


def noise(shape: Shape, number: int = 0) -> Array:
    """Random numbers (normal, always the same ones for a shape and a number)."""
    return np.random.default_rng([number, *shape]).normal(size=shape)


def samples_like(x: Array) -> Iterator[Array]:
    """Samples to try a tape on: these in another order; large and small numbers, of either sign; and zeros."""
    yield x[::-1].copy()
    for number, scale in enumerate(SCALES):
        kind = noise(x.shape, number) * scale
        yield from (kind, np.abs(kind), -np.abs(kind))
    yield np.zeros_like(x)


def made_right(
    make: Callable[[set[str]], None], right: Callable[[], bool], plainly: set[str], doubted: set[str]
) -> None:
    """Make a tape that is right: if it is not, one of the doubted layers looks at its data, or several of them do.

    make      makes the tape, with the layers of these names played plainly
    right     whether it gives what the plain code gives
    plainly   the layers that are known to look at their data
    doubted   those of which that is not known
    """
    make(plainly)
    if not doubted or right():
        return
    for one in sorted(doubted):
        make(plainly | {one})
        if right():
            return
    make(plainly | doubted)


def alike(ours: Array, plainly: Array) -> bool:
    """Whether two arrays are the same but for rounding, measured by the largest number."""
    plainly = np.asarray(plainly)
    if ours.shape != plainly.shape or ours.dtype not in TOLERANCE:
        return ours.shape == plainly.shape and bool((ours == plainly).all())
    with np.errstate(all="ignore"):
        finite = np.isfinite(plainly)
        scale = np.abs(plainly[finite]).max(initial=np.finfo(ours.dtype).tiny)
        close = np.abs(ours - plainly)[finite] <= TOLERANCE[ours.dtype] * scale
    return bool(close.all()) and bool((np.isfinite(ours) == finite).all())
