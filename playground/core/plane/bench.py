"""Where sweeps are run: beside the page's own run, on its clock."""

from collections.abc import Callable, Generator
from dataclasses import dataclass
from time import perf_counter
from typing import TYPE_CHECKING, Any, NamedTuple

from playground.core.clock import Clock
from playground.core.jobs import Job, nothing_to_do
from playground.core.plane.plan import Plan
from playground.core.plane.sweep import Sweep
from playground.core.run import Run

if TYPE_CHECKING:
    from playground.core.experiment import Experiment

SHOWN = 1 / 8
"""Seconds between two looks at a sweep, while the page's own run stands still."""


class Sight(NamedTuple):
    """What can be seen of sweeps now.

    sweep      None before the first
    share      how much of the work is done; None if none is under way
    is_whole   whether all of it was done
    different  the names of settings that are others now than in all its runs
    is_own     whether own code stands in the page's run, as it does in none of these
    opened     number of the run that was opened, while it is the page's own, as it was; None if none is
    """

    sweep: Sweep | None = None
    share: float | None = None
    is_whole: bool = False
    different: tuple[str, ...] = ()
    is_own: bool = False
    opened: int | None = None


class Bench:
    """Where sweeps are run: one at a time, and the last one stays, whatever becomes of the page's own run.

    `show` is called from time to time while one goes on, unless the page's own run is `moving`, and at its end.
    """

    def __init__(self, clock: Clock, show: Callable[[], None], moving: Callable[[], bool]) -> None:
        self._clock, self._show, self._moving = clock, show, moving
        self._job = nothing_to_do()
        self.sweep: Sweep | None = None
        self.is_whole = False
        self._opened: tuple[int, Run] | None = None

    @property
    def share(self) -> float | None:
        """How much is done of what is under way, if anything is."""
        return None if self._job.over else self._job.share

    def begin(self, plan: Plan) -> None:
        """Run these; what was under way is given up, and what was there before is forgotten."""
        self._job.cancel()
        self.sweep, self.is_whole, self._opened = Sweep(plan), False, None
        self._job = self._clock.start(Job("Sweeping", self._shown(self.sweep.parts()), lambda _: self._end()))

    def opens(self, number: int, run: Run) -> None:
        """A run of the sweep has become the page's own."""
        self._opened = number, run

    def opened(self, run: Run) -> int | None:
        """The number of the run that was opened, if that is still this one, and nothing was changed in it."""
        number, its = self._opened or (None, None)
        return number if its is run and not run.trainer.log else None

    def cancel(self) -> None:
        """Give up what is under way; what is known stays."""
        self._job.cancel()

    def _shown(self, parts: Generator[float, None, None]) -> Generator[float, None, None]:
        shown = perf_counter()
        for share in parts:
            now = perf_counter()
            if now - shown >= SHOWN and self._clock.caught_up and not self._moving():
                shown = now
                self._clock.later(self._show)
            yield share

    def _end(self) -> None:
        self.is_whole = True
        self._clock.later(self._show)


@dataclass(frozen=True)
class Sweeps:
    """The sweep on a bench."""

    bench: Bench

    def probe(self, experiment: "Experiment") -> Callable[[], Sight]:
        """It is of settings of its own, not of the run that is there."""

        def measure() -> Sight:
            bench = self.bench
            settings: Any = experiment.settings
            different = () if bench.sweep is None else tuple(bench.sweep.plan.differences(settings))
            opened = bench.opened(experiment.run)
            return Sight(bench.sweep, bench.share, bench.is_whole, different, bool(experiment.own), opened)

        return measure
