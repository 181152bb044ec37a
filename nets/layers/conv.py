"""The convolution: a small dense layer that slides over an image, y[i, j] = window(i, j) W + b.

Chellapilla, Puri and Simard, "High performance convolutional neural networks for document processing" (2006), sec. 3.1,
where all windows together are multiplied by the weights at once.
"""

from collections.abc import Sequence
from typing import ClassVar

import numpy as np

from nets import initializers
from nets.arrays import Array, Shape
from nets.errors import SettingError, ShapeError, at_least_one
from nets.flat import Named
from nets.layers.base import Layer
from nets.layers.mode import Mode

PADDINGS = ("valid", "same")


class Conv2D(Layer):
    """2-D convolution: (N, H, W, C) -> (N, H', W', filters).

    kernel    height and width of the window, K and L; one number for a square
    stride    distance of neighbouring windows, down and across; one number for both
    padding   'valid': windows inside the image only, H' = ⌊(H - K) / stride⌋ + 1;
              'same': zeros around the image, H' = ⌈H / stride⌉
    weights   (K, L, C, filters)
    biases    (filters,)
    """

    kind: ClassVar[str] = "conv"
    penalised: ClassVar[tuple[str, ...]] = ("weights",)
    weights: Array
    biases: Array

    def __init__(
        self,
        filters: int,
        kernel: int | Sequence[int],
        stride: int | Sequence[int] = 1,
        padding: str = "valid",
        *,
        initializer: str = "he",
    ) -> None:
        self.filters = at_least_one("the number of filters of a convolution", filters)
        self.kernel = pair("the kernel of a convolution", kernel)
        self.stride = pair("the stride of a convolution", stride)
        if padding not in PADDINGS:
            raise SettingError(f"the padding of a convolution is one of {', '.join(PADDINGS)}, not {padding!r}")
        self.padding = padding
        self.initializer = initializers.named(initializer)

    def output_shape(self, input_shape: Shape) -> Shape:
        """(H, W, C) -> (H', W', filters)."""
        if len(input_shape) != 3:
            raise ShapeError(f"{self.name} takes images (H, W, C), but gets samples of shape {input_shape}")
        sizes = list(zip(input_shape[:2], self.kernel, self.stride, strict=True))
        if self.padding == "same":
            return (*(-(-size // stride) for size, _, stride in sizes), self.filters)
        if any(size < kernel for size, kernel, _ in sizes):
            raise ShapeError(f"{self.name} has a kernel {self.kernel}, larger than the image it gets, {input_shape}")
        return (*((size - kernel) // stride + 1 for size, kernel, stride in sizes), self.filters)

    def initial_parameters(self, random: np.random.Generator) -> Named:
        """Weights from the initialiser: one output sees K*L*C numbers, one input is seen by K*L*filters outputs."""
        places, channels = self.kernel[0] * self.kernel[1], self.input_shape[2]
        fans, shape = (places * channels, places * self.filters), (*self.kernel, channels, self.filters)
        return {"weights": initializers.draw(self.initializer, random, *fans, shape), "biases": np.zeros(self.filters)}

    @property
    def paddings(self) -> tuple[tuple[int, int], tuple[int, int]]:
        """Zeros before and behind the image, down and across; an odd one goes behind it."""
        sizes = zip(self.input_shape, self.shape, self.kernel, self.stride, strict=False)
        wholes = [max((count - 1) * stride + kernel - size, 0) for size, count, kernel, stride in sizes][:2]
        (top, left), (height, width) = [whole // 2 for whole in wholes], wholes
        return (top, height - top), (left, width - left)

    def forward(self, x: Array, _mode: Mode) -> tuple[Array, Array]:
        """y = Σ window W + b, over the window's rows, columns and channels."""
        windows = windows_of(self._padded(x), self.kernel, self.stride)  # (N, H', W', K, L, C)
        return np.tensordot(windows, self.weights, 3) + self.biases, windows

    def backward(self, d: Array, windows: Array) -> tuple[Array, Named]:
        """dL/dW = Σ window dL/dy,  dL/db = Σ dL/dy, over all windows of all samples.

        dL/dx is a convolution, too, with the kernel turned by half a turn: every pixel collects dL/dy from the windows
        that saw it, through the weight with which they saw it. With dL/dy spread out by the stride and surrounded by
        zeros, these lie in one window.
        """
        where = ((0, 1, 2), (0, 1, 2))  # N, H', W'
        gradients = {"weights": np.tensordot(windows, d, where), "biases": d.sum(axis=(0, 1, 2))}
        spread = windows_of(self._spread(d), self.kernel, (1, 1))  # (N, H, W, K, L, filters)
        turned = self.weights[::-1, ::-1].transpose(0, 1, 3, 2)  # (K, L, filters, C)
        return np.tensordot(spread, turned, 3), gradients

    def _padded(self, x: Array) -> Array:
        (top, bottom), (left, right) = self.paddings
        samples, height, width, channels = x.shape
        padded = np.zeros_like(x, shape=(samples, top + height + bottom, left + width + right, channels))
        padded[:, top : top + height, left : left + width] = x
        return padded

    def _spread(self, d: Array) -> Array:
        """dL/dy, its rows and columns `stride` apart, with as many zeros around it as windows reach beyond it.

        Window i saw the image from stride * i - padding on.
        """
        sides = [size + kernel - 1 for size, kernel in zip(self.input_shape, self.kernel, strict=False)]
        spread = np.zeros_like(d, shape=(len(d), *sides, self.filters))
        steps = zip(self.kernel, self.paddings, self.shape, self.stride, strict=False)
        rows, columns = (
            slice(kernel - 1 - before, kernel - before + (count - 1) * stride, stride)
            for kernel, (before, _), count, stride in steps
        )
        spread[:, rows, columns] = d
        return spread


def windows_of(images: Array, kernel: tuple[int, int], stride: tuple[int, int]) -> Array:
    """All windows of images (N, H, W, C), as a view (N, H', W', K, L, C)."""
    windows = np.lib.stride_tricks.sliding_window_view(images, kernel, axis=(1, 2))
    return windows[:, :: stride[0], :: stride[1]].transpose(0, 1, 2, 4, 5, 3)


def pair(what: str, value: int | Sequence[int]) -> tuple[int, int]:
    """Two whole numbers of 1 or more, down and across; one number stands for both. Raises SettingError."""
    two = list(value) if isinstance(value, Sequence) else [value, value]
    if len(two) != 2:
        raise SettingError(f"{what} is one number, or two, not {value!r}")
    return at_least_one(what, two[0]), at_least_one(what, two[1])
