"""Guided backpropagation: on the way back, a ReLU lets through only what is positive, and only where it was open.

Springenberg, Dosovitskiy, Brox and Riedmiller, "Striving for simplicity: the all convolutional net" (2014), sec. 3.4
and fig. 1: the gradient's rule (was the ReLU open?) and the deconvolution's (is what comes back positive?) at once.
"""

from typing import TYPE_CHECKING, Any

from nets.arrays import Array
from nets.attribution.target import Attribution, Target, Unit
from nets.errors import SettingError
from nets.layers.activation import Activation
from nets.layers.base import Layer
from nets.network import Network

if TYPE_CHECKING:
    from numpy.typing import ArrayLike


def guided_backpropagation(network: Network, x: "ArrayLike", unit: Unit, layer: int | None = None) -> Attribution:
    """What of the gradient came back along positive ways alone, for x (N, *input_shape).

    Raises SettingError if there is no ReLU as far as the layer, and as `Target`. Other activations go back as ever.
    """
    target = Target(network, x, unit, layer)
    check_relu(target, "guided backpropagation")
    return Attribution(*target.slopes(target.x, {Activation: guided}))


def guided(layer: Layer, d: Array, x: Array, _y: Array, cache: Any) -> Array:
    """The rule for a ReLU: d where d > 0 and x > 0, else 0."""
    if not is_relu(layer):
        return layer.backward(d, cache)[0]
    return d * (x > 0) * (d > 0)


def is_relu(layer: Layer) -> bool:
    """Whether it is a ReLU."""
    return isinstance(layer, Activation) and layer.function == "relu"


def check_relu(target: Target, method: str) -> None:
    """Raises SettingError, naming the method, if no layer as far as the target is a ReLU."""
    if not any(map(is_relu, target.layers)):
        raise SettingError(
            f"{method} is a rule for ReLUs, and there is none as far as {target.layers[-1].name}: "
            "it would show the gradient"
        )
