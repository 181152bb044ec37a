"""A gradient checker: gradients against differences along random directions, in float64."""

from typing import Any

import numpy as np

from nets import Network, losses
from nets.layers import Layer, Mode

STEP = 1e-7  # along a direction of length 1: short, so that hardly ever a corner (of a ReLU, of a maximum) is crossed


def built(layers, shape, seed=0, dtype: Any = np.float64) -> Network:
    """A network whose parameters, biases too, are all different from zero."""
    network = Network(layers, shape, seed=seed, dtype=dtype)
    network.parameters += np.random.default_rng(seed).normal(0, 0.3, network.parameters.shape)
    return network


def check(layers, shape, *, seed, n, training=False, codes=None, layer=None, loss=None) -> None:
    """Assert that gradients, of parameters and of samples, are slopes: along random directions in both at once.

    They are those of a weighted sum of what `layer` gives (the last one, if nothing is said), or of a loss.
    """
    random = np.random.default_rng(seed)
    network = built(layers, shape, seed)
    x = random.normal(0, 1, (n, *shape)) if codes is None else random.integers(0, codes, (n, *shape)).astype(float)
    place = len(network.layers) - 1 if layer is None else layer
    weights = random.normal(0, 1, (n, *network.layers[place].shape))
    rule = losses.named(loss) if loss else None
    targets = rule.encode(labels(rule.name, weights.shape, random), network.shape).values if rule else weights

    def passed(samples):
        return network.run(samples, Mode(training=training, random=np.random.default_rng(seed)))

    def value(parameters, samples):
        with network.at(parameters):
            y = passed(samples).values[place + 1]
        return losses.mean(rule, y, targets) if rule else (y * weights).sum()

    run = passed(x)
    found = network.backward(run, rule.gradient(run.output, targets) if rule else weights, layer=layer)
    gradient = np.concatenate([found.parameters, found.values[0].ravel()])
    for _ in range(3):
        direction = random.normal(0, 1, gradient.shape)
        direction[len(network.parameters) :] *= codes is None  # codes cannot change a little
        direction /= np.linalg.norm(direction)
        along, beside = np.split(STEP * direction, [len(network.parameters)])
        beside = beside.reshape(x.shape)
        values = [value(network.parameters + sign * along, x + sign * beside) for sign in (1, -1)]
        expected = (values[0] - values[1]) / (2 * STEP)
        assert abs(gradient @ direction - expected) < 1e-6 * max(1, abs(values[0])) + 1e-5 * abs(expected)


def labels(loss: str, shape: tuple[int, ...], random: np.random.Generator) -> np.ndarray:
    """Random labels such as the loss takes, for outputs of a shape (N, …, K)."""
    if loss == "softmax cross-entropy":
        return random.integers(0, shape[-1], shape[:-1])
    if loss in ("cross-entropy", "hinge"):
        return np.where(random.random(shape) < 0.5, -1.0, 1.0)
    return random.normal(0, 1, shape)


def separate(layers: list[Layer]) -> list[Layer]:
    """The same layers, but where one is used twice, two of them."""
    return [type(layer)(**layer.settings()) for layer in layers]
