"""Percentiles of weights, gradients and activations, layer by layer: where most of the numbers lie, without bins."""

from typing import NamedTuple

import numpy as np

from nets.arrays import Array
from nets.blocks import blocks_of
from nets.flat import Named
from nets.losses import Loss
from nets.network import Network
from nets.probes.samples import checked_samples, forth_and_back

SHARES = (5, 25, 50, 75, 95)
"""The middle one is the median; a quarter of the numbers lies below the second, and above the fourth."""


class BlockPercentiles(NamedTuple):
    """The percentiles `SHARES` of one layer with weights, (5,) each, rising; NaN where there is no finite number.

    weights       of its weights
    gradients     of the loss's gradients with respect to its weights
    activations   of what its activation gives, for all samples
    """

    weights: Array
    gradients: Array
    activations: Array


class Percentiles:
    """Percentiles of every layer with weights, on samples x (N, *input_shape) with targets (N, *shape).

    The network answers as after training: no dropout, running averages. Raises ShapeError or DataError for samples and
    targets that do not fit the network.
    """

    def __init__(self, network: Network, loss: Loss, x: Array, targets: Array) -> None:
        self._network = network
        self._loss = loss
        self._x, self._targets = checked_samples(network, x, targets)
        self._blocks = blocks_of(network)

    def measure(self) -> tuple[BlockPercentiles, ...]:
        """One for each layer with weights, in order."""
        network, blocks = self._network, self._blocks
        gradient = np.zeros_like(network.parameters)
        activations: list[list[Array]] = [[] for _ in blocks]
        for run, gradients in forth_and_back(network, self._loss, self._x, self._targets):
            gradient += gradients.parameters
            for found, block in zip(activations, blocks, strict=True):
                found.append(run.values[block.a].ravel().copy())
        return tuple(
            BlockPercentiles(
                percentiles(weights_of(block.layer.penalised, block.layer.parameters)),
                percentiles(weights_of(block.layer.penalised, network.parts(block.layer, gradient))),
                percentiles(np.concatenate(found)),
            )
            for block, found in zip(blocks, activations, strict=True)
        )


def weights_of(penalised: tuple[str, ...], named: Named) -> Array:
    """What belongs to a layer's weights, in one row."""
    return np.concatenate([np.ravel(array) for name, array in named.items() if name in penalised])


def percentiles(values: Array) -> Array:
    """(5,): those of the finite numbers among the values."""
    finite = values[np.isfinite(values)]
    return np.percentile(finite, SHARES) if len(finite) else np.full(len(SHARES), np.nan)
