"""Loss and accuracy over steps, of training and test samples, as measured and smoothed."""

from typing import Any

import numpy as np
from bokeh.models import ColumnDataSource

from nets.arrays import Array
from playground.core.frame import Frame, Measure
from playground.core.measures import LossCurve
from playground.views.chart import Line, chart
from playground.views.face import Columns, View
from playground.views.reading import Value

KINDS = "loss", "accuracy"
SETS = "training", "test"
NAMES = tuple(f"{which}_{kind}" for kind in KINDS for which in SETS)
VALUES = {
    "loss": [Value(which, f"{which}_loss") for which in SETS],
    "accuracy": [Value(which, f"{which}_accuracy", 1, " %") for which in SETS],
}
"""What is read of either chart."""
STRONGEST = 0.99


class Curves(View):
    """The source `curves` has the columns ``step``, ``training_loss``, ``test_loss``, ``training_accuracy``,
    ``test_accuracy`` (in percent), and the same smoothed: ``smooth_training_loss`` and so on.

    smoothing   from 0, none, to STRONGEST
    """

    every = 0.3

    def __init__(self) -> None:
        self.smoothing = 0.0
        self.source = ColumnDataSource({name: [] for name in ("step", *NAMES, *map(smooth, NAMES))}, name="curves")
        self.sources = {"curves": self.source}
        self.loss = chart(self.source, lines("loss"), VALUES["loss"], zero=True)
        self.log_loss = chart(self.source, lines("loss"), VALUES["loss"], log=True)
        self.accuracy = chart(self.source, lines("accuracy"), VALUES["accuracy"])

    def needs(self, passing: bool) -> tuple[Measure[Any], ...]:
        """The points of the curves."""
        del passing
        return (LossCurve(),)

    def columns(self, frame: Frame) -> Columns:
        """What is beyond all bounds is a gap, and so is what a logarithm cannot show."""
        curve = frame[LossCurve()]
        losses = [np.where(np.isfinite(each) & (each > 0), each, np.nan) for each in (curve.training, curve.test)]
        accuracies = [100 * each for each in (curve.training_accuracy, curve.test_accuracy)]
        raw = dict(zip(NAMES, (*losses, *accuracies), strict=True))
        smoothed = {smooth(name): averaged(values, self.smoothing) for name, values in raw.items()}
        return {"curves": {"step": curve.steps, **raw, **smoothed}}


def lines(kind: str) -> list[Line]:
    """What was measured, pale, and over it what is smoothed: training full, test dashed."""
    dressed = {"training": ("accent", "solid"), "test": ("ink", "dashed")}
    names = {f"{which}_{kind}": dress for which, dress in dressed.items()}
    pale = [Line(name, role, dash, 1.0, 0.3) for name, (role, dash) in names.items()]
    return [*pale, *(Line(smooth(name), role, dash) for name, (role, dash) in names.items())]


def smooth(name: str) -> str:
    """The column that holds another one smoothed."""
    return f"smooth_{name}"


def averaged(values: Array, weight: float) -> Array:
    """The exponential moving average of values (points,), without the pull towards 0 at its beginning.

    m_t = weight m_(t-1) + (1 - weight) v_t from m_0 = 0, divided by 1 - weight^t (Kingma and Ba, 2015, section 3); gaps
    stay gaps and do not count.
    """
    if not weight:
        return values
    found, mean, count = np.full(len(values), np.nan), 0.0, 0
    for i, value in enumerate(values.tolist()):
        if value == value:  # no gap
            count += 1
            mean = weight * mean + (1 - weight) * value
            found[i] = mean / (1 - weight**count)
    return found
