"""The activation: one function, applied to each number alone. Without it, layers in a row would be no more than one."""

from typing import ClassVar

from nets import activations
from nets.arrays import Array
from nets.flat import Named
from nets.layers.base import Layer
from nets.layers.mode import Mode


class Activation(Layer):
    """a = f(z), any shape; `function` is a name of `activations.NAMES`."""

    kind: ClassVar[str] = "activation"

    def __init__(self, function: str) -> None:
        self.function = activations.named(function).name

    @property
    def label(self) -> str:
        """The function's own name, as in 'tanh 2'."""
        return self.function

    def forward(self, z: Array, _mode: Mode) -> tuple[Array, tuple[Array, Array]]:
        """a = f(z)."""
        a = activations.ACTIVATIONS[self.function].value(z)
        return a, (z, a)

    def backward(self, d: Array, cache: tuple[Array, Array]) -> tuple[Array, Named]:
        """dL/dz = dL/da f'(z)."""
        z, a = cache
        return d * activations.ACTIVATIONS[self.function].derivative(z, a), {}
