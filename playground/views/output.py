"""A region over the plane, the output's or that of the unit which is looked at, with the points that are learned.

The points and the axes are a figure; the region is a picture of palette indices that the page paints behind it, because
it is another one in nearly every Frame.
"""

from typing import Any

import holoviews as hv
import numpy as np
from bokeh.models import ColumnDataSource, LinearColorMapper, Scatter

from nets.arrays import Array
from nets.datasets import Dataset
from nets.datasets.dataset import CLASSES, NUMBERS
from playground.core.frame import Frame, Measure
from playground.core.plane.measures import COARSE, EXTENT, FINE, Points, Region, places_of
from playground.core.settings import Settings
from playground.views.dress import render
from playground.views.face import Columns, View
from playground.views.inspection import Inspection, Unit
from playground.views.levels import class_levels, level
from playground.views.words import signed

MARGIN = 46
"""Pixels for the labels of either axis: equal, so that the plane stays square."""
MARKERS = "square", "circle", "triangle", "diamond", "inverted_triangle", "hex"
"""The shapes of the classes, in their order; of two they are those of minus and plus."""
SETS = ("training", "test")
CURVE = 2.0
"""So far up and down the plot of a curve reaches, at least."""
BANDS, CERTAIN = 8, 0.8
"""Of an answer that is drawn without how sure it is: bands from -1 to +1, or the strength of either class's colour."""
NOWHERE = {"x1": np.zeros(0), "x2": np.zeros(0)}
NO_POINTS = {**NOWHERE, "marker": [], "value": np.zeros(0)}
SIZE = 7
"""Of a point."""
RINGS = {"batch": (13, 1.5), "chosen": (17, 3)}
"""Around the samples of a mini-batch that is opened, and around one of them: size, and width of the line."""

ROLES = {"curve": "ink", "training": "rim-training", "test": "rim-test", "batch": "ink", "chosen": "ink"}
"""The colours of the layers' lines, from the lowest to the topmost."""


class Output(View):
    """The region as levels, or a curve; a class has its colour and shape, training and test points have rims of theirs.

    The text `plot` says which colours the page takes: {task, classes, blended, decided, looked, limit, reach}.
    `blended`: the region is that of all classes at once, see `class_levels`; `decided`: it tells sides, not how sure
    they are; `looked`: somebody looks at one unit; `limit`: what the ends of its scale stand for; `reach`: how far up
    and down the plot reaches.
    """

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
        """The region (side, side) or the curve, the limit of its scale in words, and the points of both sets."""
        settings, (training, test) = frame.settings, frame[Points()]
        values, limit = frame[self._region(COARSE if frame.passing else FINE)]
        return {
            "region": {"level": region_levels(values, limit, settings)},
            "curve": curve(values) if settings.is_curve else NOWHERE,
            "training": points_of(training, settings),
            "test": points_of(test, settings) if settings.show_test else NO_POINTS,
            "texts": {
                "scale": [[signed(-limit), signed(limit)]],
                "plot": [
                    {
                        "task": "curve" if settings.is_curve else settings.task,
                        "classes": settings.outputs,
                        "blended": values.ndim == 3,
                        "decided": settings.discretise,
                        "looked": self._inspection.unit is not None,
                        "limit": limit,
                        "reach": max(CURVE, 1.1 * limit) if settings.is_curve else EXTENT,
                    }
                ],
            },
        }

    def _region(self, side: int) -> Region:
        column, unit = self._inspection.unit or Unit(-1, 0)
        return Region(column, unit, side)


def region_levels(values: Array, limit: float, settings: Settings) -> Array:
    """Palette indices of a region; none of a curve."""
    if settings.is_curve:
        return np.zeros(0, np.uint8)
    if values.ndim == 3:
        return class_levels(np.where(values == values.max(axis=0), 1, -1) if settings.discretise else values)
    return level(decided(values, limit, settings.task) if settings.discretise else values, limit)


def decided(values: Array, limit: float, task: str) -> Array:
    """A region of answers alone: of numbers, bands; of classes, their sides."""
    if task == NUMBERS:
        return np.round(values / limit * BANDS / 2) * 2 / BANDS * limit
    return np.where(values > 0, CERTAIN, -CERTAIN) * limit + 0 * values


def curve(values: Array) -> dict[str, Array]:
    """What a unit answers along the line."""
    return {"x1": np.linspace(-EXTENT, EXTENT, len(values)), "x2": values}


def points_of(points: Dataset, settings: Settings) -> dict[str, Any]:
    """Places, shapes, and which part of the task's colours each has, from 0 to 1."""
    places = places_of(points)
    if settings.task == NUMBERS:
        value, marker = (points.y + 1) / 2, ["circle"] * len(points.y)
    else:
        classes = points.y.astype(int) if settings.task == CLASSES else (points.y > 0).astype(int)
        value, marker = (classes + 0.5) / points.classes, [MARKERS[each] for each in classes]
    return {"x1": places[:, 0], "x2": places[:, 1], "marker": marker, "value": value}


def made() -> tuple[Any, dict[str, ColumnDataSource]]:
    """The figure, and the sources of its layers by name. HoloViews makes the first ones; more like them are glyphs."""
    layers = [
        hv.Curve(np.zeros((0, 2)), "x1", "x2").opts(line_width=3),
        hv.Points(np.zeros((0, 2)), ["x1", "x2"]).opts(size=SIZE, line_width=1),
    ]
    overlay = hv.Overlay(layers).opts(
        xlabel="x₁", ylabel="x₂", responsive=True, toolbar=None, default_tools=[], active_tools=[], shared_axes=False
    )
    figure = render(overlay)
    figure.add_glyph(ColumnDataSource(), Scatter(x="x1", y="x2", size=SIZE, line_width=1))
    for size, width in RINGS.values():
        figure.add_glyph(ColumnDataSource(), Scatter(x="x1", y="x2", size=size, line_width=width, fill_alpha=0))
    sources = {}
    for renderer, (name, role) in zip(figure.renderers, ROLES.items(), strict=True):
        renderer.tags = [{"line_color": role}]
        source = sources[name] = renderer.data_source
        renderer.name = source.name = f"output.{name}"
        source.data = {column: [] for column in (NO_POINTS if name in SETS else NOWHERE)}
        if name in SETS:
            renderer.glyph.marker = "marker"
            colours = LinearColorMapper(palette=["gray"], low=0, high=1)  # the page's palette comes in its place
            renderer.glyph.fill_color = {"field": "value", "transform": colours}
    fit(figure)
    return figure, sources


def fit(figure: Any) -> None:
    """Fix the axes to the plane; the page keeps the figure square."""
    for axis_range in (figure.x_range, figure.y_range):
        axis_range.start, axis_range.end = -EXTENT, EXTENT
    for axis in figure.axis:
        axis.ticker.desired_num_ticks = 5
    figure.grid.visible = False
    figure.min_border_left, figure.min_border_bottom = MARGIN, MARGIN
    figure.min_border_right = figure.min_border_top = 8
