"""Where a person stands in the opened step: at which stop, at which neuron, with which sample."""

from itertools import accumulate
from typing import NamedTuple

from bokeh.models import ColumnDataSource

FORWARD, LOSS, BACKWARD, UPDATE = PHASES = ("forward", "loss", "backward", "update")
COLUMNS = {
    "nodes": ("value", "z", "da", "dz", "upper", "lower"),
    "edges": ("weight", "carried", "back", "data", "change", "words"),
}
"""What is drawn of an opened step: a row a unit, and a row a weight."""


def made() -> dict[str, ColumnDataSource]:
    """Empty sources of these columns, which stand in the page from the start."""
    return {
        name: ColumnDataSource(name=f"step.{name}", data={column: [] for column in columns})
        for name, columns in COLUMNS.items()
    }


class Stop(NamedTuple):
    """A phase, and the column of the diagram that it is about: of the loss the output, of the update any neuron's."""

    phase: str
    column: int


def stops(columns: int) -> tuple[Stop, ...]:
    """All stops of a network of so many columns, in their order."""
    last = columns - 1
    return (
        *(Stop(FORWARD, column) for column in range(columns)),
        Stop(LOSS, last),
        *(Stop(BACKWARD, column) for column in range(last, 0, -1)),
        Stop(UPDATE, 1),
    )


class Walk:
    """What the mode's view and its page have in common. For a neuron or a layer that there is not, it takes the last.

    sample   which of the mini-batch, counted from 0; None for all
    """

    def __init__(self) -> None:
        self.is_open = False
        self.sample: int | None = None
        self._stop = Stop(FORWARD, 0)
        self._units: dict[int, int] = {}

    def open(self) -> None:
        """Begin anew, with all samples."""
        self.is_open, self.sample, self._units = True, None, {}
        self.begin()

    def begin(self) -> None:
        """Stand at the first stop."""
        self._stop = Stop(FORWARD, 0)

    def stop(self, shape: tuple[int, ...]) -> Stop:
        """Where it stands, in a network of this shape."""
        phase, column = self._stop
        last = len(shape) - 1
        least = 0 if phase == FORWARD else 1
        return Stop(phase, last if phase == LOSS else min(max(column, least), last))

    def unit(self, shape: tuple[int, ...]) -> int:
        """The neuron that is looked at, of the stop's column."""
        column = self.stop(shape).column
        return min(self._units.get(column, 0), shape[column] - 1)

    def place(self, shape: tuple[int, ...]) -> int:
        """The stop's number among all, counted from 0."""
        stop = self.stop(shape)
        return stops(len(shape)).index(Stop(UPDATE, 1) if stop.phase == UPDATE else stop)

    def go(self, shape: tuple[int, ...], by: int) -> None:
        """So many stops on, or back, as far as there are any."""
        all_of = stops(len(shape))
        here = self.place(shape)
        there = min(max(here + by, 0), len(all_of) - 1)
        if there != here:
            self._stop = all_of[there]

    def go_to(self, shape: tuple[int, ...], phase: str) -> None:
        """To the first stop of a phase; to one that there is not, nowhere."""
        self._stop = next((stop for stop in stops(len(shape)) if stop.phase == phase), self._stop)

    def choose(self, shape: tuple[int, ...], column: int, unit: int) -> None:
        """Look at a neuron, in the same phase; where that has no stop for it, look at none."""
        phase = self.stop(shape).phase
        if 0 <= column < len(shape) and 0 <= unit < shape[column] and (column > 0 or phase == FORWARD):
            self._units[column] = unit
            if phase != LOSS:
                self._stop = Stop(phase, column)

    def node(self, shape: tuple[int, ...]) -> int:
        """The neuron that is looked at, counted among all of the diagram."""
        return [0, *accumulate(shape)][self.stop(shape).column] + self.unit(shape)
