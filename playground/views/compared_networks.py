"""The insides of the run and of its rival: all weights, and what every neuron answers."""

from typing import Any

import numpy as np
from bokeh.models import ColumnDataSource

from nets.arrays import Array
from playground.core.frame import Frame, Measure
from playground.core.measures import Biases, Weights
from playground.core.plane.disagreement import correlation
from playground.core.plane.measures import Tiles
from playground.core.plane.numbers import CLASS_NAMES, inputs_of
from playground.core.plane.pursuit import Beside, Pursuits
from playground.core.plane.settings import PlaneSettings
from playground.views.compared_outputs import source
from playground.views.face import Columns, View
from playground.views.levels import curve_levels, levels
from playground.views.matrices import matrices
from playground.views.network import edges

BOTH = "mine", "its"


class WeightsCompared(View):
    """The sources `compare weights mine` and `compare weights its` have ``value`` as `Matrices`; `compare weights
    difference` has its - mine, if both networks have the same weights. Text ``compare_weights``: the names of rows and
    columns of both, {mine, its, same}.
    """

    every = 0.2

    def __init__(self, texts: ColumnDataSource, pursuits: Pursuits) -> None:
        self._asked = Beside(pursuits, (Weights(), Biases()))
        self.sources = {name: source(f"compare weights {name}", "value") for name in (*BOTH, "difference")}
        self.sources["texts"] = texts

    def needs(self, passing: bool) -> tuple[Measure[Any], ...]:
        """Weights and biases of both."""
        del passing
        return Weights(), Biases(), self._asked

    def columns(self, frame: Frame) -> Columns:
        """All numbers in a row, and their names."""
        beside = frame[self._asked].frame
        if beside is None:
            return {}
        mine, its = in_a_row(frame), in_a_row(beside)
        one, other = (matrices(each.settings) for each in (frame, beside))
        same = one == other
        return {
            "mine": {"value": mine},
            "its": {"value": its},
            "difference": {"value": its - mine if same else np.zeros(0, np.float32)},
            "texts": {"compare_weights": [{"mine": one, "its": other, "same": same}]},
        }


class UnitsCompared(View):
    """The sources `compare units mine` and `compare units its` have ``level``, palette indices of every unit's region,
    ``column``, ``label`` and ``alike``, how its answers go with those of the same unit of the other run, NaN if that
    has none. `compare edges mine` and `compare edges its` have the columns of `views.network.edges`.
    """

    every = 0.1

    def __init__(self, pursuits: Pursuits) -> None:
        self._asked = Beside(pursuits, (Tiles(), Weights()))
        self.sources = {name: source(f"compare units {name}", "level", "column", "label", "alike") for name in BOTH}
        self.sources |= {f"{name} edges": source(f"compare edges {name}", "weight") for name in BOTH}

    def needs(self, passing: bool) -> tuple[Measure[Any], ...]:
        """Regions and weights of both."""
        del passing
        return Tiles(), Weights(), self._asked

    def columns(self, frame: Frame) -> Columns:
        """A row a unit."""
        beside = frame[self._asked].frame
        if beside is None:
            return {}
        mine, its = frame[Tiles()], beside[Tiles()]
        one, other = units(mine, its, frame.settings), units(its, mine, beside.settings)
        return {"mine": one, "its": other, "mine edges": edges(frame), "its edges": edges(beside)}


def units(regions: tuple[Array, ...], others: tuple[Array, ...], settings: PlaneSettings) -> dict[str, Any]:
    """The columns of one network beside another one."""
    features, *layers = regions
    groups = [features[i : i + 1] for i in range(len(features))] + layers
    indices, _ = curve_levels(groups) if features.ndim == 2 else levels(groups)
    counts = [len(each) for each in regions]
    alike = []
    for column, each in enumerate(regions):
        theirs = others[column] if len(others) == len(regions) else each[:0]
        shared = min(len(each), len(theirs))
        found = correlation(each[:shared], theirs[:shared]) if shared else []
        alike += [*found, *[np.nan] * (len(each) - shared)]
    return {
        "level": indices,
        "column": np.repeat(np.arange(len(counts)), counts).astype(np.int32),
        "label": labels(settings),
        "alike": np.array(alike, np.float32),
    }


def labels(settings: PlaneSettings) -> list[str]:
    """What every unit is called."""
    hidden = [f"layer {at}, neuron {i + 1}" for at, count in enumerate(settings.hidden, 1) for i in range(count)]
    outputs = [f"output {name}" for name in CLASS_NAMES[: settings.outputs]] if settings.outputs > 1 else ["output"]
    return [*(f"feature {name}" for name in inputs_of(settings, 1)), *hidden, *outputs]


def in_a_row(frame: Frame) -> Array:
    """Layer after layer, the weights and then the biases."""
    layers = zip(frame[Weights()], frame[Biases()], strict=True)
    return np.concatenate([part.ravel() for layer in layers for part in layer], dtype=np.float32)
