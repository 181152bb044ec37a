"""The gradient: how the answer would change with each pixel, to first order.

Simonyan, Vedaldi and Zisserman, "Deep inside convolutional networks" (2013), eq. 4. Their pictures show its absolute
value, the largest of the channels; here the sign is kept.
"""

from typing import TYPE_CHECKING

from nets.attribution.target import Attribution, Target, Unit
from nets.network import Network

if TYPE_CHECKING:
    from numpy.typing import ArrayLike


def gradient(network: Network, x: "ArrayLike", unit: Unit, layer: int | None = None) -> Attribution:
    """d answer / dx for x (N, *input_shape): one way forwards and one back; raises as `Target`."""
    target = Target(network, x, unit, layer)
    return Attribution(*target.slopes(target.x))
