"""How the layers fare over time: whether gradients arrive, how fast weights move, how many units rest."""

from typing import Any

import numpy as np
from bokeh.models import ColumnDataSource

from nets.arrays import Array
from nets.probes.summary import LayerSummary
from playground.core.frame import Frame, Measure
from playground.core.inside import Observations
from playground.core.plane.settings import MAX_LAYERS
from playground.views.chart import Line, chart
from playground.views.face import Columns, View

LAYERS = MAX_LAYERS + 1
DASHES = "solid", "dashed", "dotted", "dotdash", "dashdot", "8 2", "2 2 8 2"
"""Layer by layer, beside the colour: no two are alike."""
CURVES = {
    "gradient": lambda layer: layer.gradient_norm,
    "update": lambda layer: layer.update_ratio,
    "rest": lambda layer: 100 * max(layer.dead, layer.saturated),
}
UNITS = {"gradient": "", "update": "", "rest": " %"}


class Health(View):
    """The source `health` has the columns ``step``, and for each of `CURVES` one a layer, ``gradient1`` and so on (NaN
    where there is none, and on a logarithmic axis where it is 0), and ``gradient_words``. Text ``layers``: their names.
    """

    every = 0.4

    def __init__(self, texts: ColumnDataSource) -> None:
        names = [*(f"{curve}{i}" for curve in CURVES for i in range(1, LAYERS + 1)), *map(words_of, CURVES)]
        self.source = ColumnDataSource({name: [] for name in ("step", *names)}, name="health")
        self.sources = {"health": self.source, "texts": texts}
        self.figures = {curve: self._figure(curve, log=curve != "rest") for curve in CURVES}

    def _figure(self, curve: str, *, log: bool) -> Any:
        lines = [Line(f"{curve}{i}", f"layer-{i}", dash) for i, dash in enumerate(DASHES, 1)]
        tip = f"<div>step @step{{0,0}}<br>@{words_of(curve)}{{safe}}</div>"
        return chart(self.source, lines, tip, log=log, zero=not log)

    def needs(self, passing: bool) -> tuple[Measure[Any], ...]:
        """What was seen so far."""
        del passing
        return (Observations(),)

    def columns(self, frame: Frame) -> Columns:
        """All curves of all layers."""
        seen = frame[Observations()]
        titles = [short(layer) for layer in seen[-1].layers] if seen else []
        columns: dict[str, Any] = {"step": np.array([each.step for each in seen], np.float64)}
        for curve, value in CURVES.items():
            values = np.array([[value(layer) for layer in each.layers] for each in seen]).reshape(
                len(seen), len(titles)
            )
            columns |= curves(curve, values)
            columns[words_of(curve)] = [told(titles, row, UNITS[curve]) for row in values.tolist()]
        return {"health": columns, "texts": {"layers": [titles]}}


def curves(name: str, values: Array) -> dict[str, Array]:
    """A column a layer of values (steps, layers)."""
    shown = values if name == "rest" else np.where(values > 0, values, np.nan)
    missing = np.full(len(values), np.nan)
    count = values.shape[1]
    return {f"{name}{i}": shown[:, i - 1] if i <= count else missing for i in range(1, LAYERS + 1)}


def words_of(curve: str) -> str:
    """The column that says a curve's values in words."""
    return f"{curve}_words"


def told(titles: list[str], values: list[float], unit: str) -> str:
    """The values of all layers at one step."""
    return "<br>".join(f"{title} {value:.3g}{unit}" for title, value in zip(titles, values, strict=True))


def short(layer: LayerSummary) -> str:
    """A layer as the diagram calls it."""
    return layer.title.replace("hidden layer", "layer")
