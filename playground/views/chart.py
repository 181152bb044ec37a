"""Charts of an instrument: lines over steps, made once by HoloViews; while training only their source is written."""

from collections.abc import Sequence
from typing import NamedTuple

import holoviews as hv
from bokeh.models import (
    BasicTickFormatter,
    ColumnDataSource,
    DataRange1d,
    Glyph,
    Range1d,
    Scatter,
)
from bokeh.models import Line as LineGlyph
from bokeh.plotting import figure

from playground.views.dress import render
from playground.views.reading import Value, readable


class Line(NamedTuple):
    """A line: its column of the source, the role that gives it a colour, how it is drawn, and a marker, if any."""

    column: str
    role: str
    dash: str = "solid"
    width: float = 2.0
    strength: float = 1.0
    marker: str = ""

    @property
    def glyph(self) -> Glyph:
        """What draws it."""
        return LineGlyph(x="step", y=self.column, line_width=self.width, line_dash=self.dash, line_alpha=self.strength)

    @property
    def marks(self) -> Glyph:
        """What stands on it here and there, where another column says so."""
        return Scatter(x="step", y=marked(self.column), size=7, marker=self.marker)


def marked(column: str) -> str:
    """The column that has the values of another one where there are markers, and none elsewhere."""
    return f"{column}_marked"


STEP = Value("step", "step", 0)


def chart(
    source: ColumnDataSource,
    lines: Sequence[Line],
    values: Sequence[Value],
    *,
    title: str = "",
    log: bool = False,
    zero: bool = False,
) -> figure:
    """A figure of these lines over the column `step`, of which these values can be read, see `readable`.

    log    whether the vertical axis is logarithmic; the page fits it to what is drawn (`web/logarithmic.mjs`)
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
        if line.marker:
            plot.add_glyph(source, line.marks).tags = [{"fill_color": line.role, "line_color": line.role}]
    plot.x_range = DataRange1d(start=0, range_padding=0, min_interval=10, renderers=drawn)
    plot.y_range = Range1d(0.1, 10) if log else DataRange1d(range_padding=0.08, renderers=drawn)
    if zero and not log:
        plot.y_range.start = 0
    plot.xaxis.formatter = BasicTickFormatter(use_scientific=False)
    plot.yaxis.axis_label = None
    if log:
        plot.yaxis.formatter = BasicTickFormatter()  # the page chooses ticks, and writes them as all numbers
    else:
        plot.yaxis.ticker.desired_num_ticks = 4
    readable(plot, drawn[0], STEP, values, title)
    return plot
