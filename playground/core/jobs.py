"""Long work, done in slices beside the runs: a sweep, a landscape, the evaluation of ten thousand digits."""

from collections.abc import Callable, Generator
from time import perf_counter
from typing import Any


class Job:
    """Work that yields the share that is done, and returns what it found, which `done` is called with.

    A part between two yields should take less than a tenth of a second: so long may it take to cancel the job. Work
    that needs a run's network takes a copy of it: a job leaves a run's numbers alone. `seconds` is what it took so far;
    before the time `due` it rests.
    """

    def __init__(self, title: str, parts: Generator[float, None, Any], done: Callable[[Any], None]) -> None:
        self.title = title
        self.share = 0.0
        self.seconds = 0.0
        self.due = 0.0
        self.over = False
        self._parts = parts
        self._done = done

    @property
    def rests(self) -> bool:
        """Whether it is too early for the next part."""
        return perf_counter() < self.due

    def work(self, seconds: float) -> None:
        """Do some of it, unless it rests: at least a part, and no new one after so many seconds."""
        start = now = perf_counter()
        while not self.over and now >= self.due and (now == start or now < start + seconds):
            before = now
            try:
                self.share = next(self._parts)
            except StopIteration as result:
                self.share, self.over = 1.0, True
                self.seconds += perf_counter() - before
                self._done(result.value)
                return
            except BaseException:
                self.over = True
                raise
            now = perf_counter()
            self.seconds += now - before

    def cancel(self) -> None:
        """Give it up."""
        self.over = True
        self._parts.close()


class Considerate(Job):
    """A job that does a part every `pace` seconds at most, as fast as a person can follow, and while `moving()` rests
    as long as it has worked: half of the time is the run's.
    """

    def __init__(
        self,
        title: str,
        parts: Generator[float, None, Any],
        done: Callable[[Any], None],
        moving: Callable[[], bool],
        pace: float,
    ) -> None:
        super().__init__(title, parts, done)
        self._moving, self._pace = moving, pace

    def work(self, seconds: float) -> None:
        """Do one part of it, if it is time for that."""
        del seconds
        if not self.rests:
            start = perf_counter()
            super().work(0.0)
            worked = perf_counter() - start
            self.due = start + max(self._pace, 2 * worked if self._moving() else 0.0)


def nothing_to_do() -> Job:
    """A job that is over."""
    job = Job("", (0.0 for _ in ()), lambda _: None)
    job.cancel()
    return job
