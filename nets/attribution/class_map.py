"""Grad-CAM: the maps of a late convolution, each weighed by how much the answer depends on it.

Selvaraju, Cogswell, Das, Vedantam, Parikh and Batra, "Grad-CAM: visual explanations from deep networks via
gradient-based localization" (2017), eq. 1 and 2: with maps A_k of Z places each,

    α_k = 1/Z Σ_ij d answer / dA_kij        L = max(Σ_k α_k A_k, 0)
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from nets.arrays import Array
from nets.attribution.enlarge import enlarged
from nets.attribution.target import Attribution, Target, Unit, image_sides
from nets.errors import SettingError, is_whole
from nets.layers.activation import Activation
from nets.layers.conv import Conv2D
from nets.layers.norm import BatchNorm
from nets.network import Network

if TYPE_CHECKING:
    from numpy.typing import ArrayLike


@dataclass(frozen=True, eq=False)
class ClassMap(Attribution):
    """An attribution of places: the picture is the coarse map, enlarged, the same in every channel.

    coarse    (N, h, w), L
    weights   (N, K), α, of each map
    maps      number of the layer that gave the maps
    """

    coarse: Array
    weights: Array
    maps: int


def grad_cam(
    network: Network,
    x: "ArrayLike",
    unit: Unit,
    layer: int | None = None,
    *,
    maps: int | None = None,
    enlargement: str = "bilinear",
) -> ClassMap:
    """The class activation map for images x (N, H, W, C): one way forwards and one back.

    maps          number of the layer that gives the maps, before the unit's; if not given, the last convolution, with
                  the normalisation and the activation that follow it
    enlargement   'bilinear' or 'nearest', see `enlarged`

    Raises SettingError if there are no maps, UnknownNameError for another enlargement, and as `Target`.
    """
    target = Target(network, x, unit, layer)
    height, width = image_sides(network, "Grad-CAM")
    place = last_maps(target) if maps is None else checked_maps(target, maps)
    run = target.run()
    slopes = network.backward(run, target.weights, layer=target.layer).values[place + 1]  # (N, h, w, K)
    weights = slopes.mean(axis=(1, 2))  # (N, K)
    coarse = np.maximum((run.values[place + 1] * weights[:, None, None]).sum(axis=-1), 0)  # (N, h, w)
    large = enlarged(coarse, height, width, enlargement)[..., None]  # (N, H, W, 1)
    return ClassMap(large + np.zeros_like(target.x), target.answers(run), coarse, weights, place)


def last_maps(target: Target) -> int:
    """Where the last convolution before the target's layer is done, its activation included; raises SettingError."""
    before = target.layers[:-1]
    place = max((p for p, layer in enumerate(before) if isinstance(layer, Conv2D)), default=None)
    if place is None:
        raise SettingError(f"Grad-CAM looks at maps, and there is no convolution before {target.layers[-1].name}")
    while place + 1 < len(before) and isinstance(before[place + 1], BatchNorm | Activation):
        place += 1
    return place


def checked_maps(target: Target, maps: int) -> int:
    """The number of a layer before the target's that gives images; raises SettingError."""
    images = [place for place, layer in enumerate(target.layers[:-1]) if len(layer.shape) == 3]
    if not is_whole(maps) or maps not in images:
        known = ", ".join(map(str, images)) or "none"
        raise SettingError(f"no maps come from layer {maps!r}; layers before {target.layers[-1].name} that do: {known}")
    return int(maps)
