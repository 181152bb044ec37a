"""Dropout: in training, units fall silent at random, so that none can rely on another.

Srivastava, Hinton, Krizhevsky, Sutskever and Salakhutdinov, "Dropout" (2014). This is the inverted form: what remains
is scaled up in training, so that nothing is left to do afterwards.
"""

from typing import Any, ClassVar

import numpy as np

from nets.errors import SettingError
from nets.layers.base import Layer
from nets.tape import Array, Signal, Tape


class Dropout(Layer):
    """Sets each number to 0 with probability `rate`, and divides the others by 1 - rate; only in training."""

    kind: ClassVar[str] = "dropout"

    def __init__(self, rate: float) -> None:
        super().__init__()
        if not 0 <= rate < 1:
            raise SettingError(f"the rate of dropout is at least 0 and below 1, not {rate}")
        self.rate = float(rate)

    def record(self, tape: Tape, x: Signal, /) -> Signal:
        """y = x m with m = 0 or 1 / (1 - rate), drawn anew each time;  dL/dx = dL/dy m."""
        if not tape.training:
            return x
        y = tape.signal(self.shape)
        mask = tape.empty(*self.shape)
        tape.draws = True
        tape.forward(self._draw, tape, mask)
        tape.forward(np.multiply, x.value, mask, y.value)
        if x.gradient.size:
            tape.backward(np.multiply, y.gradient, mask, x.gradient)
        return y

    def settings(self) -> dict[str, Any]:
        """The arguments that make the same layer again."""
        return {"rate": self.rate}

    def _draw(self, tape: Tape, mask: Array) -> None:
        np.multiply(tape.random.random(mask.shape) >= self.rate, 1 / (1 - self.rate), mask)
