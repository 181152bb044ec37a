"""Gradient × input: each pixel's value times the slope at it, its part of the answer if the network were linear.

Shrikumar, Greenside, Shcherbina and Kundaje, "Not just a black box" (2016). A network of dense layers, convolutions,
pooling and ReLUs without biases is linear along the way from zero to x: there the parts add up to the answer itself.
"""

from typing import TYPE_CHECKING

from nets.attribution.target import Attribution, Target, Unit
from nets.network import Network

if TYPE_CHECKING:
    from numpy.typing import ArrayLike


def gradient_times_input(network: Network, x: "ArrayLike", unit: Unit, layer: int | None = None) -> Attribution:
    """x · d answer / dx for x (N, *input_shape): one way forwards and one back; raises as `Target`."""
    target = Target(network, x, unit, layer)
    slopes, answers = target.slopes(target.x)
    return Attribution(target.x * slopes, answers)
