"""Points from a CSV text: a header `x,y,label`, `x,y,value` or `x,value`, then one point a line. Nothing is guessed.

A label is a whole number: -1 and 1 for two classes, or 0, 1, 2, … for any number of classes. A value is any number.
"""

import math

import numpy as np

from nets.arrays import Array
from nets.datasets.dataset import CLASSES, NUMBERS, SIGNS, Dataset, check_classes
from nets.errors import DataError, TableError

LARGEST = float(np.finfo(np.float32).max)
HEADERS = (["x", "y", "label"], ["x", "y", "value"], ["x", "value"])
POSSIBLE = "x,y,label or x,y,value or x,value"


def parse(text: str) -> Dataset:
    """The dataset that a CSV text describes; raises TableError, with the number of the line, for anything wrong."""
    lines = text.removeprefix("\ufeff").splitlines()
    if not lines or not text.strip():
        raise TableError(1, f"the text is empty; it begins with the line {POSSIBLE}")
    header = cells(lines[0])
    if header not in HEADERS:
        raise TableError(1, f"the first line is {POSSIBLE}, not {shown(lines[0])}")
    rows = [(number, line) for number, line in enumerate(lines[1:], start=2) if line.strip()]
    if not rows:
        raise TableError(len(lines), "there is a header, but no point after it")
    table = at_once([line for _, line in rows], header)
    if table is None:
        table = np.array([row(number, line, header) for number, line in rows])
    points = table[:, :-1].astype(np.float32)
    if header[-1] == "value":
        return Dataset(points, table[:, -1].astype(np.float32), NUMBERS)
    return labelled(points, table[:, -1], len(lines))


def labelled(points: Array, labels: Array, last_line: int) -> Dataset:
    """Points (N, 2) of two classes -1 and 1, or of classes 0, 1, 2, …"""
    if np.array_equal(np.unique(labels), (-1, 1)):
        return Dataset(points, labels.astype(np.float32), SIGNS)
    try:
        check_classes(labels)
    except DataError as error:
        raise TableError(last_line, f"after the last point: labels are -1 and 1, or else {error}") from error
    return Dataset(points, labels.astype(np.int64), CLASSES)


def at_once(lines: list[str], header: list[str]) -> Array | None:
    """All points, (N, columns): the quick way for a table in which all is well. None if anything is not."""
    try:
        table = np.loadtxt(lines, delimiter=",", comments=None, ndmin=2)
    except ValueError:
        return None
    well = table.shape == (len(lines), len(header)) and (np.abs(table) <= LARGEST).all()
    if well and header[-1] == "label":
        well = np.equal(table[:, -1], np.floor(table[:, -1])).all() and table[:, -1].min() >= -1
    return table if well else None


def row(number: int, line: str, header: list[str]) -> list[float]:
    """One point: as many numbers as the header has columns, of which the last is whole if it is a label."""
    parts = cells(line)
    if len(parts) != len(header):
        raise TableError(number, f"a point has {len(header)} columns, this line has {len(parts)}: {shown(line)}")
    numbers = [as_number(number, name, part) for name, part in zip(header, parts, strict=True)]
    if header[-1] == "label" and not (numbers[-1].is_integer() and numbers[-1] >= -1):
        raise TableError(number, f"a label is -1, 0, 1, 2, …, not {shown(parts[-1])}")
    return numbers


def as_number(number: int, name: str, part: str) -> float:
    """A cell as a finite number that single precision can hold; raises TableError."""
    try:
        value = float(part if "_" not in part else "")
    except ValueError:
        raise TableError(number, f"{name} is not a number: {shown(part)}") from None
    if not math.isfinite(value) or abs(value) > LARGEST:
        raise TableError(number, f"{name} is not a finite number up to {LARGEST:.3g}: {shown(part)}")
    return value


def cells(line: str) -> list[str]:
    """The cells of a line, without the spaces around them."""
    return [cell.strip() for cell in line.split(",")]


def shown(text: str) -> str:
    """A piece of somebody's text as a message quotes it: at most 60 characters."""
    text = text.strip()
    return repr(text if len(text) <= 60 else text[:59] + "…")
