"""Somebody who looks at the opened step of an experiment, stop by stop, without a page."""

from bokeh.models import ColumnDataSource

from playground.core.frame import Observer
from playground.views.step import OneStep
from playground.views.walk import UPDATE, Walk, made, stops

SETTINGS = {
    "usual": {},
    "relu": {"activation": "relu", "hidden": [3, 2], "batch_size": 4, "seed": 5},
    "logits": {"activation": "sigmoid", "loss": "cross-entropy", "hidden": [4], "batch_size": 7},
    "linear": {"activation": "linear", "hidden": [2, 2], "batch_size": 1},
    "classes": {"dataset": "pinwheel", "classes": 4, "hidden": [3], "batch_size": 5},
    "margin": {"loss": "hinge", "hidden": [2], "batch_size": 3},
    "curve": {"dataset": "zigzag", "loss": "huber", "activation": "relu", "hidden": [3], "batch_size": 6},
    "none hidden": {"hidden": [], "features": ["x1x2"], "batch_size": 6},
}
"""Of runs that differ in what their steps compute."""


def shape_of(one):
    settings = one.run.settings
    return (len(settings.features), *settings.hidden, settings.outputs)


class Looker:
    """The view with a walk of its own."""

    def __init__(self, one):
        self.one, self.walk = one, Walk()
        self.view = OneStep(
            ColumnDataSource(), self.walk, made(), {name: ColumnDataSource() for name in ("batch", "chosen")}
        )

    def columns(self):
        return self.view.columns(Observer(self.one).observe(self.view.needs(False), passing=False))

    def record(self):
        return self.columns()["texts"]["walk"][0]

    def records(self):
        """At every stop, for every neuron of its column."""
        shape = shape_of(self.one)
        for stop in stops(len(shape)):
            self.walk.go_to(shape, stop.phase)
            columns = range(1, len(shape)) if stop.phase == UPDATE else [stop.column]
            for column in columns:
                for unit in range(shape[column]):
                    self.walk.choose(shape, column, unit)
                    yield column, unit, self.record()
