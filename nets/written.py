"""Numbers as people write them: 0.00008, and 8·10⁻⁷ where zeros would have to be counted."""

from math import floor, isfinite, isnan, log10

LEAST, MOST = 1e-5, 1e6
"""Sizes between which no power of ten is needed."""
SUPERSCRIPTS = str.maketrans("0123456789-", "⁰¹²³⁴⁵⁶⁷⁸⁹⁻")


def written(value: float, digits: int = 3) -> str:
    """A number with so many digits that count, without zeros at its end; ∞ or … for what is none."""
    size = abs(float(value))
    minus = "−" if value < 0 else ""
    if not isfinite(size):
        return "…" if isnan(size) else f"{minus}∞"
    size = float(f"{size:.{digits - 1}e}")  # what is rounded up may have one digit more before the point
    if size and not LEAST <= size < MOST:
        return minus + power_of_ten(size, digits, trimmed=True)
    text = f"{size:.{max(0, digits - 1 - floor(log10(size))) if size else 0}f}"
    return minus + (text.rstrip("0").rstrip(".") if "." in text else text)


def power_of_ten(size: float, digits: int, *, trimmed: bool = False) -> str:
    """A size as a mantissa of so many digits, maybe without zeros at its end, and a power: 8.00·10⁻⁷."""
    mantissa, power = f"{size:.{digits - 1}e}".split("e")
    if trimmed and "." in mantissa:
        mantissa = mantissa.rstrip("0").rstrip(".")
    return f"{mantissa}·10{str(int(power)).translate(SUPERSCRIPTS)}"
