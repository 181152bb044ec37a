"""One neuron in one sentence: the exact numbers that it computes with, for whoever points at it or moves to it."""

from math import isfinite, sqrt
from typing import Any

from bokeh.models import ColumnDataSource

from nets.datasets.dataset import NUMBERS
from playground.core.curve import Scored
from playground.core.frame import Frame, Measure
from playground.core.measures import Biases, Scores, Weights
from playground.core.plane.measures import Pull, Pulled, Shape
from playground.core.plane.numbers import activation_of, inputs_of, output_named
from playground.core.plane.run import output_activation
from playground.core.settings import Settings
from playground.views.face import Columns, View
from playground.views.inspection import Inspection, Unit
from playground.views.step_numbers import exact
from playground.views.words import number, sign, signed

HINT = {
    "keys": "Point at a neuron or a weight, or use the arrow keys, to read its numbers. Click to change them.",
    "touch": "Tap a neuron or a weight to read its numbers and to change them.",
}
COORDINATES = {"x1": "how far to the right a point lies", "x2": "how far up a point lies"}
FUNCTIONS = {
    "tanh": "tanh", "sigmoid": "sigmoid", "relu": "ReLU", "leaky relu": "Leaky ReLU", "elu": "ELU", "gelu": "GELU",
    "softplus": "softplus", "sine": "sin", "linear": "",
}  # fmt: skip


LOGITS = {
    "cross-entropy": "2·sigmoid(z) − 1",
    "softmax cross-entropy": "2·p − 1, where p is its share in the softmax of all outputs",
}
"""How an output is drawn that is no answer itself."""


class Sentence(View):
    """The sentence under the diagram, and title and caption of the plot that shows the neuron's region."""

    every = 0.1

    def __init__(self, texts: ColumnDataSource, inspection: Inspection) -> None:
        self.sources = {"texts": texts}
        self._inspection = inspection

    def needs(self, passing: bool) -> tuple[Measure[Any], ...]:
        """The numbers of the network, and how good it is."""
        del passing
        number = self._inspection.number
        return Shape(), Weights(), Biases(), Scores(), *([Pull(number)] if number else [])

    def columns(self, frame: Frame) -> Columns:
        """Three texts."""
        unit = self._inspection.of(frame)
        if unit is None:
            scored = frame[Scores()]
            texts = {"sentence": HINT, "title": "Output", "caption": quality(scored, frame.settings)}
        else:
            texts = describe(frame, unit)
            name = self._inspection.number
            if name is not None and (pulled := frame[Pull(name)]) is not None:
                texts["sentence"] = pull(frame.settings.entry(name).label, pulled)
        return {"texts": {name: [text] for name, text in texts.items()}}


def quality(scored: Scored | None, settings: Settings) -> str:
    """How good the network is, if that can be said."""
    if scored is None:
        return ""
    if not isfinite(scored.evaluation.test_loss):
        return "Its numbers are too large to compute with"
    if settings.task == NUMBERS:
        squared = settings.loss == "mean squared error"
        return (
            f"Test points are missed by {number(sqrt(scored.evaluation.test_loss))} (root of the mean square)" * squared
        )
    return f"{100 * scored.evaluation.test_accuracy:.1f} % of test points are classified correctly"


def describe(frame: Frame, at: Unit) -> dict[str, str]:
    """What a unit computes."""
    shape, settings = frame[Shape()], frame.settings
    column, unit = at
    where = "line" if settings.is_curve else "plane"
    caption = f"What it answers at every point of the {where}"
    if column == 0:
        name = f"Feature {inputs_of(settings, 1)[unit]}"
        source = COORDINATES.get(settings.features[unit], "computed from the place of a point")
        text = f"{name}: an input to the network, {source}{', standardised' if settings.standardise else ''}."
        return {"sentence": text, "title": name, "caption": f"The feature at every point of the {where}"}
    is_output = column == len(shape) - 1
    inputs = inputs_of(settings, column)
    weights, bias = frame[Weights()][column - 1][:, unit], float(frame[Biases()][column - 1][unit])
    total = weighted_sum(list(weights), inputs, bias)
    name = f"O{output_named(settings, unit)[1:]}" if is_output else f"Layer {column}, neuron {unit + 1}"
    if is_output and settings.loss in LOGITS:
        text = f"{name}: z = {total}, drawn as {LOGITS[settings.loss]}."
    else:
        function = FUNCTIONS[output_activation(settings) if is_output else settings.activation_of(column - 1)]
        mine = name if is_output else f"{name}: {activation_of(column, unit + 1)}"
        text = f"{mine} = {function}({total})" if function else f"{mine} = {total}"
    return {"sentence": text, "title": name, "caption": caption}


def pull(label: str, pulled: Pulled) -> str:
    """A weight or a bias, and what pulls at it."""
    value, last, gradient, change = pulled
    before = "" if last is None else f" The last step added {exact(last, 2)}."
    told = f"{label[0].upper()}{label[1:]}: {signed(value)}.{before}"
    if not (isfinite(gradient) and isfinite(change)):
        return f"{told} The next mini-batch gives numbers that are too large to compute with."
    return f"{told} The slope on the next mini-batch is {exact(gradient, 2)}: the next step adds {exact(change, 2)}."


def weighted_sum(weights: list[float], names: list[str], bias: float) -> str:
    """``0.42·x₁ − 1.30·x₂ + 0.10``: products with their signs, then the bias."""
    products = [f"{sign(weight)} {number(weight)}·{name}" for weight, name in zip(weights, names, strict=True)]
    text = " ".join([*products, f"{sign(bias)} {number(bias)}"])
    return text.removeprefix("+ ") if text.startswith("+") else text.replace("− ", "−", 1)
