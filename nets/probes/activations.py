"""Activations: what every layer answers to a batch of samples."""

from nets.network import Network, Pass
from nets.tape import Array


class Activations:
    """Goes forwards with fixed samples x (N, *input_shape), as after training (no dropout, running averages)."""

    def __init__(self, network: Network, x: Array) -> None:
        x = network.checked(x)
        self._pass = Pass(network, len(x), training=False)
        self._pass.inputs.value[...] = x

    def measure(self) -> tuple[Array, ...]:
        """The samples, and each layer's activations (N, *shape), in the probe's own buffers.

        The next call overwrites them.
        """
        self._pass.tape.play_forward()
        return self._pass.inputs.value, *(signal.value for signal in self._pass.outputs)
