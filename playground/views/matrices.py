"""All weights and biases: as they are now, matrix by matrix, and how they came to be what they are."""

from typing import Any

import numpy as np
from bokeh.models import ColumnDataSource

from playground.core.frame import Frame, Measure
from playground.core.inside import Parameters
from playground.core.measures import Biases, Weights
from playground.core.plane.numbers import inputs_of, output_named
from playground.core.plane.settings import PlaneSettings
from playground.views.face import Columns, View


class Matrices(View):
    """The source `matrices` has the column ``value``: layer after layer, the weights of the first input, those of the
    second and so on, and then the biases. Text ``matrices``: {title, rows, columns} a layer, the names of rows and
    columns; the last row holds the biases.
    """

    every = 0.2

    def __init__(self, texts: ColumnDataSource) -> None:
        self.sources = {"matrices": ColumnDataSource({"value": []}, name="matrices"), "texts": texts}

    def needs(self, passing: bool) -> tuple[Measure[Any], ...]:
        """Weights and biases."""
        del passing
        return Weights(), Biases()

    def columns(self, frame: Frame) -> Columns:
        """All numbers in a row, and their names."""
        settings: Any = frame.settings
        layers = zip(frame[Weights()], frame[Biases()], strict=True)
        values = [part.ravel() for layer in layers for part in layer]
        return {
            "matrices": {"value": np.concatenate(values, dtype=np.float32)},
            "texts": {"matrices": [matrices(settings)]},
        }


def matrices(settings: PlaneSettings) -> list[dict[str, Any]]:
    """The names of all rows and columns."""
    counts = settings.shape[1:]
    return [
        {
            "title": "Output" if layer == len(counts) else f"Layer {layer}",
            "rows": [*inputs_of(settings, layer), "bias"],
            "columns": [
                output_named(settings, unit) if layer == len(counts) else f"neuron {unit + 1}" for unit in range(count)
            ],
        }
        for layer, count in enumerate(counts, 1)
    ]


class MatricesOverTime(View):
    """The source `matrices over time` has the columns ``step`` and ``value`` (steps, numbers), each row in the order of
    `Matrices`.
    """

    every = 0.5

    def __init__(self) -> None:
        self.sources = {"time": ColumnDataSource({"step": [], "value": []}, name="matrices over time")}

    def needs(self, passing: bool) -> tuple[Measure[Any], ...]:
        """All numbers, of past steps too."""
        del passing
        return (Parameters(),)

    def columns(self, frame: Frame) -> Columns:
        """A row a step."""
        entries = frame[Parameters()]
        steps = np.array([entry.step for entry in entries], np.float64)
        return {"time": {"step": steps, "value": np.array([entry.reading for entry in entries], np.float32)}}
