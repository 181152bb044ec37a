"""Receptive fields: which part of the image, and of every layer on the way, one place of a layer sees.

Through a window of side k that moves s at a time, with p zeros before the image, places a to b - 1 see the places from
a s - p to (b - 1) s - p + k - 1 of the layer before (Araujo, Norris and Sim, "Computing receptive fields of
convolutional neural networks", Distill, 2019, eq. 2 and 3, where the ends are included).
"""

from collections.abc import Sequence
from typing import NamedTuple

from nets.arrays import Shape
from nets.errors import SettingError, ShapeError, is_whole
from nets.layers.base import Layer
from nets.layers.conv import Conv2D
from nets.layers.pool import Pool
from nets.network import Network
from nets.passes import placed


class Span(NamedTuple):
    """The places from `start` to `stop` - 1 of one axis."""

    start: int
    stop: int

    def within(self, size: int) -> "Span":
        """What of it lies on an axis of that length."""
        return Span(max(self.start, 0), min(self.stop, size))


class Sight(NamedTuple):
    """How a layer looks at one axis of its input: the window's side, its stride, and how far it begins before 0."""

    side: int = 1
    stride: int = 1
    before: int = 0

    def of(self, span: Span) -> Span:
        """What the places of a span see of the layer before, zeros around it included."""
        return Span(span.start * self.stride - self.before, (span.stop - 1) * self.stride - self.before + self.side)


class Box(NamedTuple):
    """A part of an array (H, W, C), with all of its channels: array[slice(*box.rows), slice(*box.columns)].

    rows, columns   what is there to be seen; between windows that lie apart, some of it is not
    whole           rows and columns as they would be without an end of the array, at any layer on the way
    """

    rows: Span
    columns: Span
    whole: tuple[Span, Span]


def receptive_field(network: Network, layer: int, place: Sequence[int] | None = None) -> tuple[Box | None, ...]:
    """What a place (row, column) in the output of layer number `layer` sees, or the whole of it if none is given.

    One box for each of a pass's `values` up to that output: for the samples first, then for what each layer gives; None
    for those that are flat, which are seen as a whole. Raises SettingError for a layer or a place that is not there,
    and ShapeError for layers of which it is not known what they see.
    """
    last = placed(network.layers, layer)
    box = first_box(network.layers[last], place)
    boxes = [box]
    for each in reversed(network.layers[: last + 1]):
        box = seen_by(each, box)
        boxes.append(box)
    return tuple(reversed(boxes))


def first_box(layer: Layer, place: Sequence[int] | None) -> Box | None:
    """One place of a layer's output, or all of it; raises SettingError."""
    if place is None:
        return everything(layer.shape)
    sides = layer.shape[:2] if len(layer.shape) == 3 else ()
    if not sides:
        raise SettingError(f"{layer.name} gives {layer.shape}, which has no rows and columns: leave out the place")
    if len(place) != 2 or not all(is_whole(at) and 0 <= at < side for at, side in zip(place, sides, strict=False)):
        raise SettingError(
            f"a place in {layer.name} is a row and a column below {sides[0]} and {sides[1]}: not {place}"
        )
    rows, columns = (Span(int(at), int(at) + 1) for at in place)
    return Box(rows, columns, (rows, columns))


def everything(shape: Shape) -> Box | None:
    """All of an array (H, W, C); None of others."""
    if len(shape) != 3:
        return None
    rows, columns = (Span(0, side) for side in shape[:2])
    return Box(rows, columns, (rows, columns))


def seen_by(layer: Layer, box: Box | None) -> Box | None:
    """What a box of a layer's output sees of its input; flat ones, and poolings of whole maps, see everything."""
    if box is None:
        return everything(layer.input_shape)
    sights = sights_of(layer)
    (rows, columns), whole = (
        [sight.of(span) for sight, span in zip(sights, spans, strict=True)] for spans in (box[:2], box.whole)
    )
    height, width = layer.input_shape[:2]
    return Box(rows.within(height), columns.within(width), (whole[0], whole[1]))


def sights_of(layer: Layer) -> tuple[Sight, Sight]:
    """How a layer on images looks at rows and columns; one that keeps the shape is taken to look at single places.

    Raises ShapeError.
    """
    if isinstance(layer, Conv2D):
        down, across = zip(layer.kernel, layer.stride, (before for before, _ in layer.paddings), strict=True)
        return Sight(*down), Sight(*across)
    if isinstance(layer, Pool):
        return Sight(layer.size, layer.stride), Sight(layer.size, layer.stride)
    if layer.shape[:2] != layer.input_shape[:2]:
        raise ShapeError(f"what a place of {layer.name} sees is not known: it makes {layer.shape} of what it gets")
    return Sight(), Sight()
