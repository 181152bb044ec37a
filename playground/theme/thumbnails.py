"""Small pictures of the datasets, drawn from their real points, for the buttons that choose one."""

from urllib.parse import quote

from nets import datasets
from nets.datasets import Dataset
from playground.core.plane.measures import EXTENT
from playground.theme.palette import MINUS, PLUS

POINTS = 200
SIDE = 48
MARK = 3.2


def picture(name: str) -> str:
    """A dataset as an SVG image in a ``data:`` address, for a style sheet."""
    points = datasets.make(name, n=POINTS, seed=3)
    marks = _marks(points, -1, MINUS, "square") + _marks(points, 1, PLUS, "round")
    return "data:image/svg+xml," + quote(f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="-3 -3 54 54">{marks}</svg>')


def _marks(points: Dataset, label: int, colour: str, shape: str) -> str:
    """The points of a class, each a line without length, of which only its square or round ends are seen."""
    places = points.x[points.y == label]
    path = "".join(f"M{(x / EXTENT + 1) * SIDE / 2:.1f} {(1 - y / EXTENT) * SIDE / 2:.1f}h0" for x, y in places)
    return f'<path d="{path}" stroke="{colour}" stroke-width="{MARK}" stroke-linecap="{shape}"/>'
