"""Readings of a run over time: taken of its own checkpoints, so that the whole past is there whenever somebody asks.

A run is a pure function of its settings, its log and the step. So what can be measured at the present step can be
measured at any past one: a twin of the run, which nobody sees, is moved from checkpoint to checkpoint beside the
training, and from there some steps further. A reading is remembered by its step, and forgotten when the run takes
another course.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Generator, Iterable, Sequence
from typing import TYPE_CHECKING, Any, Generic, NamedTuple, TypeVar

import numpy as np

from nets.probes.timeline import Entry
from nets.training.history import Checkpoint
from nets.training.log import Change, parting
from playground.core.run import Run
from playground.core.twin import Twin

if TYPE_CHECKING:
    from playground.core.experiment import Experiment

T = TypeVar("T")

GRID = 96
"""About so many readings a run, evenly spaced."""
MOST = 4 * GRID
"""More readings than this are thinned to half."""
FURTHER = 1000
"""So many steps are made again to come nearer to the grid."""
LONG = 40
"""Work on so many readings is long: one waits for it."""
FEW, PACE = 32, 0.15
"""For who is in no hurry: about so many readings while the run moves, and seconds from one to the next, at least."""


class Way(NamedTuple):
    """How far work has come.

    share   how much of it is done; None if nothing long is under way that somebody waits for
    going   whether it is not given up
    """

    share: float | None
    going: bool


class Series(Generic[T]):
    """Readings of the present course of a run.

    title    what the work is called
    reader   is called once with the twin, and gives what takes a reading of it
    """

    def __init__(self, experiment: "Experiment", title: str, reader: Callable[[Run], Callable[[], T]]) -> None:
        self._run = experiment.run
        self._slow = experiment.slowly(title)
        self._reader = reader
        self._twin: tuple[Twin, Callable[[], T]] | None = None
        self._log: tuple[Change, ...] = self._run.trainer.log
        self._entries: list[Entry[T]] = []
        self._grid = GRID
        self._goes, self._is_awaited = True, False
        self._share: float | None = None  # of work that is long
        self._shown = lambda: experiment.shown(self._reading(), lambda: self._is_awaited)

    def until_now(self, *, leisurely: bool = False) -> list[Entry[T]]:
        """What is known up to the present step, in order; what is missing is on its way, or, `leisurely`, a part of it
        as long as the run moves, so that this hardly makes it slower.
        """
        trainer = self._run.trainer
        self._follow()
        self._grid = FEW if leisurely and self._slow.moving else GRID
        self._is_awaited |= not leisurely
        if self.way.going:
            self._slow.ask(None, trainer.step_number, self._shown, pace=PACE if leisurely else 0.0)
        return until(self._entries, trainer.step_number)

    @property
    def known(self) -> list[Entry[T]]:
        """All that is known of this course, in order; what lies ahead of the present step, too."""
        self._follow()
        return self._entries

    @property
    def way(self) -> "Way":
        """How far the work has come, where it is long and somebody waits for it."""
        return Way(None if self._slow.over or not self._is_awaited else self._share, self._goes)

    def let(self, *, goes: bool) -> None:
        """Give up the work on what is missing, for good, or let it go on."""
        self._goes = goes
        if not goes:
            self._slow.stop()

    def completing(self) -> Generator[float, None, list[Entry[T]]]:
        """The same for work that waits for what is missing: yields the share that is done, returns all of it."""
        self._follow()
        self._grid = GRID
        step = self._run.trainer.step_number
        yield from self._reading()
        return until(self._entries, step)

    def _follow(self) -> None:
        """Forget what another log has made of the run."""
        log = self._run.trainer.log
        if log != self._log:
            self._slow.forget()
            forget(self._entries, self._log, log)
            self._log = log

    def _reading(self) -> Generator[float, None, None]:
        trainer, log = self._run.trainer, self._log
        here = trainer.checkpoint()
        past = [each for each in trainer.branch.checkpoints if each.step < here.step]
        yield 0.0
        wanted = [*self._missing(past, here.step), (here.step, here)]
        for number, (step, checkpoint) in enumerate(wanted, 1):
            if log is not self._log:
                return
            put(self._entries, self._read(step, checkpoint))
            share = number / len(wanted)
            self._share = share if len(wanted) >= LONG else None
            yield share
        self._share, self._is_awaited = None, False

    def _read(self, step: int, checkpoint: Checkpoint) -> Entry[T]:
        """A reading of a step, from a checkpoint at it or before it."""
        if self._twin is None:
            twin = Twin(self._run)
            self._twin = twin, self._reader(twin.run)
        twin, read = self._twin
        return Entry(twin.at(step, checkpoint).trainer.step_number, read())

    def _missing(self, past: Sequence[Checkpoint], end: int) -> list[tuple[int, Checkpoint]]:
        """Steps near an even grid where nothing is known, each with the checkpoint before it."""
        steps, known = [each.step for each in past], [entry.step for entry in self._entries]
        found: dict[int, Checkpoint] = {}
        for i in range(self._grid if past else 0):
            goal = max(end * i // self._grid, steps[0])
            before = bisect_right(steps, goal) - 1
            step = goal if goal - steps[before] <= FURTHER else steps[before]
            if not known or abs(known[nearest(known, step)] - step) > end / self._grid / 2:
                found[step] = past[before]
        return list(found.items())


def put(entries: list[Entry[T]], entry: Entry[T]) -> None:
    """Put a reading where it belongs among rising steps, in place of another one of its step; too many are thinned."""
    place = bisect_left(entries, entry.step, key=_step)
    known = place < len(entries) and entries[place].step == entry.step
    entries[place : place + known] = [entry]
    if len(entries) > MOST:
        del entries[1:-1:2]


def forget(entries: list[Entry[T]], log: Iterable[Change], other: Iterable[Change]) -> None:
    """Forget the readings that another log makes others."""
    del entries[bisect_left(entries, parting(log, other), key=_step) :]


def until(entries: list[Entry[T]], step: int) -> list[Entry[T]]:
    """Those up to a step."""
    return entries[: bisect_right(entries, step, key=_step)]


def nearest(steps: Sequence[int], goal: float) -> int:
    """The place of the step that is nearest to a goal, among rising ones."""
    after = bisect_left(steps, goal)
    near = [place for place in (after - 1, after) if 0 <= place < len(steps)]
    return min(near, key=lambda place: abs(steps[place] - goal))


def evenly(entries: Sequence[Entry[T]], count: int = GRID) -> list[Entry[T]]:
    """At most so many of the entries, in order, as even as they lie; the first and the last are among them."""
    if len(entries) <= count:
        return list(entries)
    steps = [entry.step for entry in entries]
    places = {nearest(steps, goal) for goal in np.linspace(steps[0], steps[-1], count)}
    return [entries[place] for place in sorted(places)]


def _step(entry: Entry[Any]) -> int:
    return entry.step
