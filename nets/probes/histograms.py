"""Histograms of weights, gradients and activations, layer by layer.

Their edges stay fixed, so that bars can be compared from one moment to the next.
"""

from typing import NamedTuple

import numpy as np

from nets.arrays import Array
from nets.blocks import blocks_of
from nets.flat import Named
from nets.layers.base import Layer
from nets.losses import Loss
from nets.network import Network
from nets.probes.edges import checked_edges, count, symlog_edges
from nets.probes.samples import checked_samples, forth_and_back

WEIGHTS = symlog_edges(1e-3, 10, 4)
GRADIENTS = symlog_edges(1e-8, 10, 2)
ACTIVATIONS = symlog_edges(1e-3, 100, 4)


class BlockHistogram(NamedTuple):
    """Counts of one layer with weights, each (bins + 2,): below the first edge, the bins, from the last edge on.

    name          the layer's name, as in 'dense 2'
    title         what people call it, as in 'hidden layer 2'
    weights       of its weights
    biases        of its other parameters
    gradients     of the loss's gradients with respect to its weights
    activations   of what its activation gives, for all samples
    """

    name: str
    title: str
    weights: Array
    biases: Array
    gradients: Array
    activations: Array


class Histograms:
    """Histograms of every layer with weights, on samples x (N, *input_shape) with targets (N, *shape).

    weights, gradients, activations   edges, (bins + 1,), rising; biases are counted by those of the weights

    The network answers as after training: no dropout, running averages. Raises SettingError for what are no edges,
    ShapeError or DataError for samples and targets that do not fit the network.
    """

    def __init__(
        self,
        network: Network,
        loss: Loss,
        x: Array,
        targets: Array,
        *,
        weights: Array = WEIGHTS,
        gradients: Array = GRADIENTS,
        activations: Array = ACTIVATIONS,
    ) -> None:
        self._network = network
        self._loss = loss
        self._x, self._targets = checked_samples(network, x, targets)
        self._blocks = blocks_of(network)
        self.weights, self.gradients, self.activations = map(checked_edges, (weights, gradients, activations))

    def measure(self) -> tuple[BlockHistogram, ...]:
        """One for each layer with weights, in order."""
        network, blocks = self._network, self._blocks
        gradient = np.zeros_like(network.parameters)
        activations = np.zeros((len(blocks), len(self.activations) + 1), int)
        for run, gradients in forth_and_back(network, self._loss, self._x, self._targets):
            gradient += gradients.parameters
            for counts, block in zip(activations, blocks, strict=True):
                counts += count(run.values[block.a], self.activations)
        return tuple(
            BlockHistogram(
                block.layer.name,
                block.title,
                count(some(block.layer, block.layer.parameters, penalised=True), self.weights),
                count(some(block.layer, block.layer.parameters, penalised=False), self.weights),
                count(some(block.layer, network.parts(block.layer, gradient), penalised=True), self.gradients),
                counts,
            )
            for block, counts in zip(blocks, activations, strict=True)
        )


def some(layer: Layer, named: Named, *, penalised: bool) -> Array:
    """What belongs to the layer's weights, or to its other parameters, in one row."""
    chosen = [np.ravel(array) for name, array in named.items() if (name in layer.penalised) == penalised]
    return np.concatenate([*chosen, np.zeros(0)])
