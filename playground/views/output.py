"""The output's region over the plane, with the points it is learned from and, on request, those it is tested on."""

import holoviews as hv
import numpy as np
from bokeh.models import ColumnDataSource

from nets.datasets import Dataset
from playground.frame import COARSE, EXTENT
from playground.palette import INK, MINUS, PLUS, diverging
from playground.views.dress import render

STRENGTH = 0.68
"""Opacity of the region: points stand out from it at their full strength."""
MARGIN = 46
"""Pixels for the labels of either axis: equal, so that the plane stays square."""
_CLASSES = ((-1.0, "square", MINUS), (1.0, "circle", PLUS))


class OutputView:
    """The region as an image; a class has its colour and shape, training points a white rim, test points a dark one."""

    def __init__(self) -> None:
        bounds = (-EXTENT, -EXTENT, EXTENT, EXTENT)
        region = hv.Image(np.zeros((COARSE, COARSE), dtype=np.float32), ["x1", "x2"], "output", bounds=bounds)
        # The colours are exchanged below. A list of them, because for a name HoloViews loads every palette there is.
        region = region.opts(cmap=["white"])
        layers: list[hv.Element] = [region]
        for rim in ("white", INK):
            for _, marker, colour in _CLASSES:
                points = hv.Points(np.zeros((0, 2)), ["x1", "x2"])
                layers.append(points.opts(marker=marker, color=colour, line_color=rim, size=7, line_width=1))
        overlay = hv.Overlay(layers).opts(
            xlabel="x₁", ylabel="x₂", responsive=True, toolbar=None, default_tools=[], active_tools=[],
            shared_axes=False,
        )  # fmt: skip
        self.figure = render(overlay)
        image, *points = self.figure.renderers
        image.glyph.color_mapper = diverging()
        image.glyph.global_alpha = STRENGTH
        for renderer in self.figure.renderers:
            renderer.level = "overlay"  # a canvas of its own: the axes are not painted anew with every region
        self._region: ColumnDataSource = image.data_source
        self._points = points
        self._fit()

    def draw(self, region: np.ndarray) -> None:
        """Write a region (rows, columns), row 0 lowest, values -1 to +1."""
        self._region.data["image"] = [region]

    def show_points(self, training: Dataset, test: Dataset, show_test: bool) -> None:
        """Show the points of a run; test points only if they are asked for."""
        renderers = iter(self._points)
        for dataset, visible in ((training, True), (test, show_test)):
            for label, _, _ in _CLASSES:
                renderer, points = next(renderers), dataset.x[dataset.y == label]
                renderer.visible = visible
                renderer.data_source.data = {"x1": points[:, 0], "x2": points[:, 1]}

    def _fit(self) -> None:
        """Fix the axes to the plane; the page keeps the figure square."""
        for axis_range in (self.figure.x_range, self.figure.y_range):
            axis_range.start, axis_range.end = -EXTENT, EXTENT
        for axis in self.figure.axis:
            axis.ticker.desired_num_ticks = 5
        self.figure.grid.visible = False
        self.figure.min_border_left, self.figure.min_border_bottom = MARGIN, MARGIN
        self.figure.min_border_right = self.figure.min_border_top = 8
