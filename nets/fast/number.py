"""Numbers that are other ones at every play: the learning rate, and what an optimizer computes from the step.

An optimizer's formula takes them as plain floats. While it is traced they are `Number`s, which write down what is
computed with them; before each play they are computed anew in Python's own precision.
"""

from collections.abc import Callable
from operator import add, mul, neg, pow, sub, truediv
from typing import Any


class Number:
    """A float that is computed by `compute`; the arithmetic of floats gives further ones."""

    def __init__(self, compute: Callable[[], float]) -> None:
        self._compute = compute

    @property
    def value(self) -> float:
        """What it is now."""
        return self._compute()

    def __add__(self, other: Any) -> Any:
        return _combined(add, self, other)

    def __radd__(self, other: Any) -> Any:
        return _combined(add, other, self)

    def __sub__(self, other: Any) -> Any:
        return _combined(sub, self, other)

    def __rsub__(self, other: Any) -> Any:
        return _combined(sub, other, self)

    def __mul__(self, other: Any) -> Any:
        return _combined(mul, self, other)

    def __rmul__(self, other: Any) -> Any:
        return _combined(mul, other, self)

    def __truediv__(self, other: Any) -> Any:
        return _combined(truediv, self, other)

    def __rtruediv__(self, other: Any) -> Any:
        return _combined(truediv, other, self)

    def __pow__(self, other: Any) -> Any:
        return _combined(pow, self, other)

    def __rpow__(self, other: Any) -> Any:
        return _combined(pow, other, self)

    def __neg__(self) -> "Number":
        return Number(lambda: neg(self.value))


def _combined(operation: Callable[[Any, Any], Any], left: Any, right: Any) -> Any:
    if not all(isinstance(each, int | float | Number) for each in (left, right)):
        return NotImplemented
    return Number(lambda: operation(_now(left), _now(right)))


def _now(value: Any) -> float:
    return value.value if isinstance(value, Number) else value
