"""A branch: own code that stands in a run, from a step on or from its beginning, and the original that waits."""

from typing import NamedTuple

import numpy as np

from nets import Trainer
from playground.core.curve import Losses
from playground.core.frame import Moment
from playground.core.own import OwnCodeError, blamed, said
from playground.core.parts import part
from playground.core.run import Owned, Run
from playground.core.settings import Settings


class Left(NamedTuple):
    """The original, where a branch with own code left it, and its losses."""

    run: Run
    losses: Losses


class Branch(NamedTuple):
    """Own code that stands in a run, and the original that it left; None if that never ran."""

    own: Owned
    left: Left | None = None

    @property
    def began(self) -> Moment:
        """When own code came to stand in the run."""
        if self.left is None:
            return Moment(0, 0.0)
        trainer = self.left.run.trainer
        return Moment(trainer.step_number, trainer.epochs)

    def of(self, run: Run) -> Run:
        """The run with own code that goes on where this one stands; raises what the code raises."""
        branch = run.settings.run(self.own)
        take_over(branch.trainer, run.trainer)
        return tried(branch)

    def anew(self, settings: Settings) -> "tuple[Run, Branch | None, OwnCodeError | None]":
        """The run of other settings, and its branch; if own code cannot be used with them, the original, and why."""
        try:
            return tried(settings.run(self.own)), Branch(self.own), None
        except BaseException as error:
            found = blame(error, self.own) or OwnCodeError(next(iter(self.own)), said(error))
            return settings.run(), None, found

    def blamed(self, error: BaseException) -> str | None:
        """An error that came through own code, for the person who wrote it."""
        found = blame(error, self.own)
        if found is None:
            return None
        stopped = part(found.key)
        line = "" if found.line is None else f", line {stopped.source.line + found.line - 1}"
        return f"your code stops the training: {stopped.title}{line}: {found}"


def blame(error: BaseException, owned: Owned) -> OwnCodeError | None:
    """The error as one of the own code that it came through; None if it came through none.

    What ends a whole Python elsewhere, such as an exit, is own code's if it came through it; else it goes on from here.
    """
    if isinstance(error, OwnCodeError):
        return error
    found = [blamed(error, own.part) for own in owned.values()]
    own_error = next((each for each in found if each.line is not None), None)
    if own_error is None and not isinstance(error, Exception):
        raise error
    return own_error


def tried(run: Run) -> Run:
    """The run, after a step and an evaluation were tried: better now than in the middle of it."""
    trainer, network, batch = run.trainer, run.network, run.trainer.next_batch()
    passed = network.run(batch.x, batch.mode)
    with np.errstate(all="ignore"):
        d = trainer.loss.gradient(passed.output, batch.targets)
    trainer.open_update(network.backward(passed, d).parameters)
    trainer.evaluate()
    return run


def take_over(trainer: Trainer, before: Trainer) -> None:
    """Let a new run with other code go on where another one of the same settings stands: the beginning of a branch.

    Another optimizer begins with an empty memory, and other layers with a state of their own.
    """
    here, fresh = before.checkpoint(), trainer.checkpoint()
    settings = fresh.settings.replace(**here.settings.said())
    here = here._replace(settings=settings, data=fresh.data)
    if type(settings.rule) is not type(before.settings.rule):
        memory = {name: np.zeros_like(here.parameters) for name in settings.rule.remembers}
        here = here._replace(memory=memory, began=here.step)
    if len(here.state) != len(fresh.state):
        here = here._replace(state=fresh.state)
    trainer.resume(here)
