"""How weights, gradients or activations lie in every layer, over time."""

from typing import Any

import numpy as np
from bokeh.models import ColumnDataSource

from playground.core.frame import Frame, Measure
from playground.core.inside import EDGES, KINDS, Spreads
from playground.core.settings import Settings
from playground.views.face import Columns, View


class Histograms(View):
    """The source `histograms` has the columns ``step``, ``counts`` (steps, layers × (bins + 2)) and ``percentiles``
    (steps, layers × 5). Text ``histograms``: {kind, titles, edges}.

    kind   one of `KINDS`
    """

    every = 0.5

    def __init__(self, texts: ColumnDataSource) -> None:
        self.kind = KINDS[0]
        source = ColumnDataSource({name: [] for name in ("step", "counts", "percentiles")}, name="histograms")
        self.sources = {"histograms": source, "texts": texts}

    def needs(self, passing: bool) -> tuple[Measure[Any], ...]:
        """Those of the kind that is looked at."""
        del passing
        return (Spreads(self.kind),)

    def columns(self, frame: Frame) -> Columns:
        """A row a step."""
        entries = frame[Spreads(self.kind)]
        steps = np.array([entry.step for entry in entries], np.float64)
        counts = [entry.reading.counts.ravel() for entry in entries]
        percentiles = [entry.reading.percentiles.ravel() for entry in entries]
        told = {"kind": self.kind, "titles": titles(frame.settings), "edges": EDGES[self.kind].tolist()}
        return {
            "histograms": {
                "step": steps,
                "counts": np.array(counts, np.int32),
                "percentiles": np.array(percentiles, np.float32),
            },
            "texts": {"histograms": [told]},
        }


def titles(settings: Settings) -> list[str]:
    """The layers as the diagram calls them."""
    return [*(f"Layer {i + 1}" for i in range(len(settings.hidden))), "Output"]
