"""Which unit of the network a person looks at: under the pointer, under the arrow keys, or pinned."""

from typing import NamedTuple

from playground.core.frame import Frame
from playground.core.plane.measures import Shape


class Unit(NamedTuple):
    """A place in the diagram: column 0 holds the features, the last one the output."""

    column: int
    unit: int


class Inspection:
    """What the views of one page have in common: the unit that is looked at, None for none.

    number   the name of one of its weights or its bias, if that is looked at, see `nets.training.places`
    """

    def __init__(self) -> None:
        self.unit: Unit | None = None
        self.number: str | None = None

    def look(self, column: int, unit: int, number: str | None = None) -> None:
        """Look at a unit, which need not exist: the next Frame decides."""
        self.unit, self.number = Unit(int(column), int(unit)), number

    def look_away(self) -> None:
        """Look at nothing."""
        self.unit = self.number = None

    def fits(self, shape: tuple[int, ...]) -> bool:
        """Whether the unit is one of a network of this shape."""
        unit = self.unit
        return unit is not None and 0 <= unit.column < len(shape) and 0 <= unit.unit < shape[unit.column]

    def of(self, frame: Frame) -> Unit | None:
        """The unit, if the Frame's network has it; a Frame that asks for it needs `Shape`."""
        return self.unit if self.fits(frame[Shape()]) else None
