"""Dropout: in training, units fall silent at random, so that none can rely on another.

Srivastava, Hinton, Krizhevsky, Sutskever and Salakhutdinov, "Dropout" (2014). This is the inverted form: what remains
is scaled up in training, so that nothing is left to do afterwards.
"""

from typing import ClassVar

from nets.arrays import Array
from nets.errors import fraction
from nets.flat import Named
from nets.layers.base import Layer
from nets.layers.mode import Mode


class Dropout(Layer):
    """Sets each number to 0 with probability `rate`, and divides the others by 1 - rate; only in training."""

    kind: ClassVar[str] = "dropout"

    def __init__(self, rate: float) -> None:
        self.rate = fraction("the rate of dropout", rate)

    def forward(self, x: Array, mode: Mode) -> tuple[Array, Array | None]:
        """y = x m, where m is drawn anew each time: 0, or 1 / (1 - rate)."""
        if not mode.training:
            return x, None
        mask = (mode.uniform(x.shape) >= self.rate).astype(x.dtype) / (1 - self.rate)
        return x * mask, mask

    def backward(self, d: Array, mask: Array | None) -> tuple[Array, Named]:
        """dL/dx = dL/dy m."""
        return d if mask is None else d * mask, {}
