"""Runs with own code: a new one, and one that goes on where another stands."""

from typing import NamedTuple

import numpy as np

from playground.core.curve import Losses
from playground.core.own import NOTHING, OwnCodeError, Owned, blame, take_over
from playground.core.run import Run
from playground.core.settings import Settings


class Left(NamedTuple):
    """The original, where a branch with own code left it, and its losses."""

    run: Run
    losses: Losses


def built(settings: Settings, own: Owned) -> tuple[Run, OwnCodeError | None]:
    """The run of these settings; if own code cannot be used with them, the original, and why."""
    try:
        return tried(Run(settings, own)), None
    except Exception as error:
        if not own:
            raise
        return Run(settings, NOTHING), blame(error, own) or OwnCodeError(next(iter(own)), str(error))


def branch_of(run: Run, own: Owned) -> Run:
    """A run with own code that goes on where this one stands; raises what the code raises."""
    branch = tried(Run(run.settings, own))
    take_over(branch.trainer, run.trainer)
    return branch


def tried(run: Run) -> Run:
    """The run; with own code, after a step and an evaluation were tried: better now than in the middle of it."""
    if run.own:
        trainer, network, batch = run.trainer, run.network, run.trainer.next_batch()
        passed = network.run(batch.x, batch.mode)
        with np.errstate(all="ignore"):
            d = trainer.loss.gradient(passed.output, batch.targets)
        trainer.open_update(network.backward(passed, d).parameters)
        trainer.evaluate()
    return run
