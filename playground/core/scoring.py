"""How good a run is, from time to time: evaluations of all samples, each with a date of its own."""

from collections.abc import Callable

from nets import Evaluation, Trainer
from playground.core.clock import Clock
from playground.core.curve import Losses, Scored
from playground.core.jobs import Job, nothing_to_do

AT_ONCE = 0.02
"""Seconds that an evaluation may take within a Frame; a longer one goes on beside the training."""


class Scoring:
    """Evaluates one run, and adds what it finds to `losses`. `late` is called when something was found afterwards."""

    def __init__(self, trainer: Trainer, clock: Clock, losses: Losses, late: Callable[[], None]) -> None:
        self.losses = losses
        self._trainer = trainer
        self._clock = clock
        self._late = late
        self._latest: Scored | None = None
        self._job = nothing_to_do()
        self._at_once = False

    def latest(self) -> Scored | None:
        """The latest evaluation; of the present step, if that is quick."""
        trainer = self._trainer
        if self._job.over and (self._latest is None or self._latest.step != trainer.step_number):
            step, epochs = trainer.step_number, trainer.epochs
            job = self._job = Job("Evaluating", trainer.evaluating(), lambda found: self._take(step, epochs, found))
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

    def _take(self, step: int, epochs: float, found: Evaluation) -> None:
        self._latest = Scored(step, epochs, found)
        self.losses.add(self._latest)
        if not self._at_once:
            self._late()
