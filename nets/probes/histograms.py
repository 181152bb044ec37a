"""Histograms over edges that stay fixed, so that bars can be compared from one moment to the next."""

from typing import NamedTuple

import numpy as np

from nets.errors import SettingError
from nets.network import Network
from nets.tape import Array


class LayerHistogram(NamedTuple):
    """Counts of one layer's weights and biases, each (bins + 2,): below the first edge, the bins, above the last."""

    name: str
    weights: Array
    biases: Array


class Histograms:
    """Histograms of the weights and of the biases of every dense and convolutional layer.

    edges   (bins + 1,), rising
    """

    def __init__(self, network: Network, edges: Array) -> None:
        self._network = network
        self.edges = checked_edges(edges)

    def measure(self) -> tuple[LayerHistogram, ...]:
        """One for each layer that has weights."""
        layers = [layer for layer in self._network.layers if layer.matrix.size]
        return tuple(
            LayerHistogram(layer.name, count(layer.matrix[:-1], self.edges), count(layer.matrix[-1], self.edges))
            for layer in layers
        )


def count(values: Array, edges: Array) -> Array:
    """How many values lie below the first edge, in each bin [edge, next edge), and from the last edge on: (bins + 2,).

    Values that are NaN are not counted.
    """
    values = np.ravel(values)
    places = np.searchsorted(edges, values[~np.isnan(values)], side="right")
    return np.bincount(places, minlength=len(edges) + 1)


def checked_edges(edges: Array) -> Array:
    """The edges as an array, if there are two at least and they rise; raises SettingError."""
    edges = np.asarray(edges, np.float64)
    if edges.ndim != 1 or len(edges) < 2 or not (np.diff(edges) > 0).all():
        raise SettingError("the edges of a histogram are at least two numbers, each larger than the one before")
    return edges
