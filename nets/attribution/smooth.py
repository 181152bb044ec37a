"""SmoothGrad: the mean gradient of copies to which noise was added.

Smilkov, Thorat, Kim, Viégas and Wattenberg, "SmoothGrad: removing noise by adding noise" (2017), sec. 2: the mean over
n copies of M(x + e), with M the gradient and each number of e drawn from a normal distribution N(0, σ²).
"""

from typing import TYPE_CHECKING

import numpy as np

from nets.attribution.target import Attribution, Target, Unit, generator
from nets.errors import at_least_one, not_negative
from nets.network import Network

if TYPE_CHECKING:
    from numpy.typing import ArrayLike


def smoothgrad(
    network: Network,
    x: "ArrayLike",
    unit: Unit,
    layer: int | None = None,
    *,
    copies: int = 20,
    noise: float = 0.15,
    random: int | np.random.Generator = 0,
) -> Attribution:
    """The mean of d answer / dx around x (N, *input_shape).

    copies   how many noisy copies of each sample: as many ways forwards and back
    noise    σ, as a part of the range of each sample, from its smallest to its largest number; the paper: 0.1 to 0.2
    random   a generator, or a seed

    Raises SettingError for settings out of range, and as `Target`.
    """
    target = Target(network, x, unit, layer)
    copies, noise = at_least_one("the number of noisy copies", copies), not_negative("the noise", noise)
    axes = tuple(range(1, target.x.ndim))
    sigma = noise * np.ptp(target.x, axis=axes, keepdims=True)
    draws = generator(random).standard_normal((copies, *target.x.shape)).astype(target.x.dtype)
    noisy = (target.x + sigma * draws).astype(target.x.dtype)  # (copies, N, *input_shape)
    slopes, _ = target.slopes(noisy.reshape(-1, *network.input_shape))
    return Attribution(slopes.reshape(noisy.shape).mean(axis=0), target.answers_to(target.x))
