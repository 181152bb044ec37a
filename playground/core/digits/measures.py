"""What can be measured of a run on digits: what every stage makes of the present image, and what it is made with."""

from collections.abc import Callable, Generator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple, cast

import numpy as np

from nets.activations import softmax
from nets.arrays import Array
from nets.network import Network
from nets.passes import Pass
from playground.core.digits.blocks import SIDE
from playground.core.digits.run import DigitsRun, Stage

if TYPE_CHECKING:
    from playground.core.experiment import Experiment


FAINT = 0.001
"""What is smaller than this has no full colour."""


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


@dataclass(frozen=True)
class Slopes:
    """How much the answer, the largest of the ten numbers before the softmax, would rise with every number.

    As `Activities`, but each of the maps holds slopes.
    """

    easel: Easel

    def probe(self, experiment: "Experiment") -> Callable[[], Activity]:
        """One pass of one image, and back."""
        run = cast("DigitsRun", experiment.run)
        stages = tuple(run.stages)

        def measure() -> Activity:
            passed = run.network.run(self.easel.image[None, :, :, None])
            found = slopes(run.network, passed)
            maps = tuple(np.array(found[stage.layer + 1][0]) for stage in stages)
            return Activity(stages, maps, probabilities(passed.output))

        return measure


def slopes(network: Network, passed: Pass) -> tuple[Array, ...]:
    """How the largest of the last numbers rises with all numbers before it: as `passed.values`, for a pass of one."""
    answer = np.eye(passed.output.shape[1])[int(passed.output[0].argmax())]
    return network.backward(passed, answer).values


class Kernels(NamedTuple):
    """The weights of one stage, by the unit that they belong to and the map that they look at.

    number   the stage
    title    what people call it
    weights  (units, maps before, K, L); of a neuron, K and L are the sides of the maps that it sees as a whole, or 1
    """

    number: int
    title: str
    weights: Array


@dataclass(frozen=True)
class Filters:
    """The weights of all stages that have some."""

    def probe(self, experiment: "Experiment") -> Callable[[], tuple[Kernels, ...]]:
        """Copies."""
        run = cast("DigitsRun", experiment.run)
        with_weights = [(number, stage) for number, stage in enumerate(run.stages) if stage.weights is not None]
        return lambda: tuple(
            Kernels(number, stage.title, kernels(run, number).copy()) for number, stage in with_weights
        )


def kernels(run: DigitsRun, number: int) -> Array:
    """The weights of a stage, a view of (units, maps before, K, L)."""
    stage = run.stages[number]
    assert stage.weights is not None
    weights = run.network.layers[stage.weights].parameters["weights"]
    if stage.kind == "c":
        return weights.transpose(3, 2, 0, 1)
    shape = run.shape(number - 1)
    before = shape if len(shape) == 3 else (1, 1, *shape)
    return weights.reshape(*before, -1).transpose(3, 2, 0, 1)


LIVES = 200
"""Test images for which a unit that never changes is taken for dead."""
AT_ONCE = 25


@dataclass(frozen=True)
class Dead:
    """How many units of every stage give the same for all images, the maps of a convolution at all places; or None."""

    def probe(self, experiment: "Experiment") -> Callable[[], tuple[int, ...] | None]:
        """Counted beside the training."""
        run = cast("DigitsRun", experiment.run)
        slow = experiment.slowly("Counting units that are dead")

        def measure() -> tuple[int, ...] | None:
            answer = slow.ask(None, run.trainer.step_number, lambda: counted(run))
            return None if answer is None else answer.value

        return measure


def counted(run: DigitsRun) -> Generator[float, None, tuple[int, ...]]:
    """The number of dead units, a stage each."""
    network, x = run.network.copy(), run.test.x[:LIVES]
    low = [
        np.full(network.layers[stage.layer].shape[-1:] if stage.layer >= 0 else (1,), np.inf) for stage in run.stages
    ]
    high = [-each for each in low]
    for start in range(0, len(x), AT_ONCE):
        values = network.run(x[start : start + AT_ONCE]).values
        for i, stage in enumerate(run.stages):
            units = values[stage.layer + 1]
            axes = tuple(range(units.ndim - 1))
            low[i], high[i] = np.minimum(low[i], units.min(axes)), np.maximum(high[i], units.max(axes))
        yield start / len(x)
    return tuple(int((most == least).sum()) for least, most in zip(low, high, strict=True))


def probabilities(logits: Array) -> Array:
    """(1, 10) -> (10,); NaN where logits are too large to compute with."""
    with np.errstate(all="ignore"):
        return softmax(logits)[0]
