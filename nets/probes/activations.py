"""Activations: what every layer answers to a batch of samples."""

from nets.arrays import Array
from nets.network import Network


class Activations:
    """Goes forwards with fixed samples x (N, *input_shape), as after training (no dropout, running averages).

    Raises ShapeError or DataError for samples that the network does not take.
    """

    def __init__(self, network: Network, x: Array) -> None:
        self._network = network
        self._x = network.checked(x).copy()

    def measure(self) -> tuple[Array, ...]:
        """The samples, then what each layer gives, (N, *layer.shape)."""
        return self._network.run(self._x).values
