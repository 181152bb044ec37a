"""Pooling: a window of an image becomes one pixel, its largest value or its mean, in each channel for itself."""

from collections.abc import Iterator
from typing import Any, ClassVar

import numpy as np

from nets.errors import ShapeError, at_least_one
from nets.layers.base import Layer
from nets.tape import Array, Shape, Signal, Tape


class Pool(Layer):
    """What both kinds share: (N, H, W, C) -> (N, H', W', C) with H' = ⌊(H - size) / stride⌋ + 1.

    size     side of the square window
    stride   distance of neighbouring windows; the size of the window, if not given
    """

    def __init__(self, size: int, stride: int | None = None) -> None:
        super().__init__()
        self.size = at_least_one("the size of a pooling window", size)
        self.stride = self.size if stride is None else at_least_one("the stride of a pooling window", stride)

    def infer(self, input_shape: Shape) -> Shape:
        """(H, W, C) -> (H', W', C)."""
        if len(input_shape) != 3:
            raise ShapeError(f"{self.name} takes images (H, W, C), but gets samples of shape {input_shape}")
        if min(input_shape[:2]) < self.size:
            raise ShapeError(f"{self.name} has a window of {self.size}, larger than the image it gets, {input_shape}")
        self.input_shape = input_shape
        height, width = ((side - self.size) // self.stride + 1 for side in input_shape[:2])
        self.shape = (height, width, input_shape[2])
        return self.shape

    @property
    def leaves_a_rest(self) -> bool:
        """Whether there are pixels at the far edges that no window reaches."""
        reach = [(side - 1) * self.stride + self.size for side in self.shape[:2]]
        return reach != list(self.input_shape[:2])

    def settings(self) -> dict[str, Any]:
        """The arguments that make the same layer again."""
        return {"size": self.size, "stride": self.stride}

    def views(self, images: Array) -> Iterator[Array]:
        """For each place in the window, the pixels of all windows at that place: size² views (N, H', W', C)."""
        rows, columns = ((side - 1) * self.stride + 1 for side in self.shape[:2])
        for i in range(self.size):
            for j in range(self.size):
                yield images[:, i : i + rows : self.stride, j : j + columns : self.stride]


class MaxPool(Pool):
    """The largest value of each window; on the way back, the gradient goes to where it was found first."""

    kind: ClassVar[str] = "max pool"

    def record(self, tape: Tape, x: Signal, /) -> Signal:
        """y = max of the views;  dL/dx = dL/dy where x was the maximum, else 0."""
        y = tape.signal(self.shape)
        views = list(self.views(x.value))
        tape.forward(np.copyto, y.value, views[0])
        for view in views[1:]:
            tape.forward(larger, y.value, view)
        if x.gradient.size:
            self._record_back(tape, x, y, views)
        return y

    def _record_back(self, tape: Tape, x: Signal, y: Signal, views: list[Array]) -> None:
        """Go through the places of the windows; a window is free until its maximum has been met."""
        free, here = np.empty(y.value.shape, bool), np.empty(y.value.shape, bool)
        part = tape.empty(*self.shape)
        apart = self.stride >= self.size
        tape.backward(free.fill, True)
        if self.stride != self.size or self.leaves_a_rest:
            tape.backward(x.gradient.fill, 0)
        for view, gradient in zip(views, self.views(x.gradient), strict=True):
            tape.backward(np.equal, view, y.value, here)
            tape.backward(np.logical_and, here, free, here)
            tape.backward(np.greater, free, here, free)
            tape.backward(np.multiply, y.gradient, here, gradient if apart else part)
            if not apart:
                tape.backward(np.add, gradient, part, gradient)


class MeanPool(Pool):
    """The mean of each window; on the way back, each pixel gets an equal share of the gradient."""

    kind: ClassVar[str] = "mean pool"

    def record(self, tape: Tape, x: Signal, /) -> Signal:
        """y = Σ views / size²;  dL/dx = dL/dy / size², added up where windows overlap."""
        y = tape.signal(self.shape)
        share = tape.scalar(1 / self.size**2)
        tape.forward(y.value.fill, 0)
        for view in self.views(x.value):
            tape.forward(np.add, y.value, view, y.value)
        tape.forward(np.multiply, y.value, share, y.value)
        if x.gradient.size:
            part = tape.empty(*self.shape)
            tape.backward(np.multiply, y.gradient, share, part)
            tape.backward(x.gradient.fill, 0)
            for gradient in self.views(x.gradient):
                tape.backward(np.add, gradient, part, gradient)
        return y


def larger(target: Array, other: Array) -> None:
    """target = max(target, other), in place."""
    np.maximum(target, other, out=target)
