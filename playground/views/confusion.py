"""Which classes are taken for which, as tables."""

from typing import Any

import numpy as np
from bokeh.models import ColumnDataSource

from nets.arrays import Array
from playground.core.frame import Frame, Measure
from playground.core.plane.confusion import Confused, Confusion
from playground.views.face import Columns, View
from playground.views.words import MINUS

TITLES = "Test points", "Training points"


class Tables(View):
    """Text ``confusion``: {title, classes, counts, precision, recall, f1} of test and of training points; shares are
    None where nothing can be said.
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
        return {"texts": {"confusion": [[record(*each) for each in zip(TITLES, (test, training), strict=True)]]}}


def record(title: str, confused: Confused) -> dict[str, Any]:
    """A table for the page."""
    scores = {name: shares(values) for name, values in confused.scores._asdict().items()}
    return {"title": title, "classes": names(len(confused.counts)), "counts": confused.counts.tolist(), **scores}


def names(count: int) -> list[str]:
    """What the classes are called: two by the labels that the plane has, more by their numbers."""
    return [f"{MINUS}1", "+1"] if count == 2 else [str(number + 1) for number in range(count)]


def shares(values: Array) -> list[float | None]:
    """To a thousandth, as JSON has them."""
    return [None if np.isnan(value) else round(float(value), 3) for value in values]
