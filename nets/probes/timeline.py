"""A timeline: readings with their steps, in bounded memory however long a run gets."""

from typing import Generic, TypeVar

Reading = TypeVar("Reading")


class Timeline(Generic[Reading]):
    """Keeps at most `capacity` readings: when it is full, every second one is dropped, and from then on half as many
    are taken; the first and the latest one are always there.
    """

    def __init__(self, capacity: int = 512) -> None:
        self._capacity = max(4, capacity)
        self._stride = 1
        self._seen = 0
        self._kept: list[tuple[int, Reading]] = []
        self._latest: tuple[int, Reading] | None = None

    def __len__(self) -> int:
        return len(self.entries)

    @property
    def entries(self) -> list[tuple[int, Reading]]:
        """Pairs of step and reading, in order of steps."""
        latest = [self._latest] if self._latest and self._kept and self._latest is not self._kept[-1] else []
        return [*self._kept, *latest]

    def add(self, step: int, reading: Reading) -> None:
        """Take a reading; if the run went back, all later readings go first."""
        if self._latest and self._latest[0] >= step:
            self._kept = [entry for entry in self._kept if entry[0] < step]
        self._latest = (step, reading)
        if self._seen % self._stride == 0 or not self._kept:
            self._kept.append(self._latest)
        self._seen += 1
        if len(self._kept) >= self._capacity:
            self._kept = self._kept[::2]
            self._stride *= 2
