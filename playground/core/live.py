"""Work that is watched while it goes on: a map that finds its form."""

from collections.abc import Callable, Generator
from time import perf_counter

from playground.core.clock import Clock
from playground.core.jobs import Job, nothing_to_do

SHOWN = 1 / 8
"""Seconds between two looks at it, while the run stands still."""
UNWATCHED = 3.0
"""Seconds for which it goes on when nobody asks for it any more."""


class Live:
    """Work in slices beside one run, which goes on as long as somebody asks for it.

    `show` is called from time to time while the run stands still, for a moving run shows itself; `late` at the end.
    """

    def __init__(
        self,
        title: str,
        clock: Clock,
        show: Callable[[], None],
        late: Callable[[], None],
        moving: Callable[[], bool],
    ) -> None:
        self._title = title
        self._clock = clock
        self._show = show
        self._late = late
        self._moving = moving
        self._job = nothing_to_do()
        self._asked = 0.0

    @property
    def over(self) -> bool:
        """Whether nothing is under way."""
        return self._job.over

    def go(self, parts: Callable[[], Generator[float, None, None]]) -> None:
        """Somebody looks: begin the work, see `Job`, unless it is under way."""
        self._asked = perf_counter()
        if self._job.over:
            self._job = self._clock.start(Job(self._title, self._going(parts()), lambda _: self._late()))

    def stop(self) -> None:
        """Give it up."""
        self._job.cancel()

    def _going(self, parts: Generator[float, None, None]) -> Generator[float, None, None]:
        shown = perf_counter()
        for share in parts:
            now = perf_counter()
            if now - self._asked > UNWATCHED:
                return
            if not self._moving() and now - shown >= SHOWN and self._clock.caught_up:
                shown = now
                self._clock.later(self._show)
            yield share
