"""The loss curve: made once by HoloViews; while training only its data are written."""

import holoviews as hv
import numpy as np
from bokeh.models import ColumnDataSource, HoverTool

from playground.frame import Frame
from playground.palette import ACCENT, INK
from playground.views.dress import render

POINTS = 400
"""More points than this are thinned to half: memory does not grow with the length of a run."""


class LossHistory:
    """Training and test loss at the steps at which Frames were taken, thinned as they grow many."""

    def __init__(self) -> None:
        self.epochs: list[float] = []
        self.training: list[float] = []
        self.test: list[float] = []

    def append(self, frame: Frame, steps_per_epoch: int) -> None:
        """Add a Frame's losses, unless its step is there already; forget later ones if the run went back."""
        epoch = frame.step / steps_per_epoch
        while self.epochs and self.epochs[-1] >= epoch:
            for series in (self.epochs, self.training, self.test):
                series.pop()
        self.epochs.append(epoch)
        self.training.append(frame.training_loss)
        self.test.append(frame.test_loss)
        if len(self.epochs) > POINTS:
            for series in (self.epochs, self.training, self.test):
                del series[1:-1:2]


class LossView:
    """Training loss as a full line, test loss dashed, over epochs."""

    def __init__(self) -> None:
        curves = [
            hv.Curve(([0.0, 1.0], [0.5, 0.5]), "epoch", "loss", label=label).opts(
                color=colour, line_width=2, line_dash=dash
            )
            for label, colour, dash in (("training", ACCENT, "solid"), ("test", INK, "dashed"))
        ]
        overlay = hv.Overlay(curves).opts(
            show_legend=False, responsive=True, toolbar=None, default_tools=[], active_tools=[], shared_axes=False
        )
        self.figure = render(overlay)
        self._sources: list[ColumnDataSource] = [renderer.data_source for renderer in self.figure.renderers]
        self.figure.y_range.start = 0.0
        self.figure.yaxis.ticker.desired_num_ticks = 4
        self.figure.yaxis.axis_label = None
        self.figure.add_tools(
            HoverTool(
                renderers=[self.figure.renderers[0]],
                mode="vline",
                tooltips=[("epoch", "@epoch{0,0.0}"), ("training", "@loss{0.0000}"), ("test", "@test{0.0000}")],
            )
        )

    def draw(self, history: LossHistory) -> None:
        """Write the curves' data; the axes follow."""
        epochs = np.array(history.epochs, dtype=np.float32)
        training, test = (np.array(losses, dtype=np.float32) for losses in (history.training, history.test))
        self._sources[0].data = {"epoch": epochs, "loss": training, "test": test}
        self._sources[1].data = {"epoch": epochs, "loss": test}
        finite = [loss for loss in (*history.training, *history.test) if np.isfinite(loss)]
        self.figure.x_range.end = max(float(epochs[-1]) if len(epochs) else 1.0, 1.0)
        self.figure.y_range.end = max(max(finite, default=0.5) * 1.08, 0.01)
