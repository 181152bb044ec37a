"""What can be undone: the places from which a person changed something."""

from time import perf_counter
from typing import TYPE_CHECKING, NamedTuple

from nets.training.history import Checkpoint
from nets.training.log import Change
from playground.core.address import Place
from playground.core.curve import Losses
from playground.core.run import Run

if TYPE_CHECKING:
    from playground.core.branch import Branch
    from playground.core.courses import Courses

MOST = 100
REMEMBERED = 10
"""So many places keep their numbers."""
WHOLE = 2
"""So many runs that were left are kept whole."""
DRAG = 1.0
"""Seconds: changes of one thing that follow one another more quickly, as under a slider that is dragged, are one."""


class Aside(NamedTuple):
    """A run with own code, which no address names: the run, its branch, and its own log and losses at that time."""

    run: Run
    branch: "Branch"
    log: tuple[Change, ...]
    losses: Losses


class Whole(NamedTuple):
    """A run as it was left, with all that it had reached, and its courses."""

    run: Run
    courses: "Courses"


class Stop(NamedTuple):
    """A place, the losses on the way there, the run with own code that stood beside it, if there was one.

    checkpoint   the numbers there, if it would take long to make them again
    whole        the run itself, unless it was left too long ago
    """

    place: Place
    losses: Losses
    aside: Aside | None = None
    checkpoint: Checkpoint | None = None
    whole: Whole | None = None


class Past:
    """Places before the present one, and those that were undone, the nearest last."""

    def __init__(self) -> None:
        self.before: list[Stop] = []
        self.after: list[Stop] = []
        self.course = 0  # another one after every change
        self._last: tuple[set[str], float] = (set(), 0.0)

    def leaves(self, stop: Stop, what: set[str]) -> None:
        """`what` is about to be changed at a place."""
        last, moment = self._last
        now = perf_counter()
        self._last = what, now
        if what == last and now - moment < DRAG and self.before:
            return
        self._leave(stop)

    def undo(self, present: Stop) -> Stop | None:
        """The place before, if any; the present one can be gone to again."""
        self._last = set(), 0.0
        if not self.before:
            return None
        self.course += 1
        self.after = thinned([*self.after, present])
        return self.before.pop()

    def redo(self, present: Stop) -> Stop | None:
        """The place that was undone last, if any."""
        self._last = set(), 0.0
        if not self.after:
            return None
        self.course += 1
        self.before = thinned([*self.before, present])
        return self.after.pop()

    def opens(self, place: Place, present: Stop) -> Stop | None:
        """A place is about to be opened by its address; if it is the one before or after, that stop."""
        self._last = set(), 0.0
        if self.before and same_course(self.before[-1].place, place):
            return self.undo(present)
        if self.after and same_course(self.after[-1].place, place):
            return self.redo(present)
        self._leave(present)
        return None

    def _leave(self, stop: Stop) -> None:
        self.course += 1
        older, newer = self.before[-MOST + 1 : -REMEMBERED + 1], self.before[-REMEMBERED + 1 :]
        self.before = thinned([*(each._replace(checkpoint=None) for each in older), *newer, stop])
        self.after = []


def thinned(stops: list[Stop]) -> list[Stop]:
    """The same, in which the latest runs alone are kept whole."""
    kept = list(dict.fromkeys(id(stop.whole.run) for stop in reversed(stops) if stop.whole is not None))[:WHOLE]
    return [each if each.whole is None or id(each.whole.run) in kept else each._replace(whole=None) for each in stops]


def same_course(one: Place, other: Place) -> bool:
    """Whether two places are of one run with one log."""
    return one.log == other.log and not one.settings.differences(other.settings)
