"""Enlarging maps: a coarse map in the size of the image it is laid over."""

import numpy as np

from nets.arrays import Array
from nets.errors import check_name

WAYS = ("bilinear", "nearest")


def enlarged(maps: Array, height: int, width: int, way: str = "bilinear") -> Array:
    """(N, h, w) -> (N, height, width); the corners of map and image lie on one another.

    way   'nearest': each pixel takes the number of the cell it lies in; 'bilinear': between the centres of cells it
          changes evenly, and beyond the outermost centres not at all

    Raises UnknownNameError for another way.
    """
    check_name("way to enlarge", way, WAYS)
    rows, columns = (
        weights(cells, pixels, way).astype(maps.dtype)
        for cells, pixels in zip(maps.shape[1:], (height, width), strict=True)
    )
    return rows @ maps @ columns.T


def weights(cells: int, pixels: int, way: str) -> Array:
    """(pixels, cells): how much of each cell a pixel takes along one axis; each row adds up to 1."""
    centres = (np.arange(pixels) + 0.5) * cells / pixels  # in cells, the middle of each pixel
    if way == "nearest":
        return np.eye(cells)[centres.astype(int)]
    places = np.clip(centres - 0.5, 0, cells - 1)
    return np.maximum(1 - np.abs(places[:, None] - np.arange(cells)), 0)
