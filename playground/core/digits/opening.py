"""One number of a picture, opened: what it sees on every stage before it, and what it is made of."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple, cast

import numpy as np

from nets import BatchNorm, probes
from nets.arrays import Array
from nets.passes import Pass
from playground.core.digits.measures import Easel, kernels, probabilities, slopes
from playground.core.digits.run import DigitsRun, Stage

if TYPE_CHECKING:
    from playground.core.experiment import Experiment


class Place(NamedTuple):
    """A number of a picture: of a stage, a unit, a row, a column, and the map that a weight looks at; all from 0."""

    stage: int
    unit: int
    row: int
    column: int
    channel: int = 0


@dataclass(eq=False)
class Spot:
    """The number that a person looks at, or nothing."""

    at: Place | None = None


class Opening(NamedTuple):
    """One number of a stage, and where it comes from.

    place, stage         which it is
    value                the number
    boxes                what it sees: (stage, first row, last row + 1, first column, last column + 1) for every stage
                         before that has rows and columns
    reading              of a convolution, its arithmetic
    window               of a pooling, what it sees
    inputs, bias, total  of a dense layer: how many numbers it sees, and what it adds up
    functions            what makes the number out of that sum, in words; empty if nothing does
    slope                how much the answer would rise with it, if that is shown
    kernel               the weights (K, L) that it stands among, if those are shown
    """

    place: Place
    stage: Stage
    value: float
    probabilities: Array
    boxes: tuple[tuple[int, int, int, int, int], ...] = ()
    reading: probes.WindowReading | None = None
    window: Array | None = None
    inputs: int = 0
    bias: float = 0.0
    total: float = 0.0
    functions: str = ""
    slope: float | None = None
    kernel: Array | None = None


@dataclass(frozen=True)
class Opened:
    """What stands at a spot, and where it comes from; None if there is no such place in what is shown."""

    easel: Easel
    spot: Spot

    def probe(self, experiment: "Experiment") -> Callable[[], Opening | None]:
        """One pass of one image."""
        run = cast("DigitsRun", experiment.run)

        def measure() -> Opening | None:
            place, show = self.spot.at, experiment.settings.show
            if place is None or not 0 <= place.stage < len(run.stages):
                return None
            passed = run.network.run(self.easel.image[None, :, :, None])
            if show == "filters":
                return weight(run, passed, place)
            opening = opened(run, passed, place)
            if opening is None or show != "gradients":
                return opening
            maps = as_maps(slopes(run.network, passed)[run.stages[place.stage].layer + 1][0])
            return opening._replace(slope=float(maps[place.row, place.column, place.unit]))

        return measure


def opened(run: DigitsRun, passed: Pass, place: Place) -> Opening | None:
    """The number at a place of a map, with what it sees and how it is made."""
    network, stage = run.network, run.stages[place.stage]
    values = [value[0] for value in passed.values]
    own = values[stage.layer + 1]
    maps, (_, unit, row, column, _) = as_maps(own), place
    if not is_within((row, column, unit), maps.shape):
        return None
    opening = Opening(place, stage, float(maps[row, column, unit]), probabilities(passed.output))
    if stage.layer < 0:
        return opening
    fields = probes.receptive_field(network, stage.layer, None if own.ndim == 1 else (row, column))
    seen = [(before, fields[each.layer + 1]) for before, each in enumerate(run.stages[: place.stage])]
    opening = opening._replace(boxes=tuple((before, *box.rows, *box.columns) for before, box in seen if box))
    if stage.kind in "ma":
        box = fields[stage.layer]
        assert box is not None
        return opening._replace(window=values[stage.layer][slice(*box.rows), slice(*box.columns), unit])
    assert stage.weights is not None
    between = [layer.label for layer in network.layers[stage.weights + 1 : stage.layer + 1]]
    words = {**run.settings.declared()["activation"].words, BatchNorm.kind: "the normalisation"}
    functions = " and ".join(words[label] for label in between)
    if stage.kind == "c":
        reading = probes.Window(network, stage.weights, unit, row, column).read(values[stage.weights])
        return opening._replace(reading=reading, functions=functions)
    dense = network.layers[stage.weights]
    bias, total = float(dense.parameters["biases"][unit]), float(values[stage.weights + 1][unit])
    return opening._replace(inputs=values[stage.weights].size, bias=bias, total=total, functions=functions)


def weight(run: DigitsRun, passed: Pass, place: Place) -> Opening | None:
    """The weight at a place of a kernel."""
    stage = run.stages[place.stage]
    if stage.weights is None:
        return None
    weights, (_, unit, row, column, channel) = kernels(run, place.stage), place
    if not is_within((unit, channel, row, column), weights.shape):
        return None
    kernel = weights[unit, channel].copy()
    return Opening(place, stage, float(kernel[row, column]), probabilities(passed.output), kernel=kernel)


def as_maps(values: Array) -> Array:
    """Numbers (units,) as maps (1, 1, units) of one place; maps (H, W, C) as they are."""
    return values[None, None] if values.ndim == 1 else values


def is_within(place: tuple[int, ...], shape: tuple[int, ...]) -> bool:
    """Whether an array of that shape has such a place."""
    return bool(np.all(np.greater_equal(place, 0)) and np.all(np.less(place, shape)))
