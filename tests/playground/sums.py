"""Written arithmetic, read again: what an expression comes to, and how far its rounded numbers let that stray."""

import re
from math import exp, log, sqrt, tanh
from typing import Any

SUPERSCRIPTS = str.maketrans("⁻⁰¹²³⁴⁵⁶⁷⁸⁹", "-0123456789")
NUMBER = re.compile(r"(?<![\w.])\d+(\.\d+)?(?:\*10\*\*\(-?\d+\))?")
FUNCTIONS: dict[str, Any] = {
    "exp": exp, "log": log, "sqrt": sqrt, "tanh": tanh, "max": max,
    "sigmoid": lambda z: 1 / (1 + exp(-z)), "ReLU": lambda z: max(z, 0),
}  # fmt: skip


def readable(text: str) -> str:
    """An expression as Python has it."""
    text = text.replace("e^(", "exp(").replace("√(", "sqrt(").replace("²", "**2").replace("^", "**")
    text = re.sub(r"·?10([⁻⁰¹³⁴⁵⁶⁷⁸⁹]+(?:\*\*2)?)", lambda found: power(found), text)
    return text.replace("−", "-").replace("·", "*")


def power(found: re.Match[str]) -> str:
    exponent = found[1].replace("**2", "²").translate(SUPERSCRIPTS)
    return ("*" if found[0].startswith("·") else "1*") + f"10**({exponent})"


def value(text: str) -> float:
    """What an expression comes to."""
    return float(eval(readable(text), {"__builtins__": {}}, dict(FUNCTIONS)))  # noqa: S307 (our own arithmetic)


def unit(text: str) -> float:
    """How far a written number may be from what was rounded to it; nothing, for a small whole one."""
    mantissa, _, exponent = text.partition("*10**(")
    if "." not in mantissa:
        return 0.0 if float(mantissa) < 100 and not exponent else 0.5
    digits = len(mantissa.partition(".")[2])
    return 0.5 * 10.0 ** (int(exponent.rstrip(")") or 0) - digits if exponent else -digits)


def slack(text: str) -> float:
    """How far the value may stray if every number in it was rounded."""
    plain = readable(text)
    middle, strayed = value(text), 0.0
    for found in NUMBER.finditer(plain):
        moved = f"({found[0]} + {unit(found[0])!r})"
        other = plain[: found.start()] + moved + plain[found.end() :]
        strayed += abs(eval(other, {"__builtins__": {}}, dict(FUNCTIONS)) - middle)  # noqa: S307
    return strayed


def adds_up(equation: str) -> bool:
    """Whether ``name = expression = value`` is right, as far as its digits go; False if there is nothing to add."""
    parts = equation.split(" = ")
    if len(parts) < 3 or not re.search(r"\d", parts[1]) or re.search(r"code|samples|losses", parts[1]):
        return False
    *_, expression, said = parts
    wrong = abs(value(expression) - value(said))
    allowed = 1.2 * slack(expression) + slack(said) + 1e-12
    assert wrong <= allowed, f"{equation}: {value(expression)} is not {value(said)}, by {wrong} of {allowed}"
    return True
