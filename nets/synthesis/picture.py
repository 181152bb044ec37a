"""What all synthesised images share: a start, the way from the image to a layer and back, and bounds for its pixels."""

from collections.abc import Sequence

import numpy as np

from nets import passes, seeds
from nets.arrays import Array
from nets.errors import SettingError, is_number
from nets.layers.mode import INFERENCE
from nets.network import Network
from nets.passes import Pass
from nets.stepped import Stepped

NOISE = 67
"""The purpose of the random numbers, beside those in `seeds`."""
FAINT = 0.1

Bounds = tuple[float, float] | None


class Picture(Stepped):
    """An image (*input_shape) that changes step by step, seen by the layers of a network up to number `layer`.

    bounds   smallest and largest value of a pixel; None for no bounds

    The network answers as after training. Raises SettingError for a layer that is not there, or bounds that are none.
    """

    def __init__(self, network: Network, layer: int, bounds: Sequence[float] | None, seed: int) -> None:
        self._network, self._layer, self._seed = network, passes.placed(network.layers, layer), seed
        seeds.generator(seed, NOISE)  # raises, if it is no seed
        self.bounds = checked_bounds(bounds)
        self._x = np.zeros((1, *network.input_shape), network.dtype)

    @property
    def image(self) -> Array:
        """(*input_shape), a copy."""
        return self._x[0].copy()

    def _begin(self, image: Array) -> None:
        """Let that be the image, as far as its bounds allow it; raises ShapeError, DataError."""
        self._x = self._bounded(self._network.checked(np.asarray(image)[None]))

    def _noise(self) -> Array:
        """Faint normal noise around 0, (*input_shape): a tenth of what bounds allow is one standard deviation."""
        low, high = self.bounds or (-1, 1)
        noise = seeds.generator(self._seed, NOISE).normal(0, FAINT * (high - low), self._network.input_shape)
        return self._bounded(noise)

    def _bounded(self, x: Array) -> Array:
        return x if self.bounds is None else np.clip(x, *self.bounds)

    def _random(self) -> np.random.Generator:
        """The generator of the present step: another one each time, whatever was drawn before."""
        return seeds.generator(self._seed, NOISE, self.iteration + 1)

    def _seen(self, x: Array) -> Pass:
        """The pass of images x (N, *input_shape) through the layers up to this one."""
        return passes.forward(self._network.layers[: self._layer + 1], x, INFERENCE)

    def _slope(self, run: Pass, d: Array) -> Array:
        """dL/dx (N, *input_shape) from d, the derivative of L with respect to what the layer gave."""
        return self._network.backward(run, d, layer=self._layer).values[0]


def checked_bounds(bounds: Sequence[float] | None) -> Bounds:
    """Two finite numbers, the smaller one first, or None; raises SettingError."""
    if bounds is None:
        return None
    if len(bounds) != 2 or not all(map(is_number, bounds)) or not -np.inf < bounds[0] < bounds[1] < np.inf:
        raise SettingError(f"the bounds of a pixel are a number and a larger one, or None; not {bounds!r}")
    return float(bounds[0]), float(bounds[1])
