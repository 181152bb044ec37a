"""How the answer changes while the image is shifted to the side, and a sentence about it."""

from typing import Any

import numpy as np
from bokeh.models import ColumnDataSource

from playground.core.digits.moved import Original
from playground.core.digits.shifting import FARTHEST, Shifted, Shifting
from playground.core.frame import Frame, Measure
from playground.views.face import Columns, View
from playground.views.words import a

WHOLE = 0.99
"""An image that has lost less than the rest of its ink has lost none."""


class Strip(View):
    """One record, a number a shift: {digit, shares, digits, whole, sentence}; None before the first.

    digit      what the network takes the image for where it is not shifted
    shares     how sure it is of that digit, in percent
    digits     what it takes the image for
    whole      whether all ink is still there
    """

    place = "moving"
    every = 0.25

    def __init__(self, texts: ColumnDataSource, original: Original) -> None:
        self._asked = Shifted(original)
        self.sources = {"texts": texts}

    def needs(self, passing: bool) -> tuple[Measure[Any], ...]:
        """The image at every shift."""
        del passing
        return (self._asked,)

    def columns(self, frame: Frame) -> Columns:
        """The record."""
        shifting: Shifting | None = frame[self._asked]
        return {"texts": {"shifts": [None if shifting is None else told(shifting)]}}


def told(shifting: Shifting) -> dict[str, Any]:
    """What the page's script takes; where there are no numbers, every share and digit is None."""
    probabilities = shifting.probabilities
    count, known = len(probabilities), bool(np.isfinite(probabilities).all())
    digits = probabilities.argmax(axis=1).tolist() if known else [None] * count
    digit = digits[FARTHEST]
    return {
        "digit": digit,
        "shares": [round(100 * float(p), 1) for p in probabilities[:, digit]] if known else [None] * count,
        "digits": digits,
        "whole": (shifting.ink > WHOLE).tolist(),
        "sentence": sentence(digits) if known else "The network has no numbers to answer with.",
    }


def sentence(digits: list[int]) -> str:
    """How far the image can be shifted, and why no farther."""
    digit = digits[FARTHEST]
    left, right = reach(digits[FARTHEST::-1]), reach(digits[FARTHEST:])
    if left == right == FARTHEST:
        return f"It stays {a(digit)} from end to end. Hatched: some ink has left the image."
    return (
        f"It stays {a(digit)} up to {left} px left and {right} px right: the maps move along, but the last layer "
        f"weighs every place on its own. Hatched: some ink has left the image."
    )


def reach(digits: list[int]) -> int:
    """How many of the following digits are like the first."""
    same = [digit == digits[0] for digit in digits]
    return (same.index(False) if False in same else len(same)) - 1
