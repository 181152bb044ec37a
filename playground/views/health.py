"""How the layers fare over time: whether gradients arrive, how fast weights move, how many units rest."""

from collections.abc import Callable
from math import isnan, nan
from typing import Any

import numpy as np
from bokeh.models import ColumnDataSource

from nets.arrays import Array
from nets.probes.summary import SILENT, STEEPEST, LayerSummary
from nets.written import written
from playground.core.frame import Frame, Measure
from playground.core.inside import Observations
from playground.core.plane.settings import MAX_LAYERS
from playground.views.chart import Line, chart, marked
from playground.views.face import Columns, View
from playground.views.reading import Value

LAYERS = MAX_LAYERS + 1
DASHES = "solid", "dashed", "dotted", "dotdash", "dashdot", "8 2", "2 2 8 2"
"""Layer by layer, beside the colour: no two are alike."""
DOTS = tuple("2 3 " * layer + "2 9" for layer in range(LAYERS))
"""The same of what is saturated: as many dots in a row as the layer's number."""
CURVES: dict[str, Callable[[LayerSummary], float]] = {
    "gradient": lambda layer: layer.gradient_norm,
    "update": lambda layer: layer.update_ratio,
    "dead": lambda layer: 100 * layer.dead if layer.activation in SILENT else nan,
    "saturated": lambda layer: 100 * layer.saturated if layer.activation in STEEPEST else nan,
}
"""What is said of a layer at a step; NaN of what its activation cannot be."""
FIGURES = {"gradient": ("gradient",), "update": ("update",), "rest": ("dead", "saturated")}
"""Charts, and the curves in each."""
LOGARITHMIC = "gradient", "update"
IN_PERCENT = "dead", "saturated"
MARKERS = {"dead": "circle", "saturated": "triangle"}
MARKS = 6
"""So many markers stand on a curve, about."""


class Health(View):
    """The source `health` has the columns ``step``, and for each of `CURVES` one a layer, ``gradient1`` and so on (NaN
    where there is none, and on a logarithmic axis where it is 0); ``dead1_marked`` where markers stand; and for each of
    `FIGURES` ``gradient_words``. Texts: ``layers``, the names of the layers; ``zeros``, of each logarithmic
    chart, which layers have no line at the last step, because they are exactly 0 there.
    """

    every = 0.4

    def __init__(self, texts: ColumnDataSource) -> None:
        lines = [f"{curve}{i}" for curve in CURVES for i in range(1, LAYERS + 1)]
        marks = [marked(f"{curve}{i}") for curve in MARKERS for i in range(1, LAYERS + 1)]
        names = [*lines, *marks, *map(words_of, FIGURES)]
        self.source = ColumnDataSource({name: [] for name in ("step", *names)}, name="health")
        self.sources = {"health": self.source, "texts": texts}
        self.figures = {name: self._figure(name, log=name in LOGARITHMIC) for name in FIGURES}

    def _figure(self, name: str, *, log: bool) -> Any:
        lines = [
            Line(f"{curve}{i}", f"layer-{i}", dash, marker=MARKERS.get(curve, ""))
            for curve in FIGURES[name]
            for i, dash in enumerate(DOTS if curve == "saturated" else DASHES, 1)
        ]
        return chart(self.source, lines, [Value("", words_of(name), None)], log=log, zero=not log)

    def needs(self, passing: bool) -> tuple[Measure[Any], ...]:
        """What was seen so far."""
        del passing
        return (Observations(),)

    def columns(self, frame: Frame) -> Columns:
        """All curves of all layers."""
        seen = frame[Observations()]
        titles = [short(layer) for layer in seen[-1].layers] if seen else []
        columns: dict[str, Any] = {"step": np.array([each.step for each in seen], np.float64)}
        values = {
            curve: np.array([[value(layer) for layer in each.layers] for each in seen]).reshape(len(seen), len(titles))
            for curve, value in CURVES.items()
        }
        for curve, found in values.items():
            columns |= curves(curve, found)
        for name, drawn in FIGURES.items():
            rows = zip(*(values[curve].tolist() for curve in drawn), strict=True)
            columns[words_of(name)] = [told(titles, dict(zip(drawn, row, strict=True))) for row in rows]
        nothing = {name: zeros(titles, values[name][-1:]) for name in LOGARITHMIC}
        return {"health": columns, "texts": {"layers": [titles], "zeros": [nothing]}}


def curves(name: str, values: Array) -> dict[str, Array]:
    """A column a layer of values (steps, layers), and of some curves another one, for markers."""
    shown = values if name in IN_PERCENT else np.where(values > 0, values, np.nan)
    count, missing = values.shape[1], np.full(len(values), np.nan)
    columns = {f"{name}{i}": shown[:, i - 1] if i <= count else missing for i in range(1, LAYERS + 1)}
    if name in MARKERS:
        stands = (np.arange(len(values))[::-1] % max(1, len(values) // MARKS)) == 0
        columns |= {marked(column): np.where(stands, found, np.nan) for column, found in columns.items()}
    return columns


def words_of(curve: str) -> str:
    """The column that says a curve's values in words."""
    return f"{curve}_words"


def told(titles: list[str], values: dict[str, list[float]]) -> str:
    """What there is of all layers at one step: a line each, with the name of the curve if there are several."""
    lines = []
    for i, title in enumerate(titles):
        for curve, of_layers in values.items():
            if not isnan(of_layers[i]):
                unit, name = (" %", f"{curve} ") if curve in IN_PERCENT else ("", "")
                lines.append(f"{title} {name}{written(of_layers[i])}{unit}")
    return "<br>".join(lines)


def zeros(titles: list[str], latest: Array) -> str:
    """Which layers are exactly 0 at the latest step, of values (1, layers), in words."""
    layers = [title for title, value in zip(titles, latest.ravel(), strict=False) if value == 0]
    return f"Exactly 0 now, for which this axis has no place: {', '.join(layers)}." if layers else ""


def short(layer: LayerSummary) -> str:
    """A layer as the diagram calls it."""
    return layer.title.replace("hidden layer", "layer")
