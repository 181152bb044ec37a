"""What the network makes of an image as it is shifted sideways."""

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
"""Pixels to the right."""


class Shifting(NamedTuple):
    """An image at all SHIFTS.

    probabilities   (13, 10)
    ink             (13,), the share of the ink that has not left the image
    """

    probabilities: Array
    ink: Array


@dataclass(frozen=True)
class Shifted:
    """The image with all that is done to it but its shift to the side, which goes through SHIFTS; None before the first
    answer.
    """

    original: Original

    def probe(self, experiment: "Experiment") -> Callable[[], Shifting | None]:
        """13 passes of one image, beside the training."""
        run = cast("DigitsRun", experiment.run)
        slow = experiment.slowly("Shifting the image")

        def measure() -> Shifting | None:
            subject = self.original.number, self.original.move
            answer = slow.ask(subject, run.trainer.step_number, lambda: shifted(run, self.original))
            return None if answer is None else answer.value

        return measure


def shifted(run: DigitsRun, original: Original) -> Generator[float, None, Shifting]:
    """A part a shift."""
    network, image, move = run.network.copy(), original.image, original.move
    answers, ink = [], []
    for done, right in enumerate(SHIFTS, 1):
        clean = moved(image, move._replace(right=right, noise=0))
        picture = moved(image, move._replace(right=right)) if move.noise else clean
        answers.append(probabilities(network.run(picture[None, :, :, None]).output))
        ink.append(clean.sum())
        yield done / len(SHIFTS)
    return Shifting(np.array(answers), np.array(ink) / max(float(max(ink)), 1e-9))
