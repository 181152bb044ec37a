"""Where points come from, in words: what a table called its columns, and which of its numbers lie where."""

from nets.datasets.dataset import CLASSES
from playground.core.plane.origin import FIT, Column
from playground.core.plane.points import Points


def told(points: Points) -> list[str]:
    """A line for each coordinate, and one for the class or value; none for points of no table."""
    origin = points.origin
    if origin is None:
        return []
    lines = [line("x₁", origin.x1, FIT), line("x₂", origin.x2, FIT)]
    if points.kind != CLASSES:
        return [*lines, line("value", origin.answer, 1.0)]
    names = [f"{letter} {name}" for letter, name in zip("ABCDEF", origin.classes, strict=False) if name]
    return [*lines, f"class = {origin.answer.name}: {', '.join(names)}"] if names else lines


def line(what: str, column: Column, reach: float) -> str:
    """One column: x₁ = length: 4.3 … 7.9 → −5.4 … +5.4."""
    if column.is_plain:
        return f"{what} = {column.name}"
    low, high = (short(column.original(side * reach)) for side in (-1, 1))
    return f"{what} = {column.name}: {low} … {high} → −{reach:g} … +{reach:g}"


def short(number: float) -> str:
    """A number as people read it."""
    return f"{number:.4g}".replace("-", "−")
