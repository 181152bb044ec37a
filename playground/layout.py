"""Where every tile and edge of the network diagram stands, in pixels from the lower left corner of the figure."""

from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from playground.palette import TILE_LARGEST, TILE_SMALLEST

WIDTH_SHARE, HEIGHT_SHARE = 0.52, 0.78
"""The largest part of its column's width and of its row's height that a tile may take."""

MARGIN = 10.0
"""Pixels above and below a full column: the name on top of a tile stays inside the figure."""
LEAST_STEP = 48.0
"""Pixels from tile to tile in a column, where the height allows it."""


@dataclass(frozen=True)
class Layout:
    """Columns of tiles, features first, output last; all arrays in pixels."""

    width: float
    height: float
    tile: float
    x: np.ndarray  # (tiles,) centres, column after column
    y: np.ndarray  # (tiles,) first unit of a column on top
    edges: dict[str, np.ndarray]  # the four points of every Bézier curve: x0 y0 cx0 cy0 cx1 cy1 x1 y1, each (edges,)

    def unit_at(self, index: int) -> tuple[float, float]:
        """The centre of a tile."""
        return float(self.x[index]), float(self.y[index])


def arrange(counts: tuple[int, ...], width: float, height: float) -> Layout:
    """Lay out columns of ``counts`` units in ``width`` × ``height`` pixels.

    Columns are centred in equal parts of the width, so that headings in equal parts of the page stand above them.
    """
    pitch_x, pitch_y = width / len(counts), (height - 2 * MARGIN) / max(counts)
    tile = float(np.clip(min(WIDTH_SHARE * pitch_x, HEIGHT_SHARE * pitch_y), TILE_SMALLEST, TILE_LARGEST))
    step = min(pitch_y, max(tile * 1.5, LEAST_STEP))
    columns = [(pitch_x * (i + 0.5), _column(count, height, step)) for i, count in enumerate(counts)]
    return Layout(
        width=width,
        height=height,
        tile=tile,
        x=np.concatenate([np.full(len(y), x) for x, y in columns]),
        y=np.concatenate([y for _, y in columns]),
        edges=_edges(columns, tile),
    )


def _column(count: int, height: float, step: float) -> np.ndarray:
    """Heights of the centres of a column's tiles, from the top down, centred as a whole: (count,)."""
    return height / 2 + step * ((count - 1) / 2 - np.arange(count))


def _edges(columns: list[tuple[float, np.ndarray]], tile: float) -> dict[str, np.ndarray]:
    """Curves from the right side of every tile to the left side of every tile of the next column, in weight order."""
    parts: dict[str, list[np.ndarray]] = {name: [] for name in ("x0", "y0", "cx0", "cy0", "cx1", "cy1", "x1", "y1")}
    for (left, sources), (right, targets) in pairwise(columns):
        start, end = left + tile / 2, right - tile / 2
        from_y, to_y = (grid.ravel() for grid in np.meshgrid(sources, targets, indexing="ij"))  # (fan_in * fan_out,)
        bend = 0.5 * (end - start)
        for name, value in (("x0", start), ("cx0", start + bend), ("cx1", end - bend), ("x1", end)):
            parts[name].append(np.full(from_y.shape, value))
        for name, value in (("y0", from_y), ("cy0", from_y), ("cy1", to_y), ("y1", to_y)):
            parts[name].append(value)
    return {name: np.concatenate(arrays) for name, arrays in parts.items()}
