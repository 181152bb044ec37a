"""Flatten: the pixels of an image become one row of numbers, (N, H, W, C) -> (N, H*W*C)."""

from typing import ClassVar

import numpy as np

from nets.layers.base import Layer
from nets.tape import Shape, Signal, Tape


class Flatten(Layer):
    """Stands between layers on images and dense ones; flat samples pass as they are."""

    kind: ClassVar[str] = "flatten"

    def infer(self, input_shape: Shape) -> Shape:
        """(H, W, C) -> (H*W*C,)."""
        self.input_shape = input_shape
        self.shape = (int(np.prod(input_shape)),)
        return self.shape

    def record(self, tape: Tape, x: Signal, /) -> Signal:
        """The same numbers in another shape, there and back."""
        if len(self.input_shape) == 1:
            return x
        y = tape.signal(self.shape)
        tape.forward(np.copyto, y.value, x.value.reshape(len(x.value), -1))
        if x.gradient.size:
            tape.backward(np.copyto, x.gradient.reshape(len(x.value), -1), y.gradient)
        return y
