"""Activation maximisation: the image that a unit answers most strongly, found from noise by going uphill.

Erhan, Bengio, Courville and Vincent, "Visualizing higher-layer features of a deep network" (2009), sec. 3: x* =
argmax h(x). Simonyan, Vedaldi and Zisserman, "Deep inside convolutional networks" (2013), eq. 1, take off λ ‖x‖²;
Yosinski, Clune, Nguyen, Fuchs and Lipson, "Understanding neural networks through deep visualization" (2015), sec. 3,
let the image itself decay and blur it from time to time: x ← r(x + η ∂h/∂x). Without these, what comes about excites
the unit and looks like noise.
"""

from collections.abc import Sequence

import numpy as np

from nets.arrays import Array
from nets.errors import SettingError, at_least_one, fraction, is_whole, not_negative
from nets.layers.base import Layer
from nets.network import Network
from nets.synthesis.ascent import Ascent, images_only
from nets.synthesis.priors import blurred


class Maximisation(Ascent):
    """An image that excites unit number `unit` of layer number `layer` more and more.

    unit         of a layer on images, a map; the mean of all its places counts, or one
    place        (row, column) of that one; of a layer on sequences, (step,)
    rate         how far the pixels go in a step, in the root of the mean of the squares
    decay        part of every pixel that is lost in a step
    blur         standard deviation of the Gaussian blur, in pixels, every `blur_every` steps
    jitter       so many pixels the image is shifted at most for the time of a step
    bounds       smallest and largest value of a pixel; None for no bounds
    seed         of the noise at the start, and of the jitter

    With 0, decay, blur and jitter are switched off; the last two are for images. Of a softmax take the logits before
    it: its own answer grows just as well by making the other classes less likely (Simonyan et al., sec. 2).
    Raises SettingError.
    """

    def __init__(
        self,
        network: Network,
        layer: int,
        unit: int,
        *,
        place: Sequence[int] | None = None,
        rate: float = 0.05,
        decay: float = 0.02,
        blur: float = 0.5,
        blur_every: int = 4,
        jitter: int = 1,
        bounds: Sequence[float] | None = (0, 1),
        seed: int = 0,
    ) -> None:
        super().__init__(network, layer, rate=rate, jitter=jitter, bounds=bounds, seed=seed)
        self.decay = fraction("the decay", decay)
        self.blur = not_negative("the blur", blur)
        self.blur_every = at_least_one("the number of steps from blur to blur", blur_every)
        if blur:
            images_only(network, "blur")
        self._weights = weighting(network.layers[layer], unit, place)
        self._begin(self._noise())

    @property
    def activation(self) -> float:
        """What the unit answers to the present image."""
        return float((self._seen(self._x).output[0] * self._weights).sum())

    def _gradient(self, x: Array) -> Array:
        return self._slope(self._seen(x), self._weights)

    def _advance(self) -> None:
        """Uphill, decay, blur, bounds, in this order (Yosinski et al., eq. 2)."""
        self._climb(self._gradient)
        if self.decay:
            self._x = self._x * (1 - self.decay)
        if self.blur and (self.iteration + 1) % self.blur_every == 0:
            self._x = blurred(self._x, self.blur)
        self._x = self._bounded(self._x)


def weighting(layer: Layer, unit: int, place: Sequence[int] | None) -> Array:
    """What picks a unit of a layer's output, (*shape), of sum 1: all its places alike, or one. Raises SettingError."""
    *sides, units = layer.shape
    if not is_whole(unit) or not 0 <= unit < units:
        raise SettingError(f"the units of {layer.name} are numbered 0 to {units - 1}; there is no unit {unit!r}")
    weights = np.zeros(layer.shape)
    if place is None:
        weights[..., unit] = 1 / np.prod(sides)
        return weights
    if len(place) != len(sides) or not all(
        is_whole(at) and 0 <= at < side for at, side in zip(place, sides, strict=True)
    ):
        raise SettingError(f"a place of {layer.name} has numbers below {tuple(sides)}, not {place!r}")
    weights[(*map(int, place), unit)] = 1
    return weights
