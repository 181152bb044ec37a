"""What the run and its rival answer over the plane, and where they disagree."""

from typing import Any

import numpy as np
from bokeh.models import ColumnDataSource

from nets.arrays import Array
from nets.datasets.dataset import NUMBERS
from playground.core.frame import Frame, Measure
from playground.core.plane.disagreement import Disagreement, disagreement
from playground.core.plane.measures import COARSE, EXTENT, FINE, Points, Region
from playground.core.plane.pursuit import Beside, OnTest, Pursuits
from playground.views.face import Columns, View
from playground.views.levels import level
from playground.views.output import CURVE, curve, points_of, region_levels
from playground.views.words import number, percent

WHOLE = 1.0
"""A difference that has the full colour."""
FAR = 3
"""A curve of the rival is seen as far as so many times that of the run."""


class Outputs(View):
    """The source `compare outputs` has ``mine`` and ``its``, palette indices as in `views.output`, ``difference``,
    palette indices from 127 on, and ``differs``, 1 where another class is answered: row 0 lowest. `compare curves` has
    ``x1``, ``mine``, ``its`` of a curve instead; `compare points` has ``x1``, ``x2``, ``marker`` and ``value``.

    Text ``compare_outputs``: {task, classes, blended, reach, words}.
    """

    every = 0.1

    def __init__(self, texts: ColumnDataSource, pursuits: Pursuits) -> None:
        self._pursuits = pursuits
        self.sources = {
            "texts": texts,
            "outputs": source("compare outputs", "mine", "its", "difference", "differs"),
            "curves": source("compare curves", "x1", "mine", "its"),
            "points": source("compare points", "x1", "x2", "marker", "value"),
        }

    def needs(self, passing: bool) -> tuple[Measure[Any], ...]:
        """A region of each, more finely if it stays, and what both say of the test points."""
        region = output(passing)
        return Points(), region, Beside(self._pursuits, (region,)), OnTest(self._pursuits)

    def columns(self, frame: Frame) -> Columns:
        """Pictures of both, or curves, and a sentence."""
        settings: Any = frame.settings
        region = output(frame.passing)
        beside, tested = frame[Beside(self._pursuits, (region,))].frame, frame[OnTest(self._pursuits)]
        if beside is None or tested is None:
            return {}
        (mine, _), (its, _) = of = frame[region], beside[region]
        one, other = (each if each.ndim > 1 + (not settings.is_curve) else each[None] for each in (mine, its))
        apart = disagreement(one, other, settings.task)  # of (K, …)
        near, far = (max(CURVE, 1.1 * limit) for _, limit in of)
        reach = max(near, min(far, FAR * near)) if settings.is_curve else EXTENT
        aside = "" if beside.step == frame.step else f"The other run is at step {beside.step:,}. "
        said = {
            "task": "curve" if settings.is_curve else settings.task,
            "classes": settings.outputs,
            "blended": settings.outputs > 1,
            "reach": reach,
            "words": aside + words(apart, disagreement(*tested, settings.task), settings),
        }
        training, test = frame[Points()]
        shown = [points_of(points, settings) for points in (training, *[test] * settings.show_test)]
        columns: Columns = {
            "points": {
                name: np.concatenate([each[name] for each in shown]) for name in ("x1", "x2", "marker", "value")
            },
            "texts": {"compare_outputs": [said]},
        }
        if settings.is_curve:
            along = curve(mine)
            columns["curves"] = {"x1": along["x1"], "mine": along["x2"], "its": its}
            columns["outputs"] = dict.fromkeys(("mine", "its", "difference", "differs"), np.zeros(0, np.uint8))
        else:
            columns["curves"] = dict.fromkeys(("x1", "mine", "its"), np.zeros(0))
            columns["outputs"] = {
                "mine": region_levels(mine, 1.0, settings).ravel(),
                "its": region_levels(its, 1.0, settings).ravel(),
                "difference": level(apart.difference, WHOLE).ravel(),
                "differs": apart.differs.astype(np.uint8).ravel(),
            }
        return columns


def output(passing: bool) -> Region:
    """The region of the output, or of all outputs."""
    return Region(-1, 0, COARSE if passing else FINE)


def words(plane: Disagreement, points: Disagreement, settings: Any) -> str:
    """How far they are apart, in a sentence."""
    if not plane.difference.any() and not points.difference.any():
        return "Both answer the same everywhere."
    if settings.task == NUMBERS:
        where = "along the line" if settings.is_curve else "over the plane"
        return f"They differ by {number(plane.mean)} on the mean {where}, by {number(points.mean)} on the test points."
    return f"They disagree on {percent(plane.share)} of the plane, on {percent(points.share)} of the test points."


def source(name: str, *columns: str) -> ColumnDataSource:
    """An empty one."""
    empty: dict[str, Array | list[Any]] = {column: [] for column in columns}
    return ColumnDataSource(empty, name=name)
