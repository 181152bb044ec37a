"""Points of somebody's own: where they lie, what is to be learned about each, and what their numbers once were.

    cEsdRtyA…   a letter for what is to be learned, then for each point three letters a coordinate, and its class as a
                letter, or its value in three
    …~sepal length~6.1~0.333…   what a table called its columns, and their scale; see `Origin`

Coordinates and values lie on a grid that is fine enough for any eye, so that a text and its points are the same.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from nets.datasets import Dataset, from_points
from nets.datasets.dataset import CLASSES, NUMBERS, SIGNS
from playground.core.plane.origin import Origin

EXTENT = 6.0
"""The plane reaches from -EXTENT to +EXTENT along both axes."""
MOST_POINTS = 2000
MOST_CLASSES = 6
FEWEST = 4
"""So few points can be split, and learned from."""
LEVELS = 2**18 - 2
"""Steps of the grid from end to end: an even number, so that the middle is on it."""
DIGITS = 3
"""Letters of a number."""
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
KINDS = {CLASSES: "c", NUMBERS: "n"}
SPLIT = "~"
"""What ends the points in a text, and stands between the words of their origin."""

Row = tuple[float, float, float]
"""x₁, x₂, and a class from 0 or a value from -1 to +1."""


@dataclass(frozen=True)
class Points:
    """Points of one kind, `CLASSES` or `NUMBERS`, in their order; raises ValueError for what cannot be.

    rows     are put on the grid when they enter
    origin   of which table they are, if they are of one
    """

    kind: str = CLASSES
    rows: tuple[Row, ...] = ()
    origin: Origin | None = None

    def __post_init__(self) -> None:
        if self.kind not in KINDS or len(self.rows) > MOST_POINTS:
            raise ValueError(f"up to {MOST_POINTS} points of {' or '.join(KINDS)}, not {len(self.rows)} of {self.kind}")
        if not self.rows:  # there is one way of having none
            object.__setattr__(self, "kind", CLASSES)
            object.__setattr__(self, "origin", None)
        answer = as_class if self.kind == CLASSES else as_value
        rows = tuple((snapped(x1, EXTENT), snapped(x2, EXTENT), answer(label)) for x1, x2, label in self.rows)
        object.__setattr__(self, "rows", rows)

    def __len__(self) -> int:
        return len(self.rows)

    @property
    def labels(self) -> list[float]:
        """The class or value of each."""
        return [label for _, _, label in self.rows]

    @cached_property
    def task(self) -> str:
        """What a network learns of them: two classes, if there is none behind the second."""
        return SIGNS if self.kind == CLASSES and max(self.labels, default=0) <= 1 else self.kind

    @property
    def classes(self) -> int:
        """How many classes there are, those between that have no point with them."""
        return int(max(self.labels, default=0)) + 1 if self.kind == CLASSES else 0

    @cached_property
    def lack(self) -> str:
        """What a run needs and these have not; empty, if they suffice."""
        if len(self) < FEWEST:
            return f"a run needs at least {FEWEST} points"
        return "a run needs points of two classes" if self.kind == CLASSES and len(set(self.labels)) < 2 else ""

    @property
    def suffice(self) -> bool:
        """Whether a run can be made of them."""
        return not self.lack

    @cached_property
    def dataset(self) -> Dataset:
        """What the engine makes of them; raises DataError if there are none."""
        return from_points(**self.recipe)

    @property
    def recipe(self) -> dict[str, Any]:
        """What `nets.datasets.from_points` is asked for."""
        labels = [2 * label - 1 for label in self.labels] if self.task == SIGNS else self.labels
        given = {"points": [row[:2] for row in self.rows], "labels": labels, "task": self.task}
        return {**given, **({"classes": self.classes} if self.task == CLASSES else {})}

    @cached_property
    def text(self) -> str:
        """As an address carries them; none, if there are none."""
        if not self.rows:
            return ""
        last = label_letters if self.kind == CLASSES else value_letters
        letters = (letters_of(x1, EXTENT) + letters_of(x2, EXTENT) + last(label) for x1, x2, label in self.rows)
        origin = [] if self.origin is None else self.origin.write()
        return SPLIT.join([KINDS[self.kind] + "".join(letters), *origin])

    @classmethod
    def read(cls, text: str) -> "Points":
        """The points of a text; raises ValueError for any other text."""
        if not text:
            return cls()
        letters, *words = text.split(SPLIT)
        kind = next((kind for kind, letter in KINDS.items() if letters[:1] == letter), None)
        size = 2 * DIGITS + (1 if kind == CLASSES else DIGITS)
        if kind is None or len(letters) == 1 or len(letters) % size != 1 or len(letters) > 1 + MOST_POINTS * size:
            raise ValueError(text)
        places = [1 + i for i in range(0, len(letters) - 1, size)]
        rows = tuple(row_of(letters[at : at + size], kind) for at in places)
        return cls(kind, rows, Origin.read(words) if words else None)


def row_of(letters: str, kind: str) -> Row:
    """The point of so many letters; raises ValueError."""
    x1, x2, label = letters[:DIGITS], letters[DIGITS : 2 * DIGITS], letters[2 * DIGITS :]
    read = LETTERS.index(label) if kind == CLASSES else number_of(label, 1.0)
    return number_of(x1, EXTENT), number_of(x2, EXTENT), float(read)


def as_class(label: float) -> float:
    """A class, of which there are few; raises ValueError."""
    if label not in range(MOST_CLASSES):
        raise ValueError(f"{label} is no class from 0 to {MOST_CLASSES - 1}")
    return float(label)


def as_value(value: float) -> float:
    """A value on the grid; raises ValueError."""
    return snapped(value, 1.0)


def level_of(number: float, reach: float) -> int:
    """Which step of the grid from -reach to +reach is nearest; raises ValueError beyond it."""
    if not -reach <= number <= reach:
        raise ValueError(f"{number} lies beyond {reach}")
    return round((number / reach + 1) / 2 * LEVELS)


def at_level(level: int, reach: float) -> float:
    """The number there."""
    return reach * (2 * level - LEVELS) / LEVELS


def snapped(number: float, reach: float) -> float:
    """The nearest number of the grid; raises ValueError."""
    return at_level(level_of(number, reach), reach)


def letters_of(number: float, reach: float) -> str:
    """A number of the grid in letters."""
    level = level_of(number, reach)
    return LETTERS[level >> 12] + LETTERS[level >> 6 & 63] + LETTERS[level & 63]


def number_of(letters: str, reach: float) -> float:
    """The number of such letters; raises ValueError."""
    level = 0
    for letter in letters:
        level = level << 6 | LETTERS.index(letter)
    if level > LEVELS:
        raise ValueError(f"{letters} lies beyond {reach}")
    return at_level(level, reach)


def label_letters(label: float) -> str:
    """A class as a letter."""
    return LETTERS[int(label)]


def value_letters(value: float) -> str:
    """A value in letters."""
    return letters_of(value, 1.0)


def clipped(kind: str, rows: Iterable[Row]) -> Points:
    """Points of which some may lie beyond the plane, or have larger values: these are brought to its edge."""

    def near(number: float, reach: float) -> float:
        return min(max(float(number), -reach), reach)

    rows = ((near(x1, EXTENT), near(x2, EXTENT), near(y, 1.0) if kind == NUMBERS else y) for x1, x2, y in rows)
    return Points(kind, tuple(rows))
