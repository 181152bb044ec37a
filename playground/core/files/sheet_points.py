"""Points of a table: what its columns are taken for, which lines cannot be used, and where its numbers come to lie."""

import math
import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from nets.datasets.dataset import CLASSES, NUMBERS
from playground.core.files.sheet import DELIMITERS, NUMBER, Row, Sheet, is_number, width_of
from playground.core.plane.origin import FIT, LARGEST, Column, Origin, cleaned, column_between
from playground.core.plane.points import EXTENT, MOST_CLASSES, MOST_POINTS, Points, clipped

SHOWN = 5
"""Rows, and lines that cannot be used."""
NONE = -1
"""The column of the answer where there is none: all points are of one class."""
ANSWERS = re.compile(r"class|label|species|target|value|y", re.IGNORECASE)
RANGE = re.compile(r"(.*) \[(\S+) to (\S+)\]")
PLAIN = {"x1": EXTENT, "x₁": EXTENT, "x2": EXTENT, "x₂": EXTENT, "value": 1.0}
"""Columns of these names lie in the plane already, if their numbers are no larger."""
CLASS_LETTERS = "ABCDEF"


@dataclass(frozen=True)
class Reading:
    """What a table is taken for; `choice` says it as the page's selects do."""

    choice: dict[str, str | int | bool]
    names: list[str]
    rows: list[Row]
    x1: int
    x2: int
    answer: int
    kind: str
    decimal: str


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


def reading(of: Sheet, wanted: dict[str, str]) -> Reading:
    """What a table seems to be, but for what somebody wants it to be taken for; raises FileProblemError."""
    delimiter = wanted.get("delimiter")
    delimiter = delimiter if delimiter in DELIMITERS else of.delimiter
    rows = of.rows(delimiter)
    width = width_of(rows)
    cells = [cells for _, cells in rows if len(cells) == width]
    decimal = "." if delimiter == "," else wanted.get("decimal") or decimal_of(cells)
    header = wanted["header"] == "yes" if "header" in wanted else has_header(cells, delimiter)
    if rows and header:
        (_, head), *rows = rows
        names = [*head, *[""] * width][:width]
    else:
        names = [f"column {i + 1}" for i in range(width)]
    columns = list(zip(*[each for _, each in rows if len(each) == width], strict=True)) or [()] * width
    x1, x2, answer = columns_of(names, columns, delimiter)
    x1, x2, answer = (
        number_in(wanted.get(name), guess, width)
        for name, guess in zip(("x1", "x2", "answer"), (x1, x2, answer), strict=True)
    )
    kind = wanted.get("kind") or kind_of(names, columns, answer, decimal)
    kind = kind if kind in (CLASSES, NUMBERS) and answer != NONE else CLASSES
    choice = {"delimiter": delimiter, "decimal": decimal, "header": "yes" if header else "no"}
    return Reading(
        {**choice, "x1": x1, "x2": x2, "answer": answer, "kind": kind}, names, rows, x1, x2, answer, kind, decimal
    )


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
    said = f"{count:,} lines can be used" + (
        f"; {MOST_POINTS:,} of them are drawn at random" if count > MOST_POINTS else ""
    )
    return Found(placed(good, of, classes), shown, "", said)


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
        raise LineError(f"has no {of.names[of.answer] or 'class'}")
    return x1, x2, answer


def as_number(cell: str, name: str, decimal: str) -> float:
    """The number of a cell; raises LineError."""
    if not cell:
        raise LineError(f"has no {name or 'number'}")
    text = cell.replace(",", ".", 1) if decimal == "," else cell
    value = float(text) if NUMBER.fullmatch(text) else math.inf
    if not abs(value) <= LARGEST:
        raise LineError(f"has “{cell[:20] + '…' * (len(cell) > 20)}” in {name}, which is no number")
    return value


def trouble(of: Reading, good: list[tuple[float, float, str | float]], classes: list[str] | None) -> str:
    """Why there are no points; empty, if there are."""
    if len(of.names) < 2:
        return "only one column is recognised, and a point has two numbers"
    if not good:
        return "no line of this table can be used"
    if classes is not None and len(classes) > MOST_CLASSES:
        name = of.names[of.answer]
        labels = f"{name or 'this column'} has {len(classes):,} different labels"
        return f"{labels}, and there are at most {MOST_CLASSES} classes: choose another column, or numbers"
    return ""


def placed(good: list[tuple[float, float, str | float]], of: Reading, classes: list[str] | None) -> Points:
    """Points where they lie in the plane, with what they were before."""
    x1, x2 = (column(of.names[i], [row[at] for row in good], FIT) for at, i in enumerate((of.x1, of.x2)))
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
    named = () if classes == list(CLASS_LETTERS) else tuple(map(cleaned, classes))
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
    if set(found) <= set(CLASS_LETTERS):
        return list(CLASS_LETTERS)
    if all(NUMBER.fullmatch(name) for name in found):
        return sorted(found, key=float)
    return found


def decimal_of(cells: list[list[str]]) -> str:
    """The decimal mark, as it seems."""
    commas, points = (
        sum(mark in cell and is_number(cell, ";") for row in cells[:1000] for cell in row) for mark in ",."
    )
    return "," if commas > points else "."


def has_header(cells: list[list[str]], delimiter: str) -> bool:
    """Whether the first row is none of points: a column has a word there, and numbers below."""
    if not cells:
        return False
    head, *rest = cells
    columns = list(zip(*rest, strict=True)) if rest else [()] * len(head)
    return any(
        not is_number(name, delimiter) and mostly(column, delimiter) for name, column in zip(head, columns, strict=True)
    )


def mostly(column: tuple[str, ...], delimiter: str) -> bool:
    """Whether most cells of a column are numbers."""
    some = column[:1000]
    return sum(is_number(cell, delimiter) for cell in some) > len(some) / 2


def columns_of(names: list[str], columns: list[tuple[str, ...]], delimiter: str) -> tuple[int, int, int]:
    """Which columns seem to be both coordinates, and what is to be learned."""
    numeric = [i for i, column in enumerate(columns) if mostly(column, delimiter)]
    named = [i for i, name in enumerate(names) if ANSWERS.fullmatch(name.strip()) and len(names) > 2]
    words = [i for i in range(len(columns)) if i not in numeric]
    spare = numeric[2:][-1:]
    answer = next(iter([*reversed(named), *reversed(words), *spare]), NONE)
    places = [i for i in numeric if i != answer] or [0]
    return places[0], places[min(1, len(places) - 1)], answer


def kind_of(names: list[str], columns: list[tuple[str, ...]], answer: int, decimal: str) -> str:
    """Whether a column seems to be of classes or of numbers: few whole numbers are classes."""
    if answer == NONE:
        return CLASSES
    distinct = {cell.replace(",", ".", 1) if decimal == "," else cell for cell in columns[answer] if cell}
    numbers = [float(cell) for cell in distinct if NUMBER.fullmatch(cell)]
    if len(numbers) <= len(distinct) / 2:
        return CLASSES
    if names[answer].lower() == "value" or len(distinct) > MOST_CLASSES or RANGE.fullmatch(names[answer]):
        return NUMBERS
    return CLASSES if all(number.is_integer() for number in numbers) else NUMBERS


def number_in(wanted: str | int | None, guess: int, width: int) -> int:
    """A column's number that the page says, or the one that it seems to be."""
    try:
        number = guess if wanted is None else int(wanted)
    except ValueError:
        return guess
    return number if NONE <= number < width else guess
