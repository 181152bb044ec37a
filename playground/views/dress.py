"""How every chart is made and dressed: quiet axes, no toolbar. Colours and type are the page's (`web/plots.mjs`)."""

import holoviews as hv
import holoviews.plotting.bokeh  # registers the Bokeh plots with HoloViews
from bokeh.plotting import figure

hv.Store.set_current_backend("bokeh")


def render(element: hv.Element | hv.Overlay) -> figure:
    """The Bokeh figure that HoloViews makes of an element, dressed."""
    plot: figure = hv.render(element, backend="bokeh")
    dress(plot)
    return plot


def dress(plot: figure) -> None:
    """Give a figure quiet axes and the page's margins, and nothing that moves it under the pointer."""
    plot.toolbar_location = None
    plot.output_backend = "canvas"  # HoloViews asks for WebGL, whose glyphs are cut off where they are overlays
    plot.background_fill_color = plot.border_fill_color = None
    plot.outline_line_color = None
    plot.min_border = 4
    for axis in plot.axis:
        axis.major_tick_line_color = axis.minor_tick_line_color = None
        axis.axis_label_text_font_style = "normal"
        axis.axis_label_standoff = 2
