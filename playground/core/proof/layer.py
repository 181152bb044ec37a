"""The check of a layer: its shapes, then its gradients by weights, biases and inputs."""

import numpy as np

from nets import Activation
from nets.arrays import Array
from nets.blocks import spoken, title_at
from nets.layers import Layer
from playground.core.parts import Part
from playground.core.proof import faults
from playground.core.proof.bench import Bench, mode, quiet
from playground.core.proof.slopes import Rows, along, compared


def layer_rows(_part: Part, bench: Bench) -> Rows:
    """Each layer with weights by itself: the slopes of Σ d · y, where d is dL/dy as it is in the run.

    Where that is zero it hides what is wrong; so d is also taken at random, and that is shown if only then it fails.
    """
    network, x = bench.network, bench.x
    for layer in network.layers:
        if not isinstance(layer, Activation):
            check_layer(layer, x)
        x = quiet(layer.forward, x, mode())[0]
    run = network.run(bench.x, mode())
    received = network.backward(run, quiet(bench.loss.gradient, run.output, bench.targets)).values
    for place, layer in enumerate(network.layers):
        if not isinstance(layer, Activation):
            title = spoken(title_at(network, place))
            yield from one_layer(layer, run.values[place].copy(), received[place + 1], title)


def check_layer(layer: Layer, x: Array) -> None:
    """Raises a Fault if a layer cannot be used for the samples x (n, D)."""
    shape = len(x), *layer.shape
    d = some_d(shape)
    with faults.kept("forward", x=x):
        y, cache = faults.pair("forward", layer.forward(x, mode()), "its answer and what the way back needs")
    faults.numbers("forward", y, shape, "an answer")
    faults.same("forward", y, quiet(layer.forward, x, mode())[0], "for the same samples")
    with faults.kept("backward", d=d):
        dx, named = faults.pair("backward", layer.backward(d, cache), "dL/dx and the gradients by name")
    faults.numbers("backward", dx, x.shape, "dL/dx")
    if not isinstance(named, dict):
        raise faults.Fault("backward", f"`backward` should give the gradients by name; it gives {faults.told(named)}.")
    for name, array in layer.parameters.items():
        faults.numbers("backward", named.get(name), array.shape, f"the gradient of its {name},")


def one_layer(layer: Layer, x: Array, d: Array, title: str) -> Rows:
    """The rows of a layer that gets the samples x (n, D), and d (n, units) on the way back."""
    ways = {"": d, ", for a random dL/dy": some_d(d.shape)}
    y, cache = quiet(layer.forward, x, mode())
    found = []
    for way in ways.values():
        dx, named = quiet(layer.backward, way, cache)
        found.append({**named, "inputs": dx})
    weighting = np.stack([way.ravel() for way in ways.values()])  # (2, n * units)

    def value() -> Array:
        return weighting @ quiet(layer.forward, x, mode())[0].ravel()

    sizes = np.abs(weighting) @ np.abs(y.ravel())
    for name, array in {**layer.parameters, "inputs": x}.items():
        slopes = yield from along(value, array, sizes)
        rows = [
            compared(f"{name} of {title}{way}", found[number][name], slopes.of(number))
            for number, way in enumerate(ways)
        ]
        yield next((row for row in rows if not row.passed), rows[0])


def some_d(shape: tuple[int, ...]) -> Array:
    """A random way back, always the same one for a shape."""
    return np.random.default_rng(0).normal(size=shape)
