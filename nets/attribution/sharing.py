"""How a layer hands relevance on: each unit's is shared among its inputs by what each of them brought to the unit.

Bach, Binder, Montavon, Klauschen, Müller and Samek, "On pixel-wise explanations for non-linear classifier decisions by
layer-wise relevance propagation" (2015), eq. 58 (ε) and 60 (α and β). Input i brings z_ij = x_i w_ij to unit j:

    ε       R_i = Σ_j z_ij / (z_j + ε sign z_j) R_j                     z_j = Σ_i z_ij + b_j
    α, β    R_i = Σ_j (α z_ij⁺ / z_j⁺ - β z_ij⁻ / z_j⁻) R_j            z_j⁺ = Σ_i z_ij⁺ + b_j⁺, and z_j⁻ likewise

What is handed on is less than what came by the share of b_j, and by what had nobody to go to: all that ε holds back,
and all of a part to which nothing was brought (z_j = 0). Both are counted.
"""

from typing import NamedTuple

import numpy as np

from nets.arrays import Array
from nets.attribution.affine import Affine
from nets.attribution.target import sums
from nets.layers.base import Layer
from nets.layers.mode import INFERENCE


class Share(NamedTuple):
    """What one layer did with the relevance it got: Σ of that = Σ relevance + biases + unshared, for each sample.

    relevance   (N, *input_shape), what it handed on
    biases      (N,), what its biases kept
    unshared    (N,), what ε held back, and what there was nobody to share among
    """

    relevance: Array
    biases: Array
    unshared: Array


def with_epsilon(affine: Affine, x: Array, relevance: Array, epsilon: float) -> Share:
    """The ε rule, for x (N, *input_shape) and relevance (N, *shape)."""
    linear, cache = affine.whole.forward(x, INFERENCE)
    z = linear + affine.biases
    s = ratio(relevance, z + np.where(z < 0, -epsilon, epsilon).astype(z.dtype))
    return Share(x * back(affine.whole, s, cache), sums(s * affine.biases), sums(relevance - s * z))


def with_signs(affine: Affine, x: Array, relevance: Array, alpha: float, beta: float) -> Share:
    """The αβ rule, in which biases take their share by their own sign."""
    up, down = np.maximum(x, 0), np.minimum(x, 0)
    spoke_for = brought(affine, up, down, np.maximum(affine.biases, 0), alpha * relevance)
    if not beta:
        return spoke_for
    spoke_against = brought(affine, down, up, np.minimum(affine.biases, 0), -beta * relevance)
    return Share(*(one + other for one, other in zip(spoke_for, spoke_against, strict=True)))


def with_positive(affine: Affine, x: Array, relevance: Array) -> Share:
    """The z⁺ rule of Montavon, Lapuschkin, Binder, Samek and Müller (2017): α = 1, β = 0, and biases get nothing."""
    return brought(affine, np.maximum(x, 0), np.minimum(x, 0), np.zeros_like(affine.biases), relevance)


def with_bounds(affine: Affine, x: Array, relevance: Array, low: float, high: float) -> Share:
    """Their z^B rule, for x between two numbers: z_ij = x_i w_ij - low w_ij⁺ - high w_ij⁻, which is never negative."""
    return brought(affine, x - low, x - high, np.zeros_like(affine.biases), relevance)


def brought(affine: Affine, one: Array, other: Array, biases: Array, relevance: Array) -> Share:
    """Shares by what `one` brings through positive weights and `other` through negative ones, all of one sign."""
    ways = [(one, affine.plus), *([(other, affine.minus)] if affine.minus is not None else [])]
    used = [(x, layer, *layer.forward(x, INFERENCE)) for x, layer in ways if x.any()]
    z = sum((part for *_, part, _ in used), np.zeros_like(relevance) + biases)
    s = ratio(relevance, z)
    handed = sum((x * back(layer, s, cache) for x, layer, _, cache in used), np.zeros_like(one))
    return Share(handed, sums(s * biases), sums(relevance - s * z))


def back(layer: Layer, s: Array, cache: object) -> Array:
    """The transposed map: s (N, *shape) -> (N, *input_shape)."""
    return layer.backward(s, cache)[0]


def ratio(relevance: Array, z: Array) -> Array:
    """relevance / z, and 0 where z is 0, or so small that the quotient could overflow."""
    limits = np.finfo(z.dtype)
    none = np.abs(z) <= limits.tiny / limits.eps
    return np.where(none, 0, relevance / np.where(none, 1, z))
