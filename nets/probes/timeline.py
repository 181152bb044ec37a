"""A timeline: readings with their steps, in bounded memory however long a run gets."""

from typing import Generic, NamedTuple, TypeVar

import numpy as np

from nets.errors import SettingError, at_least_one

Reading = TypeVar("Reading")


class Entry(NamedTuple, Generic[Reading]):
    """A reading, and the step at which it was taken."""

    step: int
    reading: Reading


class Timeline(Generic[Reading]):
    """Keeps at most `capacity` readings, at least 3; the first and the latest one are always there.

    When it is full, the reading goes whose neighbours are closest together: so the oldest stretch of a long run gets
    sparser first, then all of it, and gaps stay within a factor of about two of one another. Nothing is skipped when it
    is taken: whatever was forgotten, the next readings are all kept for as long as there is room.
    """

    def __init__(self, capacity: int = 512) -> None:
        if at_least_one("the capacity of a timeline", capacity) < 3:
            raise SettingError(f"a timeline needs room for at least 3 readings, not {capacity}")
        self._capacity = capacity
        self._entries: list[Entry[Reading]] = []

    def __len__(self) -> int:
        return len(self._entries)

    @property
    def entries(self) -> list[Entry[Reading]]:
        """Pairs of step and reading, in order of steps."""
        return list(self._entries)

    def add(self, step: int, reading: Reading) -> None:
        """Take a reading; if the run went back, the readings of this step and of later ones go first."""
        self.forget(step)
        self._entries.append(Entry(step, reading))
        if len(self._entries) > self._capacity:
            self._thin()

    def forget(self, step: int = 0) -> None:
        """Forget the readings of this step and of later ones."""
        while self._entries and self._entries[-1].step >= step:
            self._entries.pop()

    def _thin(self) -> None:
        """Let the reading go whose neighbours are closest together, the oldest of them."""
        steps = np.array([entry.step for entry in self._entries])
        gaps = steps[2:] - steps[:-2]  # (entries - 2,), between the neighbours of each but the first and the last
        del self._entries[1 + int(gaps.argmin())]
