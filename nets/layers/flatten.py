"""Flatten: the pixels of an image become one row of numbers, (N, H, W, C) -> (N, H*W*C)."""

from typing import ClassVar

import numpy as np

from nets.arrays import Array, Shape
from nets.flat import Named
from nets.layers.base import Layer
from nets.layers.mode import Mode


class Flatten(Layer):
    """Stands between layers on images and dense ones; flat samples pass as they are."""

    kind: ClassVar[str] = "flatten"

    def output_shape(self, input_shape: Shape) -> Shape:
        """(H, W, C) -> (H*W*C,)."""
        return (int(np.prod(input_shape)),)

    def forward(self, x: Array, _mode: Mode) -> tuple[Array, None]:
        """The same numbers, row after row of the image."""
        return x.reshape(len(x), *self.shape), None  # (N, H*W*C)

    def backward(self, d: Array, _cache: None) -> tuple[Array, Named]:
        """The same numbers back in their places."""
        return d.reshape(len(d), *self.input_shape), {}  # (N, H, W, C)
