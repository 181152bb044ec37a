"""Every colour and size of the page that Python draws with; the style sheet gives the same colours names of its own.

Minus, zero and plus have one scale everywhere: Sunset11 (Paul Tol, "Colour schemes", SRON/EPS/TN/09-002, 2021), whose
ends stay apart for people with any of the three colour-vision deficiencies.
"""

import numpy as np
from bokeh.models import LinearColorMapper
from bokeh.palettes import Sunset11

INK = "#17202b"
MUTED = "#5b6875"
LINE = "#e3e8ee"
GROUND = "#ffffff"
ACCENT = "#0f5ef7"
MINUS = "#3b62a8"
PLUS = "#d33a2c"

TILE_LARGEST = 78.0
TILE_SMALLEST = 26.0
SMALL = "12px"
FONT = "system-ui, -apple-system, 'Segoe UI', Roboto, 'Helvetica Neue', Arial, sans-serif"


def blend(stops: tuple[str, ...], count: int) -> list[str]:
    """``count`` colours (``#rrggbb``) evenly spaced along the polygon through the given ones, ends included."""
    channels = np.array([[int(stop[i : i + 2], 16) for i in (1, 3, 5)] for stop in stops], dtype=float)  # (stops, 3)
    positions = np.linspace(0, len(stops) - 1, count)
    mixed = np.stack([np.interp(positions, range(len(stops)), channels[:, c]) for c in range(3)], axis=1)  # (count, 3)
    return [f"#{r:02x}{g:02x}{b:02x}" for r, g, b in np.rint(mixed).astype(int)]


DIVERGING = blend(tuple(Sunset11), 255)


def diverging(limit: float = 1.0) -> LinearColorMapper:
    """The one scale: ``-limit`` is blue, zero pale, ``+limit`` red; what lies beyond has the colour of its end."""
    return LinearColorMapper(palette=DIVERGING, low=-limit, high=limit)


def by_sign() -> LinearColorMapper:
    """Blue below zero, red above: for lines, which would vanish in the pale middle of the diverging scale."""
    return LinearColorMapper(palette=[MINUS, PLUS], low=-1e-9, high=1e-9)
