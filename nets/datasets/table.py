"""Points from a CSV text: a header `x,y,label` or `x,y,value`, then one point a line. Nothing is guessed.

A label is a whole number: -1 and 1 for two classes, or 0, 1, 2, … for any number of classes. A value is any number.
"""

import math

import numpy as np

from nets.datasets.dataset import CLASSES, NUMBERS, SIGNS, Dataset, check_classes
from nets.errors import DataError, TableError

LARGEST = float(np.finfo(np.float32).max)
HEADERS = (["x", "y", "label"], ["x", "y", "value"])


def parse(text: str) -> Dataset:
    """The dataset that a CSV text describes; raises TableError, with the number of the line, for anything wrong."""
    lines = text.removeprefix("\ufeff").splitlines()
    if not lines or not text.strip():
        raise TableError(1, "the text is empty; it begins with the line x,y,label or x,y,value")
    header = cells(lines[0])
    if header not in HEADERS:
        raise TableError(1, f"the first line is x,y,label or x,y,value, not {lines[0].strip()!r}")
    rows = [row(number, line, header[2]) for number, line in enumerate(lines[1:], start=2) if line.strip()]
    if not rows:
        raise TableError(len(lines), "there is a header, but no point after it")
    table = np.array(rows)
    points = table[:, :2].astype(np.float32)
    if header[2] == "value":
        return Dataset(points, table[:, 2].astype(np.float32), NUMBERS)
    return labelled(points, table[:, 2], len(lines))


def labelled(points: np.ndarray, labels: np.ndarray, last_line: int) -> Dataset:
    """Points (N, 2) of two classes -1 and 1, or of classes 0, 1, 2, …"""
    if set(labels) == {-1, 1}:
        return Dataset(points, labels.astype(np.float32), SIGNS)
    try:
        check_classes(labels)
    except DataError as error:
        raise TableError(last_line, f"after the last point: labels are -1 and 1, or else {error}") from error
    return Dataset(points, labels.astype(np.int64), CLASSES)


def row(number: int, line: str, kind: str) -> list[float]:
    """One point: three numbers, of which the last is whole if it is a label."""
    parts = cells(line)
    if len(parts) != 3:
        raise TableError(number, f"a point has 3 columns, this line has {len(parts)}: {line.strip()!r}")
    numbers = [as_number(number, name, part) for name, part in zip(("x", "y", kind), parts, strict=True)]
    if kind == "label" and not (numbers[2].is_integer() and numbers[2] >= -1):
        raise TableError(number, f"a label is -1, 0, 1, 2, …, not {parts[2]!r}")
    return numbers


def as_number(number: int, name: str, part: str) -> float:
    """A cell as a finite number that single precision can hold; raises TableError."""
    try:
        value = float(part if "_" not in part else "")
    except ValueError:
        raise TableError(number, f"{name} is not a number: {part!r}") from None
    if not math.isfinite(value) or abs(value) > LARGEST:
        raise TableError(number, f"{name} is not a finite number: {part!r}")
    return value


def cells(line: str) -> list[str]:
    """The cells of a line, without the spaces around them."""
    return [cell.strip() for cell in line.split(",")]
