"""How the answer changes while the image is shifted, sideways and up and down, and a sentence about it."""

from typing import Any

import numpy as np
from bokeh.models import ColumnDataSource

from playground.core.digits.moved import Original
from playground.core.digits.shifting import FARTHEST, Shifted, Sweep
from playground.core.frame import Frame, Measure
from playground.views.face import Columns, View
from playground.views.words import a

WHOLE = 0.99
"""An image that has lost less than the rest of its ink has lost none."""


class Strip(View):
    """One record, {digit, sweeps, sentence}, and of sideways and up and down each {shares, digits, whole}, a number a
    shift; None before the first.

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
        sweeps: tuple[Sweep, ...] | None = frame[self._asked]
        return {"texts": {"shifts": [None if sweeps is None else told(sweeps)]}}


def told(sweeps: tuple[Sweep, ...]) -> dict[str, Any]:
    """What the page's script takes; where there are no numbers, every share and digit is None."""
    known = all(np.isfinite(sweep.probabilities).all() for sweep in sweeps)
    records = [swept(sweep, known) for sweep in sweeps]
    return {
        "digit": records[0]["digits"][FARTHEST],
        "sweeps": records,
        "sentence": sentence(*(each["digits"] for each in records))
        if known
        else "The network has no numbers to answer with.",
    }


def swept(sweep: Sweep, known: bool) -> dict[str, Any]:
    """One direction: {shares, digits, whole}."""
    count = len(sweep.probabilities)
    digits = sweep.probabilities.argmax(axis=1).tolist() if known else [None] * count
    digit = digits[FARTHEST]
    return {
        "shares": [round(100 * float(p), 1) for p in sweep.probabilities[:, digit]] if known else [None] * count,
        "digits": digits,
        "whole": (sweep.ink > WHOLE).tolist(),
    }


def sentence(across: list[int], down: list[int]) -> str:
    """How far the image can be shifted, and why no farther."""
    digit = across[FARTHEST]
    reaches = [reach(side) for way in (across, down) for side in (way[FARTHEST::-1], way[FARTHEST:])]
    if set(reaches) == {FARTHEST}:
        return f"It stays {a(digit)} from end to end. Hatched: ink is lost."
    left, right, up, low = reaches
    return (
        f"It stays {a(digit)} up to {left} px left, {right} right, {up} up and {low} down: the maps move along, but "
        f"the last layer weighs each place apart. Hatched: ink is lost."
    )


def reach(digits: list[int]) -> int:
    """How many of the following digits are like the first."""
    same = [digit == digits[0] for digit in digits]
    return (same.index(False) if False in same else len(same)) - 1
