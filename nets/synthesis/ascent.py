"""Steps uphill on an image: normalised gradients, and jitter against patterns that hang on single pixels.

Mordvintsev, Olah and Tyka, "Inceptionism: going deeper into neural networks" (2015), and the program published with it.
"""

from collections.abc import Callable, Sequence

import numpy as np

from nets.arrays import Array
from nets.errors import SettingError, positive, whole
from nets.network import Network
from nets.synthesis.picture import Picture


class Ascent(Picture):
    """x ← x + rate · g / √(mean of g²), where g is the gradient for the image shifted a little, and shifted back.

    rate     how far the pixels go in a step, in the root of the mean of the squares
    jitter   so many pixels an image is shifted at most, up or down and to a side, around its edges; 0 for none

    Where the slope is 0 for all pixels, as it is for a ReLU that is silent, or no number, as in a network that has
    diverged, the step goes wherever chance leads it.
    """

    def __init__(
        self, network: Network, layer: int, *, rate: float, jitter: int, bounds: Sequence[float] | None, seed: int
    ) -> None:
        super().__init__(network, layer, bounds, seed)
        self.rate = positive("the rate", rate)
        self.jitter = whole("the jitter", jitter)
        if jitter:
            images_only(network, "jitter")

    def _climb(self, slope: Callable[[Array], Array]) -> None:
        """One step by a rule for the gradient, (1, *input_shape) -> (1, *input_shape)."""
        random = self._random()
        down, across = random.integers(-self.jitter, self.jitter + 1, 2)
        if self.jitter:
            shifted = np.roll(self._x, (down, across), (1, 2))
            g = np.roll(slope(shifted), (-down, -across), (1, 2))
        else:
            g = slope(self._x)
        if not g.any() or not np.isfinite(g).all():
            g = random.normal(size=g.shape).astype(g.dtype)
        self._x = self._x + self.rate * normalised(g)


def normalised(g: Array) -> Array:
    """g / √(mean of g²), whatever the size of its numbers."""
    g = g / np.abs(g).max()
    return g / np.sqrt(np.square(g).mean())


def images_only(network: Network, what: str) -> None:
    """Raises SettingError unless the network takes images (H, W, C)."""
    if len(network.input_shape) != 3:
        raise SettingError(f"{what} is for images (H, W, C), and this network takes {network.input_shape}: make it 0")
