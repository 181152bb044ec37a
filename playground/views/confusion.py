"""Which classes are taken for which, as tables."""

from typing import Any

import numpy as np
from bokeh.models import ColumnDataSource

from nets.arrays import Array
from nets.datasets.dataset import CLASSES, SIGNS
from playground.core.frame import Frame, Measure
from playground.core.plane.confusion import Confused, Confusion
from playground.core.plane.numbers import CLASS_NAMES
from playground.core.settings import Settings
from playground.views.face import Columns, View
from playground.views.words import MINUS

TITLES = "Test points", "Training points"


class Tables(View):
    """Text ``confusion``: {title, classes, counts, precision, recall, f1} of test and of training points; shares are
    None where nothing can be said. Numbers to predict have no such record.
    """

    every = 0.3

    def __init__(self, texts: ColumnDataSource) -> None:
        self.sources = {"texts": texts}

    def needs(self, passing: bool) -> tuple[Measure[Any], ...]:
        """Counts and scores."""
        del passing
        return (Confusion(),)

    def columns(self, frame: Frame) -> Columns:
        """A record for each set of points."""
        training, test = frame[Confusion()]
        names = names_of(frame.settings)
        sets = zip(TITLES, (test, training), strict=True)
        return {"texts": {"confusion": [[record(title, names, each) for title, each in sets if names]]}}


def record(title: str, names: list[str], confused: Confused) -> dict[str, Any]:
    """A table for the page."""
    scores = {name: shares(values) for name, values in confused.scores._asdict().items()}
    return {"title": title, "classes": names, "counts": confused.counts.tolist(), **scores}


def names_of(settings: Settings) -> list[str]:
    """What the classes are called: two by their labels, several by letters; none where there are numbers."""
    names = {SIGNS: [f"{MINUS}1", "+1"], CLASSES: [*CLASS_NAMES[: settings.outputs]]}
    return names.get(settings.task, [])


def shares(values: Array) -> list[float | None]:
    """To a thousandth, as JSON has them."""
    return [None if np.isnan(value) else round(float(value), 3) for value in values]
