"""The dense layer: every output sees every input, a = f(x W + b)."""

from typing import Any, ClassVar

import numpy as np

from nets import activations
from nets.errors import ShapeError, at_least_one
from nets.layers.weighted import Weighted
from nets.tape import Shape, Signal, Tape


class Dense(Weighted):
    """Dense layer of `units` neurons: (N, fan_in) -> (N, units).

    Its matrix is (fan_in + 1, units): the weights, and below them the biases. The input's buffer has a last column of
    ones, so one product does both, and its gradient has both.
    """

    kind: ClassVar[str] = "dense"

    def __init__(self, units: int, activation: str = "linear", initializer: str = "xavier") -> None:
        super().__init__(activation, initializer)
        self.units = at_least_one("the number of units of a dense layer", units)

    def infer(self, input_shape: Shape) -> Shape:
        """(fan_in,) -> (units,)."""
        if len(input_shape) != 1:
            raise ShapeError(f"{self.name} takes flat samples (D,), but gets {input_shape}: put a Flatten before it")
        self.input_shape = input_shape
        self.shape = (self.units,)
        self.matrix_shape = (input_shape[0] + 1, self.units)
        return self.shape

    def record(self, tape: Tape, x: Signal, /) -> Signal:
        """z = [x 1] W;  dL/dW = [x 1]ᵀ dL/dz,  dL/dx = dL/dz Wᵀ."""
        z = tape.signal(self.shape, ones=self.activation == "linear")
        tape.forward(np.matmul, x.extended, self.matrix, z.value)  # (N, fan_in + 1) (fan_in + 1, units)
        a = activations.record(self.activation, tape, z)
        if tape.training:
            tape.backward(np.matmul, x.extended.T, z.gradient, self.gradient_in(tape.gradients))
        if x.gradient.size:
            tape.backward(np.matmul, z.gradient, self.weights.T, x.gradient)  # (N, units) (units, fan_in)
        return a

    def settings(self) -> dict[str, Any]:
        """The arguments that make the same layer again."""
        return {"units": self.units, **super().settings()}
