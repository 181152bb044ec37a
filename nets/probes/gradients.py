"""Gradients: how the loss of a batch would change with every parameter, every activation and every input."""

from typing import NamedTuple

import numpy as np

from nets import losses, seeds
from nets.arrays import Array
from nets.flat import Named
from nets.layers.mode import INFERENCE, Mode
from nets.losses import Loss
from nets.network import Network
from nets.probes.samples import checked_samples


class GradientReading(NamedTuple):
    """Gradients of the mean loss of a batch.

    loss         the mean loss itself
    parameters   (P,), of all parameters, laid out as the network's own vector
    layers       the same by the name of each layer that learns, and by the parameter's name; views
    values       of the samples, dL/dx (N, *input_shape), then of what each layer gives, dL/dy (N, *layer.shape)
    """

    loss: float
    parameters: Array
    layers: dict[str, Named]
    values: tuple[Array, ...]


class Gradients:
    """Goes forwards and back with samples x (N, *input_shape) and targets (N, *shape), as the loss takes them.

    training   False: layers behave as when answering, each sample for itself. True: they behave as in training; a batch
               normalisation goes by this batch, and dropout draws the same each time

    Raises ShapeError or DataError for samples and targets that do not fit the network.
    """

    def __init__(self, network: Network, loss: Loss, x: Array, targets: Array, *, training: bool = False) -> None:
        self._network = network
        self._loss = loss
        self._training = training
        self._x, self._targets = checked_samples(network, x, targets)

    def measure(self) -> GradientReading:
        """The gradients at the network's present parameters."""
        mode = Mode(training=True, random=seeds.generator(0, seeds.DROPOUT)) if self._training else INFERENCE
        run = self._network.run(self._x, mode)
        with np.errstate(all="ignore"):
            loss = losses.mean(self._loss, run.output, self._targets)
            d = self._loss.gradient(run.output, self._targets)
        flat, values = self._network.backward(run, d)
        learning = [layer for layer in self._network.different if layer.parameters]
        by_layer = {layer.name: self._network.parts(layer, flat) for layer in learning}
        return GradientReading(loss, flat, by_layer, values)
