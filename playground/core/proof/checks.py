"""The check of each kind of part: first whether it can be used, then a row for each of its arrays."""

from collections.abc import Callable

import numpy as np

from nets import Activation, activations, losses
from nets.activations import Function
from nets.arrays import Array
from nets.blocks import spoken, title_at
from nets.optimizers import Step
from playground.core.parts import Part
from playground.core.proof import faults
from playground.core.proof.bench import Bench, mode, quiet
from playground.core.proof.layer import layer_rows
from playground.core.proof.slopes import NOISE, STEP, Row, Rows, Slopes, along, compared

MOST = 64
"""Parameters of the whole network that are looked at; of more, others at each step."""
LINE = np.linspace(-4, 4, 64)
"""Where a function is looked at whatever the network gives it; 0, where many have a corner, is not among them."""


def activation_rows(part: Part, bench: Bench) -> Rows:
    """The derivative by z: what the network gives it, layer by layer, and on a line from -4 to 4."""
    name = part.key.partition(":")[2]
    own = bench.owned.get(part.key)
    function = activations.ACTIVATIONS[name] if own is None else own.made
    line = function_row("z from −4 to 4", function, LINE.reshape(-1, 4))
    x = bench.x
    for place, layer in enumerate(bench.network.layers):
        if isinstance(layer, Activation) and layer.function == name:
            yield function_row(f"z of {spoken(title_at(bench.network, place))}", function, x)
            yield None
        x = quiet(layer.forward, x, mode())[0]
    yield line


def function_row(what: str, function: Function, z: Array) -> Row:
    """The row of a function's derivative at z, any shape."""
    value, derivative = function.value.__name__, function.derivative.__name__
    with faults.kept(value, z=z):
        a = faults.numbers(value, function.value(z), z.shape, "a")
    faults.same(value, a[:1], quiet(function.value, z[:1]), "where other samples stand beside")
    with faults.kept(derivative, z=z, a=a):
        found = function.derivative(z, a)
    if np.ndim(found) == 0 and isinstance(found, int | float | np.number):
        found = np.full_like(z, found)
    faults.numbers(derivative, found, z.shape, "f'(z)")
    left = (a - quiet(function.value, z - STEP)) / STEP
    right = (quiet(function.value, z + STEP) - a) / STEP
    return compared(what, found, Slopes(left, right, np.abs(a).max()))


def loss_rows(_part: Part, bench: Bench) -> Rows:
    """The gradient by y: at the network's outputs, and at outputs from -4 to 4."""
    outputs = bench.network.shape[0]
    if outputs > 1:
        y = np.stack([np.roll(LINE, 7 * unit) for unit in range(outputs)], axis=1)  # (64, K)
        labels = np.arange(LINE.size) % outputs
    else:
        y, labels = LINE[:, None].copy(), np.where(np.arange(LINE.size) % 3 == 0, 1.0, -1.0)
    yield from outputs_row("y of this mini-batch", bench, bench.forward().copy(), bench.targets)
    yield from outputs_row("y from −4 to 4", bench, y, bench.encoded(labels))


def outputs_row(what: str, bench: Bench, y: Array, t: Array) -> Rows:
    """The row of the loss's gradient at outputs y for targets t, both (n, 1)."""
    loss = bench.loss
    with faults.kept("values", y=y, t=t):
        values = faults.numbers("values", loss.values(y, t), (len(y),), "a loss for each sample, an array")
    with faults.kept("gradient", y=y, t=t):
        found = faults.numbers("gradient", loss.gradient(y, t), y.shape, "dL/dy")
    with faults.kept("correct", y=y, t=t):
        faults.numbers("correct", loss.correct(y, t), (len(y),), "true or false for each sample, an array")

    def value() -> Array:
        return np.array([quiet(losses.mean, loss, y, t)])

    slopes = yield from along(value, y, np.abs(values).max(keepdims=True))
    yield compared(what, found, slopes.of(0))


def optimizer_rows(_part: Part, bench: Bench) -> Rows:
    """Two steps can be made, and the first one goes downhill."""
    optimizer, network = bench.optimizer, bench.network
    w, g, weights = network.parameters.copy(), bench.gradient(), network.penalised()
    memory = {name: np.zeros_like(w) for name in optimizer.remembers}
    after = w
    for t in (1, 2):
        with faults.kept("update", w=w, g=g, **memory):
            found = optimizer.update(w, g, memory, Step(bench.now.rate, t, weights))
        new, remembered = faults.pair("update", found, "the parameters and what is remembered")
        faults.numbers("update", new, w.shape, "parameters")
        if not isinstance(remembered, dict) or remembered.keys() != memory.keys():
            names = ", ".join(optimizer.remembers) or "nothing"
            raise faults.Fault("update", f"`update` should remember {names}, by name, as `remembers` says.")
        for name, vector in remembered.items():
            faults.numbers("update", vector, w.shape, f"its {name},")
        memory, after = remembered, new if t == 1 else after
    yield downhill(bench, w, g, after - w)


def downhill(bench: Bench, w: Array, g: Array, change: Array) -> Row:
    """The slope of the loss along the first step; where there is no slope to speak of, every step is right."""
    length = float(np.sqrt((change * change).sum()))
    direction = change / length if length else change
    middle = float(bench.value()[0])
    with bench.network.at(w + STEP * direction):
        right = (bench.value()[0] - middle) / STEP
    with bench.network.at(w - STEP * direction):
        left = (middle - bench.value()[0]) / STEP
    slopes = Slopes(np.array(left), np.array(right), np.array(abs(middle)))
    row = compared("the loss along the first step", g @ direction, slopes, lambda _: "")
    level = float(np.abs(g).max()) <= NOISE * max(abs(middle), 1) / STEP
    return row._replace(passed=level or row.numeric < 0)


def whole(bench: Bench) -> Rows:
    """The loss by weights and biases of the whole network."""
    count = len(bench.network.parameters)
    places = np.random.default_rng(bench.now.step).permutation(count)[:MOST]
    found = bench.gradient()[places]
    value = bench.value()
    slopes = yield from along(bench.value, bench.network.parameters, np.abs(value), places)
    yield compared("weights and biases", found, slopes.of(0), lambda place: bench.where(int(places[place])))


CHECKS: dict[str, Callable[[Part, Bench], Rows]] = {
    "layer": layer_rows,
    "activation": activation_rows,
    "loss": loss_rows,
    "optimizer": optimizer_rows,
}


def evaluations(part: Part, bench: Bench) -> int:
    """How many numbers will be looked at."""
    count = len(bench.network.parameters)
    inputs = sum(layer.input_shape[0] for layer in bench.dense)
    own = {"layer": count + len(bench.x) * inputs, "loss": len(bench.x) + LINE.size}
    return own.get(part.kind, len(bench.network.layers)) + min(count, MOST)
