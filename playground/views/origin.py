"""Where points come from, in words: what a table called its columns, and which of its numbers lie where."""

from nets.datasets.dataset import CLASSES
from playground.core.plane.numbers import CLASS_NAMES
from playground.core.plane.origin import FIT, Column
from playground.core.plane.points import Points
from playground.core.plane.told import between, called


def told(points: Points) -> list[str]:
    """A line for each coordinate, and one for the class or value; none for points of no table."""
    origin = points.origin
    if origin is None:
        return []
    lines = [line("x₁", origin.x1, FIT), line("x₂", origin.x2, FIT)]
    if points.kind != CLASSES:
        return [*lines, line("value", origin.answer, 1.0)]
    names = [f"{letter} {called(name)}" for letter, name in zip(CLASS_NAMES, origin.classes, strict=False) if name]
    return [*lines, f"class = {origin.answer.name}: {', '.join(names)}"] if names else lines


def line(what: str, column: Column, reach: float) -> str:
    """One column: x₁ = length: 4.3 … 7.9 → −5.4 … +5.4."""
    if column.is_plain:
        return f"{what} = {column.name}"
    return f"{what} = {column.name}: {between(column, reach)} → −{reach:g} … +{reach:g}"
