"""What every stop of the opened step says: title, plain sentence, arithmetic of the chosen neuron, NumPy's line."""

from typing import Any, NamedTuple

import numpy as np

from playground.core.plane.numbers import CLASS_NAMES, activation_of
from playground.core.plane.step import LayerStep, Opened
from playground.views.step_numbers import Equation, decimals, exact, factor, fixed, number, product, total
from playground.views.step_rules import BENDS, CRITERIA, OPTIMIZERS, Numbers
from playground.views.walk import BACKWARD, FORWARD, LOSS, UPDATE, Stop
from playground.views.words import sign

FEW = 8
"""So many terms of a sum over samples are written out."""
BIAS = "bias"
PLAIN = {
    "features": "Every sample is a place in the plane; this is what the network is told about it.",
    FORWARD: "Each neuron multiplies what comes in by its weights and adds its bias; the activation bends the sum.",
    LOSS: "How far every answer is from what it should be; the loss is the mean over the mini-batch.",
    "output": "How the loss would change with the output, with its sum, and with every weight into it.",
    BACKWARD: "Slopes of the loss come back through the weights of the layer after; the activation’s bend scales them.",
    UPDATE: "Every weight moves against its gradient, that of the whole mini-batch, in the optimizer’s way.",
}
"""What happens, of every phase; of the features and of the output's way back apart."""


class Told(NamedTuple):
    """The words of a stop."""

    title: str
    plain: str
    subject: str
    equations: list[Equation | str]
    code: str

    @property
    def arithmetic(self) -> str:
        """All equations in a row."""
        return "; ".join(str(each) for each in self.equations) + "."


class Scene(NamedTuple):
    """What there is to tell of: the step, the stop, the neuron of its column, and the features' names."""

    step: Opened
    at: Stop
    unit: int
    labels: list[str]

    @property
    def layer(self) -> LayerStep:
        """The layer of the stop's column."""
        return self.step.layers[self.at.column - 1]

    @property
    def is_output(self) -> bool:
        """Whether the stop's column is the last one."""
        return self.at.column == len(self.step.layers)

    @property
    def inputs(self) -> list[str]:
        """What comes into the stop's column, by name."""
        before = self.at.column - 1
        return self.labels if before == 0 else [activation_of(before, i + 1) for i in range(len(self.layer.x))]

    @property
    def name(self) -> str:
        """The neuron."""
        if self.at.column == 0:
            return f"Feature {self.labels[self.unit]}"
        if self.is_output:
            return f"Output {CLASS_NAMES[self.unit]}" if len(self.layer.z) > 1 else "Output"
        return f"Layer {self.at.column}, neuron {self.unit + 1}"

    @property
    def answer(self) -> tuple[list[float], list[float]]:
        """What the sample that is looked at is answered, and what is wanted, (K,) both."""
        step, sample = self.step, self.step.sample or 0
        return step.outputs[sample].tolist(), step.targets[sample].tolist()

    @property
    def who(self) -> str:
        """What is looked at: the update always is that of the whole mini-batch."""
        size = len(self.step.losses)
        is_whole = self.step.sample is None or self.at.phase == UPDATE
        return f"all {size} samples" if is_whole else f"sample {(self.step.sample or 0) + 1} of {size}"


def told(scene: Scene) -> Told:
    """The words of a stop."""
    return {FORWARD: forward, LOSS: loss, BACKWARD: backward, UPDATE: update}[scene.at.phase](scene)


def column_of(scene: Scene) -> str:
    """The stop's column, by name."""
    return "output" if scene.is_output else f"layer {scene.at.column}"


def forward(scene: Scene) -> Told:
    """What comes in, weighted and added up, then bent."""
    everyone = scene.step.sample is None
    if scene.at.column == 0:
        mean = "On average over them" if everyone else "Here"
        value = exact(scene.step.layers[0].x[scene.unit])
        written: list[Equation | str] = [f"{mean}: {scene.labels[scene.unit]} = {value}"]
        return Told("Forward: features", PLAIN["features"], scene.name, written, "x = x_train[rows]")
    layer, unit = scene.layer, scene.unit
    z, a = exact(layer.z[unit]), exact(layer.a[unit])
    terms = [product(w, x) for w, x in zip(layer.weights.value[:, unit], layer.x, strict=True)]
    summed = total([*terms, number(layer.biases.value[unit])]) if layer.adds_up else "your layer’s code"
    equations: list[Equation | str] = [Equation("mean z" if everyone else "z", summed, z)]
    bend = BENDS.get(layer.activation)
    if everyone and layer.activation != "linear":
        equations.append(f"each sample’s z is bent by itself, mean a = {a}")
    elif layer.activation != "linear":
        equations.append(Equation("a", f"{bend.title}({z})" if bend else "your activation’s code", a))
    code = "z = x @ W + b" + (f"; {bend.value}" if bend and layer.activation != "linear" else "")
    return Told(f"Forward: {column_of(scene)}", PLAIN[FORWARD], scene.name, equations, code if layer.adds_up else "")


def loss(scene: Scene) -> Told:
    """How far the answer is from what it should be."""
    step, criterion = scene.step, CRITERIA.get(scene.step.criterion)
    if step.sample is None:
        size, mean = len(step.losses), exact(step.loss)
        many = f"the mean of {size} losses"
        added = f"({' + '.join(exact(each) for each in step.losses)})/{size}" if size <= FEW else many
        equations = [Equation("loss", added, mean)]
    else:
        y, t = scene.answer
        written = criterion.value(y, t) if criterion else f"your loss’s code for {several(y)}, wanted {several(t)}"
        equations = [Equation("its loss", written, exact(step.losses[step.sample]))]
    return Told("Loss", PLAIN[LOSS], "Output", equations, criterion.value_code if criterion else "")


