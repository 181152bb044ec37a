"""Long work, done in slices beside the runs: a sweep, a landscape, the evaluation of ten thousand digits."""

from collections.abc import Callable, Generator
from time import perf_counter
from typing import Any


class Job:
    """Work that yields the share that is done, and returns what it found, which `done` is called with.

    A part between two yields should take less than a tenth of a second: so long may it take to cancel the job. Work
    that needs a run's network takes a copy of it: a job leaves a run's numbers alone. `seconds` is what it took so far;
    before the time `due` it rests.

    pace   seconds from one part to the next, at least, where somebody is to follow it
    """

    def __init__(
        self, title: str, parts: Generator[float, None, Any], done: Callable[[Any], None], pace: float = 0.0
    ) -> None:
        self.title = title
        self.pace = pace
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
            self.due = before + self.pace

    def cancel(self) -> None:
        """Give it up."""
        self.over = True
        self._parts.close()


def nothing_to_do() -> Job:
    """A job that is over."""
    job = Job("", (0.0 for _ in ()), lambda _: None)
    job.cancel()
    return job
