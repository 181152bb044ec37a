"""Points of a table: which lines cannot be used, and where the numbers of the others come to lie."""

import math
from collections.abc import Iterable
from typing import NamedTuple

import numpy as np

from nets.datasets.dataset import CLASSES, NUMBERS
from playground.core.files.sheet import NUMBER
from playground.core.files.sheet_reading import NONE, RANGE, Reading
from playground.core.plane.numbers import CLASS_NAMES
from playground.core.plane.origin import FIT, LARGEST, Column, Origin, cleaned, column_between
from playground.core.plane.points import EXTENT, MOST_CLASSES, MOST_POINTS, Points, clipped

SHOWN = 5
"""Rows, and lines that cannot be used."""
PLAIN = {"x1": EXTENT, "x₁": EXTENT, "x2": EXTENT, "x₂": EXTENT, "value": 1.0}
"""Columns of these names lie in the plane already, if their numbers are no larger."""


class Found(NamedTuple):
    """The points of a table.

    points    None if there are none
    bad       the first few lines that cannot be used, each with the reason, and how many more there are
    problem   why there are none; empty, if there are
    said      how many there are, and of how many lines
    """

    points: Points | None
    bad: list[str]
    problem: str
    said: str


class LineError(ValueError):
    """Why a line cannot be used; the message goes on after its number."""


def points_of(of: Reading) -> Found:
    """The points of a table, at most so many as there may be; which they are then is left to a fixed chance."""
    width, good, bad = len(of.names), [], []
    for line, cells in of.rows:
        try:
            good.append(point(cells, of, width))
        except LineError as error:
            bad.append(f"line {line} {error}")
    shown = [*bad[:SHOWN], *([f"and {len(bad) - SHOWN:,} more"] if len(bad) > SHOWN else [])]
    labels = [label for *_, label in good]
    classes = None if of.kind == NUMBERS else class_names(labels)
    problem = trouble(of, good, classes)
    if problem:
        return Found(None, shown, problem, "")
    count = len(good)
    if count > MOST_POINTS:
        chosen = np.sort(np.random.default_rng(0).choice(count, MOST_POINTS, replace=False))
        good = [good[i] for i in chosen]
    points = placed(good, of, classes)
    return Found(points, shown, "", "; ".join([headline(count, len(bad)), *remarks(of, points)]))


def headline(good: int, bad: int) -> str:
    """How many lines become points, and how many do not."""
    said = f"{good:,} line{'s'[: good != 1]} can be used" + (f", {bad:,} cannot" if bad else "")
    if good <= MOST_POINTS:
        return said
    return f"{said}; {MOST_POINTS:,} of {'those that can' if bad else 'them'} are drawn at random"


def remarks(of: Reading, points: Points) -> list[str]:
    """What else somebody should know before they take the points."""
    twice = ["x₁ and x₂ are the same column"] if of.x1 == of.x2 else []
    itself = [f"what is to be learned is {name} itself" for name, i in (("x₁", of.x1), ("x₂", of.x2)) if i == of.answer]
    return [*twice, *itself, *filter(None, [points.lack])]


def point(cells: list[str], of: Reading, width: int) -> tuple[float, float, str | float]:
    """A point of a row: both numbers of the table, and its class in words or its value; raises LineError."""
    if len(cells) != width and (len(cells) < width or any(cells[width:])):
        raise LineError(f"has {len(cells)} column{'s'[: len(cells) != 1]} instead of {width}")
    x1, x2 = (as_number(cells[i], of.names[i], of.decimal) for i in (of.x1, of.x2))
    if of.answer == NONE:
        return x1, x2, "A"
    answer = cells[of.answer]
    if of.kind == NUMBERS:
        return x1, x2, as_number(answer, of.names[of.answer], of.decimal)
    if not answer:
        raise LineError(f"has no {of.names[of.answer]}")
    return x1, x2, answer


