"""What can be measured of a run on digits: what every stage makes of the present image."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple, cast

import numpy as np

from nets.activations import softmax
from nets.arrays import Array
from playground.core.digits.blocks import SIDE
from playground.core.digits.run import DigitsRun, Stage

if TYPE_CHECKING:
    from playground.core.experiment import Experiment


@dataclass(eq=False)
class Easel:
    """The image that a person looks at, as the network sees it: (SIDE, SIDE), 0 paper, 1 ink.

    number   another one for every image
    """

    image: Array = field(default_factory=lambda: np.zeros((SIDE, SIDE), np.float32))
    number: int = 0

    def put(self, image: Array) -> None:
        """Another image."""
        self.image = image
        self.number += 1


class Activity(NamedTuple):
    """What the network makes of an image.

    stages          what is shown, the image first
    maps            a stage each: (H, W, C), or (units,)
    probabilities   (10,)
    """

    stages: tuple[Stage, ...]
    maps: tuple[Array, ...]
    probabilities: Array

    @property
    def answer(self) -> int:
        """The digit that the network takes it for."""
        return int(self.probabilities.argmax())


@dataclass(frozen=True)
class Activities:
    """What every stage makes of the image on an easel."""

    easel: Easel

    def probe(self, experiment: "Experiment") -> Callable[[], Activity]:
        """One pass of one image."""
        run = cast("DigitsRun", experiment.run)
        stages = tuple(run.stages)

        def measure() -> Activity:
            image = self.easel.image[None, :, :, None]
            passed = run.network.run(image)
            maps = tuple(np.array(passed.values[stage.layer + 1][0]) for stage in stages)
            return Activity(stages, maps, probabilities(passed.output))

        return measure


def probabilities(logits: Array) -> Array:
    """(1, 10) -> (10,); NaN where logits are too large to compute with."""
    with np.errstate(all="ignore"):
        return softmax(logits)[0]
