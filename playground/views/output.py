"""A region over the plane, the output's or that of the unit which is looked at, with the points that are learned.

The points and the axes are a figure; the region is a picture of palette indices that the page paints behind it, because
it is another one in nearly every Frame.
"""

from typing import Any

import holoviews as hv
import numpy as np
from bokeh.models import ColumnDataSource

from playground.core.frame import Frame, Measure
from playground.core.plane.measures import COARSE, EXTENT, FINE, Points, Region
from playground.views.dress import render
from playground.views.face import Columns, View
from playground.views.inspection import Inspection, Unit
from playground.views.levels import level
from playground.views.words import signed

MARGIN = 46
"""Pixels for the labels of either axis: equal, so that the plane stays square."""
CLASSES = (("minus", -1.0, "square"), ("plus", 1.0, "circle"))
SETS = ("training", "test")
RINGS = {"batch": (13, 1.5), "chosen": (17, 3)}
"""Around the samples of a mini-batch that is opened, and around one of them: size, and width of the line."""


class Output(View):
    """The region as levels; a class has its colour and shape, training points a white rim, test points a dark one."""

    every = 1 / 15

    def __init__(self, texts: ColumnDataSource, inspection: Inspection) -> None:
        self._inspection = inspection
        self.figure, sources = made()
        self.region = ColumnDataSource(name="output.region", data={"level": []})
        self.rings = {name: sources.pop(name) for name in RINGS}
        self.sources = {"texts": texts, "region": self.region, **sources}

    def needs(self, passing: bool) -> tuple[Measure[Any], ...]:
        """One region, more finely if it stays, and the points."""
        return Points(), self._region(COARSE if passing else FINE)

    def columns(self, frame: Frame) -> Columns:
        """The region (side, side), the limit of its scale in words, and the points of every class."""
        region = frame[self._region(COARSE if frame.passing else FINE)]
        training, test = frame[Points()]
        found: Columns = {
            "region": {"level": level(region.values, region.limit)},
            "texts": {"scale": [[signed(-region.limit), signed(region.limit)]]},
        }
        for name, points in (("training", training), ("test", test if frame.settings.show_test else None)):
            for side, label, _ in CLASSES:
                at = np.zeros((0, 2)) if points is None else points.x[points.y == label]
                found[f"{name} {side}"] = {"x1": at[:, 0], "x2": at[:, 1]}
        return found

    def _region(self, side: int) -> Region:
        column, unit = self._inspection.unit or Unit(-1, 0)
        return Region(column, unit, side)


def made() -> tuple[Any, dict[str, ColumnDataSource]]:
    """The figure, and the sources of its layers by name."""
    layers, roles = [], {}
    for name in SETS:
        for side, _, marker in CLASSES:
            points = hv.Points(np.zeros((0, 2)), ["x1", "x2"])
            layers.append(points.opts(marker=marker, size=7, line_width=1))
            roles[f"{name} {side}"] = {"fill_color": side, "line_color": f"rim-{name}"}
    for name, (size, width) in RINGS.items():
        points = hv.Points(np.zeros((0, 2)), ["x1", "x2"])
        layers.append(points.opts(marker="circle", size=size, line_width=width, fill_alpha=0))
        roles[name] = {"line_color": "ink"}
    overlay = hv.Overlay(layers).opts(
        xlabel="x₁", ylabel="x₂", responsive=True, toolbar=None, default_tools=[], active_tools=[], shared_axes=False
    )
    figure = render(overlay)
    for renderer, (name, role) in zip(figure.renderers, roles.items(), strict=True):
        renderer.tags = [role]
        renderer.name = renderer.data_source.name = f"output.{name}"
    fit(figure)
    return figure, {name: renderer.data_source for name, renderer in zip(roles, figure.renderers, strict=True)}


def fit(figure: Any) -> None:
    """Fix the axes to the plane; the page keeps the figure square."""
    for axis_range in (figure.x_range, figure.y_range):
        axis_range.start, axis_range.end = -EXTENT, EXTENT
    for axis in figure.axis:
        axis.ticker.desired_num_ticks = 5
    figure.grid.visible = False
    figure.min_border_left, figure.min_border_bottom = MARGIN, MARGIN
    figure.min_border_right = figure.min_border_top = 8
