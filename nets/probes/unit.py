"""One neuron at one point, with all its numbers: what comes in, what it weighs, what comes out."""

from typing import NamedTuple

import numpy as np

from nets.errors import ShapeError, UnknownNameError
from nets.layers import Dense
from nets.network import Network, Pass
from nets.tape import Array


class UnitReading(NamedTuple):
    """z = Σ inputs · weights + bias, and activation = f(z).

    inputs   (fan_in,)       weights   (fan_in,)
    """

    inputs: Array
    weights: Array
    bias: float
    z: float
    activation: float


class Unit:
    """Looks at unit number `unit` of the dense layer number `layer`, both counted from 0."""

    def __init__(self, network: Network, layer: int, unit: int) -> None:
        dense = network.layers[layer] if 0 <= layer < len(network.layers) else None
        if not isinstance(dense, Dense):
            places = [str(place) for place, each in enumerate(network.layers) if isinstance(each, Dense)]
            raise UnknownNameError("dense layer", layer, places)
        if not 0 <= unit < dense.units:
            raise UnknownNameError("unit", unit, map(str, range(dense.units)))
        self._network = network
        self._dense = dense
        self._layer = layer
        self._unit = unit
        self._pass = Pass(network, 1, training=False)

    def measure(self, x: Array) -> UnitReading:
        """The numbers for one sample x, (*input_shape); raises ShapeError."""
        sample = self._network.checked(np.asarray(x)[None])
        self._pass.run(sample)
        source = self._pass.outputs[self._layer - 1] if self._layer else self._pass.inputs
        signal = self._pass.outputs[self._layer]
        if signal.before is None:
            raise ShapeError(f"{self._dense.name} has no pre-activation")
        return UnitReading(
            source.value[0].copy(),
            self._dense.weights[:, self._unit].copy(),
            float(self._dense.biases[self._unit]),
            float(signal.before.value[0, self._unit]),
            float(signal.value[0, self._unit]),
        )
