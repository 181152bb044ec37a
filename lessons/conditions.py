"""Conditions: what a student is to reach, in the words that a teacher writes.

    test loss < 0.05        at most 4 neurons        activation is ReLU        features are x₁, x₂        step 200
    training accuracy at least 97 %        training loss falls below 0.1        test loss rises for 20 epochs

A condition is about a quantity of the run as it stands (`QUANTITIES`) or about one of its settings, by its label.
"""

import re
from collections.abc import Mapping
from difflib import get_close_matches
from typing import Any

from playground.core.condition import Condition
from playground.core.declare import Choice, Flag, Several, Whole
from playground.core.quantities import IN_PERCENT, MEASURED, known, quantities
from playground.core.settings import Settings

_WORDS = {
    "<=": "≤", ">=": "≥", "==": "=", "!=": "≠", "≤": "≤", "≥": "≥", "≠": "≠", "<": "<", ">": ">", "=": "=",
    "is not": "≠", "are not": "≠", "is": "=", "are": "=",
    "falls below": "<", "is below": "<", "below": "<", "rises above": ">", "is above": ">", "above": ">",
    "is at most": "≤", "is at least": "≥", "is exactly": "=", "reaches": "≥",
    "at most": "≤", "at least": "≥", "exactly": "=",
}  # fmt: skip
_SIGN = "|".join(
    rf"\b{re.escape(word)}\b" if word.isascii() and word[0].isalpha() else re.escape(word)
    for word in sorted(_WORDS, key=len, reverse=True)
)
_COMPARED = re.compile(rf"(?P<what>.+?)\s*(?P<sign>{_SIGN})\s*(?P<value>.+)", re.IGNORECASE)
_COUNTED = re.compile(r"(?P<sign>at most|at least|exactly)\s+(?P<value>[\d.,]+)\s*(?P<what>.+)", re.IGNORECASE)
_REACHED = re.compile(r"(?P<what>step|epoch)\s+(?P<value>[\d.,]+)", re.IGNORECASE)
_TREND = re.compile(r"(?P<what>.+?) (?P<sign>rises|falls) for (?P<value>\d{1,6}) epochs?", re.IGNORECASE)
_NUMBER = re.compile(r"-?\d+(\.\d+)?(e-?\d{1,3})?", re.ASCII)
_PLURALS = {
    "neuron": "neurons", "hidden neurons": "neurons", "hidden neuron": "neurons",
    "layer": "layers", "hidden layer": "layers", "steps": "step", "epochs": "epoch",
}  # fmt: skip


class ConditionError(ValueError):
    """Words that are no condition; the message says why, and what may be meant."""


def condition(words: str, kind: type[Settings]) -> Condition:
    """What these words ask of a run of this kind; raises ConditionError."""
    words = " ".join(words.split())
    plain = words.replace("−", "-")
    if trend := _TREND.fullmatch(plain):
        return _trend(words, trend["what"].lower(), f"{trend['sign'].lower()} for", int(trend["value"]))
    counted = _COUNTED.fullmatch(plain)
    found = _REACHED.fullmatch(plain) or counted or _COMPARED.fullmatch(plain)
    if found is None:
        raise ConditionError(
            f"“{words}” is no condition: write a quantity, a sign and a value, as in “test loss < 0.05”, "
            "or “at most 4 neurons”"
        )
    what, value = found["what"].strip().lower(), found["value"].strip()
    sign = _WORDS[(found.groupdict().get("sign") or "≥").lower()]
    if what.startswith("%"):
        what, value = what[1:].strip(), f"{value} %"
    what = "layers" if counted and what == "hidden layers" else _PLURALS.get(what, what)
    if what in quantities(kind):
        return Condition(words, what, sign, _amount(what, value, words))
    return _of_setting(words, what, sign, value, kind)


def _trend(words: str, what: str, sign: str, epochs: int) -> Condition:
    if what not in MEASURED:
        raise ConditionError(f"“{what}” is not measured epoch by epoch; there are {', '.join(MEASURED)}")
    if epochs < 1:
        raise ConditionError(f"“{words}” needs one epoch at least")
    return Condition(words, what, sign, epochs)


def _amount(what: str, text: str, words: str) -> float:
    number = _number(text.removesuffix("%").strip() if what in IN_PERCENT else text, words)
    if what in IN_PERCENT and (("%" not in text and 0 < number <= 1) or not 0 <= number <= 100):
        raise ConditionError(f"{what} is in per cent, from 0 to 100: “{words}” means something else")
    return number


def _of_setting(words: str, what: str, sign: str, value: str, kind: type[Settings]) -> Condition:
    names = known(kind)
    name = names.get(what.replace("_", " "))
    if name is None:
        meant = get_close_matches(what, [*quantities(kind), *names], n=1)
        hint = (
            f"; do you mean “{meant[0]}”?" if meant else f"; there are {', '.join(quantities(kind))}, and every setting"
        )
        raise ConditionError(f"“{what}” is nothing that a run has{hint}")
    declared = kind.declared()[name]
    if sign not in "=≠":
        return Condition(words, name, sign, _bound(declared, value, words))
    try:
        return Condition(words, name, sign, _value(declared, value))
    except ValueError:
        raise ConditionError(f"{declared.label} is never “{value}”; it may be {declared.allowed()}") from None


def _bound(declared: Any, text: str, words: str) -> float:
    """A number that a setting is more or less than."""
    numeric = all(isinstance(each, int | float) for each in declared.words) if isinstance(declared, Choice) else False
    if not numeric and not isinstance(declared, Whole):
        raise ConditionError(f"{declared.label} is neither more nor less than something: write “is” or “is not”")
    return _number(_without_unit(declared, text), words)


def _value(declared: Any, text: str) -> Any:
    """The value that a text stands for, as an address or as a person writes it; raises ValueError."""
    if isinstance(declared, Several):
        found = sorted(_key(declared.words, each.strip()) for each in text.split(","))
        if not set(found) <= set(declared.words):
            raise ValueError(text)
        return found
    if isinstance(declared, Choice):
        return declared.read(_key(declared.words, text))
    if isinstance(declared, Flag):
        return declared.read(text.lower())
    value = declared.read(_without_unit(declared, text).replace(", ", ","))
    declared._validate(value)
    return value


def _without_unit(declared: Any, text: str) -> str:
    return text.removesuffix(getattr(declared, "unit", "").strip()).strip()


def _key(words: Mapping[Any, str], text: str) -> str:
    return next((str(key) for key, word in words.items() if text.lower() in (word.lower(), str(key).lower())), text)


def _number(text: str, words: str) -> float:
    if not _NUMBER.fullmatch(text):
        hint = ": write it with a point, and without separators" if "," in text else ""
        raise ConditionError(f"“{words}” compares with “{text}”, which is no number{hint}")
    return float(text)
