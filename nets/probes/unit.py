"""One neuron at one point, with all its numbers: what comes in, what it weighs, what comes out."""

from typing import NamedTuple

import numpy as np

from nets.arrays import Array
from nets.blocks import blocks_of
from nets.errors import ShapeError, UnknownNameError
from nets.layers.dense import Dense
from nets.network import Network


class UnitReading(NamedTuple):
    """weighted_sum = Σ inputs · weights + bias, and a = f(z).

    inputs         (D,)
    weights        (D,)
    bias           one number
    weighted_sum   what the dense layer gives for this unit
    z              what the activation gets: the weighted sum itself, unless a batch normalisation lies between them
    a              what the activation gives
    activation     its name; 'linear' if there is none, and then a = z
    """

    inputs: Array
    weights: Array
    bias: float
    weighted_sum: float
    z: float
    a: float
    activation: str


class Unit:
    """Looks at unit number `unit` of the dense layer at place `layer` of `network.layers`, both counted from 0.

    Raises UnknownNameError if there is no such layer or unit, and ShapeError if what follows mixes the units.
    """

    def __init__(self, network: Network, layer: int, unit: int) -> None:
        blocks = {block.place: block for block in blocks_of(network) if isinstance(block.layer, Dense)}
        if layer not in blocks:
            raise UnknownNameError("dense layer", layer, map(str, blocks))
        self._block = blocks[layer]
        dense = self._block.layer
        if not 0 <= unit < dense.shape[0]:
            raise UnknownNameError("unit", unit, map(str, range(dense.shape[0])))
        if network.layers[self._block.z - 1].shape != dense.shape:
            raise ShapeError(f"what lies between {dense.name} and its activation does not keep the units apart")
        self._network = network
        self._unit = unit

    def measure(self, x: Array) -> UnitReading:
        """The numbers for one sample x, (*input_shape); raises ShapeError, DataError."""
        values = self._network.run(np.asarray(x)[None]).values
        block, unit = self._block, self._unit
        weights, biases = block.layer.parameters["weights"], block.layer.parameters["biases"]
        return UnitReading(
            values[block.place][0].copy(),
            weights[:, unit].copy(),
            float(biases[unit]),
            float(values[block.place + 1][0, unit]),
            float(values[block.z][0, unit]),
            float(values[block.a][0, unit]),
            block.activation,
        )
