"""What the network makes of an image as it is shifted sideways."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple, cast

import numpy as np

from nets.activations import softmax
from nets.arrays import Array
from playground.core.digits.moved import Move, Original, moved
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
    """The image with all that is done to it but its shift to the side, which goes through SHIFTS."""

    original: Original

    def probe(self, experiment: "Experiment") -> Callable[[], Shifting]:
        """One pass of 13 images."""
        run = cast("DigitsRun", experiment.run)
        made: list[tuple[Array, Move, Array, Array]] = []

        def measure() -> Shifting:
            image, move = self.original.image, self.original.move
            if not made or made[0][0] is not image or made[0][1] != move:
                clean = shifted(image, move._replace(noise=0))
                ink = clean.sum(axis=(1, 2))
                made[:] = [(image, move, shifted(image, move), ink / max(float(ink.max()), 1e-9))]
            _, _, images, left = made[0]
            with np.errstate(all="ignore"):
                return Shifting(softmax(run.network.run(images[..., None]).output), left)

        return measure


def shifted(image: Array, move: Move) -> Array:
    """(SIDE, SIDE) -> (13, SIDE, SIDE)."""
    return np.stack([moved(image, move._replace(right=right)) for right in SHIFTS])
