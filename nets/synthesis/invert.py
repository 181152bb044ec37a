"""Inversion: an image that a layer cannot tell from a given one. What it lost on the way, the layer does not know.

Mahendran and Vedaldi, "Understanding deep image representations by inverting them" (2015), eq. 1 to 3:

    x* = argmin ‖Φ(x) - Φ₀‖² / ‖Φ₀‖² + λ_α mean |x|^α + λ_β V_β(x)
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from nets import optimizers
from nets.arrays import Array
from nets.errors import DataError, SettingError, is_number, not_negative, positive
from nets.network import Network
from nets.synthesis.ascent import images_only
from nets.synthesis.picture import Picture
from nets.synthesis.priors import alpha_norm, alpha_norm_slope, variation, variation_slope

if TYPE_CHECKING:
    from numpy.typing import ArrayLike


class Misfit(NamedTuple):
    """The parts of the loss, each with its weight.

    content     ‖Φ(x) - Φ₀‖² / ‖Φ₀‖²: 0 if the layer cannot tell the images from one another, 1 if it is silent
    norm        λ_α times the mean of |x|^α
    variation   λ_β times the total variation
    """

    content: float
    norm: float
    variation: float


class Inversion(Picture):
    """An image that layer number `layer` answers as it answers the image `of` (*input_shape), found from noise.

    rate        of Adam
    norm        λ_α, the weight of the α-norm; 0 for none
    alpha       its power, at least 1
    variation   λ_β, the weight of the total variation; for images; 0 for none
    beta        its power, at least 1
    bounds      smallest and largest value of a pixel; None for no bounds
    seed        of the noise at the start

    Raises SettingError, and ShapeError or DataError for an image that the network does not take.
    """

    def __init__(
        self,
        network: Network,
        layer: int,
        of: "ArrayLike",
        *,
        rate: float = 0.05,
        norm: float = 0.01,
        alpha: float = 6,
        variation: float = 0.1,
        beta: float = 2,
        bounds: Sequence[float] | None = (0, 1),
        seed: int = 0,
    ) -> None:
        super().__init__(network, layer, bounds, seed)
        self.rate = positive("the rate", rate)
        self.norm, self.variation = not_negative("the norm", norm), not_negative("the variation", variation)
        self.alpha, self.beta = power("alpha", alpha), power("beta", beta)
        if variation:
            images_only(network, "the total variation")
        self._wanted = self._seen(network.checked(np.asarray(of)[None])).output  # Φ₀, (1, *shape)
        if not np.isfinite(self._wanted).all():
            raise DataError("what the layer answers to this image is no number: the network has diverged")
        self._scale = float(np.square(self._wanted, dtype=np.float64).sum()) or 1.0
        self._adam = optimizers.Adam()
        self._begin(self._noise())
        self._memory = {name: np.zeros(self._x.size, self._x.dtype) for name in self._adam.remembers}

    @property
    def parts(self) -> Misfit:
        """What the loss of the present image is made of."""
        off = self._seen(self._x).output - self._wanted
        return Misfit(
            float(np.square(off, dtype=np.float64).sum()) / self._scale,
            self.norm and self.norm * alpha_norm(self._x, self.alpha),
            self.variation and self.variation * variation(self._x, self.beta),
        )

    @property
    def loss(self) -> float:
        """The sum of its parts."""
        return sum(self.parts)

    def gradient(self) -> Array:
        """How the loss changes with each pixel, (*input_shape)."""
        return self._gradient()[0]

    def _gradient(self) -> Array:
        run = self._seen(self._x)
        slope = self._slope(run, 2 * (run.output - self._wanted) / self._scale)
        if self.norm:
            slope = slope + self.norm * alpha_norm_slope(self._x, self.alpha)
        if self.variation:
            slope = slope + self.variation * variation_slope(self._x, self.beta)
        return slope

    def _advance(self) -> None:
        """One step of Adam downhill, then bounds."""
        x, g = self._x.ravel(), self._gradient().ravel()
        step = optimizers.Step(self.rate, self.iteration + 1, np.zeros_like(x))
        x, self._memory = self._adam.update(x, g, self._memory, step)
        self._x = self._bounded(x.reshape(self._x.shape))


def power(what: str, number: float) -> float:
    """The number, if it is finite and at least 1; raises SettingError."""
    if not is_number(number) or not 1 <= number < np.inf:
        raise SettingError(f"{what} is a power of at least 1, not {number!r}")
    return float(number)
