"""The loss curve: made once by HoloViews; while training only its data are written."""

from typing import Any

import holoviews as hv
import numpy as np
from bokeh.models import ColumnDataSource, DataRange1d, Line, Range1d, Scatter, Segment, Text

from nets.arrays import Array
from playground.core.frame import Frame, Measure, Moment
from playground.core.measures import Branched, LossCurve
from playground.views.dress import render
from playground.views.face import Columns, View
from playground.views.reading import Value, readable

FEW = 30
"""So many points of a curve are marked: between them nothing was measured."""
EPOCH = Value("epoch", "epoch", 1)
VALUES = Value("training", "loss"), Value("test", "test")


class Loss(View):
    """Training loss as a full line, test loss dashed, over epochs; a mark where own code came to stand in the run."""

    every = 0.3

    def __init__(self) -> None:
        curve = hv.Curve(([0.0, 1.0], [0.5, 0.5]), "epoch", "loss").opts(
            line_width=2, responsive=True, toolbar=None, default_tools=[], active_tools=[], shared_axes=False
        )
        self.figure = render(curve)
        (training,) = self.figure.renderers
        dashed = Line(x="epoch", y="loss", line_width=2, line_dash="dashed")
        test = self.figure.add_glyph(ColumnDataSource({"epoch": [], "loss": []}), dashed)
        training.tags, test.tags = [{"line_color": "accent"}], [{"line_color": "ink"}]
        self.sources = {"training": training.data_source, "test": test.data_source}
        for name, source in self.sources.items():
            source.name = f"loss.{name}"
            source.data = {column: [] for column in ("epoch", "loss", *["test"] * (name == "training"))}
        curves = [training, test]
        self.figure.x_range = DataRange1d(start=0, range_padding=0, min_interval=1, renderers=curves)
        self.figure.y_range = DataRange1d(start=0, range_padding=0.08, min_interval=0.01, renderers=curves)
        self.figure.yaxis.ticker.desired_num_ticks = 4
        self.figure.yaxis.axis_label = None
        self._mark()
        self._point()
        readable(self.figure, training, EPOCH, VALUES)

    def _point(self) -> None:
        """A dot on either curve for each of few points."""
        source = self.sources["points"] = ColumnDataSource({"epoch": [], "loss": [], "test": []}, name="loss.points")
        for name, role in (("loss", "accent"), ("test", "ink")):
            dots = self.figure.add_glyph(source, Scatter(x="epoch", y=name, size=5))
            dots.tags = [{"fill_color": role, "line_color": role}]

    def _mark(self) -> None:
        """A line from the axis to the top, with a word beside it."""
        source = self.sources["branch"] = ColumnDataSource(mark(None, np.zeros(0)), name="loss.branch")
        self.figure.extra_y_ranges = {"height": Range1d(0, 1)}
        line = Segment(x0="epoch", x1="epoch", y0=0, y1=1, line_dash="dotted", line_width=2)
        word = Text(x="epoch", y=1, text="word", text_align="ends", text_baseline="top", y_offset=2)
        for glyph, role in ((line, "line_color"), (word, "text_color")):
            self.figure.add_glyph(source, glyph, y_range_name="height").tags = [{role: "muted"}]

    def needs(self, passing: bool) -> tuple[Measure[Any], ...]:
        """The curve's points, and where a branch began."""
        del passing
        return LossCurve(), Branched()

    def columns(self, frame: Frame) -> Columns:
        """Both curves; what is beyond all bounds is a gap."""
        _, *points = frame[LossCurve()]
        epochs, training, test = (np.where(np.isfinite(each), each, np.nan) for each in points[:3])
        both = {"epoch": epochs, "loss": training, "test": test}
        return {
            "branch": mark(frame[Branched()], epochs),
            "training": both,
            "points": both if len(epochs) <= FEW else {name: [] for name in both},
            "test": {"epoch": epochs, "loss": test},
        }


def mark(branched: Moment | None, epochs: Array) -> dict[str, list[Any]]:
    """Where own code came to stand in the run, and a word on that side of it where there is more room."""
    if branched is None:
        return {"epoch": [], "word": [], "ends": []}
    late = len(epochs) > 0 and branched.epochs > epochs[-1] / 2
    return {"epoch": [branched.epochs], "word": [" your code "], "ends": ["right" if late else "left"]}
