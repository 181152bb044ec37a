"""How good a run is, from time to time: evaluations of all samples, each with a date of its own."""

from collections.abc import Callable
from time import perf_counter

from nets import Evaluation
from playground.core.clock import Clock
from playground.core.curve import Losses, Scored
from playground.core.jobs import Job, nothing_to_do
from playground.core.run import Run

AT_ONCE = 0.02
"""Seconds that an evaluation may take within a Frame; a longer one goes on beside the training."""
RARELY = 4
"""While the run moves, a longer one is followed by a pause of so many times its length."""


class Scoring:
    """Evaluates one run, and adds what it finds to `losses`. `late` is called when something was found afterwards."""

    def __init__(
        self, run: Run, clock: Clock, losses: Losses, late: Callable[[], None], moving: Callable[[], bool]
    ) -> None:
        self.losses = losses
        self._run = run
        self._moving = moving
        self._due = 0.0
        self._clock = clock
        self._late = late
        self._latest: Scored | None = None
        self._job = nothing_to_do()
        self._at_once = False

    def latest(self) -> Scored | None:
        """The latest evaluation; of the present step, if that is quick."""
        trainer = self._run.trainer
        now = perf_counter()
        is_due = self._latest is None or not self._moving() or now >= self._due
        if self._job.over and is_due and (self._latest is None or self._latest.step != trainer.step_number):
            step, epochs = trainer.step_number, trainer.epochs

            def take(found: Evaluation) -> None:
                self._take(Scored(step, epochs, found), now)

            job = self._job = Job("Evaluating", self._run.evaluating(), take)
            self._at_once = True
            job.work(AT_ONCE)
            self._at_once = False
            if not job.over:
                self._clock.start(job)
        return self._latest

    def forget_after(self, step: float) -> None:
        """What was found after a step was of another course; an evaluation under way may be one of that."""
        self.losses.forget_after(step)
        if self._latest is not None and self._latest.step > step:
            self._latest = None
        self.stop()

    def follow(self, losses: Losses) -> None:
        """Go on with the losses of another course."""
        self.stop()
        self.losses, self._latest = losses, None

    def stop(self) -> None:
        """Give up an evaluation under way."""
        self._job.cancel()

    def _take(self, scored: Scored, began: float) -> None:
        self._latest = scored
        self.losses.add(scored)
        if not self._at_once:
            now = perf_counter()
            self._due = now + RARELY * (now - began)
            self._late()
