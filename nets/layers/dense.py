"""The dense layer: every unit looks at all inputs, y = x W + b."""

from typing import ClassVar

import numpy as np

from nets import initializers
from nets.arrays import Array, Shape
from nets.errors import ShapeError, at_least_one
from nets.flat import Named
from nets.layers.base import Layer
from nets.layers.mode import Mode


class Dense(Layer):
    """(N, D) -> (N, units), and at each step of a sequence alike, (N, T, D) -> (N, T, units).

    weights   (D, units): column u holds what unit u multiplies each input by
    biases    (units,)
    """

    kind: ClassVar[str] = "dense"
    penalised: ClassVar[tuple[str, ...]] = ("weights",)
    weights: Array
    biases: Array

    def __init__(self, units: int, *, initializer: str = "xavier") -> None:
        self.units = at_least_one("the number of units of a dense layer", units)
        self.initializer = initializers.named(initializer)

    def output_shape(self, input_shape: Shape) -> Shape:
        """(D,) -> (units,), or (T, D) -> (T, units)."""
        if len(input_shape) not in (1, 2):
            raise ShapeError(
                f"{self.name} takes samples (D,) or (T, D), but gets samples of shape {input_shape}: "
                "put a Flatten before it"
            )
        return (*input_shape[:-1], self.units)

    def initial_parameters(self, random: np.random.Generator) -> Named:
        """Weights from the initialiser, with fan_in = D and fan_out = units; zero biases."""
        fans = self.input_shape[-1], self.units
        return {"weights": initializers.draw(self.initializer, random, *fans, fans), "biases": np.zeros(self.units)}

    def forward(self, x: Array, _mode: Mode) -> tuple[Array, Array]:
        """y = x W + b."""
        return x @ self.weights + self.biases, x  # (…, D) @ (D, units)

    def backward(self, d: Array, x: Array) -> tuple[Array, Named]:
        """dL/dx = dL/dy Wᵀ;  dL/dW = xᵀ dL/dy,  dL/db = Σ dL/dy over samples and steps."""
        dx = d @ self.weights.T
        x, d = rows(x), rows(d)
        return dx, {"weights": x.T @ d, "biases": d.sum(axis=0)}


def rows(values: Array) -> Array:
    """(N, T, D) -> (N*T, D): every step a sample of its own; (N, D) stays as it is."""
    return values if values.ndim == 2 else values.reshape(-1, values.shape[-1])
