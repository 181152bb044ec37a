"""The dense layer: every output sees every input, a = f(x W + b)."""

from typing import Any, ClassVar

import numpy as np

from nets import activations
from nets.errors import SettingError, ShapeError
from nets.layers.base import Layer
from nets.tape import Array, Shape, Signal, Tape


class Dense(Layer):
    """Dense layer of `units` neurons.

    Its matrix is (fan_in + 1, units): the weights, and below them the biases. The input's buffer has a last column of
    ones, so one product does both, and its gradient has both.

    weights   (fan_in, units), view       biases   (units,), view
    """

    kind: ClassVar[str] = 'dense'

    def __init__(self, units: int, activation: str = 'linear') -> None:
        super().__init__()
        if units < 1:
            raise SettingError(f'a dense layer needs at least 1 unit, not {units}')
        self.units = units
        self.activation = activations.named(activation).name

    @property
    def weights(self) -> Array:
        """(fan_in, units), a view: writing to it changes the network."""
        return self.matrix[:-1]

    @property
    def biases(self) -> Array:
        """(units,), a view: writing to it changes the network."""
        return self.matrix[-1]

    def infer(self, input_shape: Shape) -> Shape:
        """(fan_in,) -> (units,)."""
        if len(input_shape) != 1:
            raise ShapeError(f'{self.name} needs flat samples (D,), but gets {input_shape}: put a Flatten before it')
        self.input_shape = input_shape
        self.shape = (self.units,)
        self.matrix_shape = (input_shape[0] + 1, self.units)
        return self.shape

    def initialise(self, random: np.random.Generator) -> None:
        """Glorot's uniform weights, for which signals keep their size forwards and backwards; zero biases.

        Glorot and Bengio, "Understanding the difficulty of training deep feedforward neural networks" (2010), eq. 16.
        """
        fan_in, fan_out = self.weights.shape
        limit = np.sqrt(6 / (fan_in + fan_out))
        self.weights[:] = random.uniform(-limit, limit, self.weights.shape)
        self.biases[:] = 0

    def record(self, tape: Tape, x: Signal) -> Signal:
        """z = [x 1] W;  dL/dW = [x 1]ᵀ dL/dz,  dL/dx = dL/dz Wᵀ."""
        z = tape.signal(self.shape, ones=False)
        tape.forward(np.matmul, x.extended, self.matrix, z.value)  # (N, fan_in + 1) (fan_in + 1, units)
        a = activations.record(self.activation, tape, z)
        if tape.training:
            tape.backward(np.matmul, x.extended.T, z.gradient, self.gradient_in(tape.gradients))
            tape.backward(np.matmul, z.gradient, self.weights.T, x.gradient)  # (N, units) (units, fan_in)
        return a

    def settings(self) -> dict[str, Any]:
        """The arguments that make the same layer again."""
        return {'units': self.units, 'activation': self.activation}
