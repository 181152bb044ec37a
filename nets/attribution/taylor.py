"""Deep Taylor decomposition: relevance by a first-order expansion of each unit, around a point where it is silent.

Montavon, Lapuschkin, Binder, Samek and Müller, "Explaining nonlinear classification decisions with deep Taylor
decomposition" (2017), the section on constrained input spaces: units of hidden layers cannot be negative, which gives
the z⁺ rule, and pixels lie between black and white, which gives the z^B rule; see `sharing`. All is handed on, and all
of it has the sign of the answer. The expansion supposes biases that are not positive; the rules do not look at them.
"""

from typing import TYPE_CHECKING

from nets.arrays import Array
from nets.attribution.affine import Affine
from nets.attribution.relevance import Relevance, propagate
from nets.attribution.sharing import Share, with_bounds, with_positive
from nets.attribution.target import Target, Unit
from nets.errors import SettingError, is_number
from nets.layers.activation import Activation
from nets.layers.dropout import Dropout
from nets.layers.flatten import Flatten
from nets.layers.pool import GlobalMeanPool, Pool
from nets.network import Network

if TYPE_CHECKING:
    from numpy.typing import ArrayLike

WITHIN = (Dropout, Flatten, Pool, GlobalMeanPool)  # what they give lies between the bounds of what they get


def deep_taylor(
    network: Network, x: "ArrayLike", unit: Unit, layer: int | None = None, *, low: float = 0.0, high: float = 1.0
) -> Relevance:
    """Relevance for x (N, *input_shape), of which every number lies between `low` and `high`.

    Raises SettingError for other numbers, for activations other than ReLU, for layers without a rule, and as `Target`.
    """
    target = Target(network, x, unit, layer)
    if not (is_number(low) and is_number(high) and low < high):
        raise SettingError(f"pixels lie between two numbers, the smaller one first; got {low!r} and {high!r}")
    if target.x.min() < low or target.x.max() > high:
        raise SettingError(f"a pixel is said to lie between {low:g} and {high:g}, but some lie beyond")
    for each in target.layers:
        if isinstance(each, Activation) and each.function not in ("relu", "linear"):
            raise SettingError(f"deep Taylor decomposition is made for ReLUs; {each.name} is none")
    entry = next((p for p, each in enumerate(target.layers) if not isinstance(each, WITHIN)), len(target.layers))

    def sharing(place: int, affine: Affine, x: Array, relevance: Array) -> Share:
        return with_bounds(affine, x, relevance, low, high) if place <= entry else with_positive(affine, x, relevance)

    return propagate(target, sharing)
