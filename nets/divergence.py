"""Divergence: where a run's numbers first stopped being numbers.

When a step is too long, losses and weights grow until they overflow to infinity, and infinity less infinity is NaN,
which spreads to everything it touches. The report names the step and the first place along the way of that step.
"""

from typing import NamedTuple

import numpy as np

from nets.batches import Batch
from nets.network import Network
from nets.tape import Array


class Divergence(NamedTuple):
    """Where it began.

    step    the step that could not be made, counted from 0: the run stands before it, with all numbers finite
    layer   name of the layer, as in 'dense 2', or 'loss'
    part    'forward', 'loss', 'backward' or 'update'
    """

    step: int
    layer: str
    part: str

    def __str__(self) -> str:
        place = "the loss" if self.part == "loss" else f"{self.layer} ({self.part})"
        return (
            f"Training diverged at step {self.step}, at {place}: "
            "numbers grew beyond what a float can hold. The weights are those of before this step. "
            "Going back and on with a smaller learning rate, or clipping the gradient, helps."
        )


def locate(network: Network, batch: Batch, step: int) -> Divergence:
    """Look through a step that has just been made, in the order in which it was computed."""
    for layer, signal in zip(network.layers, batch.run.outputs, strict=True):
        if not finite(signal.value):
            return Divergence(step, layer.name, "forward")
    if not np.isfinite(batch.value()) or not finite(batch.run.output.gradient):
        return Divergence(step, "loss", "loss")
    sources = [batch.run.inputs, *batch.run.outputs]
    for place in range(len(network.layers) - 1, -1, -1):
        layer = network.layers[place]
        if not (finite(layer.gradient_in(batch.gradients)) and finite(sources[place].gradient)):
            return Divergence(step, layer.name, "backward")
    broken = [layer.name for layer in network.layers if not finite(layer.matrix)]
    return Divergence(step, broken[0] if broken else "optimizer", "update")


def finite(numbers: Array) -> bool:
    """Whether all are numbers."""
    return bool(np.isfinite(numbers).all())
