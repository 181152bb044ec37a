"""The clock: when runs move, how fast, when Frames of them are shown, and when long work is done beside them.

Everything goes in slices of a few milliseconds, so that a button pressed meanwhile is heard at once. A Frame is shown
only when the page has drawn the one before: a slow machine draws fewer Frames and never lags behind its own buttons.
"""

from collections.abc import Callable
from time import perf_counter

from playground.core.jobs import Job
from playground.core.mover import Mover

SLICE = 0.003
"""Seconds of training between two looks at what the page has said."""
BESIDE = 2
"""While runs move, work on a job is followed by so many times as long without any."""
QUICK, SLOWEST = 0.03, 6.0
"""Seconds in which a quick page has drawn what it was shown; how many times as slow one is taken for, at most."""
ASLEEP = -1.0
"""What `Clock.tick` answers when there is nothing to do until the clock is woken."""


class Clock:
    """Moves runs, does jobs, and calls ``show`` of every mover for the Frames that are due.

    Somebody else calls ``tick`` over and over, from the moment at which the clock calls ``wake``: a worker's message
    loop, or a server's. ``slice_seconds`` is how long one tick works before it listens again.
    """

    def __init__(self, wake: Callable[[], None], slice_seconds: float = SLICE) -> None:
        self._wake = wake
        self._slice = slice_seconds
        self._awake = False
        self._hidden = False
        self._movers: list[Mover] = []
        self._jobs: list[Job] = []
        self._jobs_due = 0.0
        self._later: list[Callable[[], None]] = []
        self._shown = self._drawn = 0
        self._shown_at, self._latency = 0.0, QUICK

    def mover(self, show: Callable[[], None], mark: Callable[[], object]) -> Mover:
        """What moves one more run; `show` is called when a Frame of it is due, `mark` now and then on a long way."""
        mover = Mover(show, mark, self._rouse, self._slice)
        self._movers.append(mover)
        return mover

    def start(self, job: Job) -> Job:
        """Do some long work in slices, beside the runs."""
        self._jobs.append(job)
        self._rouse()
        return job

    def later(self, call: Callable[[], None]) -> None:
        """Call something in the next tick, when what was said so far has been sent."""
        self._later.append(call)
        self._rouse()

    def shown(self) -> int:
        """Something is on its way to the page, which will say that it has drawn it: its number."""
        self._shown += 1
        self._shown_at = perf_counter()
        return self._shown

    def drawn(self, number: int) -> None:
        """The page has drawn what had this number."""
        self._drawn = max(self._drawn, min(number, self._shown))
        if number == self._shown and not self._hidden:
            self._latency += 0.2 * (perf_counter() - self._shown_at - self._latency)

    @property
    def caught_up(self) -> bool:
        """Whether the page has drawn all that it was shown."""
        return self._drawn == self._shown

    @property
    def slowness(self) -> float:
        """How many times as long as a quick page this one takes to draw what it is shown: 1 to SLOWEST."""
        return min(max(self._latency / QUICK, 1.0), SLOWEST)

    def visible(self, visible: bool) -> None:
        """Whether anybody can see the page: what nobody sees stands still."""
        self._hidden = not visible
        if visible:
            for mover in self._movers:
                mover.wake_up()
            self._rouse()

    def tick(self) -> float:
        """Work for a slice, show what is due; seconds until the next tick, ASLEEP if none is due.

        An error stops everything that moves before it goes on to the caller.
        """
        later, self._later = self._later, []
        try:
            for call in later:
                call()
            return self._work()
        except BaseException:
            self.stop()
            raise

    def stop(self) -> None:
        """Stop all that moves, and give up all jobs."""
        self._awake = False
        for mover in self._movers:
            mover.stop()
        for job in self._jobs:
            job.cancel()
        self._jobs = []

    def _work(self) -> float:
        moving = [] if self._hidden else [mover for mover in self._movers if mover.moving]
        self._jobs = [job for job in self._jobs if not job.over]
        if not moving and not self._jobs and not self._later:
            self._awake = False
            return ASLEEP
        if self._show_what_moved(moving):
            return 0.0  # what is shown goes on its way when the tick is over
        busy = [mover for mover in moving if not mover.waits]
        is_due = bool(self._jobs) and (not busy or perf_counter() >= self._jobs_due)
        share = self._slice / max(1, len(busy) + is_due)
        rests = [mover.advance(share) for mover in moving]
        if is_due:
            self._work_on_a_job(share)
        if self._jobs:
            due = max(min(job.due for job in self._jobs), self._jobs_due if busy else 0.0)
            rests.append(max(due - perf_counter(), 0.0))
        self._show_what_moved(moving)
        return 0.0 if self._later else min(rests, default=0.0)

    def _show_what_moved(self, moving: list[Mover]) -> bool:
        """Whether there was something; before a slice and after it, for a step may take long."""
        if not self.caught_up:
            return False
        shown = [mover.show_what_moved() for mover in moving]
        return any(shown)

    def _work_on_a_job(self, seconds: float) -> None:
        start = perf_counter()
        job = next((job for job in self._jobs if not job.rests), self._jobs[0])
        job.work(seconds)
        self._jobs = [*(other for other in self._jobs if other is not job), job]
        now = perf_counter()
        self._jobs_due = now + BESIDE * (now - start)

    def _rouse(self) -> None:
        if not self._awake:
            self._awake = True
            self._wake()
