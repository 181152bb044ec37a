"""An activation as a layer of its own, for where something stands between it and the weights (batch normalisation)."""

from typing import Any, ClassVar

from nets import activations
from nets.layers.base import Layer
from nets.tape import Signal, Tape


class Activation(Layer):
    """Applies a function to each number alone, any shape: a = f(x)."""

    kind: ClassVar[str] = "activation"

    def __init__(self, function: str) -> None:
        super().__init__()
        self.activation = activations.named(function).name

    def record(self, tape: Tape, x: Signal, /) -> Signal:
        """a = f(x);  dL/dx = dL/da f'(x)."""
        return activations.record(self.activation, tape, x)

    def settings(self) -> dict[str, Any]:
        """The arguments that make the same layer again."""
        return {"function": self.activation}
