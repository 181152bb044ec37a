"""Small pictures of the datasets, drawn from their real points, for the buttons that choose one."""

from collections.abc import Iterable
from urllib.parse import quote

import numpy as np

from nets import datasets
from nets.arrays import Array
from nets.datasets.dataset import CLASSES, NUMBERS
from playground.core.plane.measures import EXTENT
from playground.theme.palette import MINUS, OF_CLASSES, PLUS, SHADES

POINTS = 200
SIDE = 48
MARK = 3.2
HEIGHT = 4.0
"""How far up the plane a curve's 1 is drawn."""


def picture(name: str) -> str:
    """A dataset as an SVG image in a ``data:`` address, for a style sheet."""
    points = datasets.make(name, n=POINTS, seed=3)
    x, y = points.x, points.y
    if x.shape[1] == 1:
        marks = _marks(np.column_stack([x, HEIGHT * y]), PLUS)
    elif points.task == NUMBERS:
        shade = np.clip((y + 1) / 2 * len(SHADES), 0, len(SHADES) - 1).astype(int)
        marks = "".join(_marks(x[shade == i], colour) for i, colour in enumerate(SHADES))
    elif points.task == CLASSES:
        marks = "".join(_marks(x[y == i], colour) for i, colour in enumerate(OF_CLASSES))
    else:
        marks = _marks(x[y == -1], MINUS, "square") + _marks(x[y == 1], PLUS)
    return "data:image/svg+xml," + quote(f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="-3 -3 54 54">{marks}</svg>')


def _marks(places: Iterable[Array], colour: str, shape: str = "round") -> str:
    """Points (n, 2), each a line without length, of which only its square or round ends are seen."""
    path = "".join(f"M{(x / EXTENT + 1) * SIDE / 2:.1f} {(1 - y / EXTENT) * SIDE / 2:.1f}h0" for x, y in places)
    return f'<path d="{path}" stroke="{colour}" stroke-width="{MARK}" stroke-linecap="{shape}"/>'
