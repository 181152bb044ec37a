"""Of which table points are: what its columns are called, and which of its numbers lie where in the plane."""

import math
import re
from typing import NamedTuple

LONGEST_NAME = 24
FIT = 5.4
"""The numbers of a table are brought so far to either side of the plane."""
LARGEST = 1e30
"""No number of a table is larger, and no scale finer than one part in it."""
DECIMAL = re.compile(r"-?[0-9]{1,31}(\.[0-9]{1,25})?(e[+-]?[0-9]{1,3})?")
FORBIDDEN = "~"
SAID, KEPT = 12, 14
"""Digits of a span that its ends are told with, and that scales are kept with: what lies behind is rounding."""


class Column(NamedTuple):
    """A column: its name, and its numbers, which are offset + factor · those of the plane."""

    name: str
    offset: float = 0.0
    factor: float = 1.0

    @property
    def is_plain(self) -> bool:
        """Whether its numbers are those of the plane."""
        return (self.offset, self.factor) == (0.0, 1.0)

    def original(self, number: float) -> float:
        """What stood in the table."""
        return self.offset + self.factor * number

    def in_plane(self, number: float) -> float:
        """Where a number of the table lies."""
        return (number - self.offset) / self.factor

    def ends(self, reach: float) -> tuple[float, float]:
        """What stood in the table at both ends, from -reach to +reach."""
        low, high = (rounded(self.original(side * reach), 2 * reach * self.factor, SAID) for side in (-1, 1))
        return low, high

    def write(self) -> list[str]:
        """As words of a text."""
        return [self.name, repr(self.offset), repr(self.factor)]


def column_between(name: str, low: float, high: float, reach: float = FIT) -> Column:
    """The column whose numbers from `low` to `high` lie between -reach and +reach; one number lies in the middle."""
    half = high / 2 - low / 2
    if half / reach < 1 / LARGEST:
        return Column(name, low / 2 + high / 2)
    factor = half / reach
    return Column(name, rounded(low / 2 + high / 2, half, KEPT), rounded(factor, factor, KEPT))


def rounded(number: float, span: float, digits: int) -> float:
    """A number to so many digits of a span."""
    return round(number, digits - 1 - math.floor(math.log10(span))) + 0.0


class Origin(NamedTuple):
    """The columns of both coordinates, that of the class or value, and what the classes are called, in their order."""

    x1: Column
    x2: Column
    answer: Column
    classes: tuple[str, ...] = ()

    def write(self) -> list[str]:
        """As words of a text."""
        return [*self.x1.write(), *self.x2.write(), *self.answer.write(), *self.classes]

    @classmethod
    def read(cls, words: list[str]) -> "Origin":
        """The origin that such words say; the column of the answer may be missing. Raises ValueError."""
        if len(words) == 6:
            words = [*words, *Column("answer").write()]
        if not 9 <= len(words) <= 15:
            raise ValueError(f"{len(words)} words")
        x1, x2, answer = (column_of(*words[at : at + 3]) for at in (0, 3, 6))
        return cls(x1, x2, answer, tuple(map(checked, words[9:])))


def column_of(name: str, offset: str, factor: str) -> Column:
    """A column of words; raises ValueError."""
    if not all(DECIMAL.fullmatch(number) for number in (offset, factor)):
        raise ValueError(f"{offset:.40} and {factor:.40} are no scale")
    found = Column(checked(name), float(offset), float(factor))
    if abs(found.offset) > LARGEST or not 1 / LARGEST <= found.factor <= LARGEST:
        raise ValueError(f"{offset:.40} and {factor:.40} are no scale")
    return found


def checked(name: str) -> str:
    """A name that is one; raises ValueError."""
    if cleaned(name) != name:
        raise ValueError(name)
    return name


def cleaned(name: str) -> str:
    """A name as it is kept: one line, not too long, without the letter that stands between names."""
    letters = "".join(letter if letter.isprintable() and letter not in FORBIDDEN else " " for letter in name)
    return " ".join(letters.split())[:LONGEST_NAME].strip()
