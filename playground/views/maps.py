"""What every stage of a convolutional network makes of an image, as columns that the page draws on a canvas."""

from collections.abc import Iterable
from typing import Any, NamedTuple

import numpy as np
from bokeh.models import ColumnDataSource

from nets.arrays import Array
from playground.core.digits.measures import FAINT, Activities, Activity, Dead, Easel, Filters, Slopes
from playground.core.digits.place import as_maps
from playground.core.frame import Frame, Measure
from playground.core.measures import limit_of
from playground.views.face import Columns, View
from playground.views.levels import level
from playground.views.words import MINUS, number

COLUMNS = ("stage", "unit", "channel", "height", "width")


class Sheet(NamedTuple):
    """All pictures of a stage: (units, channels, height, width)."""

    stage: int
    pictures: Array


class Pictures(View):
    """Pictures of all stages, one row a picture.

    The part `maps` has the columns ``stage``, ``unit`` and ``channel``, ``height`` and ``width`` of the picture. Part
    `pixels` has ``level``: palette indices of all pictures one after the other, row after row from the top. In `texts`,
    ``stages`` says what stands over each stage.
    """

    def __init__(self, sources: dict[str, ColumnDataSource]) -> None:
        self.sources = sources

    @staticmethod
    def parts(texts: ColumnDataSource) -> dict[str, ColumnDataSource]:
        """The sources that all such views of a page write to, of which one is seen at a time."""
        return {
            "texts": texts,
            "maps": ColumnDataSource({name: [] for name in COLUMNS}, name="digits.maps"),
            "pixels": ColumnDataSource({"level": []}, name="digits.pixels"),
        }

    def drawn(self, sheets: Iterable[Sheet], scale: str, stages: list[dict[str, Any]]) -> Columns:
        """The columns of pictures whose colours stand for the same in every stage, or each stage's for its own."""
        sheets = list(sheets)
        limits = [limit_of(sheet.pictures, FAINT) for sheet in sheets]
        if scale == "one":
            limits = [max(limits)] * len(limits)
        rows: list[tuple[int, ...]] = []
        for stage, pictures in sheets:
            units, channels, height, width = pictures.shape
            rows += [(stage, unit, c, height, width) for unit in range(units) for c in range(channels)]
        pixels = [level(sheet.pictures.ravel(), limit) for sheet, limit in zip(sheets, limits, strict=True)]
        columns: dict[str, Any] = dict(zip(COLUMNS, map(list, zip(*rows, strict=True)), strict=True))
        return {"maps": columns, "pixels": {"level": np.concatenate(pixels)}, "texts": {"stages": [stages]}}


class Maps(Pictures):
    """All maps of all stages."""

    place = "maps"

    def __init__(self, sources: dict[str, ColumnDataSource], easel: Easel) -> None:
        super().__init__(sources)
        self._asked: Measure[Activity] = Activities(easel)
        self._dead = Dead()

    def needs(self, passing: bool) -> tuple[Measure[Any], ...]:
        """One pass of one image, and what never changes."""
        del passing
        return self._asked, self._dead

    def columns(self, frame: Frame) -> Columns:
        """All columns of a Frame."""
        activity, dead = frame[self._asked], frame[self._dead]
        stages = [
            {
                "title": stage.title,
                "lines": [shape_words(values.shape), span(values), dead_words(dead, number, values.shape[-1])],
            }
            for number, (stage, values) in enumerate(zip(activity.stages, activity.maps, strict=True))
        ]
        return self.drawn(map(sheet_of, range(len(stages)), activity.maps), frame.settings.scale, stages)


class Gradients(Pictures):
    """The slope of the answer with every number of all stages."""

    place = "gradients"

    def __init__(self, sources: dict[str, ColumnDataSource], easel: Easel) -> None:
        super().__init__(sources)
        self._asked: Measure[Activity] = Slopes(easel)

    def needs(self, passing: bool) -> tuple[Measure[Any], ...]:
        """One pass of one image, and back."""
        del passing
        return (self._asked,)

    def columns(self, frame: Frame) -> Columns:
        """All columns of a Frame."""
        slopes = frame[self._asked]
        stages = [
            {"title": stage.title, "lines": [shape_words(values.shape), span(values), ""]}
            for stage, values in zip(slopes.stages, slopes.maps, strict=True)
        ]
        return self.drawn(map(sheet_of, range(len(stages)), slopes.maps), frame.settings.scale, stages)


class Kernels(Pictures):
    """All weights: a row for each unit, a picture for each map that it looks at."""

    place = "filters"

    def needs(self, passing: bool) -> tuple[Measure[Any], ...]:
        """The weights."""
        del passing
        return (Filters(),)

    def columns(self, frame: Frame) -> Columns:
        """All columns of a Frame."""
        found = frame[Filters()]
        stages = [{"title": "", "lines": []} for _ in range(found[-1].number + 1)]
        for each in found:
            units, channels, height, width = each.weights.shape
            shape = f"{units} × {channels} of {height} × {width}"
            stages[each.number] = {"title": each.title, "lines": [shape, span(each.weights), ""]}
        return self.drawn((Sheet(each.number, each.weights) for each in found), frame.settings.scale, stages)


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
        """Probabilities in percent."""
        activity: Activity = frame[self._asked]
        shares = [round(float(100 * p), 1) if np.isfinite(p) else None for p in activity.probabilities]
        return {"texts": {"answer": [{"digit": activity.answer, "shares": shares}]}}


def sheet_of(stage: int, values: Array) -> Sheet:
    """The maps (H, W, C) or the numbers (units,) of a stage as pictures."""
    return Sheet(stage, as_maps(values).transpose(2, 0, 1)[:, None])


def shape_words(shape: tuple[int, ...]) -> str:
    """A stage's shape in words."""
    if len(shape) == 1:
        return f"{shape[0]} numbers"
    height, width, count = shape
    size = f"{height} × {width}"
    return size if count == 1 else f"{count} × {size}"


def span(values: Array) -> str:
    """Smallest and largest."""
    low, high = float(values.min()), float(values.max())
    return f"{MINUS * (low < 0)}{number(low)} … {MINUS * (high < 0)}{number(high)}"


def dead_words(dead: tuple[int, ...] | None, stage: int, units: int) -> str:
    """Which share of the units is dead, and how many those are, if it is known; the image has none."""
    if dead is None or not 0 < stage < len(dead):
        return ""
    if dead[stage] in (0, units):
        return f"all {units} dead" if dead[stage] else "none dead"
    return f"{100 * dead[stage] / units:.0f} % dead ({dead[stage]})"
