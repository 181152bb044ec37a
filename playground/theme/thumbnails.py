"""Small pictures of the datasets, drawn from their real points, for the buttons that choose one."""

from collections.abc import Iterable
from functools import lru_cache
from urllib.parse import quote

import numpy as np

from nets import datasets
from nets.arrays import Array
from nets.datasets import Dataset
from nets.datasets.dataset import CLASSES, NUMBERS
from playground.core.plane.points import EXTENT, Points
from playground.core.plane.settings import YOURS
from playground.theme.palette import MINUS, OF_CLASSES, PLUS, SHADES

POINTS = 200
SIDE = 48
MARK = 3.2
HEIGHT = 4.0
"""How far up the plane a curve's 1 is drawn."""


PENCIL = "M11 37l2-9L31 10l7 7L20 35zM27 14l7 7M5 43h38"
"""Of one's own points, as long as there are none."""


@lru_cache(50)
def picture(name: str, own: Points | None = None) -> str:
    """A dataset as an SVG image in a ``data:`` address, for a style sheet; one's own is that of one's own points."""
    marks = _pencil() if name == YOURS and not own else _drawn(_some(own.dataset if own else _made(name)))
    return "data:image/svg+xml," + quote(f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="-3 -3 54 54">{marks}</svg>')


def _made(name: str) -> Dataset:
    return datasets.make(name, n=POINTS, seed=3)


def _some(points: Dataset) -> Dataset:
    """No more than can be seen, from all of them alike."""
    return points.take(np.linspace(0, len(points) - 1, min(len(points), POINTS)).round().astype(int))


def _drawn(points: Dataset) -> str:
    x, y = points.x, points.y
    if x.shape[1] == 1:
        return _marks(np.column_stack([x, HEIGHT * y]), PLUS)
    if points.task == NUMBERS:
        shade = np.clip((y + 1) / 2 * len(SHADES), 0, len(SHADES) - 1).astype(int)
        return "".join(_marks(x[shade == i], colour) for i, colour in enumerate(SHADES))
    if points.task == CLASSES:
        return "".join(_marks(x[y == i], colour) for i, colour in enumerate(OF_CLASSES))
    return _marks(x[y == -1], MINUS, "square") + _marks(x[y == 1], PLUS)


def _pencil() -> str:
    return f'<path d="{PENCIL}" stroke="{MINUS}" stroke-width="2.4" fill="none" stroke-linejoin="round"/>'


def _marks(places: Iterable[Array], colour: str, shape: str = "round") -> str:
    """Points (n, 2), each a line without length, of which only its square or round ends are seen."""
    path = "".join(f"M{(x / EXTENT + 1) * SIDE / 2:.1f} {(1 - y / EXTENT) * SIDE / 2:.1f}h0" for x, y in places)
    return f'<path d="{path}" stroke="{colour}" stroke-width="{MARK}" stroke-linecap="{shape}"/>'
