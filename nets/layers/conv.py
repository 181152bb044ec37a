"""The convolution: a small dense layer that slides over an image, a[i, j] = f(window(i, j) W + b).

All windows are copied side by side into one matrix (im2col), so that the convolution becomes one product; the way back
adds the columns up again where they came from (col2im).
Chellapilla, Puri and Simard, "High performance convolutional neural networks for document processing" (2006), sec. 3.1.
"""

import math
from collections.abc import Callable, Sequence
from typing import Any, ClassVar

import numpy as np

from nets import activations, fast
from nets.errors import SettingError, ShapeError, at_least_one
from nets.layers.weighted import Weighted
from nets.tape import Array, Shape, Signal, Tape

PADDINGS = ("valid", "same")


class Conv2D(Weighted):
    """2-D convolution: (N, H, W, C) -> (N, H', W', filters).

    kernel    height and width of the window, K and L; one number for a square
    stride    distance of neighbouring windows, down and across; one number for both
    padding   'valid': windows inside the image only, H' = ⌊(H - K) / stride⌋ + 1;
              'same': zeros around the image, H' = ⌈H / stride⌉

    Its matrix is (K*L*C + 1, filters): weights in the order (row, column, channel), and the biases.
    """

    kind: ClassVar[str] = "conv"

    def __init__(
        self,
        filters: int,
        kernel: int | Sequence[int],
        stride: int | Sequence[int] = 1,
        padding: str = "valid",
        activation: str = "linear",
        initializer: str = "he",
    ) -> None:
        super().__init__(activation, initializer)
        self.filters = at_least_one("the number of filters of a convolution", filters)
        self.kernel = pair("the kernel of a convolution", kernel)
        self.stride = pair("the stride of a convolution", stride)
        if padding not in PADDINGS:
            raise SettingError(f"the padding of a convolution is one of {', '.join(PADDINGS)}, not {padding!r}")
        self.padding = padding

    @property
    def fans(self) -> tuple[int, int]:
        """One output sees K*L*C numbers; one input is seen by K*L*filters outputs."""
        return self.weights.shape[0], math.prod(self.kernel) * self.filters

    @property
    def paddings(self) -> tuple[tuple[int, int], tuple[int, int]]:
        """Zeros before and behind the image along its rows, and along its columns."""
        before = self._padding(0), self._padding(1)
        whole = [self._padded(axis) - self.input_shape[axis] for axis in (0, 1)]
        return (before[0], whole[0] - before[0]), (before[1], whole[1] - before[1])

    def infer(self, input_shape: Shape) -> Shape:
        """(H, W, C) -> (H', W', filters)."""
        if len(input_shape) != 3:
            raise ShapeError(f"{self.name} takes images (H, W, C), but gets samples of shape {input_shape}")
        height, width, channels = input_shape
        if self.padding == "valid" and (height < self.kernel[0] or width < self.kernel[1]):
            raise ShapeError(f"{self.name} has a kernel {self.kernel}, larger than the image it gets, {input_shape}")
        self.input_shape = input_shape
        self.shape = (self._count(0), self._count(1), self.filters)
        self.matrix_shape = (math.prod(self.kernel) * channels + 1, self.filters)
        return self.shape

    def record(self, tape: Tape, x: Signal, /) -> Signal:
        """Z = [windows 1] W;  dL/dW = [windows 1]ᵀ dL/dZ."""
        padding = self._padding(0), self._padding(1)
        padded = np.zeros((tape.samples, *(self._padded(axis) for axis in (0, 1)), x.shape[2]), tape.dtype)
        inside = tuple(slice(before, before + size) for before, size in zip(padding, x.shape, strict=False))
        columns = Columns(padded, self.kernel, self.stride)
        z = tape.signal(self.shape)
        tape.forward(np.copyto, padded[:, *inside], x.value)
        columns.record(tape.forward)
        fast.record_product(tape.forward, columns.extended, self.matrix.T, z.value.reshape(-1, self.filters))
        a = activations.record(self.activation, tape, z)
        if tape.training:
            d = z.gradient.reshape(-1, self.filters)  # (N*H'*W', filters)
            fast.record_weight_gradient(tape.backward, columns.extended, d, self.gradient_in(tape.gradients))
        if x.gradient.size:
            self._record_input_gradient(tape, z, x)
        return a

    def _record_input_gradient(self, tape: Tape, z: Signal, x: Signal) -> None:
        """The gradient of a convolution is a convolution with the kernel turned by half a turn.

        Every input pixel collects dL/dz from the outputs that saw it, through the weight with which they saw it. With
        dL/dz spread out by the stride and surrounded by zeros, these lie in one window.
        """
        channels = x.shape[2]
        sides = (size + kernel - 1 for size, kernel in zip(x.shape, self.kernel, strict=False))
        spread = np.zeros((tape.samples, *sides, self.filters), tape.dtype)
        columns = Columns(spread, self.kernel, (1, 1))
        turned = np.empty((channels, *self.kernel, self.filters), tape.dtype)
        weights = self.weights.reshape(*self.kernel, channels, self.filters)[::-1, ::-1]
        tape.backward(np.copyto, spread[:, self._spread(0), self._spread(1)], z.gradient)
        columns.record(tape.backward)
        tape.backward(np.copyto, turned, weights.transpose(2, 0, 1, 3))
        dx = x.gradient.reshape(-1, channels)
        fast.record_product(tape.backward, columns.plain, turned.reshape(channels, -1), dx)

    def settings(self) -> dict[str, Any]:
        """The arguments that make the same layer again."""
        kernel, stride = (two[0] if two[0] == two[1] else list(two) for two in (self.kernel, self.stride))
        own = {"filters": self.filters, "kernel": kernel, "stride": stride, "padding": self.padding}
        return {**own, **super().settings()}

    def _count(self, axis: int) -> int:
        """Windows along that axis."""
        size, kernel, stride = self.input_shape[axis], self.kernel[axis], self.stride[axis]
        return (size - kernel) // stride + 1 if self.padding == "valid" else -(-size // stride)

    def _padded(self, axis: int) -> int:
        """Length of that axis, with its padding, as far as windows reach or the image goes."""
        reach = (self.shape[axis] - 1) * self.stride[axis] + self.kernel[axis]
        return max(reach, self.input_shape[axis])

    def _padding(self, axis: int) -> int:
        """Zeros before the image along that axis; an odd one goes behind it."""
        return (self._padded(axis) - self.input_shape[axis]) // 2

    def _spread(self, axis: int) -> slice:
        """Where dL/dz goes along that axis of the spread buffer, which begins kernel - 1 pixels before the image.

        Output i saw the image from stride * i - padding on.
        """
        start, stride = self.kernel[axis] - 1 - self._padding(axis), self.stride[axis]
        return slice(start, start + (self.shape[axis] - 1) * stride + 1, stride)