def backward(scene: Scene) -> Told:
    """From the slope of what the neuron answers to those of its sum and of its weights."""
    layer, unit = scene.layer, scene.unit
    da, dz = float(layer.da[unit]), float(layer.dz[unit])
    equations = [_arriving(scene, da), _bent(scene, da, dz), _of_weight(scene)]
    plain = PLAIN["output" if scene.is_output else BACKWARD]
    bend, criterion = BENDS.get(layer.activation), CRITERIA.get(scene.step.criterion)
    first = (criterion.slope_code if criterion else "") if scene.is_output else "da = dz_after @ W_after.T"
    lines = [first, bend.slope if bend else "", "dW = x.T @ dz" if layer.adds_up else ""]
    title = f"Backward: {column_of(scene)}"
    return Told(title, plain, scene.name, [each for each in equations if each], "; ".join(filter(None, lines)))


def _arriving(scene: Scene, da: float) -> Equation | str:
    step = scene.step
    if scene.is_output:
        if step.sample is None:
            return Equation(f"da added over {len(step.losses)} samples", "", exact(da))
        criterion = CRITERIA.get(step.criterion)
        written = criterion.slope(*scene.answer, len(step.losses), scene.unit) if criterion else "your loss’s code"
        return Equation("da", written, exact(da))
    after = step.layers[scene.at.column]
    weights = after.weights.value[scene.unit]
    terms = [product(w, d) for w, d in zip(weights, after.dz, strict=True)]
    return Equation("da", total(terms) if after.adds_up else "your layer’s code", exact(da))


def _bent(scene: Scene, da: float, dz: float) -> Equation | str:
    layer = scene.layer
    if layer.activation == "linear":
        return Equation("dz", "", exact(dz))
    if scene.step.sample is None:
        return Equation("dz, every sample’s da times its own slope", "", exact(dz))
    if layer.bend is None:
        return Equation("dz", "your activation’s code", exact(dz))
    return Equation("dz", f"{exact(da)}·{factor(layer.bend[scene.unit])}", exact(dz))


def _of_weight(scene: Scene) -> Equation | str:
    """The weight with the largest gradient."""
    layer, unit = scene.layer, scene.unit
    source = largest(layer.data[0][:, unit])
    name, value = f"dw from {scene.inputs[source]}", exact(layer.data[0][source, unit])
    if not layer.adds_up:
        return Equation(name, "your layer’s code", value)
    if scene.step.sample is not None:
        return Equation(name, f"{exact(layer.x[source])}·{factor(layer.dz[unit])}", value)
    pairs = list(zip(layer.all_x[:, source], layer.all_dz[:, unit], strict=True))
    if len(pairs) > FEW:
        return Equation(name, f"{len(pairs)} samples’ x·dz added up", value)
    return Equation(name, total([product(x, d) for x, d in pairs]), value)


def update(scene: Scene) -> Told:
    """The weight into the neuron that changes most."""
    layer, rule, unit = scene.layer, scene.step.rule, scene.unit
    rows = parameters(layer, unit)
    source = largest(np.array([each["change"] for each in rows]))
    one, is_weight = rows[source], source < len(rows) - 1
    equations, g = _gradient(scene, one)
    write = OPTIMIZERS.get(rule.optimizer)
    numbers = Numbers(one["value"], is_weight, g, one["before"], one["after"], rule)
    lines, change, code = write(numbers) if write else ([], "your optimizer’s code", "")
    smooth = one["change"] - one["shrinking"]
    equations += [*lines, Equation("change", change, exact(smooth))]
    if one["shrinking"]:
        equations.append(Equation("L1 draws it to zero by", "", exact(one["shrinking"])))
    places = decimals([one["change"]])
    new = one["value"] + one["change"]
    moved = f"{fixed(one['value'], places)} {sign(one['change'])} {fixed(abs(one['change']), places)}"
    equations.append(Equation("w" if is_weight else "b", moved, fixed(new, places)))
    what = f"weight from {scene.inputs[source]}" if is_weight else BIAS
    return Told("Update", PLAIN[UPDATE], f"{scene.name}, {what}", equations, code)


def _gradient(scene: Scene, one: dict[str, Any]) -> tuple[list[Equation | str], float]:
    """The gradient that the optimizer gets: of the data, with the penalty, clipped."""
    rule = scene.step.rule
    both = one["data"] + one["penalty"]
    if rule.clip != 1:
        terms = f"({total([number(one['data']), number(one['penalty'])])})·{exact(rule.clip)}"
        return [Equation("g", terms, exact(both * rule.clip))], both * rule.clip
    if one["penalty"]:
        return [Equation("g", total([number(one["data"]), number(one["penalty"])]), exact(both))], both
    return [Equation("g", "", exact(both))], both


def parameters(layer: LayerStep, unit: int) -> list[dict[str, Any]]:
    """Weight after weight into a neuron, then its bias: all that the step computes for it."""

    def numbers(reading: Any, at: Any) -> dict[str, Any]:
        names = ("value", "data", "penalty", "shrinking", "change")
        plain = {name: float(getattr(reading, name)[at]) for name in names}
        memory = {
            when: {name: float(vector[at]) for name, vector in getattr(reading, f"memory_{when}").items()}
            for when in ("before", "after")
        }
        return plain | memory

    weights = [numbers(layer.weights, (source, unit)) for source in range(len(layer.x))]
    return [*weights, numbers(layer.biases, unit)]


def several(values: list[float]) -> str:
    """Numbers in a row."""
    return ", ".join(map(exact, values))


def largest(values: np.ndarray) -> int:
    """Where the largest magnitude is; what is no number counts as none."""
    return int(np.nan_to_num(np.abs(values), nan=-1.0).argmax())
