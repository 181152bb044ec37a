"""Integrated gradients: gradients gathered on the straight way from a baseline to the sample.

Sundararajan, Taly and Yan, "Axiomatic attribution for deep networks" (2017), eq. 1, with the integral as a sum over
steps as in eq. 3, but taken in the middle of each step, which comes nearer. By their completeness axiom (proposition 1)
the picture adds up to the answer less that for the baseline; what the steps miss of it is the gap.
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from nets.arrays import Array
from nets.attribution.target import Attribution, Target, Unit, like, sums
from nets.errors import at_least_one
from nets.network import Network

if TYPE_CHECKING:
    from numpy.typing import ArrayLike


@dataclass(frozen=True, eq=False)
class Integrated(Attribution):
    """An attribution that adds up: answers - baseline_answers = Σ picture + gap.

    baseline_answers   (N,), what the unit gave for the baseline
    gap                (N,), what the picture lacks to be complete
    """

    baseline_answers: Array
    gap: Array


def integrated_gradients(
    network: Network,
    x: "ArrayLike",
    unit: Unit,
    layer: int | None = None,
    *,
    baseline: "ArrayLike" = 0.0,
    steps: int = 50,
) -> Integrated:
    """(x - baseline) times the mean gradient between the two, for x (N, *input_shape).

    baseline   where the way begins: a number, 0 for a black image, or an array that can be broadcast to x
    steps      into how many steps the way is cut: as many ways forwards and back for each sample

    Raises SettingError, ShapeError, DataError for settings that do not fit, and as `Target`.
    """
    target = Target(network, x, unit, layer)
    start = like("the baseline", baseline, target.x)
    parts = (np.arange(at_least_one("the number of steps", steps), dtype=target.x.dtype) + 0.5) / steps
    parts = parts.reshape(-1, *[1] * target.x.ndim)
    points = start + parts.astype(target.x.dtype) * (target.x - start)  # (steps, N, *input_shape)
    slopes, _ = target.slopes(points.reshape(-1, *network.input_shape))
    picture = (target.x - start) * slopes.reshape(points.shape).mean(axis=0)
    answers, before = target.answers_to(target.x), target.answers_to(start)
    return Integrated(picture, answers, before, answers - before - sums(picture))
