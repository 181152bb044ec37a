"""Charts of an instrument: lines over steps, made once by HoloViews; while training only their source is written."""

from collections.abc import Sequence
from typing import NamedTuple

import holoviews as hv
from bokeh.models import (
    BasicTickFormatter,
    ColumnDataSource,
    DataRange1d,
    Glyph,
    HoverTool,
    LogTicker,
    PrintfTickFormatter,
)
from bokeh.models import Line as LineGlyph
from bokeh.plotting import figure

from playground.views.dress import render


class Line(NamedTuple):
    """A line: its column of the source, the role that gives it a colour, and how it is drawn."""

    column: str
    role: str
    dash: str = "solid"
    width: float = 2.0
    strength: float = 1.0

    @property
    def glyph(self) -> Glyph:
        """What draws it."""
        return LineGlyph(x="step", y=self.column, line_width=self.width, line_dash=self.dash, line_alpha=self.strength)


def chart(
    source: ColumnDataSource, lines: Sequence[Line], tip: str, *, log: bool = False, zero: bool = False
) -> figure:
    """A figure of these lines over the column `step`; `tip` is what a pointer is told where the first of them is.

    log    whether the vertical axis is logarithmic
    zero   whether it begins at 0
    """
    curve = hv.Curve(([0.0, 1.0], [0.5, 0.6]), "step", lines[0].column).opts(
        responsive=True, toolbar=None, default_tools=[], active_tools=[], shared_axes=False, logy=log
    )
    plot = render(curve)
    plot.renderers = []  # HoloViews' line has a source of its own, and glyphs for selections that nobody makes
    drawn = [plot.add_glyph(source, line.glyph) for line in lines]
    for renderer, line in zip(drawn, lines, strict=True):
        renderer.tags = [{"line_color": line.role}]
    plot.x_range = DataRange1d(start=0, range_padding=0, min_interval=10, renderers=drawn)
    plot.y_range = DataRange1d(range_padding=0.08, renderers=drawn, **({"start": 0} if zero and not log else {}))
    plot.xaxis.formatter = BasicTickFormatter(use_scientific=False)
    plot.yaxis.axis_label = None
    if log:
        plot.yaxis.ticker = LogTicker(mantissas=[1, 2, 5], desired_num_ticks=3, num_minor_ticks=0)
        plot.yaxis.formatter = PrintfTickFormatter(format="%.2g")
    else:
        plot.yaxis.ticker.desired_num_ticks = 4
    plot.add_tools(HoverTool(renderers=[drawn[0]], mode="vline", tooltips=tip))
    return plot
