"""Conditions: whether a quantity or a setting of a run compares with a value as somebody asks."""

import operator
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from itertools import pairwise
from typing import Any

SIGNS: dict[str, Callable[[Any, Any], bool]] = {
    "<": operator.lt, "≤": operator.le, ">": operator.gt, "≥": operator.ge, "=": operator.eq, "≠": operator.ne,
}  # fmt: skip
TRENDS: dict[str, Callable[[Any, Any], bool]] = {"rises for": operator.lt, "falls for": operator.gt}
"""Signs whose value is a number of epochs: each of them ends higher, or lower, than the one before."""


@dataclass(frozen=True)
class Condition:
    """A quantity or a setting, compared with a value.

    words   as a person wrote it
    what    a name of `quantities.numbers`
    sign    one of `SIGNS` or of `TRENDS`
    value   a number, a text, yes or no, or a list; of several features, in the order of their names
    """

    words: str
    what: str
    sign: str
    value: Any

    def holds(self, numbers: Mapping[str, Any], ends: Sequence[Mapping[str, Any]] = ()) -> bool:
        """Whether it is so, by the numbers of the run (`quantities.numbers`). What is unknown is not so.

        A trend asks for `ends`, the numbers at the ends of the epochs until now, the oldest first.
        """
        if self.sign in TRENDS:
            last = [each.get(self.what, float("nan")) for each in ends[-int(self.value) - 1 :]]
            return len(last) == self.value + 1 and all(TRENDS[self.sign](*each) for each in pairwise(last))
        found = numbers.get(self.what)
        return found is not None and found == found and SIGNS[self.sign](found, self.value)

    def as_json(self) -> dict[str, Any]:
        """What a page's script is told: plain texts, numbers and lists."""
        return asdict(self)

    @classmethod
    def told(cls, found: Mapping[str, Any]) -> "Condition":
        """The condition of which `as_json` told."""
        return cls(found["words"], found["what"], found["sign"], found["value"])
