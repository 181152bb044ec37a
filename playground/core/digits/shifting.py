"""What the network makes of an image as it is shifted, sideways and up and down."""

from collections.abc import Callable, Generator
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple, cast

import numpy as np

from nets.arrays import Array
from playground.core.digits.measures import probabilities
from playground.core.digits.moved import Original, moved
from playground.core.digits.run import DigitsRun

if TYPE_CHECKING:
    from playground.core.experiment import Experiment

FARTHEST = 6
SHIFTS = range(-FARTHEST, FARTHEST + 1)
"""Pixels to the right, or down."""
WAYS = "right", "down"
"""The directions, as a `Move` names them."""


class Sweep(NamedTuple):
    """An image at all SHIFTS in one direction.

    probabilities   (13, 10)
    ink             (13,), the share of the ink that has not left the image
    """

    probabilities: Array
    ink: Array


@dataclass(frozen=True)
class Shifted:
    """The image with all that is done to it but its shift in one direction, which goes through SHIFTS.

    A `Sweep` for each of WAYS; None before the first answer.
    """

    original: Original

    def probe(self, experiment: "Experiment") -> Callable[[], tuple[Sweep, ...] | None]:
        """26 passes of one image, beside the training."""
        run = cast("DigitsRun", experiment.run)
        slow = experiment.slowly("Shifting the image")

        def measure() -> tuple[Sweep, ...] | None:
            subject = self.original.number, self.original.move
            answer = slow.ask(subject, run.trainer.step_number, lambda: shifted(run, self.original))
            return None if answer is None else answer.value

        return measure


def shifted(run: DigitsRun, original: Original) -> Generator[float, None, tuple[Sweep, ...]]:
    """A part a shift."""
    network, image, move = run.network.copy(), original.image, original.move
    sweeps = []
    for done, way in enumerate(WAYS):
        answers, ink = [], []
        for number, shift in enumerate(SHIFTS, 1):
            clean = moved(image, move._replace(**{way: shift}, noise=0))
            picture = moved(image, move._replace(**{way: shift})) if move.noise else clean
            answers.append(probabilities(network.run(picture[None, :, :, None]).output))
            ink.append(clean.sum())
            yield (done + number / len(SHIFTS)) / len(WAYS)
        sweeps.append(Sweep(np.array(answers), np.array(ink) / max(float(max(ink)), 1e-9)))
    return tuple(sweeps)
