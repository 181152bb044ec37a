"""Numbers and sums as they stand in written arithmetic: with so many digits that whoever reads them can check it."""

from math import floor, isfinite, isnan, log10
from typing import NamedTuple

from nets.written import power_of_ten
from playground.views.words import MINUS

DIGITS = 3
LEAST, MOST = 1e-3, 1e5
"""Sizes between which a number is written without a power of ten."""
WHOLE = 1000
"""Below this a whole number is written as one."""


class Equation(NamedTuple):
    """``name = expression = value``; without an expression it says the value alone."""

    name: str
    expression: str
    value: str

    def __str__(self) -> str:
        return " = ".join(part for part in self if part)


def exact(value: float, digits: int = DIGITS) -> str:
    """A number to so many significant digits, with a minus if it is below zero; … for what is none."""
    size = abs(float(value))
    if isnan(size):
        return "…"
    minus = MINUS if value < 0 else ""
    if not isfinite(size):
        return f"{minus}∞"
    if size == int(size) and size < WHOLE:
        return f"{minus if size else ''}{int(size)}"
    if LEAST <= size < MOST:
        return f"{minus}{size:.{max(digits - 1 - floor(log10(size)), 0)}f}"
    return minus + power_of_ten(size, digits)


def short(value: float) -> str:
    """A number to two digits, with its sign: for a narrow place."""
    text = exact(value, 2)
    return f"+{text}" if value > 0 else text


def factor(value: float) -> str:
    """A number within a product: in brackets, if it has a sign or a power of its own."""
    text = exact(value)
    return f"({text})" if text.startswith(MINUS) or "·" in text else text


def total(terms: list[tuple[float, str]]) -> str:
    """Terms with their signs: each a number whose sign it has, and its words without that."""
    signs = [MINUS if value < 0 else "+" for value, _ in terms]
    text = " ".join(f"{sign} {words}" for sign, (_, words) in zip(signs, terms, strict=True))
    return text.removeprefix("+ ") if text.startswith("+") else text.replace(f"{MINUS} ", MINUS, 1)


def product(one: float, other: float) -> tuple[float, str]:
    """A product as a term, which has the sign of the first number."""
    return one, f"{unsigned(one)}·{factor(other)}"


def number(value: float) -> tuple[float, str]:
    """A number as a term."""
    return value, unsigned(value)


def unsigned(value: float) -> str:
    """A number without its sign, in brackets if it has a power."""
    return factor(abs(float(value)))


def decimals(changes: list[float]) -> int:
    """How many decimals it takes to see these changes."""
    largest = max((abs(change) for change in changes if isfinite(change)), default=0.0)
    return 3 if largest == 0 else min(max(2 - floor(log10(largest)), 2), 7)


def fixed(value: float, places: int) -> str:
    """A number with so many decimals."""
    size = abs(float(value))
    if not isfinite(size) or size >= MOST:
        return exact(value)
    return f"{MINUS if value < 0 else ''}{size:.{places}f}"
