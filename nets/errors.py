"""The errors of this package: each says what was given and what would have been possible."""

from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np


class NetsError(ValueError):
    """The root of all errors that this package raises on purpose."""


class UnknownNameError(NetsError):
    """A name that is on no list of ours."""

    def __init__(self, kind: str, given: object, known: Iterable[str]) -> None:
        super().__init__(f"unknown {kind} {given!r}; known are: {', '.join(known)}")


class ShapeError(NetsError):
    """Arrays or layers whose shapes do not fit together."""


class DataError(NetsError):
    """Data that cannot be learned from: empty, not finite, of unequal lengths, with too few classes."""


class SettingError(NetsError):
    """A number outside its range, for instance a negative learning rate."""


class StageError(NetsError):
    """A part of a training step that was asked for out of turn."""


class TableError(DataError):
    """A CSV text that cannot be understood; `line` is the number of the line, counted from 1."""

    def __init__(self, line: int, what: str) -> None:
        super().__init__(f"line {line}: {what}")
        self.line = line


class FileError(NetsError):
    """A file or text that does not describe a network."""


class ExportError(NetsError):
    """A network that another library cannot express."""


def at_least_one(what: str, number: float) -> int:
    """The number, if it is a whole number of 1 or more; raises SettingError."""
    if not is_whole(number) or number < 1:
        raise SettingError(f"{what} is a whole number of at least 1, not {number!r}")
    return int(number)


def whole(what: str, number: float) -> int:
    """The number, if it is a whole number of 0 or more; raises SettingError."""
    if not is_whole(number) or number < 0:
        raise SettingError(f"{what} is a whole number of at least 0, not {number!r}")
    return int(number)


def not_negative(what: str, number: float) -> float:
    """The number, if it is finite and at least 0; raises SettingError."""
    if not is_number(number) or not 0 <= number < np.inf:
        raise SettingError(f"{what} is a number of at least 0, not {number!r:.40}")
    return float(number)


def positive(what: str, number: float) -> float:
    """The number, if it is finite and above 0; raises SettingError."""
    if not is_number(number) or not 0 < number < np.inf:
        raise SettingError(f"{what} is a number above 0, not {number!r:.40}")
    return float(number)


def fraction(what: str, number: float) -> float:
    """The number, if it is at least 0 and below 1; raises SettingError."""
    if not is_number(number) or not 0 <= number < 1:
        raise SettingError(f"{what} is at least 0 and below 1, not {number!r}")
    return float(number)


def is_number(number: Any) -> bool:
    """Whether it is one number that a float can hold, and no truth value."""
    if isinstance(number, bool) or (isinstance(number, int) and abs(number) > 10**300):
        return False
    return isinstance(number, int | float | np.integer | np.floating)


def is_whole(number: Any) -> bool:
    """Whether it is a number, finite and without a fraction."""
    return is_number(number) and bool(number % 1 == 0)


def as_numbers(what: str, values: Any, dtype: Any) -> np.ndarray:
    """The values as an array of numbers of that type; raises DataError for words, gaps and rows of unequal length."""
    try:
        with np.errstate(over="ignore"):
            if np.iscomplexobj(values):
                raise TypeError("complex numbers have two parts")
            return np.asarray(values, dtype)
    except (TypeError, ValueError, OverflowError) as error:
        raise DataError(f"{what} must be numbers in rows of equal length: {error}") from error


def check_name(kind: str, name: object, known: Iterable[str]) -> None:
    """Raises UnknownNameError unless the name is among the known ones."""
    if not isinstance(name, str) or name not in known:
        raise UnknownNameError(kind, name, known)


def checked_shape(shape: Any) -> tuple[int, ...]:
    """The shape of one sample, all lengths at least 1; raises SettingError."""
    if not isinstance(shape, Sequence) or not shape:
        raise SettingError(f"the shape of one sample is a tuple, as in (2,) or (24, 24, 1); got {shape!r}")
    return tuple(at_least_one("each length of the input's shape", length) for length in shape)
