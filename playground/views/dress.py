"""How every chart is made and dressed: quiet axes, type that can be read, no toolbar."""

import holoviews as hv
import holoviews.plotting.bokeh  # registers the Bokeh plots with HoloViews
from bokeh.plotting import figure

from playground.palette import FONT, LINE, MUTED, SMALL

hv.Store.set_current_backend("bokeh")


def render(element: hv.Element | hv.Overlay) -> figure:
    """The Bokeh figure that HoloViews makes of an element, dressed."""
    plot: figure = hv.render(element, backend="bokeh")
    dress(plot)
    return plot


def dress(plot: figure) -> None:
    """Give a figure the page's type, colours and margins, and nothing that moves it under the pointer."""
    plot.toolbar_location = None
    plot.output_backend = "canvas"  # HoloViews asks for WebGL, whose glyphs are cut off where they are overlays
    plot.background_fill_color = plot.border_fill_color = None
    plot.outline_line_color = None
    plot.min_border = 4
    for axis in plot.axis:
        axis.axis_line_color = LINE
        axis.major_tick_line_color = axis.minor_tick_line_color = None
        axis.major_label_text_color = axis.axis_label_text_color = MUTED
        axis.major_label_text_font = axis.axis_label_text_font = FONT
        axis.major_label_text_font_size = axis.axis_label_text_font_size = SMALL
        axis.axis_label_text_font_style = "normal"
        axis.axis_label_standoff = 2
    plot.grid.grid_line_color = LINE
