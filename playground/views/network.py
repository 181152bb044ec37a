"""The network diagram: every neuron a tile, every weight an edge, as columns that the page draws on a canvas.

All tiles are one array of palette indices and all weights another: an object a neuron would not keep up. Where tiles
and edges stand, and in which colours, is decided where they are drawn.
"""

from collections.abc import Iterable
from typing import Any

import numpy as np
from bokeh.models import ColumnDataSource

from nets.arrays import Array
from playground.core.frame import Frame, Measure
from playground.core.measures import Biases, Weights
from playground.core.plane.measures import TILE, Tiles
from playground.core.plane.numbers import CLASS_NAMES, inputs_of
from playground.views.face import Columns, View
from playground.views.levels import curve_levels, levels


class Network(View):
    """What every unit answers over the plane, and its bias. One row a unit, column after column.

    The part `tiles` has the columns ``level`` (units, side, side), palette indices, row 0 lowest; ``column`` and
    ``unit``; ``label``, the name of a feature or of a class, else empty; ``bias``, NaN for a feature; ``limit``, the
    magnitude that has the full colour: one for all units of a layer, so that they can be compared, and one for each
    feature.
    """

    def __init__(self, side: int = TILE) -> None:
        self._tiles = Tiles(side)
        self.sources = {"tiles": _source("network.tiles", ("level", "column", "unit", "label", "bias", "limit"))}

    def needs(self, passing: bool) -> tuple[Measure[Any], ...]:
        """Regions and biases."""
        del passing
        return self._tiles, Biases()

    def columns(self, frame: Frame) -> Columns:
        """All columns of a Frame."""
        regions: tuple[Array, ...] = frame[self._tiles]
        features, *layers = regions
        groups = [features[i : i + 1] for i in range(len(features))] + layers
        level, limits = curve_levels(groups) if features.ndim == 2 else levels(groups)
        counts = [len(units) for units in regions]
        labels = inputs_of(frame.settings, 1)
        outputs = [*CLASS_NAMES[: counts[-1]]] if counts[-1] > 1 else [""]
        return {
            "tiles": {
                "level": level,
                "column": np.repeat(np.arange(len(counts)), counts).astype(np.int32),
                "unit": np.concatenate([np.arange(count) for count in counts]).astype(np.int32),
                "label": [*labels, *[""] * sum(counts[1:-1]), *outputs],
                "bias": np.concatenate([np.full(counts[0], np.nan, np.float32), *frame[Biases()]], dtype=np.float32),
                "limit": np.repeat(np.array(limits, np.float32), [len(group) for group in groups]),
            }
        }


class Edges(View):
    """The weights, layer after layer, all that leave a unit before those that leave the next.

    The part `edges` has the column ``weight``.
    """

    every = 0.1

    def __init__(self) -> None:
        self.sources = {"edges": _source("network.edges", ("weight",))}

    def needs(self, passing: bool) -> tuple[Measure[Any], ...]:
        """Weights."""
        del passing
        return (Weights(),)

    def columns(self, frame: Frame) -> Columns:
        """All columns of a Frame."""
        return {"edges": edges(frame)}


def edges(frame: Frame) -> dict[str, Any]:
    """The column ``weight``: the weights between all columns in turn, those of a unit after those of the one before."""
    return {"weight": np.concatenate([layer.ravel() for layer in frame[Weights()]], dtype=np.float32)}


def _source(name: str, columns: Iterable[str]) -> ColumnDataSource:
    return ColumnDataSource(name=name, data={column: [] for column in columns})
