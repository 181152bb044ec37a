"""Answers that take long: worked out in slices beside the run, again when what they are of has changed."""

from collections.abc import Callable, Generator, Hashable
from time import perf_counter
from typing import Generic, NamedTuple, TypeVar

from playground.core.clock import Clock
from playground.core.jobs import Job, nothing_to_do

RARELY = 4
"""While the run moves, an answer is followed by a pause of so many times the time that it took."""

EARLIEST = 20
"""A run of fewer steps waits for the end of the pause."""

T = TypeVar("T")


class Answer(NamedTuple, Generic[T]):
    """An answer, what it is about, and the step of the run that it is of."""

    subject: Hashable
    step: int
    value: T


class Slow(Generic[T]):
    """The latest answer to one question about one run. `late` is called when one came after it was asked for.

    rarely   while the run moves, the pause after an answer, in times that it took; many questions that are asked
             together pause longer
    """

    def __init__(
        self, title: str, clock: Clock, late: Callable[[], None], moving: Callable[[], bool], rarely: float = RARELY
    ) -> None:
        self._title = title
        self._clock = clock
        self._late = late
        self._moving = moving
        self._rarely = rarely
        self._answer: Answer[T] | None = None
        self._asked: tuple[Hashable, int] | None = None  # of the latest job
        self._job = nothing_to_do()
        self._due = 0.0
        self._is_late = False

    @property
    def moving(self) -> bool:
        """Whether the run moves."""
        return self._moving()

    @property
    def over(self) -> bool:
        """Whether no work is under way."""
        return self._job.over

    def ask(
        self,
        subject: Hashable,
        step: int,
        parts: Callable[[], Generator[float, None, T]],
        at_once: float = 0.0,
        pace: float = 0.0,
    ) -> Answer[T] | None:
        """The latest answer, if any; work for a newer one begins if that is due: see `Job` for what `parts` gives.

        Another subject is due at once, another step of the same one, while the run moves, after a pause that ends when
        the run has doubled. The first part of the work, which takes from the run what it needs, is done within this
        call, and what can be done in so many seconds `at_once`; the rest in slices beside the run, from one part to the
        next in so many seconds, `pace`, while that moves. Who is in more of a hurry quickens what was asked before.
        """
        pace *= self._moving()
        self._job.pace = min(self._job.pace, pace)
        if self._asked != (subject, step):
            if self._asked is not None and self._asked[0] != subject:
                self._job.cancel()
                self._due = 0.0
            if self._job.over and (not self._moving() or perf_counter() >= self._due or self._is_long_ago(step)):
                self._begin(subject, step, parts, at_once, pace)
        return self._answer

    def _is_long_ago(self, step: int) -> bool:
        """Whether the run has twice as many steps as when it was asked last: most happens early."""
        return self._asked is not None and step >= max(2 * self._asked[1], EARLIEST)

    def forget_after(self, step: float) -> None:
        """What was found after a step was of another course; work under way may be of that."""
        if self._answer is not None and self._answer.step > step:
            self._answer = None
        self.stop()

    def forget(self) -> None:
        """What was found is of another course."""
        self._answer = None
        self.stop()

    def stop(self) -> None:
        """Give up work under way."""
        self._job.cancel()
        self._asked = None if self._answer is None else (self._answer.subject, self._answer.step)

    def _begin(
        self, subject: Hashable, step: int, parts: Callable[[], Generator[float, None, T]], at_once: float, pace: float
    ) -> None:
        def take(value: T) -> None:
            self._answer = Answer(subject, step, value)
            self._due = perf_counter() + self._rarely * job.seconds
            if self._is_late:
                self._late()

        self._asked = subject, step
        job = self._job = Job(self._title, parts(), take, pace)
        self._is_late = False
        job.work(at_once)
        self._is_late = True
        if not job.over:
            self._clock.start(job)
