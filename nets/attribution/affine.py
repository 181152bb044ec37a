"""The affine part of a layer, y = W x + b, taken apart by the signs of W: what relevance is shared out by.

W is never written down. A layer with other weights and no biases is the map x -> W x; its own way back is the
transposed map. A batch normalisation right behind a dense layer or a convolution belongs to it: when answering it only
scales and shifts, y = a (W x + b - mean) + shift, so that a W are the weights; the sign of W alone would mislead.
"""

import copy

import numpy as np

from nets.arrays import Array
from nets.layers.base import Layer
from nets.layers.conv import Conv2D
from nets.layers.dense import Dense
from nets.layers.mode import INFERENCE
from nets.layers.norm import EPSILON, BatchNorm
from nets.layers.pool import GlobalMeanPool, MeanPool

WEIGHTED = (Dense, Conv2D)
KINDS = (*WEIGHTED, BatchNorm, MeanPool, GlobalMeanPool)


class Affine:
    """y = W x + b.

    layer   one of KINDS
    norm    the batch normalisation that belongs to it, if there is one

    whole   the layer x -> W x
    plus    the same with the positive weights alone, 0 for the others
    minus   the same with the negative ones alone; None where there are none, as for means
    biases  b, which can be broadcast to (N, *shape)
    """

    def __init__(self, layer: Layer, norm: BatchNorm | None = None) -> None:
        self.whole = self.plus = layer
        self.minus: Layer | None = None
        self.biases = np.zeros((), np.float32)
        if isinstance(layer, WEIGHTED):
            b = layer.biases[None]  # (1, units)
            self.biases = b if norm is None else norm.forward(b, INFERENCE)[0]
            factor = 1 if norm is None else norm.scale / np.sqrt(norm.variance + EPSILON)
            self.whole, self.plus, self.minus = (
                altered(layer, weights=weights, biases=np.zeros_like(layer.biases))
                for weights in by_sign(layer.weights * factor)
            )
        elif isinstance(layer, BatchNorm):
            nothing = np.zeros_like(layer.mean)
            self.biases = layer.forward(nothing[None], INFERENCE)[0]
            self.whole, self.plus, self.minus = (
                altered(layer, scale=scale, mean=nothing, shift=nothing) for scale in by_sign(layer.scale)
            )


def by_sign(weights: Array) -> tuple[Array, Array, Array]:
    """All of them, the positive ones, and the negative ones, with 0 in place of the others."""
    return weights, np.maximum(weights, 0), np.minimum(weights, 0)


def altered(layer: Layer, **arrays: Array) -> Layer:
    """A layer like this one, with other arrays, which belongs to no network."""
    other = copy.copy(layer)
    vars(other).update(arrays)
    return other
