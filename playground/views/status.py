"""The run in one line, its motion, and its address: the texts of the plain parts of the page."""

from typing import Any

import numpy as np
from bokeh.models import ColumnDataSource

from playground.core.frame import Frame, Measure
from playground.core.measures import Divergence, Motion, Scores, Tiles, Where
from playground.core.settings import MAX_LAYERS, MAX_NEURONS
from playground.views.face import Columns, View
from playground.views.words import MINUS, loss

FLAT = 0.9999
"""An output beyond this, on either side, has a slope of less than 0.0002."""


class Status(View):
    """Epoch, step and losses, and what moves."""

    def __init__(self, texts: ColumnDataSource) -> None:
        self.sources = {"texts": texts}

    def needs(self, passing: bool) -> tuple[Measure[Any], ...]:
        """Scores and motion."""
        del passing
        return Scores(), Motion()

    def columns(self, frame: Frame) -> Columns:
        """One line, and switches."""
        scored, motion = frame[Scores()], frame[Motion()]
        nothing = float("nan")
        training, test = (nothing, nothing) if scored is None else scored.evaluation[:2]
        status = f"Epoch {frame.epoch} · step {frame.step} · training loss {loss(training)} · test loss {loss(test)}"
        status += "".join(f" · your {title}" for title in motion.own)
        if motion.goal is not None:
            status += f" · going to step {motion.goal}"
        job = None if motion.replayed is None else {"title": "Going to the step", "share": round(motion.replayed, 3)}
        texts = {
            "status": status,
            "playing": motion.playing or job is not None,
            "job": job,
            "undo": motion.can_undo,
            "redo": motion.can_redo,
            "course": motion.course,
            "steps_per_second": round(motion.steps_per_second),
            "frame_ms": round(1000 * motion.frame_seconds, 1),
            "limits": {"layers": MAX_LAYERS, "neurons": MAX_NEURONS},
        }
        return {"texts": {name: [text] for name, text in texts.items()}}


class Address(View):
    """Where the run stands, as the address says it."""

    every = 0.5

    def __init__(self, texts: ColumnDataSource) -> None:
        self.sources = {"texts": texts}

    def needs(self, passing: bool) -> tuple[Measure[Any], ...]:
        """Where it stands."""
        del passing
        return (Where(),)

    def columns(self, frame: Frame) -> Columns:
        """One text."""
        return {"texts": {"fragment": [frame[Where()].write()]}}


class Warnings(View):
    """What is wrong with a run that goes no further: numbers that broke, dead layers, a flat output."""

    every = 0.5

    def __init__(self, texts: ColumnDataSource) -> None:
        self.sources = {"texts": texts}

    def needs(self, passing: bool) -> tuple[Measure[Any], ...]:
        """Pictures of all units tell which answer nothing."""
        del passing
        return Divergence(), Tiles()

    def columns(self, frame: Frame) -> Columns:
        """One text, empty if nothing is wrong."""
        report = frame[Divergence()]
        return {"texts": {"warning": [broken(frame) or dead(frame) or flat(frame) if report is None else str(report)]}}


def broken(frame: Frame) -> str:
    """A sentence for an output that is no number somewhere, though the training has not met one yet."""
    if np.isfinite(frame[Tiles()][-1]).all():
        return ""
    return (
        "The network's numbers have become too large to compute with. Step back, and lower the learning rate, or reset."
    )


def dead(frame: Frame) -> str:
    """A sentence for the first hidden layer of which every neuron answers 0 everywhere, so that nothing is learned."""
    if frame.settings.activation != "relu":
        return ""
    for layer, units in enumerate(frame[Tiles()][1:-1], 1):
        if not units.any():
            return (
                f"All neurons of layer {layer} are dead: they answer 0 everywhere, and no gradient passes them. "
                "Reset with a lower learning rate, draw new weights, or use another activation."
            )
    return ""


def flat(frame: Frame) -> str:
    """A sentence for an output that is at one end of its tanh everywhere, so that nothing is learned."""
    output = frame[Tiles()][-1]
    end = "+1" if output.min() > FLAT else f"{MINUS}1" if output.max() < -FLAT else ""
    if not end or frame.settings.loss == "cross-entropy":
        return ""
    return (
        f"The output is {end} everywhere: tanh is flat there, and hardly any gradient passes it. "
        "Reset with a lower learning rate, or draw new weights."
    )
