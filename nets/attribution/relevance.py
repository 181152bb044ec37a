"""Layer-wise relevance propagation: the answer is handed back, layer by layer, until the pixels have it.

Bach et al. (2015); see `sharing` for the rules. The unit's relevance is its answer. A layer with weights, a mean and a
batch normalisation share by a rule; an activation and a dropout hand on what they get (sec. "Multilayer networks"); the
largest number of a window gets all; Flatten only changes the shape.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from nets.arrays import Array
from nets.attribution.affine import KINDS, WEIGHTED, Affine
from nets.attribution.sharing import Share, with_epsilon, with_positive, with_signs
from nets.attribution.target import Attribution, Target, Unit
from nets.errors import SettingError, not_negative
from nets.layers.activation import Activation
from nets.layers.base import Layer
from nets.layers.dropout import Dropout
from nets.layers.flatten import Flatten
from nets.layers.norm import BatchNorm
from nets.layers.pool import MaxPool
from nets.network import Network

if TYPE_CHECKING:
    from numpy.typing import ArrayLike

KEEPING = (Activation, Dropout)
MOVING = (Flatten, MaxPool)
Sharing = Callable[[int, Affine, Array, Array], Share]


@dataclass(frozen=True, eq=False)
class Relevance(Attribution):
    """An attribution that says where everything went: for the layer at place p and each sample,

    Σ layers[p + 1] = Σ layers[p] + biases[p] + unshared[p].

    layers     relevance of the samples, which is the picture, then of what each layer gives, up to the unit's
    biases     (L, N), what the biases of each of these L layers kept
    unshared   (L, N), what ε held back there, and what had nobody to go to
    """

    layers: tuple[Array, ...]
    biases: Array
    unshared: Array


def lrp_epsilon(
    network: Network, x: "ArrayLike", unit: Unit, layer: int | None = None, *, epsilon: float = 0.01
) -> Relevance:
    """The ε rule everywhere, for x (N, *input_shape); a larger ε swallows what is weak and contradictory.

    Raises SettingError for an ε below 0 and for layers without a rule, and as `Target`.
    """
    epsilon = not_negative("ε", epsilon)
    target = Target(network, x, unit, layer)
    return propagate(target, lambda _place, affine, x, relevance: with_epsilon(affine, x, relevance, epsilon))


def lrp_alpha_beta(
    network: Network, x: "ArrayLike", unit: Unit, layer: int | None = None, *, alpha: float = 2.0, beta: float = 1.0
) -> Relevance:
    """The αβ rule everywhere, for x (N, *input_shape): α for what speaks for a unit, β for what speaks against it.

    Raises SettingError unless α - β = 1 and β is at least 0, for layers without a rule, and as `Target`.
    """
    alpha, beta = not_negative("α", alpha), not_negative("β", beta)
    if not np.isclose(alpha - beta, 1):
        raise SettingError(f"α is 1 more than β, so that nothing is lost; got α = {alpha:g} and β = {beta:g}")
    target = Target(network, x, unit, layer)
    return propagate(target, lambda _place, affine, x, relevance: with_signs(affine, x, relevance, alpha, beta))


def lrp_z_plus(network: Network, x: "ArrayLike", unit: Unit, layer: int | None = None) -> Relevance:
    """The z⁺ rule everywhere, for x (N, *input_shape); raises SettingError for layers without a rule, and as `Target`.

    Black pixels bring nothing and get nothing.
    """
    target = Target(network, x, unit, layer)
    return propagate(target, lambda _place, affine, x, relevance: with_positive(affine, x, relevance))


def propagate(target: Target, sharing: Sharing) -> Relevance:
    """Hand the answer back from the unit to the pixels.

    sharing   (place, affine part, x, relevance of what it gives) -> `Share`, for the layer at that place

    Raises SettingError for layers that no rule is known for.
    """
    strange = [layer.name for layer in target.layers if not isinstance(layer, KINDS + KEEPING + MOVING)]
    if strange:
        raise SettingError(f"relevance cannot be handed back through {strange[0]}: no rule is known for such a layer")
    run = target.run()
    kept = np.zeros((2, len(target.layers), len(target.x)), target.x.dtype)

    def rule(layer: Layer, relevance: Array, x: Array, _y: Array, cache: Any) -> Array:
        place = next(p for p, each in enumerate(target.layers) if each is layer and run.values[p] is x)
        if isinstance(layer, KEEPING) or norm_of(target.layers, place - 1) is layer:
            return relevance
        if isinstance(layer, MOVING):
            return layer.backward(relevance, cache)[0]
        share = sharing(place, Affine(layer, norm_of(target.layers, place)), x, relevance)
        kept[:, place] = share.biases, share.unshared
        return share.relevance

    start = run.output * target.weights
    values = target.network.backward(run, start, layer=target.layer, rules={Layer: rule}).values
    return Relevance(values[0], target.answers(run), values, *kept)


def norm_of(layers: list[Layer], place: int) -> BatchNorm | None:
    """The batch normalisation that belongs to the layer at that place, if there is one."""
    pair = layers[place : place + 2] if place >= 0 else []
    match pair:
        case [Layer() as layer, BatchNorm() as norm] if isinstance(layer, WEIGHTED):
            return norm
    return None
