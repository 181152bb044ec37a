"""Dreams: whatever a layer sees in an image, more of it.

Mordvintsev, Olah and Tyka, "Inceptionism: going deeper into neural networks" (2015): go uphill on ½ ‖Φ(x)‖², whose
derivative with respect to Φ is Φ itself. What is seen a little is strengthened, and then seen more.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from nets.arrays import Array
from nets.network import Network
from nets.synthesis.ascent import Ascent

if TYPE_CHECKING:
    from numpy.typing import ArrayLike


class Dream(Ascent):
    """An image (*input_shape) to which layer number `layer` responds more and more.

    rate     how far the pixels go in a step, in the root of the mean of the squares
    jitter   so many pixels the image is shifted at most for the time of a step; for images; 0 for none
    bounds   smallest and largest value of a pixel; None for no bounds
    seed     of the jitter

    Raises SettingError, and ShapeError or DataError for an image that the network does not take.
    """

    def __init__(
        self,
        network: Network,
        layer: int,
        image: "ArrayLike",
        *,
        rate: float = 0.02,
        jitter: int = 1,
        bounds: Sequence[float] | None = (0, 1),
        seed: int = 0,
    ) -> None:
        super().__init__(network, layer, rate=rate, jitter=jitter, bounds=bounds, seed=seed)
        self._begin(np.asarray(image))

    @property
    def response(self) -> float:
        """½ ‖Φ(x)‖² for the present image."""
        return 0.5 * float(np.square(self._seen(self._x).output, dtype=np.float64).sum())

    def _gradient(self, x: Array) -> Array:
        run = self._seen(x)
        return self._slope(run, run.output)

    def _advance(self) -> None:
        """Uphill, then bounds."""
        self._climb(self._gradient)
        self._x = self._bounded(self._x)
