"""The numbers of the chosen neuron as tables, a stop each."""

from typing import Any

import numpy as np

from playground.core.plane.numbers import CLASS_NAMES, activation_of
from playground.views.step_numbers import decimals, exact, fixed
from playground.views.step_rules import REMEMBERED
from playground.views.step_words import BIAS, Scene, largest, parameters
from playground.views.walk import BACKWARD, FORWARD, LOSS, UPDATE

Table = dict[str, Any]
"""{caption, head, rows, marked}: words; `marked` is the number of the row that stands out, or None."""


def tables(scene: Scene) -> list[Table]:
    """What stands beside the arithmetic of a stop."""
    return {FORWARD: forward, LOSS: loss, BACKWARD: backward, UPDATE: update}[scene.at.phase](scene)


def forward(scene: Scene) -> list[Table]:
    """What comes in, weights and products; of the features, their values."""
    means = "means of all samples" if scene.step.sample is None else scene.who
    if scene.at.column == 0:
        rows = [[label, exact(value)] for label, value in zip(scene.labels, scene.step.layers[0].x, strict=True)]
        return [table(f"Features, {means}", ["feature", "value"], rows, scene.unit)]
    layer, unit = scene.layer, scene.unit
    rows = [
        [name, exact(layer.x[i]), exact(layer.weights.value[i, unit]), exact(layer.carried[i, unit])]
        for i, name in enumerate(scene.inputs)
    ]
    rows.append([BIAS, "", exact(layer.biases.value[unit]), exact(layer.biases.value[unit])])
    rows.append(["z, the sum", "", "", exact(layer.z[unit])])
    rows.append(["a, its answer", "", "", exact(layer.a[unit])])
    return [table(f"{scene.name}, {means}", ["from", "comes in", "weight", "product"], rows)]


def loss(scene: Scene) -> list[Table]:
    """Every sample's."""
    step = scene.step
    rows = [
        [str(i + 1), answered(y), answered(t), exact(value)]
        for i, (y, t, value) in enumerate(zip(step.outputs, step.targets, step.losses, strict=True))
    ]
    rows.append(["mean", "", "", exact(step.loss)])
    return [table("Every sample of the mini-batch", ["sample", "answer", "wanted", "loss"], rows, step.sample)]


def answered(numbers: np.ndarray) -> str:
    """The answer of one output, or the class that has the largest one."""
    return exact(numbers[0]) if len(numbers) == 1 else CLASS_NAMES[int(numbers.argmax())]


def backward(scene: Scene) -> list[Table]:
    """What the weights into the neuron are told, and what came back to it."""
    layer, unit, step = scene.layer, scene.unit, scene.step
    sums = "added over all samples" if step.sample is None else scene.who
    weights, bias = layer.data
    rows = [[name, exact(layer.x[i]), exact(weights[i, unit])] for i, name in enumerate(scene.inputs)]
    rows.append([BIAS, "", exact(bias[unit])])
    comes = "mean x" if step.sample is None else "comes in"
    found = [table(f"{scene.name}: gradients, {sums}", ["weight from", comes, "gradient"], rows)]
    if not scene.is_output:
        after, column = step.layers[scene.at.column], scene.at.column + 1
        last = column == len(step.layers)
        back = [
            ["output" if last else activation_of(column, i + 1), exact(w), exact(d), exact(product)]
            for i, (w, d, product) in enumerate(zip(after.weights.value[unit], after.dz, after.back[unit], strict=True))
        ]
        back.append(["da, the sum", "", "", exact(layer.da[unit])])
        found.insert(0, table(f"{scene.name}: what comes back", ["from", "weight", "its dz", "product"], back))
    return found


def update(scene: Scene) -> list[Table]:
    """Value, gradient and change of every weight into the neuron, and of its bias; and what the optimizer remembers."""
    rows = parameters(scene.layer, scene.unit)
    names = [*scene.inputs, BIAS]
    places = decimals([row["change"] for row in rows])
    penalised = any(row["penalty"] or row["shrinking"] for row in rows)
    head = ["from", "value → new", "gradient", *(["penalty"] if penalised else []), "change"]
    written = []
    for name, row in zip(names, rows, strict=True):
        moved = f"{fixed(row['value'], places)} → {fixed(row['value'] + row['change'], places)}"
        pull = [exact(row["penalty"] or row["shrinking"], 2)] if penalised else []
        written.append([name, moved, exact(row["data"], 2), *pull, exact(row["change"], 2)])
    marked = largest(np.array([row["change"] for row in rows]))
    found = [table(f"{scene.name}: its weights", head, written, marked)]
    if remembered := list(rows[0]["after"]):
        head = ["from", *(REMEMBERED.get(name, name) for name in remembered)]
        written = [
            [name, *(f"{exact(row['before'][each])} → {exact(row['after'][each])}" for each in remembered)]
            for name, row in zip(names, rows, strict=True)
        ]
        found.append(table("What the optimizer remembers of them", head, written))
    return found


def table(caption: str, head: list[str], rows: list[list[str]], marked: int | None = None) -> Table:
    """A table as the page takes it."""
    return {"caption": caption, "head": head, "rows": rows, "marked": marked}
