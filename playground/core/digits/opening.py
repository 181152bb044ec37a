"""One number of a map, opened: what it sees on every stage before it, and what it is made of."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple, cast

from nets import BatchNorm, probes
from nets.arrays import Array
from playground.core.digits.measures import Easel, probabilities
from playground.core.digits.run import DigitsRun, Stage

if TYPE_CHECKING:
    from playground.core.experiment import Experiment


@dataclass(eq=False)
class Spot:
    """The number that a person looks at: of a stage, a unit, a row and a column, all counted from 0; or nothing."""

    at: tuple[int, int, int, int] | None = None


class Opening(NamedTuple):
    """One number of a stage, and where it comes from.

    number, stage        the stage
    unit, row, column    which of its numbers
    value                the number
    boxes                what it sees: (stage, first row, last row + 1, first column, last column + 1) for every stage
                         before that has rows and columns
    reading              of a convolution, its arithmetic
    window               of a pooling, what it sees
    inputs, bias, total  of a dense layer: how many numbers it sees, and what it adds up
    functions            what makes the number out of that sum, in words; empty if nothing does
    """

    number: int
    stage: Stage
    unit: int
    row: int
    column: int
    value: float
    boxes: tuple[tuple[int, int, int, int, int], ...]
    probabilities: Array
    reading: probes.WindowReading | None = None
    window: Array | None = None
    inputs: int = 0
    bias: float = 0.0
    total: float = 0.0
    functions: str = ""


@dataclass(frozen=True)
class Opened:
    """What stands at a spot, and where it comes from; None if there is no such place in the present network."""

    easel: Easel
    spot: Spot

    def probe(self, experiment: "Experiment") -> Callable[[], Opening | None]:
        """One pass of one image."""
        run = cast("DigitsRun", experiment.run)
        return lambda: None if self.spot.at is None else opened(run, self.easel.image[:, :, None], *self.spot.at)


def opened(run: DigitsRun, image: Array, number: int, unit: int, row: int, column: int) -> Opening | None:
    """The number at a place, with what it sees and how it is made."""
    if not 0 <= number < len(run.stages):
        return None
    network, stage = run.network, run.stages[number]
    passed = network.run(image[None])
    values = [value[0] for value in passed.values]
    maps = values[stage.layer + 1]
    maps = maps[None, None] if maps.ndim == 1 else maps
    if not all(0 <= at < side for at, side in zip((row, column, unit), maps.shape, strict=True)):
        return None
    flat = values[stage.layer + 1].ndim == 1
    fields = probes.receptive_field(network, stage.layer, None if flat else (row, column)) if stage.layer >= 0 else ()
    boxes = []
    for before, each in enumerate(run.stages[:number]):
        box = fields[each.layer + 1]
        if box is not None:
            boxes.append((before, *box.rows, *box.columns))
    value = float(maps[row, column, unit])
    opening = Opening(number, stage, unit, row, column, value, tuple(boxes), probabilities(passed.output))
    if stage.kind in "ma":
        box = fields[stage.layer]
        assert box is not None
        return opening._replace(window=values[stage.layer][slice(*box.rows), slice(*box.columns), unit])
    if stage.weights is None:
        return opening
    between = [layer.label for layer in network.layers[stage.weights + 1 : stage.layer + 1]]
    words = {**run.settings.declared()["activation"].words, BatchNorm.kind: "the normalisation"}
    functions = " and ".join(words[label] for label in between)
    if stage.kind == "c":
        reading = probes.Window(network, stage.weights, unit, row, column).read(values[stage.weights])
        return opening._replace(reading=reading, functions=functions)
    dense = network.layers[stage.weights]
    bias, total = float(dense.parameters["biases"][unit]), float(values[stage.weights + 1][unit])
    return opening._replace(inputs=values[stage.weights].size, bias=bias, total=total, functions=functions)
