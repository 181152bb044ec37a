"""What a table is taken for: what ends its cells, whether its first line names them, and which columns are which.

All of it is guessed, and somebody may know better: what they say holds, and what follows from it is guessed anew.
"""

import re
from dataclasses import dataclass

from nets.datasets.dataset import CLASSES, NUMBERS
from playground.core.files.sheet import DELIMITERS, NUMBER, Row, Sheet, is_number, width_of
from playground.core.plane.points import MOST_CLASSES

NONE = -1
"""The column of the answer where there is none: all points are of one class."""
ANSWERS = re.compile(r"class|label|species|target|value", re.IGNORECASE)
RANGE = re.compile(r"(.*) \[(\S+) to (\S+)\]")
"""A name that says which numbers lie between both ends."""
LOOKED_AT = 1000
"""Cells of a column."""


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


def decimal_of(cells: list[list[str]]) -> str:
    """The decimal mark, as it seems."""
    commas, points = (
        sum(mark in cell and is_number(cell, ";") for row in cells[:LOOKED_AT] for cell in row) for mark in ",."
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
    some = column[:LOOKED_AT]
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
