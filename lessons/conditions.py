"""Conditions: what a student is to reach, in the words that a teacher writes.

    test loss < 0.05        at most 4 neurons        activation is ReLU        features are x₁, x₂        step 200

A condition is about a quantity of the run as it stands (`QUANTITIES`) or about one of its settings, by its label.
"""

import operator
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any

from playground.core.declare import Choice, Flag, Several
from playground.core.settings import Settings

QUANTITIES = {
    "training loss": "the loss on the training points",
    "test loss": "the loss on the test points",
    "training accuracy": "the share of the training points that are classified right, in per cent",
    "test accuracy": "the share of the test points that are classified right, in per cent",
    "step": "the steps that the run has made",
    "epoch": "the epochs that it has made",
    "neurons": "the neurons of all hidden layers together",
    "layers": "the hidden layers",
}
"""What can be asked of a run, beside its settings."""

_SIGNS: dict[str, Callable[[Any, Any], bool]] = {
    "<": operator.lt, "<=": operator.le, "≤": operator.le, ">": operator.gt, ">=": operator.ge, "≥": operator.ge,
    "=": operator.eq, "is": operator.eq, "are": operator.eq, "is not": operator.ne, "are not": operator.ne,
}  # fmt: skip
_MOST = {"at most": "≤", "at least": "≥", "exactly": "="}
_COMPARED = re.compile(r"(?P<what>.+?)\s*(?P<sign><=|>=|[<>=≤≥]|\b(?:is|are)(?: not)?\b)\s*(?P<value>.+)")
_COUNTED = re.compile(r"(?P<sign>at most|at least|exactly)\s+(?P<value>[\d.]+)\s*(?P<what>%?.+)")
_REACHED = re.compile(r"(?P<what>step|epoch)\s+(?P<value>\d+)")
_NUMBER = re.compile(r"-?\d+(\.\d+)?(e-?\d+)?")


class ConditionError(ValueError):
    """Words that are no condition; the message says why, and what may be meant."""


@dataclass(frozen=True)
class Condition:
    """A quantity or a setting, compared with a value."""

    words: str
    what: str
    sign: str
    value: Any

    def holds(self, numbers: Mapping[str, Any]) -> bool:
        """Whether it is so; `numbers` holds the value of every quantity and setting by name. What is unknown is not so."""
        found = numbers.get(self.what)
        return found is not None and _SIGNS[self.sign](found, self.value)


def condition(words: str, kind: type[Settings]) -> Condition:
    """What these words ask of a run of this kind; raises ConditionError."""
    words = " ".join(words.split())
    found = _REACHED.fullmatch(words) or _COUNTED.fullmatch(words) or _COMPARED.fullmatch(words)
    if found is None:
        raise ConditionError(
            f"“{words}” is no condition: write a quantity, a sign and a value, as in “test loss < 0.05”, "
            "or “at most 4 neurons”"
        )
    what, value = found["what"].strip().lower(), found["value"].strip()
    sign = found.groupdict().get("sign", "≥")
    sign = _MOST.get(sign, sign)
    if what.rstrip("s") in {"neuron", "layer", "step", "epoch"}:
        what = what.rstrip("s") + ("s" if what.startswith(("neuron", "layer")) else "")
    if what in QUANTITIES:
        return Condition(words, what, sign, _number(value.removesuffix("%").strip(), words))
    return _of_setting(words, what, sign, value, kind)


def _of_setting(words: str, what: str, sign: str, value: str, kind: type[Settings]) -> Condition:
    labels = {declared.label.lower(): name for name, declared in kind.declared().items()}
    name = what.replace(" ", "_") if what.replace(" ", "_") in kind.declared() else labels.get(what)
    if name is None:
        meant = get_close_matches(what, [*QUANTITIES, *labels], n=1)
        hint = f"; do you mean “{meant[0]}”?" if meant else f"; there are {', '.join(QUANTITIES)}, and every setting"
        raise ConditionError(f"“{what}” is nothing that a run has{hint}")
    declared = kind.declared()[name]
    try:
        return Condition(words, name, sign, _value(declared, value))
    except ValueError:
        raise ConditionError(f"{declared.label} is never “{value}”; it may be {declared.allowed()}") from None


def _value(declared: Any, text: str) -> Any:
    """The value that a text stands for, as an address or as a person writes it."""
    if isinstance(declared, Several):
        return sorted(_key(declared.words, each.strip()) for each in text.split(","))
    if isinstance(declared, Choice):
        return declared.read(_key(declared.words, text))
    if isinstance(declared, Flag):
        return declared.read(text)
    return declared.read(text.rstrip("%").strip())


def _key(words: Mapping[Any, str], text: str) -> str:
    return next((str(key) for key, word in words.items() if text.lower() in (word.lower(), str(key).lower())), text)


def _number(text: str, words: str) -> float:
    if not _NUMBER.fullmatch(text):
        raise ConditionError(f"“{words}” compares with “{text}”, which is no number")
    return float(text)
