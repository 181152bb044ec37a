"""Points as a table, in the numbers that they had before: what is read again is the same."""

import csv
import io

from nets.datasets.dataset import CLASSES
from playground.core.files.sheet_points import class_names
from playground.core.plane.numbers import CLASS_NAMES
from playground.core.plane.origin import FIT, Column, Origin, column_between
from playground.core.plane.points import EXTENT, Points, level_of

MOST_DIGITS = 17
SAME = Origin(Column("x1"), Column("x2"), Column(""))


def written(points: Points) -> str:
    """The table: a header, and a line for each point."""
    origin = points.origin or SAME
    x1, x2 = (list(column) for column in zip(*[row[:2] for row in points.rows], strict=True)) if points else ([], [])
    columns = [
        numbers(Column("x1") if origin.x1.is_plain else origin.x1, x1, EXTENT, FIT),
        numbers(Column("x2") if origin.x2.is_plain else origin.x2, x2, EXTENT, FIT),
        labels(points, origin) if points.kind == CLASSES else numbers(valued(origin.answer), points.labels, 1.0, 1.0),
    ]
    text = io.StringIO()
    csv.writer(text).writerows(zip(*columns, strict=True))
    return text.getvalue()


def valued(answer: Column) -> Column:
    """The column of values that are no others than those of the page."""
    return Column("value") if answer.is_plain else answer


def numbers(column: Column, places: list[float], extent: float, reach: float) -> list[str]:
    """A name, and the numbers; the name says their range if they do not say it themselves."""
    cells = [shortest(column, place, extent) for place in places]
    found = [float(cell) for cell in cells]
    fitted = column_between(column.name, min(found), max(found), reach) if found else column
    if column.is_plain or fitted == column:
        return [column.name, *cells]
    low, high = column.ends(reach)
    again = column_between(column.name, low, high, reach)  # what is read of the name, and what cells are made for
    return [f"{column.name} [{low!r} to {high!r}]", *(shortest(again, place, extent) for place in places)]


def shortest(column: Column, place: float, extent: float) -> str:
    """The number of a place in the table with as few digits as lead back to it."""
    number = column.original(place)
    wanted = level_of(place, extent)

    def leads_back(text: str) -> bool:
        there = column.in_plane(float(text))
        return abs(there) <= extent * (1 + 1e-9) and level_of(min(max(there, -extent), extent), extent) == wanted

    texts = (f"{number:.{digits}g}" for digits in range(1, MOST_DIGITS))
    return plain(next(filter(leads_back, texts), repr(number)))


def plain(text: str) -> str:
    """A number without a power of ten, where that is not longer."""
    spelled = f"{float(text):f}".rstrip("0").rstrip(".")
    return spelled if float(spelled) == float(text) and "e" in text and len(spelled) <= len(text) + 2 else text


def labels(points: Points, origin: Origin) -> list[str]:
    """A name, and the class of each point: its own name, unless other classes would be read of that."""
    classes = [int(label) for label in points.labels]
    names = dict(enumerate(origin.classes))
    cells = [names.get(i, "") for i in classes]
    order = class_names(cells)
    is_same = all(cells) and [order.index(cell) for cell in cells] == classes
    return [origin.answer.name or "class", *(cells if is_same else [CLASS_NAMES[i] for i in classes])]
