"""Divergence: where a run's numbers first stopped being numbers.

When a step is too long, losses and weights grow until they overflow to infinity, and infinity less infinity is NaN,
which spreads to everything it touches. The report names the step and the first place along the way of that step.
"""

from typing import NamedTuple

import numpy as np

from nets import losses
from nets.arrays import Array
from nets.blocks import spoken, title_at
from nets.layers.mode import Mode
from nets.losses import Loss
from nets.network import Network


class Divergence(NamedTuple):
    """Where it began; as text, a sentence for people.

    step    the step that could not be made, counted from 0: the run stands before it, with all numbers finite
    layer   name of the layer, as in 'dense 2', or 'loss', or 'optimizer'
    part    'forward', 'loss', 'backward' or 'update'
    title   what people call the place: 'hidden layer 2', 'output', 'loss'
    """

    step: int
    layer: str
    part: str
    title: str

    def __str__(self) -> str:
        numbers = f"the numbers of {spoken(self.title)}" if self.title else "the numbers"
        return (
            f"Training stopped at step {self.step}: in the next step, {numbers} would be too large to compute with. "
            f"The weights are those of step {self.step}. Reset, or go back a few steps, and lower the learning rate."
        )


def locate(
    network: Network, loss: Loss, x: Array, targets: Array, mode: Mode, step: int, after: Array | None = None
) -> Divergence:
    """Go through a step that broke once more, in the order in which it is computed, up to where it broke.

    network   stands before the step
    x         (n, *input_shape), the mini-batch, with its targets (n, *shape)
    mode      how layers behave in that step; it must not keep
    step      its number, counted from 0
    after     (P,), what the parameters would be after the step, to name the layer if nothing before was at fault
    """
    run = network.run(x, mode)
    for place, y in enumerate(run.values[1:]):
        if not finite(y):
            return at_layer(network, step, place, "forward")
    with np.errstate(all="ignore"):
        value, d = losses.mean(loss, run.output, targets), loss.gradient(run.output, targets)
    if not np.isfinite(value) or not finite(d):
        return Divergence(step, "loss", "loss", "loss")
    gradients = network.backward(run, d)
    for place in range(len(network.layers) - 1, -1, -1):
        layer = network.layers[place]
        received = [gradients.values[place]] if place else []  # nobody needs the gradients of the samples
        if not all(map(finite, [*network.parts(layer, gradients.parameters).values(), *received])):
            return at_layer(network, step, place, "backward")
    if after is not None:
        for place, layer in enumerate(network.layers):
            if not all(map(finite, network.parts(layer, after).values())):
                return at_layer(network, step, place, "update")
    return Divergence(step, "optimizer", "update", "")


def at_layer(network: Network, step: int, place: int, part: str) -> Divergence:
    """The report that names the layer at a place, both by its name and as people count."""
    return Divergence(step, network.layers[place].name, part, title_at(network, place))


def finite(numbers: Array) -> bool:
    """Whether all are numbers."""
    return bool(np.isfinite(numbers).all())
