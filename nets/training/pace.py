"""How many steps take how long: by that, checkpoints lie as close together as a replay is cheap."""

from collections.abc import Iterator
from contextlib import contextmanager
from time import perf_counter

REPLAY = 0.004
"""Seconds of steps between two checkpoints near the present: what going back to any step there takes at most."""


class Pace:
    """Learns how long a step takes. What a run computes does not depend on it."""

    def __init__(self) -> None:
        self._seconds = REPLAY / 8

    @property
    def steps(self) -> int:
        """Steps that take about `REPLAY`, at least 1."""
        return max(1, int(REPLAY / self._seconds))

    @contextmanager
    def measured(self, steps: int) -> Iterator[None]:
        """Learn from `steps` steps that are made in the block."""
        start = perf_counter()
        yield
        each = (perf_counter() - start) / steps
        self._seconds += 0.3 * (max(each, 1e-7) - self._seconds)
