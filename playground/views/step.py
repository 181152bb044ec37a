"""One training step, opened: what every neuron and weight has where a person stands, and the words for it."""

from typing import Any

import numpy as np
from bokeh.models import ColumnDataSource

from playground.core.frame import Frame, Measure
from playground.core.plane.measures import Shape
from playground.core.plane.numbers import inputs_of
from playground.core.plane.step import NextStep, Opened
from playground.views.face import Columns, View, write
from playground.views.step_marks import edge_words, node_words
from playground.views.step_numbers import exact
from playground.views.step_tables import answered, tables
from playground.views.step_words import Scene, told
from playground.views.walk import COLUMNS, PHASES, Walk, stops


class OneStep(View):
    """The opened step. `places` are the sources of `walk.made`; `rings` those of the plot that hold the samples of the
    mini-batch, and the chosen one.

    The part `nodes` has a row a unit, in the diagram's order; what a feature has not is no number. The part `edges` has
    a row a weight, in that of `Edges`. The text `walk` is a record for the page's script, None while closed.
    """

    place = "step"

    def __init__(
        self,
        texts: ColumnDataSource,
        walk: Walk,
        places: dict[str, ColumnDataSource],
        rings: dict[str, ColumnDataSource],
    ) -> None:
        self._walk = walk
        self.sources = {"texts": texts, **places, **rings}

    def needs(self, passing: bool) -> tuple[Measure[Any], ...]:
        """The step, and the network's shape."""
        del passing
        return Shape(), NextStep(self._walk.sample)

    def columns(self, frame: Frame) -> Columns:
        """Numbers and words."""
        step, shape = frame[NextStep(self._walk.sample)], frame[Shape()]
        record = self._standing(shape)
        if isinstance(step, str):
            return self._nothing({**record, "problem": step})
        labels = inputs_of(frame.settings, 1)
        scene = Scene(step, self._walk.stop(shape), self._walk.unit(shape), labels)
        words = told(scene)
        record |= {
            "problem": "",
            "sample": step.sample,
            "samples": len(step.losses),
            "title": words.title,
            "plain": words.plain,
            "subject": f"{scene.at.phase.capitalize()} · {words.subject}, {scene.who}",
            "arithmetic": words.arithmetic,
            "code": words.code,
            "tables": tables(scene),
            "answer": answer_words(step),
        }
        chosen = step.places[[] if step.sample is None else [step.sample]]
        return {
            "texts": {"walk": [record]},
            "nodes": nodes(step) | node_words(scene, shape),
            "edges": edges(step) | edge_words(scene),
            "batch": _places(step.places),
            "chosen": _places(chosen),
        }

    def close(self) -> None:
        """Show nothing any more."""
        for name, columns in self._nothing(None).items():
            write(self.sources[name], columns)

    def _standing(self, shape: tuple[int, ...]) -> dict[str, Any]:
        walk = self._walk
        stop = walk.stop(shape)
        counted = [each.phase for each in stops(len(shape))]
        return {
            "phase": stop.phase,
            "column": stop.column,
            "node": walk.node(shape),
            "place": walk.place(shape),
            "phases": [counted.count(phase) for phase in PHASES],
        }

    def _nothing(self, record: dict[str, Any] | None) -> Columns:
        empty = {"x1": np.zeros(0), "x2": np.zeros(0)}
        return {
            "texts": {"walk": [record]},
            **{name: {column: np.zeros(0, np.float32) for column in columns} for name, columns in COLUMNS.items()},
            "batch": empty,
            "chosen": empty,
        }


def nodes(step: Opened) -> dict[str, np.ndarray]:
    """Answer, sum and both slopes of every unit."""
    features = step.layers[0].x
    none = np.full(len(features), np.nan)
    units = {
        "value": [features, *(layer.a for layer in step.layers)],
        "z": [none, *(layer.z for layer in step.layers)],
        "da": [none, *(layer.da for layer in step.layers)],
        "dz": [none, *(layer.dz for layer in step.layers)],
    }
    return {name: np.concatenate(parts, dtype=np.float32) for name, parts in units.items()}


def edges(step: Opened) -> dict[str, np.ndarray]:
    """Value, what is carried forwards and back, gradient and change of every weight."""
    weights = {
        "weight": [layer.weights.value for layer in step.layers],
        "carried": [layer.carried for layer in step.layers],
        "back": [layer.back for layer in step.layers],
        "data": [layer.data[0] for layer in step.layers],
        "change": [layer.weights.change for layer in step.layers],
    }
    return {name: np.concatenate([part.ravel() for part in parts], dtype=np.float32) for name, parts in weights.items()}


def answer_words(step: Opened) -> list[str]:
    """What stands beside the output: what is wanted, and the loss."""
    if step.sample is None:
        return [f"mean loss {exact(step.loss)}"]
    target, loss = step.targets[step.sample], step.losses[step.sample]
    return [f"wanted {answered(target)}", f"loss {exact(loss)}"]


def _places(points: np.ndarray) -> dict[str, np.ndarray]:
    return {"x1": points[:, 0], "x2": points[:, 1]}
