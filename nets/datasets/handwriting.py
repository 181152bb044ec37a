"""A drawing, made like the digits of MNIST: scaled into 20 × 20 pixels, its centre of mass in the middle of 28 × 28.

So the collection's makers describe it: LeCun, Bottou, Bengio and Haffner, "Gradient-based learning applied to document
recognition" (1998), sec. III-A. Their images were scaled as a whole, their shape kept, with soft edges.
"""

import numpy as np

from nets.arrays import Array
from nets.datasets.digits import SIDE
from nets.errors import ShapeError

BOX = 20
MIDDLE = SIDE / 2 + 0.5
"""Where the centres of the collection's digits lie: in the middle of pixel 14, counted from 0."""
FAINT = 0.02
"""What is lighter is paper."""


def as_digit(ink: Array) -> Array:
    """(H, W), 0 paper to 1 ink, -> (28, 28) float32; an empty sheet stays empty. Raises ShapeError."""
    ink = np.asarray(ink, np.float64)
    if ink.ndim != 2:
        raise ShapeError(f"a drawing is an array (H, W), not {ink.shape}")
    digit = np.zeros((SIDE, SIDE), np.float32)
    rows, columns = np.nonzero(ink > FAINT)
    if not len(rows):
        return digit
    drawn = ink[rows.min() : rows.max() + 1, columns.min() : columns.max() + 1]
    scale = BOX / max(drawn.shape)
    height, width = (max(1, round(scale * side)) for side in drawn.shape)
    small = resized(drawn, height, width)
    top, left = (placed(small.sum(axis=1 - axis), side) for axis, side in enumerate((height, width)))
    digit[top : top + height, left : left + width] = np.clip(small, 0, 1)
    return digit


def placed(sums: Array, side: int) -> int:
    """Where `side` pixels begin among 28: their centre of mass lies in the middle, as far as there is room."""
    centre = float((sums * (np.arange(side) + 0.5)).sum() / sums.sum())
    return int(np.clip(round(MIDDLE - centre), 0, SIDE - side))


def resized(image: Array, height: int, width: int) -> Array:
    """(H, W) -> (height, width): each new pixel is the mean of what it covers."""
    return means(image.shape[0], height) @ image @ means(image.shape[1], width).T


def means(old: int, new: int) -> Array:
    """(new, old): by how much each of `new` equal parts covers each of `old`, as shares of the part."""
    edges = np.arange(new + 1) * old / new
    starts, ends = np.maximum(edges[:-1, None], np.arange(old)), np.minimum(edges[1:, None], np.arange(1, old + 1))
    return np.clip(ends - starts, 0, None) * new / old
