"""Deconvolution: the unit's signal is sent back through the filters, and a ReLU keeps what is positive on that way.

Zeiler and Fergus, "Visualizing and understanding convolutional networks" (2013), sec. 2.1: filters are transposed and
a maximum goes back to where it was found, as in the gradient; but a ReLU is applied to what comes back, whether or not
it was open on the way forwards. So only the places of the maxima, and open switches of other kinds, know the image.
"""

from typing import TYPE_CHECKING, Any

import numpy as np

from nets.arrays import Array
from nets.attribution.guided import check_relu, is_relu
from nets.attribution.target import Attribution, Target, Unit
from nets.layers.activation import Activation
from nets.layers.base import Layer
from nets.network import Network

if TYPE_CHECKING:
    from numpy.typing import ArrayLike


def deconvolution(network: Network, x: "ArrayLike", unit: Unit, layer: int | None = None) -> Attribution:
    """The unit's signal back in the place of the pixels, for x (N, *input_shape).

    Raises SettingError if there is no ReLU as far as the layer, and as `Target`. Other activations go back as ever.
    """
    target = Target(network, x, unit, layer)
    check_relu(target, "deconvolution")
    return Attribution(*target.slopes(target.x, {Activation: rectified}))


def rectified(layer: Layer, d: Array, _x: Array, _y: Array, cache: Any) -> Array:
    """The rule for a ReLU: max(d, 0)."""
    return np.maximum(d, 0) if is_relu(layer) else layer.backward(d, cache)[0]
