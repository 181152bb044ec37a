"""How good a run is, from time to time: evaluations of all samples, each with a date of its own."""

from collections.abc import Generator

from nets.stepped import finished
from playground.core.curve import Losses, Scored
from playground.core.run import Run
from playground.core.slow import Slow

AT_ONCE = 0.02
"""Seconds that an evaluation may take within a Frame; a longer one goes on beside the training."""
LITTLE = 0.25
"""Of all samples, the share that is evaluated at once where that is little work."""


class Scoring:
    """Evaluates one run, and adds what it finds to `losses`."""

    def __init__(self, run: Run, slow: Slow[Scored], losses: Losses) -> None:
        self.losses = losses
        self._run = run
        self._slow = slow
        self._is_little: bool | None = None  # nobody knows yet

    def latest(self) -> Scored | None:
        """The latest evaluation; of the present step, if that is quick."""
        answer = self._slow.ask(None, self._run.trainer.step_number, self._evaluating, AT_ONCE)
        return None if answer is None else answer.value

    def mark(self) -> None:
        """Add a point on the way to a step, at once where that is little work: else it is due when it is."""
        if self._is_little is None:
            self._is_little = next(self._run.evaluating()) >= LITTLE
        if self._is_little:
            self.now()
        else:
            self.latest()

    def now(self) -> Scored:
        """An evaluation of the present step, however long it takes."""
        return finished(self._evaluating())

    def forget_after(self, step: float) -> None:
        """What was found after a step was of another course."""
        self.losses.forget_after(step)
        self._slow.forget_after(step)

    def follow(self, losses: Losses) -> None:
        """Go on with the losses of another course."""
        self.losses = losses
        self._slow.forget()

    def _evaluating(self) -> Generator[float, None, Scored]:
        trainer = self._run.trainer
        step, epochs = trainer.step_number, trainer.epochs
        scored = Scored(step, epochs, (yield from self._run.evaluating()))
        self.losses.add(scored)
        return scored
