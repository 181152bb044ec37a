"""Small pictures of the datasets, drawn from their real points, for the buttons that choose one."""

from urllib.parse import quote

from nets import datasets
from playground.core.plane.measures import EXTENT
from playground.theme.palette import MINUS, PLUS

POINTS = 70
SIDE = 48


def picture(name: str) -> str:
    """A dataset as an SVG image in a ``data:`` address, for a style sheet."""
    points = datasets.make(name, n=POINTS, noise=0.05, seed=3)
    marks = "".join(
        _mark((x / EXTENT + 1) * SIDE / 2, (1 - y / EXTENT) * SIDE / 2, label)
        for (x, y), label in zip(points.x, points.y, strict=True)
    )
    return "data:image/svg+xml," + quote(f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="-3 -3 54 54">{marks}</svg>')


def _mark(x: float, y: float, label: float) -> str:
    """A circle for class +1, a square for class -1."""
    if label > 0:
        return f'<circle cx="{x:.1f}" cy="{y:.1f}" r="1.9" fill="{PLUS}"/>'
    return f'<rect x="{x - 1.7:.1f}" y="{y - 1.7:.1f}" width="3.4" height="3.4" fill="{MINUS}"/>'
