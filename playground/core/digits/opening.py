"""One number of a picture, opened: what it sees on every stage before it, and what it is made of."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple, cast

import numpy as np

from nets import BatchNorm, Conv2D, probes
from nets.arrays import Array
from nets.passes import Pass
from playground.core.digits.measures import FAINT, Easel, kernels, probabilities, slopes
from playground.core.digits.place import Box, Place, Spot, as_maps, is_within
from playground.core.digits.run import DigitsRun, Stage
from playground.core.digits.sliding import Slid, Sliding
from playground.core.measures import limit_of

if TYPE_CHECKING:
    from playground.core.experiment import Experiment


LARGEST_PRODUCTS = 5
"""Of a neuron, that are written out."""


class Picture(NamedTuple):
    """A map, and what is framed in it.

    title    what people call it
    values   (H, W)
    limit    the magnitude that has the full colour
    box      first row, last row + 1, first column, last column + 1; None if nothing is framed
    sign     how it follows from the pictures before it: '×', '=', or not at all
    own      whether the number stands in it
    """

    title: str
    values: Array
    limit: float
    box: tuple[int, int, int, int] | None
    sign: str = ""
    own: bool = False


class Product(NamedTuple):
    """One product of a dense layer's sum: row, column and map of what is seen, then weight · seen = value."""

    row: int
    column: int
    unit: int
    seen: float
    weight: float
    value: float


class Opening(NamedTuple):
    """One number of a stage, and where it comes from.

    place, stage         which it is
    value                the number
    boxes                what it sees on every stage before that has rows and columns
    reading              of a convolution, its arithmetic
    window               of a pooling, what it sees
    sums, bias, total    of what has weights: the products of each map before it, added up, and all of that
    source               the map before it that `reading` and pictures are of
    largest              of a dense layer: its largest products; `inputs` is how many there are
    functions            what makes the number out of that sum, in words; empty if nothing does
    pictures             what it looks at, if that is a map, and the map that it is of
    way                  while its map is large: a map of each stage before what it looks at, from the image on
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
    sums: Array | None = None
    source: int = 0
    largest: tuple[Product, ...] = ()
    inputs: int = 0
    bias: float = 0.0
    total: float = 0.0
    functions: str = ""
    pictures: tuple[Picture, ...] = ()
    way: tuple[Picture, ...] = ()
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
                opening = opened(run, passed, place, self.sliding if show == "maps" else None, self.spot.source)
            if opening is None:
                return None
            if self.spot.is_large:
                opening = opening._replace(way=way(run, passed, opening))
            if show != "gradients":
                return opening
            maps = as_maps(slopes(run.network, passed)[run.stages[place.stage].layer + 1][0])
            slope = float(maps[place.row, place.column, place.unit])
            maps_alone = tuple(picture for picture in opening.pictures if picture.box)
            return opening._replace(slope=slope, sums=None, pictures=maps_alone)

        return measure


def opened(
    run: DigitsRun, passed: Pass, place: Place, sliding: Sliding | None = None, source: int | None = None
) -> Opening | None:
    """The number at a place of a map, with what it sees and how it is made; `source` as a `Spot` says."""
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
        frame = Picture(named(stage, unit), maps[..., unit], limit_of(maps, FAINT), box, own=True)
        opening = opening._replace(pictures=(frame,))
    if stage.layer < 0:
        return opening
    if stage.kind == "c":
        return of_convolution(run, passed, opening, slid, source)
    opening = opening._replace(boxes=boxes(run, place, own.ndim == 1))
    if stage.kind in "ma":
        _, top, bottom, left, right = opening.boxes[-1]
        window = passed.values[stage.layer][0][top:bottom, left:right, unit]
        return with_source(run, passed, opening._replace(window=window), unit)
    return of_dense(run, passed, opening, source)


def of_convolution(run: DigitsRun, passed: Pass, opening: Opening, slid: Slid | None, source: int | None) -> Opening:
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
    channel = looked_at(source, reading.sums)
    opening = opening._replace(boxes=seen, reading=reading, functions=functions(run, stage), slid=steps)
    opening = opening._replace(sums=reading.sums, source=channel, bias=reading.bias, total=reading.total)
    return with_source(run, passed, opening, channel)


def of_dense(run: DigitsRun, passed: Pass, opening: Opening, source: int | None) -> Opening:
    """A neuron, which sees all there is: map by map, if there are maps before it."""
    stage, place = opening.stage, opening.place
    assert stage.weights is not None
    layer = run.network.layers[stage.weights].parameters
    shape = run.shape(place.stage - 1)
    seen = as_maps(passed.values[stage.weights][0].reshape(shape))  # (H, W, C)
    weights = as_maps(layer["weights"][:, place.unit].reshape(shape))
    products = weights * seen
    sums = products.sum(axis=(0, 1))  # (C,)
    order = np.argsort(-np.abs(products), axis=None, kind="stable")[:LARGEST_PRODUCTS]
    at = zip(*(index.tolist() for index in np.unravel_index(order, products.shape)), strict=True)
    opening = opening._replace(
        sums=sums if len(shape) == 3 else None,
        source=looked_at(source, sums),
        largest=tuple(
            Product(row, column, c, *(float(each[row, column, c]) for each in (seen, weights, products)))
            for row, column, c in at
        ),
        inputs=products.size,
        bias=float(layer["biases"][place.unit]),
        total=float(passed.values[stage.weights + 1][0][place.unit]),
        functions=functions(run, stage),
    )
    if len(shape) == 1:
        return opening
    opening = with_source(run, passed, opening, opening.source)
    more = (("its weights", weights, "×"), ("products", products, "="))
    pictures = (
        Picture(title, all_[..., opening.source], limit_of(all_, FAINT), None, sign) for title, all_, sign in more
    )
    return opening._replace(pictures=(*opening.pictures, *pictures))


def looked_at(source: int | None, sums: Array) -> int:
    """The map that a person chose, or, if there is no such one, the one that counts most."""
    return source if source is not None and 0 <= source < len(sums) else int(np.abs(sums).argmax())


def with_source(run: DigitsRun, passed: Pass, opening: Opening, channel: int) -> Opening:
    """With the map before it that it looks at."""
    number, *box = opening.boxes[-1]
    before = run.stages[number]
    maps = as_maps(passed.values[before.layer + 1][0])
    top, bottom, left, right = box
    source = Picture(named(before, channel), maps[..., channel], limit_of(maps, FAINT), (top, bottom, left, right))
    return opening._replace(pictures=(source, *opening.pictures))


def way(run: DigitsRun, passed: Pass, opening: Opening) -> tuple[Picture, ...]:
    """A map of each stage before what the number looks at, from the image on, with what it sees of that framed.

    A pooling looks at one map; of those that others look at, it is the one that is strongest within the frame.
    """
    kind = run.stages[opening.place.stage - 1].kind
    farther = opening.boxes if kind == "d" else opening.boxes[:-1]  # the nearest is a picture already
    channel = opening.place.unit if opening.stage.kind in "ma" else opening.source
    pictures: list[Picture] = []
    for box in reversed(farther):
        stage = run.stages[box.stage]
        maps = as_maps(passed.values[stage.layer + 1][0])
        if kind not in "ma":
            channel = int(np.abs(maps[box.top : box.bottom, box.left : box.right]).sum(axis=(0, 1)).argmax())
        pictures.append(Picture(named(stage, channel), maps[..., channel], limit_of(maps, FAINT), box[1:]))
        kind = stage.kind
    return tuple(reversed(pictures))


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
