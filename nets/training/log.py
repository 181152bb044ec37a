"""The log: what a person changed in the middle of a run, as (step, change).

Settings, log and step number say everything about a run: carried out again, the changes at their steps, it gives the
same bits. Seeking, links, branches and recordings all stand on this.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from itertools import zip_longest
from typing import Any, NamedTuple

import numpy as np

from nets.training.places import is_place

PARAMETERS = "parameters"
DATA = "data"
ENTRY = 200  # bytes of an entry beside its arrays, about


class Change(NamedTuple):
    """Something that was changed before a step was made.

    step    steps done by then
    name    a setting's name, 'parameters', the name of one of them as 'weights.2.1.3', or 'data'
    value   the setting's new value; the parameters (P,); a number; or the new data
    """

    step: int
    name: str
    value: Any

    @property
    def is_edit(self) -> bool:
        """Whether it sets parameters, all or one of them."""
        return self.name == PARAMETERS or is_place(self.name)

    @property
    def size(self) -> int:
        """Bytes it takes."""
        arrays = self.value if isinstance(self.value, tuple) else (self.value,)
        return ENTRY + sum(
            int(getattr(each, "nbytes", getattr(each, "size", 0))) for each in arrays if each is not None
        )


class Log:
    """Changes in order of steps; of several of one thing at one step, the last."""

    def __init__(self, changes: Iterable[Change] = ()) -> None:
        self._changes = list(changes)
        self.size = sum(change.size for change in self._changes)

    def __len__(self) -> int:
        return len(self._changes)

    def __iter__(self) -> Iterator[Change]:
        return iter(self._changes)

    def add(self, change: Change) -> None:
        """Write down a change at the end of the log."""
        for place in range(len(self._changes) - 1, -1, -1):
            earlier = self._changes[place]
            if earlier.step != change.step:
                break
            if earlier.name == change.name:
                self.size -= self._changes.pop(place).size
        self._changes.append(change)
        self.size += change.size

    def at(self, step: int) -> list[Change]:
        """The changes made at that step."""
        return self._changes[bisect_left(self._changes, step, key=step_of) : self._after(step)]

    def until(self, step: int) -> "Log":
        """The changes made at that step and before."""
        return Log(self._changes[: self._after(step)])

    def since(self, step: int) -> "Log":
        """The changes made at that step and after."""
        return Log(self._changes[bisect_left(self._changes, step, key=step_of) :])

    def next_step(self, step: int) -> float:
        """The first step after that one at which something was changed; infinity if there is none."""
        place = self._after(step)
        return self._changes[place].step if place < len(self._changes) else np.inf

    def _after(self, step: int) -> int:
        return bisect_right(self._changes, step, key=step_of)


def step_of(change: Change) -> int:
    """By what changes are sorted."""
    return change.step


def parting(one: Iterable[Change], other: Iterable[Change]) -> float:
    """The step at which two logs begin to differ; infinity if they are the same."""
    for mine, its in zip_longest(one, other):
        if mine is None or its is None or mine[:2] != its[:2] or not same(mine.value, its.value):
            return min(change.step for change in (mine, its) if change is not None)
    return np.inf


def same(one: Any, other: Any) -> bool:
    """Whether two changes set the same; arrays are compared as objects."""
    if isinstance(one, np.ndarray | tuple) or isinstance(other, np.ndarray | tuple):
        return one is other
    return bool(one == other)
