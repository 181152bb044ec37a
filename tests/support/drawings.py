"""One hundred digits drawn by hand: ten ways to write each of the ten.

Each was drawn stroke by stroke, as a person with a mouse draws on the sheet: plain, slanted, narrow, wide, small, in a
corner, wobbly; 4 open and closed, 7 with a bar and without, 1 with flag and foot, 5 and 8 in two strokes. Nothing was
taken from a font, and none was changed after a network had seen it. Places are shares of the sheet's side, from its
upper left corner.
"""

import json
from pathlib import Path
from typing import NamedTuple

FILE = Path(__file__).parents[1] / "data" / "drawings.json"

Stroke = list[list[float]]


class Drawing(NamedTuple):
    """A digit, and the strokes that were meant to be it: each a row of places (x, y)."""

    digit: int
    strokes: list[Stroke]


def drawings() -> list[Drawing]:
    """All of them."""
    return [Drawing(**each) for each in json.loads(FILE.read_text(encoding="utf-8"))]
