"""Charts of an instrument: lines over steps, made once by HoloViews; while training only their source is written."""

from collections.abc import Sequence
from typing import NamedTuple

import holoviews as hv
from bokeh.models import BasicTickFormatter, ColumnDataSource, DataRange1d, HoverTool
from bokeh.plotting import figure

from playground.views.dress import render


class Line(NamedTuple):
    """A line: its column of the source, the role that gives it a colour, and how it is drawn."""

    column: str
    role: str
    dash: str = "solid"
    width: float = 2.0
    strength: float = 1.0


def chart(
    source: ColumnDataSource, lines: Sequence[Line], tip: str, *, log: bool = False, zero: bool = False
) -> figure:
    """A figure of these lines over the column `step`; `tip` is what a pointer is told where the first of them is.

    log    whether the vertical axis is logarithmic
    zero   whether it begins at 0
    """
    curves = [
        hv.Curve(([0.0, 1.0], [0.5, 0.6]), "step", "value", label=line.column).opts(
            line_width=line.width, line_dash=line.dash, line_alpha=line.strength
        )
        for line in lines
    ]
    overlay = hv.Overlay(curves).opts(
        show_legend=False, responsive=True, toolbar=None, default_tools=[], active_tools=[], shared_axes=False, logy=log
    )
    plot = render(overlay)
    drawn = list(plot.renderers)
    for renderer, line in zip(drawn, lines, strict=True):
        renderer.data_source = source
        renderer.glyph.x, renderer.glyph.y = "step", line.column
        renderer.tags = [{"line_color": line.role}]
    plot.x_range = DataRange1d(start=0, range_padding=0, min_interval=10, renderers=drawn)
    plot.y_range = DataRange1d(range_padding=0.08, renderers=drawn, **({"start": 0} if zero and not log else {}))
    plot.xaxis.formatter = BasicTickFormatter(use_scientific=False)
    plot.yaxis.axis_label = None
    if not log:
        plot.yaxis.ticker.desired_num_ticks = 4
    plot.add_tools(HoverTool(renderers=[drawn[0]], mode="vline", tooltips=tip))
    return plot
