"""Numbers and names as they stand in sentences."""

import math

from nets.written import power_of_ten, written

LARGE = 1000.0
ASTRONOMIC = 1e6
MINUS = "−"


def a(digit: int) -> str:
    """A digit as one of its kind: a 7, an 8."""
    return f"an {digit}" if digit == 8 else f"a {digit}"


def loss(value: float) -> str:
    """A loss, to three places; what is larger than a person can compare is only said to be."""
    if math.isnan(value):
        return "…"
    return f"{value:.3f}" if value < LARGE else "over 1000"


def percent(share: float) -> str:
    """A share from 0 to 1, to a tenth of a percent."""
    return "…" if math.isnan(share) else f"{100 * share:.1f} %"


def number(value: float) -> str:
    """A weight or a bias without its sign, to two places, or to two digits if it is small or very large."""
    size = abs(value)
    if not math.isfinite(size):
        return "∞"
    if size >= ASTRONOMIC:
        return power_of_ten(size, 2)
    return f"{size:.2f}" if size >= 0.01 or size < 5e-5 else written(size, 1)


def sign(value: float) -> str:
    """Its sign."""
    return MINUS if value < 0 else "+"


def signed(value: float) -> str:
    """A number with its sign."""
    return f"{sign(value)}{number(value)}"


def sentence(parts: list[str]) -> str:
    """Several remarks as one text that begins with a capital and ends with a stop; empty if there are none."""
    text = "; ".join(parts).rstrip(".")
    return f"{text[0].upper()}{text[1:]}." if text else ""
