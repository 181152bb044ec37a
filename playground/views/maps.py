"""What every stage of a convolutional network makes of an image, as columns that the page draws on a canvas."""

from typing import Any

import numpy as np
from bokeh.models import ColumnDataSource

from nets.arrays import Array
from playground.core.digits.measures import Activities, Activity, Easel
from playground.core.frame import Frame, Measure
from playground.core.measures import limit_of
from playground.views.face import Columns, View
from playground.views.levels import level

COLUMNS = ("stage", "unit", "height", "width", "limit")
FAINT = 0.001
"""What is smaller has no full colour."""


class Maps(View):
    """All maps of all stages, one row a map.

    The part `maps` has the columns ``stage`` and ``unit``, ``height`` and ``width`` of the map, and ``limit``, the
    magnitude that has the full colour, one for all maps of a stage. The part `pixels` has ``level``: palette indices
    of all maps one after the other, row after row from the top.
    """

    def __init__(self, easel: Easel) -> None:
        self._asked = Activities(easel)
        self.sources = {
            "maps": ColumnDataSource({name: [] for name in COLUMNS}, name="digits.maps"),
            "pixels": ColumnDataSource({"level": []}, name="digits.pixels"),
        }

    def needs(self, passing: bool) -> tuple[Measure[Any], ...]:
        """One pass of one image."""
        del passing
        return (self._asked,)

    def columns(self, frame: Frame) -> Columns:
        """All columns of a Frame."""
        activity: Activity = frame[self._asked]
        rows: list[tuple[float, ...]] = []
        pixels: list[Array] = []
        for stage, values in enumerate(activity.maps):
            maps = values.reshape(1, 1, -1) if values.ndim == 1 else values
            limit = limit_of(values, FAINT)
            height, width, count = maps.shape
            rows += [(stage, unit, height, width, limit) for unit in range(count)]
            pixels.append(level(maps.transpose(2, 0, 1).ravel(), limit))
        columns: dict[str, Any] = dict(zip(COLUMNS, map(list, zip(*rows, strict=True)), strict=True))
        return {"maps": columns, "pixels": {"level": np.concatenate(pixels)}}


class Answer(View):
    """What the network takes the image for."""

    def __init__(self, texts: ColumnDataSource, easel: Easel) -> None:
        self._asked = Activities(easel)
        self.sources = {"texts": texts}

    def needs(self, passing: bool) -> tuple[Measure[Any], ...]:
        """One pass of one image."""
        del passing
        return (self._asked,)

    def columns(self, frame: Frame) -> Columns:
        """Probabilities in percent, and headings of all stages."""
        activity: Activity = frame[self._asked]
        shares = [round(float(100 * p), 1) if np.isfinite(p) else None for p in activity.probabilities]
        stages = [
            {"title": stage.title, "shape": shape_words(values.shape)}
            for stage, values in zip(activity.stages, activity.maps, strict=True)
        ]
        return {"texts": {"answer": [{"digit": activity.answer, "shares": shares}], "stages": [stages]}}


def shape_words(shape: tuple[int, ...]) -> str:
    """A stage's shape in words."""
    if len(shape) == 1:
        return f"{shape[0]} numbers"
    height, width, count = shape
    size = f"{height} × {width}"
    return size if count == 1 else f"{count} × {size}"
