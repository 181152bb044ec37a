"""A twin of a run: made of the same settings, seen by nobody, and moved about beside it."""

from nets.training.history import Checkpoint
from playground.core.run import Run


class Twin:
    """Stands at any step of the present course of a run, to the last bit."""

    def __init__(self, run: Run) -> None:
        self._original = run
        self.run = run.settings.run(run.own)

    def at(self, step: int, checkpoint: Checkpoint | None = None) -> Run:
        """The twin at a step, from a checkpoint of the run at it or before it: the nearest, if none is given."""
        original, trainer = self._original.trainer, self.run.trainer
        checkpoint = checkpoint or original.branch.before(step)
        if trainer.log != original.log:
            trainer.follow(original.log, 0)
        if not checkpoint.step <= trainer.step_number <= step:
            trainer.arrive(checkpoint)
        trainer.seek(step)
        return self.run
