"""Which test images a network reads wrong, and which are hard for it."""

from collections.abc import Callable, Generator
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple, cast

import numpy as np

from nets import activations
from nets.arrays import Array
from playground.core.digits.blocks import CLASSES
from playground.core.digits.run import DigitsRun
from playground.core.slow import Answer

if TYPE_CHECKING:
    from playground.core.experiment import Experiment

TOGETHER = 32


class Readings(NamedTuple):
    """What a network makes of N test images.

    labels    (N,), what they are
    answers   (N,), what it takes them for; -1 where its numbers are none
    shares    (N,), the probability of its answer
    losses    (N,), its cross-entropy on the label; infinite where its numbers are none
    """

    labels: Array
    answers: Array
    shares: Array
    losses: Array

    @property
    def counts(self) -> Array:
        """How often each digit (the row) is taken for each (the column): (10, 10)."""
        known = self.answers >= 0
        return np.bincount(CLASSES * self.labels[known] + self.answers[known], minlength=CLASSES**2).reshape(
            CLASSES, CLASSES
        )

    def hardest(self, among: Array | None = None) -> Array:
        """The numbers of all images, or of those that `among` (N,) says, the hardest first."""
        numbers = np.arange(len(self.labels)) if among is None else np.flatnonzero(among)
        return numbers[np.argsort(-self.losses[numbers], kind="stable")]


@dataclass(frozen=True)
class Read:
    """The latest readings of all test images, with the step that they are of; None before the first."""

    def probe(self, experiment: "Experiment") -> Callable[[], Answer[Readings] | None]:
        """Beside the training."""
        run = cast("DigitsRun", experiment.run)
        slow = experiment.slowly("Reading the test images")
        return lambda: slow.ask(None, run.trainer.step_number, lambda: reading(run))


def reading(run: DigitsRun) -> Generator[float, None, Readings]:
    """Read all test images with the network as it is now."""
    network, (x, labels) = run.network.copy(), (run.test.x, run.test.y)
    outputs = []
    for start in range(0, len(x), TOGETHER):
        outputs.append(network.forward(x[start : start + TOGETHER]))
        yield start / len(x)
    with np.errstate(all="ignore"):
        shares = activations.softmax(np.concatenate(outputs).astype(np.float64))
        losses = -np.log(shares[np.arange(len(x)), labels])
    known = np.isfinite(shares).all(axis=1)
    answers = np.where(known, shares.argmax(axis=1), -1)
    return Readings(labels.astype(int), answers, shares.max(axis=1), np.where(known, losses, np.inf))
