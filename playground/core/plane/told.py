"""Where points come from, in the words of the table: its columns, between which numbers, and its classes."""

import math

from nets.datasets.dataset import CLASSES
from nets.written import power_of_ten
from playground.core.plane.numbers import CLASS_NAMES
from playground.core.plane.origin import FIT, Column
from playground.core.plane.points import Points

MARK = "Glassbox run:"
"""What files say before an address, and no name in them may."""
DIGITS = 4
"""Of a span, so that both of its ends can be told apart."""
HUGE, TINY = 1e12, 1e-4


def sentence(points: Points) -> str:
    """What the points are: x₁ is height (8.38 … 17.92), …, A is Rose, B is Tulip. Empty for points of no table."""
    origin = points.origin
    if origin is None:
        return ""
    parts = [named("x₁", origin.x1, FIT), named("x₂", origin.x2, FIT)]
    if points.kind != CLASSES:
        parts.append(named("the value", origin.answer, 1.0))
    parts += [f"{letter} is {called(name)}" for letter, name in zip(CLASS_NAMES, origin.classes, strict=False) if name]
    text = ", ".join(filter(None, parts))
    return f"{text}.".replace(MARK, MARK[:-1]) if text else ""


def named(what: str, column: Column, reach: float) -> str:
    """One column: x₁ is height (8.38 … 17.92); empty, if nothing is known of it."""
    if column.is_plain:
        return f"{what} is {called(column.name)}" if column.name else ""
    return f"{what} is {called(column.name) or 'a column'} ({between(column, reach)})"


def called(name: str) -> str:
    """A name in a list: in quotes, if it could be taken for more than one."""
    return f"“{name}”" if any(mark in name for mark in ",;:") else name


def between(column: Column, reach: float) -> str:
    """The numbers of a column at both ends, from -reach to +reach, as people read them."""
    low, high = column.ends(reach)
    return f"{short(low, high - low)} … {short(high, high - low)}"


def short(number: float, span: float) -> str:
    """A number with the digits that matter in a span."""
    if number and ((span < TINY and abs(number) < 1) or abs(number) >= HUGE):
        text = power_of_ten(number, DIGITS, trimmed=True)
    else:
        places = max(0, DIGITS - 1 - math.floor(math.log10(span))) if span else DIGITS
        text = f"{number:,.{places}f}"
        text = text.rstrip("0").rstrip(".") if "." in text else text
    return text.replace("-", "−")
