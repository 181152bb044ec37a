"""One number of a picture, opened: what it sees on every stage before it, and what it is made of."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple, cast

import numpy as np

from nets import BatchNorm, Conv2D, probes
from nets.arrays import Array
from nets.passes import Pass
from playground.core.digits.measures import FAINT, Easel, kernels, probabilities, slopes
from playground.core.digits.run import DigitsRun, Stage
from playground.core.digits.sliding import Slid, Sliding
from playground.core.measures import limit_of

if TYPE_CHECKING:
    from playground.core.experiment import Experiment


class Box(NamedTuple):
    """A part of a stage: first row, last row + 1, first column, last column + 1."""

    stage: int
    top: int
    bottom: int
    left: int
    right: int


class Place(NamedTuple):
    """A number of a picture: of a stage, a unit, a row, a column, and the map that a weight looks at; all from 0."""

    stage: int
    unit: int
    row: int
    column: int
    channel: int = 0


FIRST = Place(1, 1, 9, 14)


@dataclass(eq=False)
class Spot:
    """The number that a person looks at, or nothing; at first one in the middle of a stroke of the first image."""

    at: Place | None = FIRST


class Picture(NamedTuple):
    """A map, and what is framed in it.

    title    what people call it
    values   (H, W)
    limit    the magnitude that has the full colour
    box      first row, last row + 1, first column, last column + 1
    """

    title: str
    values: Array
    limit: float
    box: tuple[int, int, int, int]


class Opening(NamedTuple):
    """One number of a stage, and where it comes from.

    place, stage         which it is
    value                the number
    boxes                what it sees on every stage before that has rows and columns
    reading              of a convolution, its arithmetic
    window               of a pooling, what it sees
    inputs, bias, total  of a dense layer: how many numbers it sees, and what it adds up
    functions            what makes the number out of that sum, in words; empty if nothing does
    pictures             what it looks at, if that is a map, and the map that it is of
    slid                 of a convolution, how its kernel slides: (stride, padded, whether the network's does so)
    slope                how much the answer would rise with it, if that is shown
    kernel               the weights (K, L) that it stands among, if those are shown
    """

    place: Place
    stage: Stage
    value: float
    probabilities: Array
    boxes: tuple[Box, ...] = ()
    reading: probes.WindowReading | None = None
    window: Array | None = None
    inputs: int = 0
    bias: float = 0.0
    total: float = 0.0
    functions: str = ""
    pictures: tuple[Picture, ...] = ()
    slid: tuple[int, bool, bool] | None = None
    slope: float | None = None
    kernel: Array | None = None


@dataclass(frozen=True)
class Opened:
    """What stands at a spot, and where it comes from; None if there is no such place in what is shown."""

    easel: Easel
    spot: Spot
    sliding: Sliding

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
            with np.errstate(all="ignore"):  # numbers that broke are shown as that
                opening = opened(run, passed, place, self.sliding if show == "maps" else None)
            if opening is None or show != "gradients":
                return opening
            maps = as_maps(slopes(run.network, passed)[run.stages[place.stage].layer + 1][0])
            return opening._replace(slope=float(maps[place.row, place.column, place.unit]))

        return measure


def opened(run: DigitsRun, passed: Pass, place: Place, sliding: Sliding | None = None) -> Opening | None:
    """The number at a place of a map, with what it sees and how it is made."""
    stage = run.stages[place.stage]
    own = passed.values[stage.layer + 1][0]
    maps, (_, unit, row, column, _) = as_maps(own), place
    slid = None
    if stage.kind == "c" and sliding is not None and sliding.is_other:
        assert stage.weights is not None
        slid = Slid(run, stage, passed.values[stage.weights][0], sliding)
        maps = slid.maps
        place = place._replace(row=min(row, maps.shape[0] - 1), column=min(column, maps.shape[1] - 1))
        row, column = place.row, place.column
    if not is_within((row, column, unit), maps.shape):
        return None
    opening = Opening(place, stage, float(maps[row, column, unit]), probabilities(passed.output))
    if own.ndim == 3:
        box = row, row + 1, column, column + 1
        frame = Picture(named(stage, unit), maps[..., unit], limit_of(maps, FAINT), box)
        opening = opening._replace(pictures=(frame,))
    if stage.layer < 0:
        return opening
    if stage.kind == "c":
        return of_convolution(run, passed, opening, slid)
    opening = opening._replace(boxes=boxes(run, place, own.ndim == 1))
    if stage.kind in "ma":
        _, top, bottom, left, right = opening.boxes[-1]
        window = passed.values[stage.layer][0][top:bottom, left:right, unit]
        return with_source(run, passed, opening._replace(window=window), unit)
    assert stage.weights is not None
    dense = run.network.layers[stage.weights]
    bias, total = float(dense.parameters["biases"][unit]), float(passed.values[stage.weights + 1][0][unit])
    size = passed.values[stage.weights][0].size
    return opening._replace(inputs=size, bias=bias, total=total, functions=functions(run, stage))


def of_convolution(run: DigitsRun, passed: Pass, opening: Opening, slid: Slid | None) -> Opening:
    """A number of a convolution's map; `slid` is given, if its kernel moves in other steps than the network's."""
    stage, (number, unit, row, column, _) = opening.stage, opening.place
    assert stage.weights is not None
    real = run.network.layers[stage.weights]
    assert isinstance(real, Conv2D)
    if slid is None:
        steps = real.stride[0], real.padding == "same", True
        reading = probes.Window(run.network, stage.weights, unit, row, column).read(passed.values[stage.weights][0])
        seen = boxes(run, opening.place)
    else:
        reading, seen = slid.reading(unit, row, column), (Box(number - 1, *slid.box(row, column)),)
        steps = slid.stride, slid.padded, slid.is_own
    opening = opening._replace(boxes=seen, reading=reading, functions=functions(run, stage), slid=steps)
    return with_source(run, passed, opening, int(np.abs(reading.sums).argmax()))


def with_source(run: DigitsRun, passed: Pass, opening: Opening, channel: int) -> Opening:
    """With the map before it that it looks at."""
    number, *box = opening.boxes[-1]
    before = run.stages[number]
    maps = as_maps(passed.values[before.layer + 1][0])
    top, bottom, left, right = box
    source = Picture(named(before, channel), maps[..., channel], limit_of(maps, FAINT), (top, bottom, left, right))
    return opening._replace(pictures=(source, *opening.pictures))


def boxes(run: DigitsRun, place: Place, whole: bool = False) -> tuple[Box, ...]:
    """What the number at a place, or the whole stage, sees on the stages before it that have rows and columns."""
    layer = run.stages[place.stage].layer
    fields = probes.receptive_field(run.network, layer, None if whole else (place.row, place.column))
    seen = [(before, fields[each.layer + 1]) for before, each in enumerate(run.stages[: place.stage])]
    return tuple(Box(before, *box.rows, *box.columns) for before, box in seen if box)


def named(stage: Stage, unit: int) -> str:
    """What people call a map; the image has but one."""
    return stage.title if stage.layer < 0 else f"{stage.title}, map {unit + 1}"


def functions(run: DigitsRun, stage: Stage) -> str:
    """What makes a stage's numbers out of its sums, in words."""
    assert stage.weights is not None
    between = [layer.label for layer in run.network.layers[stage.weights + 1 : stage.layer + 1]]
    words = {**run.settings.declared()["activation"].words, BatchNorm.kind: "the normalisation"}
    return " and ".join(words[label] for label in between)


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
