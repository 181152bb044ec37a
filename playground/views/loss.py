"""The loss curve: made once by HoloViews; while training only its data are written."""

from typing import Any

import holoviews as hv
import numpy as np
from bokeh.models import DataRange1d, HoverTool

from playground.core.frame import Frame, Measure
from playground.core.measures import LossCurve
from playground.views.dress import render
from playground.views.face import Columns, View


class Loss(View):
    """Training loss as a full line, test loss dashed, over epochs."""

    every = 0.3

    def __init__(self) -> None:
        curves = [
            hv.Curve(([0.0, 1.0], [0.5, 0.5]), "epoch", "loss", label=label).opts(line_width=2, line_dash=dash)
            for label, dash in (("training", "solid"), ("test", "dashed"))
        ]
        overlay = hv.Overlay(curves).opts(
            show_legend=False, responsive=True, toolbar=None, default_tools=[], active_tools=[], shared_axes=False
        )
        self.figure = render(overlay)
        training, test = self.figure.renderers
        training.tags, test.tags = [{"line_color": "accent"}], [{"line_color": "ink"}]
        self.sources = {"training": training.data_source, "test": test.data_source}
        for name, source in self.sources.items():
            source.name = f"loss.{name}"
        self.figure.x_range = DataRange1d(start=0, range_padding=0, min_interval=1)
        self.figure.y_range = DataRange1d(start=0, range_padding=0.08, min_interval=0.01)
        self.figure.yaxis.ticker.desired_num_ticks = 4
        self.figure.yaxis.axis_label = None
        tips = [("epoch", "@epoch{0,0.0}"), ("training", "@loss{0.0000}"), ("test", "@test{0.0000}")]
        self.figure.add_tools(HoverTool(renderers=[training], mode="vline", tooltips=tips))

    def needs(self, passing: bool) -> tuple[Measure[Any], ...]:
        """The curve's points."""
        del passing
        return (LossCurve(),)

    def columns(self, frame: Frame) -> Columns:
        """Both curves; what is beyond all bounds is a gap."""
        epochs, training, test = (np.where(np.isfinite(each), each, np.nan) for each in frame[LossCurve()])
        return {
            "training": {"epoch": epochs, "loss": training, "test": test},
            "test": {"epoch": epochs, "loss": test},
        }
