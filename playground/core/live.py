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
        for share in shown(parts, self._clock, self._show, lambda: not self._moving()):
            if perf_counter() - self._asked > UNWATCHED:
                return
            yield share


def shown(
    parts: Generator[float, None, None], clock: Clock, show: Callable[[], None], wanted: Callable[[], bool]
) -> Generator[float, None, None]:
    """The same parts of work; from time to time, while that is wanted, `show` is called for what came of them."""
    before = perf_counter()
    for share in parts:
        now = perf_counter()
        if wanted() and now - before >= SHOWN and clock.caught_up:
            before = now
            clock.later(show)
        yield share
