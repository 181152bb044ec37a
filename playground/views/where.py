"""Where digits live, as columns that the page draws on a canvas: points of test images, or a matrix of units."""

from typing import Any

import numpy as np
from bokeh.models import ColumnDataSource

from nets.arrays import Array
from playground.core.digits.measures import Easel
from playground.core.digits.sight import ENOUGH, Alike, Sight
from playground.core.digits.where import Chart, Pace, Whereabouts
from playground.core.frame import Frame, Measure
from playground.views.face import Columns, View
from playground.views.levels import level
from playground.views.words import percent

BROKEN = "This layer’s numbers are too large to compute with: there is no place for them. Reset, or go back."


class Places(View):
    """A row a test image, or a number a pair of units.

    The part `where` has the columns ``x`` and ``y`` (up), ``digit``, ``answer`` and ``sure``, in percent. The part
    `where_alike` has ``level``, palette indices of the correlations of all units, row after row from the top in the
    order of the tree, and ``hundredths``, the same correlations times 100. The text `where` tells what is seen.
    """

    every = 0.12
    place = "where"

    def __init__(self, texts: ColumnDataSource, easel: Easel, pace: Pace) -> None:
        self._asked = Whereabouts(easel, pace)
        points: dict[str, Any] = {name: [] for name in ("x", "y", "digit", "answer", "sure")}
        pairs: dict[str, Any] = {name: [] for name in ("level", "hundredths")}
        self.sources = {
            "texts": texts,
            "points": ColumnDataSource(points, name="digits.where"),
            "alike": ColumnDataSource(pairs, name="digits.where_alike"),
        }

    @property
    def own_sources(self) -> list[ColumnDataSource]:
        """What stands in the page for this view alone."""
        return [self.sources["points"], self.sources["alike"]]

    def needs(self, passing: bool) -> tuple[Measure[Any], ...]:
        """What is known of it."""
        del passing
        return (self._asked,)

    def columns(self, frame: Frame) -> Columns:
        """One record, and what can be seen of points or units; nothing where there is none."""
        chart: Chart = frame[self._asked]
        columns: Columns = {"texts": {"where": [told(chart, frame)]}}
        if chart.positions is not None and chart.sight is not None:
            columns["points"] = points(chart.positions, chart.sight)
        elif chart.sight is not None and chart.sight.alike is not None:
            columns["alike"] = pairs(chart.sight.alike)
        return columns


def told(chart: Chart, frame: Frame) -> dict[str, Any]:
    """What the page's script takes; `kind` is that of what is there, '' if there is nothing to be seen."""
    sight, asked = chart.sight, chart.asked
    alike = None if sight is None else sight.alike
    there = (alike is not None and len(alike.units) > 1) or chart.positions is not None
    return {
        "asked": asked.kind,
        "stage": asked.stage,
        "titles": list(chart.titles),
        "kind": sight.asked.kind if sight is not None and there else "",
        "box": None if chart.positions is None else box(chart.positions, chart.here),
        "here": None if chart.here is None else [float(each) for each in chart.here],
        "note": note(chart, frame.step),
        "late": sight is None or sight.asked != asked,
        "going": chart.going,
        "units": [] if alike is None else alike.units.tolist(),
        "dead": [] if alike is None else alike.dead,
        "positions": [] if alike is None else alike.positions.tolist(),
        "clusters": [] if alike is None else [gathered(alike, units) for units in chart.clusters],
    }


def note(chart: Chart, step: int) -> str:
    """What is seen, in a sentence or two."""
    sight = chart.sight
    if sight is None or sight.asked != chart.asked:
        return "Looking at test images …"
    if sight.broken:
        return BROKEN
    of = f"{sight.stage.title}" + ("" if chart.step == step else f" at step {chart.step}")
    if sight.alike is not None:
        return about_units(sight.alike, of)
    wrong = int((sight.answers != sight.labels).sum())
    if chart.positions is None:
        doing = f"looking for the neighbours of {len(sight.labels):,} images …"
        return f"{of}: {doing if chart.going else 'the map stands still.'}"
    words = f"{of}, {len(sight.labels):,} test images, {wrong:,} of them read wrongly (ringed)."
    if chart.share is not None:
        return f"{words} These two directions hold {percent(chart.share)} of the variance."
    return f"{words} {chart.iteration:,} steps of the map."


def about_units(alike: Alike, of: str) -> str:
    """How many units there are, and which are dead."""
    if len(alike.units) + len(alike.dead) < 2:
        return f"{of} has a single map: there is nothing to compare it with."
    names = ", ".join(str(unit + 1) for unit in alike.dead)
    one = len(alike.dead) == 1
    dead = f" Dead, for {'it answers' if one else 'they answer'} the same to all: {names}." if alike.dead else ""
    return f"{of}, {len(alike.units) + len(alike.dead)} units over {ENOUGH} test images.{dead}"


def gathered(alike: Alike, units: tuple[int, ...]) -> dict[str, Any]:
    """A cluster: its units, and how alike any two of them are on average, None for a unit alone."""
    at = [alike.units.tolist().index(unit) for unit in units]
    r = alike.correlation[np.ix_(at, at)]
    pairs = len(at) * (len(at) - 1)
    return {"units": list(units), "mean": round(float((r.sum() - len(at)) / pairs), 2) if pairs else None}


def box(positions: Array, here: Array | None) -> list[float]:
    """The middle of what is to be seen, (x, y), and half of its side."""
    seen = positions if here is None else np.vstack([positions, here])
    low, high = seen.min(axis=0), seen.max(axis=0)
    return [*((low + high) / 2).tolist(), max(float((high - low).max()) / 2, 1e-9)]


def points(positions: Array, sight: Sight) -> dict[str, Any]:
    """Columns of test images."""
    return {
        "x": positions[:, 0].astype(np.float32),
        "y": positions[:, 1].astype(np.float32),
        "digit": sight.labels.astype(np.uint8),
        "answer": sight.answers.astype(np.uint8),
        "sure": np.rint(100 * sight.shares).astype(np.uint8),
    }


def pairs(alike: Alike) -> dict[str, Any]:
    """Columns of pairs of units."""
    r = alike.correlation.ravel()
    return {"level": level(r.astype(np.float32), 1.0), "hundredths": np.rint(100 * r).astype(np.int8)}
