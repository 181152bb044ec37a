"""What a table is taken for: what ends its cells, whether its first line names them, and which columns are which.

All of it is guessed, and somebody may know better: what they say holds, and what follows from it is guessed anew.
"""

import re
from dataclasses import dataclass

from nets.datasets.dataset import CLASSES, NUMBERS
from playground.core.files.sheet import DELIMITERS, NUMBER, Row, Sheet, is_number, width_of
from playground.core.plane.points import MOST_CLASSES

ROLES = ("x1", "x2", "answer")
MARKS = (".", ",")
NONE = -1
"""The column of the answer where there is none: all points are of one class."""
ANSWERS = re.compile(r"class|label|species|target|value", re.IGNORECASE)
RANGE = re.compile(r"(.*) \[(\S+) to (\S+)\]")
"""A name that says which numbers lie between both ends."""
THOUSANDS = re.compile(r"[+-]?[1-9][0-9]{0,2},[0-9]{3}")
"""Between quotes, this may be a whole number of another country."""
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
    decimal = wanted.get("decimal")
    decimal = decimal if decimal in MARKS else decimal_of(cells, delimiter)
    header = wanted["header"] == "yes" if "header" in wanted else has_header(cells)
    if rows and header:
        (_, head), *rows = rows
        names = [*head, *[""] * width][:width]
    else:
        names = [""] * width
    names = [name or f"column {i + 1}" for i, name in enumerate(names)]
    columns = list(zip(*[each for _, each in rows if len(each) == width], strict=True)) or [()] * width
    x1, x2, answer = columns_of(names, columns, [number_in(wanted.get(name), width) for name in ROLES])
    kind = wanted.get("kind") or kind_of(names, columns, answer, decimal)
    kind = kind if kind in (CLASSES, NUMBERS) and answer != NONE else CLASSES
    choice = {"delimiter": delimiter, "decimal": decimal, "header": "yes" if header else "no"}
    return Reading(
        {**choice, "x1": x1, "x2": x2, "answer": answer, "kind": kind}, names, rows, x1, x2, answer, kind, decimal
    )


def decimal_of(cells: list[list[str]], delimiter: str) -> str:
    """The decimal mark, as it seems."""
    numbers = [cell for row in cells[:LOOKED_AT] for cell in row if is_number(cell)]
    commas = sum("," in cell and not (delimiter == "," and THOUSANDS.fullmatch(cell)) for cell in numbers)
    points = sum("." in cell for cell in numbers)
    return "," if commas > points else "."


def has_header(cells: list[list[str]]) -> bool:
    """Whether the first row is none of points: a column has a word there, and numbers below."""
    if not cells:
        return False
    head, *rest = cells
    columns = list(zip(*rest, strict=True)) if rest else [()] * len(head)
    return any(not is_number(name) and mostly(column) for name, column in zip(head, columns, strict=True))


def mostly(column: tuple[str, ...]) -> bool:
    """Whether most cells of a column are numbers."""
    return count(column) > len(column[:LOOKED_AT]) / 2


def count(column: tuple[str, ...]) -> int:
    """How many numbers a column has."""
    return sum(is_number(cell) for cell in column[:LOOKED_AT])


def columns_of(names: list[str], columns: list[tuple[str, ...]], chosen: list[int | None]) -> tuple[int, int, int]:
    """Which columns are both coordinates and what is to be learned, as chosen, or as it seems: none of them twice."""
    x1, x2, answer = chosen
    free = [i for i in range(len(columns)) if i not in chosen]
    if answer is None:
        missing = (x1 is None) + (x2 is None)
        answer = answer_of(names, columns, free) if len(free) > missing else NONE
    numeric = [i for i in free if mostly(columns[i])]
    others = sorted((i for i in free if i not in numeric), key=lambda i: -count(columns[i]))
    places = sorted([i for i in [*numeric, *others] if i != answer][: 2 - sum(each is not None for each in (x1, x2))])
    if x1 is None:
        x1 = places.pop(0) if places else 0
    if x2 is None:
        x2 = places.pop(0) if places else 0
    return x1, x2, answer


def answer_of(names: list[str], columns: list[tuple[str, ...]], free: list[int]) -> int:
    """Which of some columns seems to be learned: its name says so, or it holds words, or it is the last."""
    named = [i for i in free if ANSWERS.fullmatch(names[i].strip())]
    words = [i for i in free if not mostly(columns[i])]
    return next(iter([*reversed(named), *reversed(words), *reversed(free)]), NONE)


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


def number_in(wanted: str | int | None, width: int) -> int | None:
    """A column's number that the page says, if it does."""
    try:
        number = None if wanted is None else int(wanted)
    except ValueError:
        return None
    return number if number is not None and NONE <= number < width else None
