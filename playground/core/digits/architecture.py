"""A network as a row of sections that can be opened: what is in each, its shape, and how many numbers it learns."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple, cast

from nets import Layer
from nets.arrays import Shape
from playground.core.digits.blocks import Block
from playground.core.digits.run import DigitsRun

if TYPE_CHECKING:
    from playground.core.experiment import Experiment


class Piece(NamedTuple):
    """One layer: its kind as `Layer.label` says it, the shape of what it gives, and how many numbers it learns."""

    label: str
    shape: Shape
    parameters: int


class Section(NamedTuple):
    """What stands behind the section before: the image, a block, or the ten answers.

    title, kind     as a `Stage` says
    shape           of what it gives: (H, W, C), or (units,)
    pieces          its layers
    block           what it is in the settings; None for the image and the answers
    """

    title: str
    kind: str
    shape: Shape
    pieces: tuple[Piece, ...]
    block: Block | None

    @property
    def parameters(self) -> int:
        """How many numbers it learns."""
        return sum(piece.parameters for piece in self.pieces)


@dataclass(frozen=True)
class Architecture:
    """The sections of the network."""

    def probe(self, experiment: "Experiment") -> Callable[[], tuple[Section, ...]]:
        """The same for a whole run."""
        found = sections(cast("DigitsRun", experiment.run))
        return lambda: found


def sections(run: DigitsRun) -> tuple[Section, ...]:
    """From the image to the answers."""
    found, start = [], 0
    blocks = [None, *map(Block.read, run.settings.blocks), None]
    for (number, stage), block in zip(enumerate(run.stages), blocks, strict=True):
        layers = run.network.layers[start : stage.layer + 1]
        start = stage.layer + 1
        pieces = tuple(Piece(layer.label, layer.shape, learned(layer)) for layer in layers)
        found.append(Section(stage.title, stage.kind, run.shape(number), pieces, block))
    return tuple(found)


def learned(layer: Layer) -> int:
    """How many numbers a layer learns."""
    return sum(value.size for value in layer.parameters.values())


USUAL = {"c": Block("c", 8, 3, 1, True), "m": Block("m", 0, 2, 2), "a": Block("a", 0, 2, 2), "d": Block("d", 32)}
"""A new block of every kind."""


def changed(blocks: Sequence[str], number: int, **changes: object) -> list[str]:
    """The blocks with one of them changed; another kind brings its usual sizes. Raises ValueError, IndexError."""
    block = Block.read(blocks[number])
    kind = changes.get("kind", block.kind)
    new = block._replace(**changes) if kind == block.kind else USUAL[str(kind)]
    if new.kind in "ma" and "window" in changes:
        new = new._replace(stride=new.window)
    return [*blocks[:number], str(new), *blocks[number + 1 :]]


def inserted(blocks: Sequence[str], number: int) -> list[str]:
    """The blocks with one more before block `number`: a neuron layer among neurons, else a convolution."""
    kind = "d" if number > 0 and Block.read(blocks[number - 1]).kind == "d" else "c"
    return [*blocks[:number], str(USUAL[kind]), *blocks[number:]]