def pair(what: str, value: int | Sequence[int]) -> tuple[int, int]:
    """Two whole numbers of 1 or more, down and across; one number stands for both. Raises SettingError."""
    two = list(value) if isinstance(value, Sequence) else [value, value]
    if len(two) != 2:
        raise SettingError(f"{what} is one number, or two, not {value!r}")
    return at_least_one(what, two[0]), at_least_one(what, two[1])


class Columns:
    """All windows of images (N, H, W, C), copied side by side: im2col.

    plain      (N*H'*W', K*L*C), one window a row
    extended   (N*H'*W', K*L*C + 1), with a column of ones for the bias
    """

    def __init__(self, images: Array, kernel: tuple[int, int], stride: tuple[int, int]) -> None:
        windows = np.lib.stride_tricks.sliding_window_view(images, kernel, axis=(1, 2))
        self._windows = windows[:, :: stride[0], :: stride[1]].transpose(0, 1, 2, 4, 5, 3)  # (N, H', W', K, L, C)
        size = int(np.prod(self._windows.shape[3:]))
        self.extended = np.ones((int(np.prod(self._windows.shape[:3])), size + 1), images.dtype, fast.order_of(size))
        self.plain = self.extended[:, :-1]
        self._target = self.plain.reshape(self._windows.shape, copy=False)

    def record(self, write: Callable[..., None]) -> None:
        """Write the copying on a tape, forwards or back."""
        write(np.copyto, self._target, self._windows)
