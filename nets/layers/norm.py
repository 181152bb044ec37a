"""Batch normalisation: every channel is brought to mean 0 and variance 1 over the batch, then scaled and shifted.

Ioffe and Szegedy, "Batch normalization" (2015), algorithm 1. After training, running averages stand in for the batch,
so that the answer for a sample does not depend on its neighbours.
"""

from typing import Any, ClassVar

import numpy as np

from nets.errors import SettingError
from nets.layers.base import Layer
from nets.tape import Array, Shape, Signal, Tape

EPSILON = 1e-5


class BatchNorm(Layer):
    """y = scale (x - mean) / √(variance + ε) + shift, for each channel: the last axis of any shape.

    momentum   the share of the running averages that each batch leaves as it is

    Its matrix is (2, C): the scales, and below them the shifts. Its state is (2, C): running mean and variance.
    """

    kind: ClassVar[str] = "batch norm"

    def __init__(self, momentum: float = 0.9) -> None:
        super().__init__()
        if not 0 <= momentum < 1:
            raise SettingError(f"the momentum of running averages is at least 0 and below 1, not {momentum}")
        self.momentum = float(momentum)

    def infer(self, input_shape: Shape) -> Shape:
        """Any shape, unchanged."""
        self.matrix_shape = self.state_shape = (2, input_shape[-1])
        return super().infer(input_shape)

    def initialise(self, _random: np.random.Generator, /) -> None:
        """Scale 1, shift 0."""
        self.matrix[...] = [[1], [0]]

    def initial_state(self) -> Array:
        """Mean 0, variance 1."""
        return np.repeat([[0.0], [1.0]], self.state_shape[1], axis=1)

    def record(self, tape: Tape, x: Signal, /) -> Signal:
        """Forwards by the batch in training, else by the running averages; back only in training."""
        y = tape.signal(self.shape)
        normal = tape.empty(*self.shape)
        state = self.state_in(tape.state)
        if not tape.training:
            tape.forward(self._by_averages, x.value, state, normal)
            tape.forward(self._scale, normal, y.value)
            return y
        deviation = np.empty(self.shape[-1], tape.dtype)
        tape.forward(self._by_batch, x.value, state, normal, deviation)
        tape.forward(self._scale, normal, y.value)
        tape.backward(self._learn, y.gradient, normal, self.gradient_in(tape.gradients))
        if x.gradient.size:
            tape.backward(self._back, y.gradient, normal, deviation, self.gradient_in(tape.gradients), x.gradient)
        return y

    def settings(self) -> dict[str, Any]:
        """The arguments that make the same layer again."""
        return {"momentum": self.momentum}

    def _by_batch(self, x: Array, state: Array, normal: Array, deviation: Array) -> None:
        mean, variance = x.mean(axis=axes(x)), x.var(axis=axes(x))
        np.sqrt(variance + EPSILON, deviation)
        np.subtract(x, mean, normal)
        np.divide(normal, deviation, normal)
        state *= self.momentum
        state += (1 - self.momentum) * np.stack([mean, variance])

    def _by_averages(self, x: Array, state: Array, normal: Array) -> None:
        np.subtract(x, state[0], normal)
        np.divide(normal, np.sqrt(state[1] + EPSILON), normal)

    def _scale(self, normal: Array, y: Array) -> None:
        np.multiply(normal, self.matrix[0], y)
        np.add(y, self.matrix[1], y)

    def _learn(self, d: Array, normal: Array, gradient: Array) -> None:
        """dL/dscale = Σ dL/dy normal,  dL/dshift = Σ dL/dy, over the batch."""
        np.sum(d * normal, axis=axes(d), out=gradient[0])
        np.sum(d, axis=axes(d), out=gradient[1])

    def _back(self, d: Array, normal: Array, deviation: Array, gradient: Array, dx: Array) -> None:
        """dL/dx = scale / √(variance + ε) (dL/dy - mean dL/dy - normal mean(dL/dy normal)), the paper's p. 4."""
        count = d.size // d.shape[-1]
        np.multiply(normal, gradient[0] / -count, dx)
        np.add(dx, d, dx)
        np.subtract(dx, gradient[1] / count, dx)
        np.multiply(dx, self.matrix[0] / deviation, dx)


def axes(x: Array) -> tuple[int, ...]:
    """All axes but the channels."""
    return tuple(range(x.ndim - 1))
