"""What is wrong with a run on the plane that goes no further."""

from typing import Any

import numpy as np
from bokeh.models import ColumnDataSource

from playground.core.frame import Frame, Measure
from playground.core.measures import Divergence
from playground.core.plane.measures import Tiles
from playground.core.plane.run import output_activation
from playground.views.face import Columns, View
from playground.views.words import MINUS

FLAT = 0.9999
"""An output beyond this, on either side, has a slope of less than 0.0002."""


class Breakdown(View):
    """Numbers that broke."""

    every = 0.5

    def __init__(self, texts: ColumnDataSource) -> None:
        self.sources = {"texts": texts}

    def needs(self, passing: bool) -> tuple[Measure[Any], ...]:
        """What the training has met."""
        del passing
        return (Divergence(),)

    def columns(self, frame: Frame) -> Columns:
        """One text, empty if nothing is wrong."""
        report = frame[Divergence()]
        return {"texts": {"warning": [self.else_wrong(frame) if report is None else str(report)]}}

    def else_wrong(self, frame: Frame) -> str:
        """What is wrong with numbers that have not broken, or nothing."""
        del frame
        return ""


class Warnings(Breakdown):
    """Numbers that broke, dead layers, a flat output."""

    def needs(self, passing: bool) -> tuple[Measure[Any], ...]:
        """Pictures of all units tell which answer nothing."""
        return *super().needs(passing), Tiles()

    def else_wrong(self, frame: Frame) -> str:
        """What the pictures tell."""
        return broken(frame) or dead(frame) or flat(frame)


def broken(frame: Frame) -> str:
    """A sentence for an output that is no number somewhere, though the training has not met one yet."""
    if np.isfinite(frame[Tiles()][-1]).all():
        return ""
    return (
        "The network's numbers have become too large to compute with. Step back, and lower the learning rate, or reset."
    )


def dead(frame: Frame) -> str:
    """A sentence for the first hidden layer of which every neuron answers 0 everywhere, so that nothing is learned."""
    for layer, units in enumerate(frame[Tiles()][1:-1], 1):
        if frame.settings.activation_of(layer - 1) == "relu" and not units.any():
            return (
                f"All neurons of layer {layer} are dead: they answer 0 everywhere, and no gradient passes them. "
                "Reset with a lower learning rate, draw new weights, or use another activation."
            )
    return ""


def flat(frame: Frame) -> str:
    """A sentence for an output that is at one end of its tanh everywhere, so that nothing is learned."""
    output = frame[Tiles()][-1]
    end = "+1" if output.min() > FLAT else f"{MINUS}1" if output.max() < -FLAT else ""
    if not end or output_activation(frame.settings) != "tanh":
        return ""
    return (
        f"The output is {end} everywhere: tanh is flat there, and hardly any gradient passes it. "
        "Reset with a lower learning rate, or draw new weights."
    )
