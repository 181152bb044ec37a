"""Pooling: a window of an image becomes one pixel, its largest value or its mean, in each channel for itself."""

from functools import reduce
from typing import ClassVar

import numpy as np

from nets.arrays import Array, Shape
from nets.errors import ShapeError, at_least_one
from nets.flat import Named
from nets.layers.base import Layer
from nets.layers.mode import Mode


class Pool(Layer):
    """What both kinds share: (N, H, W, C) -> (N, H', W', C) with H' = ⌊(H - size) / stride⌋ + 1.

    size     side of the square window
    stride   distance of neighbouring windows; the size of the window, if not given
    """

    def __init__(self, size: int, stride: int | None = None) -> None:
        self.size = at_least_one("the size of a pooling window", size)
        self.stride = self.size if stride is None else at_least_one("the stride of a pooling window", stride)

    def output_shape(self, input_shape: Shape) -> Shape:
        """(H, W, C) -> (H', W', C)."""
        if len(input_shape) != 3:
            raise ShapeError(f"{self.name} takes images (H, W, C), but gets samples of shape {input_shape}")
        if min(input_shape[:2]) < self.size:
            raise ShapeError(f"{self.name} has a window of {self.size}, larger than the image it gets, {input_shape}")
        height, width = ((side - self.size) // self.stride + 1 for side in input_shape[:2])
        return height, width, input_shape[2]

    def places(self, images: Array) -> list[Array]:
        """For each place in the window, the pixels of all windows at that place: size² views (N, H', W', C)."""
        rows, columns = ((side - 1) * self.stride + 1 for side in self.shape[:2])
        return [
            images[:, i : i + rows : self.stride, j : j + columns : self.stride]
            for i in range(self.size)
            for j in range(self.size)
        ]


class MaxPool(Pool):
    """The largest value of each window; on the way back, the gradient goes to where it was found first."""

    kind: ClassVar[str] = "max pool"

    @property
    def largest_of(self) -> tuple[int, int]:
        """Its windows."""
        return self.size, self.stride

    def forward(self, x: Array, _mode: Mode) -> tuple[Array, tuple[Array, Array]]:
        """y = max over the places of the window."""
        y = reduce(np.maximum, self.places(x))  # (N, H', W', C)
        return y, (x, y)

    def backward(self, d: Array, cache: tuple[Array, Array]) -> tuple[Array, Named]:
        """dL/dx = dL/dy where x was the maximum, and 0 elsewhere."""
        x, y = cache
        dx = np.zeros_like(x)
        found = np.zeros_like(y, bool)
        for here, gradient in zip(self.places(x), self.places(dx), strict=True):
            first = (here == y) & ~found
            gradient += d * first
            found |= first
        return dx, {}


class MeanPool(Pool):
    """The mean of each window; on the way back, each of its pixels gets the same part of the gradient."""

    kind: ClassVar[str] = "mean pool"

    def forward(self, x: Array, _mode: Mode) -> tuple[Array, Array]:
        """y = Σ over the places of the window / size²."""
        return reduce(np.add, self.places(x)) / self.size**2, x

    def backward(self, d: Array, x: Array) -> tuple[Array, Named]:
        """dL/dx = dL/dy / size², added up where windows overlap."""
        dx = np.zeros_like(x)
        part = d / self.size**2
        for gradient in self.places(dx):
            gradient += part
        return dx, {}


class GlobalMeanPool(Layer):
    """The mean of each whole map, (N, H, W, C) -> (N, C): what a map says, whatever its place.

    Lin, Chen and Yan, "Network in network" (2014), sec. 3.2, where it is called global average pooling.
    """

    kind: ClassVar[str] = "global mean pool"

    def output_shape(self, input_shape: Shape) -> Shape:
        """(H, W, C) -> (C,)."""
        if len(input_shape) != 3:
            raise ShapeError(f"{self.name} takes images (H, W, C), but gets samples of shape {input_shape}")
        return input_shape[2:]

    def forward(self, x: Array, _mode: Mode) -> tuple[Array, Array]:
        """y = Σ x / (H W)."""
        return x.mean(axis=(1, 2)), x  # (N, C)

    def backward(self, d: Array, x: Array) -> tuple[Array, Named]:
        """dL/dx = dL/dy / (H W), the same for every pixel of a map."""
        height, width = self.input_shape[:2]
        return np.zeros_like(x) + d[:, None, None] / (height * width), {}
