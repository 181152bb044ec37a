"""Gradients: how the loss of a batch would change with every parameter and every activation."""

from typing import NamedTuple

import numpy as np

from nets import seeds
from nets.errors import ShapeError
from nets.losses import Loss
from nets.network import Network, Pass
from nets.tape import Array, Signal


class GradientReading(NamedTuple):
    """Gradients of the mean loss of a batch, in the probe's own buffers.

    loss          the mean loss itself
    flat          (P,), of all parameters
    parameters    for each layer, of its matrix, (rows, columns)
    activations   for each layer, of what it gives out, (N, *shape)
    """

    loss: float
    flat: Array
    parameters: tuple[Array, ...]
    activations: tuple[Array, ...]


class Gradients:
    """Goes forwards and back as in training, with samples x (N, *input_shape) and targets (N, outputs).

    It works on a copy of the running averages, and dropout draws the same each time.
    """

    def __init__(self, network: Network, loss: Loss, x: Array, targets: Array) -> None:
        x = network.checked(x)
        if targets.shape != (len(x), network.shape[-1]):
            raise ShapeError(f"{len(x)} samples need targets {(len(x), network.shape[-1])}, got {targets.shape}")
        self._network = network
        self._loss = loss
        self._targets = targets
        self._pass = Pass(network, len(x), training=True, state=network.state.copy())
        self._pass.inputs.value[...] = x

    @property
    def signals(self) -> tuple[Signal, ...]:
        """Each layer's signal: value, gradient and pre-activation, as of the last measurement."""
        return tuple(self._pass.outputs)

    def measure(self) -> GradientReading:
        """The gradients at the network's present parameters; the next call overwrites them."""
        run, tape = self._pass, self._pass.tape
        tape.state[...] = self._network.state
        tape.random = seeds.generator(0, seeds.DROPOUT)
        tape.play_forward()
        with np.errstate(all="ignore"):
            self._loss.slope(run.output.value, self._targets, run.output.gradient)
            loss = float(self._loss.values(run.output.value, self._targets).mean())
        tape.play_backward()
        return GradientReading(
            loss,
            tape.gradients,
            tuple(layer.gradient_in(tape.gradients) for layer in self._network.layers),
            tuple(signal.gradient for signal in run.outputs),
        )
