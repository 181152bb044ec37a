"""The architecture as a row of blocks: what each is, how an address writes it, and which rows are possible.

    c8x5p      8 maps, each from windows of 5 × 5 pixels, with zeros around the image ("p": as large as before)
    c16x3s2    16 maps from windows of 3 × 3, two pixels apart
    m2, a2     the largest, or the mean, of every 2 × 2 pixels
    d32        32 neurons, each of which sees all there is

Behind the last block ten neurons stand, one a digit.
"""

import re
from collections.abc import Iterator, Sequence
from math import prod
from typing import NamedTuple

from nets.arrays import Shape, shape_text
from nets.errors import ShapeError
from nets.layers.base import Layer
from nets.layers.conv import Conv2D
from nets.layers.dense import Dense
from nets.layers.pool import MaxPool, MeanPool
from playground.core.declare import RefusedError

SIDE = 24
"""Pixels along each side of what the network sees: the middle of an image of 28 × 28."""
CLASSES = 10
MOST_BLOCKS = 8
MOST_MAPS, MOST_NEURONS = 32, 64
LARGEST = 7
"""Pixels along the side of a window."""
MOST_PRODUCTS = 1_500_000
"""Multiplications an image: what a page can train with while somebody watches."""

WORDS = {"c": "Convolution", "m": "Max pool", "a": "Mean pool", "d": "Dense"}
PATTERN = re.compile(
    r"(?:(?P<c>c)(?P<maps>\d{1,4})x(?P<kernel>\d{1,3})|(?P<pool>[ma])(?P<window>\d{1,3})|(?P<d>d)(?P<units>\d{1,4}))"
    r"(?:s(?P<stride>\d{1,3}))?(?P<padded>p)?"
)


class ImpossibleError(RefusedError):
    """A row of blocks that cannot be."""


class Block(NamedTuple):
    """One block.

    kind     'c', 'm', 'a' or 'd'
    units    maps of a convolution, or neurons
    window   side of the window
    stride   distance of neighbouring windows
    padded   whether a convolution's maps are as large as what it sees, with zeros around that
    """

    kind: str
    units: int = 0
    window: int = 0
    stride: int = 1
    padded: bool = False

    def __str__(self) -> str:
        usual = self.window if self.kind in "ma" else 1
        stride = "" if self.kind == "d" or self.stride == usual else f"s{self.stride}"
        size = {"c": f"{self.units}x{self.window}", "d": str(self.units)}.get(self.kind, str(self.window))
        return f"{self.kind}{size}{stride}{'p' * self.padded}"

    @property
    def layer(self) -> Layer:
        """The layer that it stands for."""
        if self.kind == "c":
            return Conv2D(self.units, self.window, self.stride, "same" if self.padded else "valid")
        if self.kind == "d":
            return Dense(self.units)
        return {"m": MaxPool, "a": MeanPool}[self.kind](self.window, self.stride)

    @staticmethod
    def read(text: str) -> "Block":
        """The block that a text stands for; raises ImpossibleError."""
        found = PATTERN.fullmatch(text)
        if found is None:
            raise ImpossibleError(f"“{text[:20]}” is no block: c8x5p, m2, a2 and d32 are some")
        stride = int(found["stride"] or 0)
        if found["pool"]:
            window = int(found["window"])
            block = Block(found["pool"], 0, window, stride or window)
        elif found["d"]:
            block = Block("d", int(found["units"]))
        else:
            block = Block("c", int(found["maps"]), int(found["kernel"]), stride or 1, found["padded"] is not None)
        if str(block) != text:
            raise ImpossibleError(f"“{text}” is no block: one writes {block}")
        return block


def shapes(blocks: Sequence[Block]) -> Iterator[Shape]:
    """The shape of a sample behind every block, after that of the image; raises ImpossibleError."""
    shape: Shape = (SIDE, SIDE, 1)
    yield shape
    for number, block in enumerate(blocks, 1):
        if block.kind != "d" and len(shape) == 1:
            raise ImpossibleError(f"block {number} looks at images, but a dense block before it has left none")
        if block.kind == "d":
            shape = (prod(shape),)
        layer = block.layer
        layer.name = f"the {WORDS[block.kind].lower()} in block {number}"
        try:
            shape = layer.output_shape(shape)
        except ShapeError as error:
            raise ImpossibleError(str(error)) from None
        yield shape


def products(blocks: Sequence[Block]) -> int:
    """Multiplications for one image on its way forwards."""
    total = 0
    before: Shape = (SIDE, SIDE, 1)
    behind: list[Shape] = [*list(shapes(blocks))[1:], (CLASSES,)]
    for block, shape in zip([*blocks, Block("d", CLASSES)], behind, strict=True):
        if block.kind == "c":
            total += shape[0] * shape[1] * shape[2] * block.window**2 * before[2]
        elif block.kind == "d":
            total += block.units * prod(before)
        before = shape
    return total


def check(blocks: Sequence[Block]) -> None:
    """Raises ImpossibleError, with the reason."""
    if len(blocks) > MOST_BLOCKS:
        raise ImpossibleError(f"there is room for {MOST_BLOCKS} blocks")
    for number, block in enumerate(blocks, 1):
        most = MOST_NEURONS if block.kind == "d" else MOST_MAPS
        if block.kind in "cd" and not 1 <= block.units <= most:
            raise ImpossibleError(f"block {number} has 1 to {most} {'neurons' if block.kind == 'd' else 'maps'}")
        least = 1 if block.kind == "c" else 2
        if block.kind != "d" and not (least <= block.window <= LARGEST and 1 <= block.stride <= LARGEST):
            raise ImpossibleError(
                f"windows are {least} to {LARGEST} pixels wide and 1 to {LARGEST} apart, in block {number}, too"
            )
    if (work := products(blocks)) > MOST_PRODUCTS:
        behind = ", ".join(shape_text(shape) for shape in shapes(blocks))
        raise ImpossibleError(
            f"this network needs {work:,} multiplications an image ({behind}); the page stays quick up to "
            f"{MOST_PRODUCTS:,}: fewer maps, a smaller window or a pooling before help"
        )