def as_number(cell: str, name: str, decimal: str) -> float:
    """The number of a cell; raises LineError."""
    if not cell:
        raise LineError(f"has no {name}")
    text = cell.replace(",", ".", 1) if decimal == "," else cell
    value = float(text) if NUMBER.fullmatch(text) else math.nan
    if not abs(value) <= LARGEST:
        reason = "is no number" if math.isnan(value) else "is too large"
        raise LineError(f"has “{cell[:20] + '…' * (len(cell) > 20)}” in {name}, which {reason}")
    return value


def trouble(of: Reading, good: list[tuple[float, float, str | float]], classes: list[str] | None) -> str:
    """Why there are no points; empty, if there are."""
    if len(of.names) < 2:
        return "only one column is recognised, and a point has two numbers"
    if not good:
        return "no line of this table can be used"
    if classes is not None and len(classes) > MOST_CLASSES:
        name = of.names[of.answer]
        labels = f"{name} has {len(classes):,} different labels"
        return f"{labels}, and there are at most {MOST_CLASSES} classes: choose another column, or numbers"
    return ""


def placed(good: list[tuple[float, float, str | float]], of: Reading, classes: list[str] | None) -> Points:
    """Points where they lie in the plane, with what they were before."""
    x1 = column(of.names[of.x1], [row[0] for row in good], FIT)
    x2 = column(of.names[of.x2], [row[1] for row in good], FIT)
    labels = [label for *_, label in good]
    if classes is None:
        numbers = [float(label) for label in labels]
        answer = column(of.names[of.answer], numbers, 1.0)
        rows = [
            (x1.in_plane(a), x2.in_plane(b), answer.in_plane(c)) for (a, b, _), c in zip(good, numbers, strict=True)
        ]
        return replaced(clipped(NUMBERS, rows), Origin(x1, x2, answer))
    known = {name: i for i, name in enumerate(classes)}
    rows = [(x1.in_plane(a), x2.in_plane(b), float(known[str(label)])) for a, b, label in good]
    named = () if classes == list(CLASS_NAMES) else tuple(map(cleaned, classes))
    answer = Column("class" if of.answer == NONE else cleaned(of.names[of.answer]))
    return replaced(clipped(CLASSES, rows), Origin(x1, x2, answer, named))


def replaced(points: Points, origin: Origin) -> Points:
    """The points with their origin, unless that says nothing."""
    plain = origin.x1.is_plain and origin.x2.is_plain and origin.answer.is_plain
    says = not plain or origin.classes or origin.answer.name not in ("class", "value")
    return Points(points.kind, points.rows, origin if says else None)


def column(name: str, numbers: list[float], reach: float) -> Column:
    """Where the numbers of a column come to lie: its name may say it, they may be in the plane, or they are fitted."""
    low, high = min(numbers), max(numbers)
    ranged = RANGE.fullmatch(name)
    if ranged and all(NUMBER.fullmatch(end) for end in ranged.groups()[1:]):
        between = column_between(cleaned(ranged[1]), float(ranged[2]), float(ranged[3]), reach)
        if abs(between.in_plane(low)) <= PLAIN_REACH[reach] and abs(between.in_plane(high)) <= PLAIN_REACH[reach]:
            return between
    if name.lower() in PLAIN and max(-low, high) <= PLAIN[name.lower()]:
        return Column(cleaned(name))
    return column_between(cleaned(name), low, high, reach)


PLAIN_REACH = {FIT: EXTENT + 1e-6, 1.0: 1 + 1e-6}
"""How far numbers may lie out by what a name says."""


def class_names(labels: Iterable[str | float]) -> list[str]:
    """The classes of labels in their order: A to F, numbers by size, and words as they come."""
    found = list(dict.fromkeys(map(str, labels)))
    if set(found) <= set(CLASS_NAMES):
        return list(CLASS_NAMES)
    if all(NUMBER.fullmatch(name) for name in found):
        return sorted(found, key=float)
    return found
