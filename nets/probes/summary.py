"""A summary of every layer: is its signal alive, does its gradient arrive, how fast do its weights move?"""

from typing import NamedTuple

import numpy as np

from nets import activations
from nets.layers import Layer
from nets.probes.gradients import Gradients
from nets.tape import Array, Signal
from nets.trainer import Trainer

FLAT_SHARE = 0.05
STEEPEST = {"tanh": 1.0, "sigmoid": 0.25}
SILENT = ("relu", "leaky relu", "elu", "gelu", "softplus")


class LayerSummary(NamedTuple):
    """One layer with weights, over a batch.

    name            the layer's name
    activation      its activation
    mean            of its activations       deviation   their standard deviation
    dead            share of its units that rest on the flat side of ReLU or its kin for every sample
    saturated       share of its activations where tanh or sigmoid has less than a twentieth of its steepest slope
    gradient_norm   length of the loss's gradient with respect to its matrix
    gradient_size   that gradient's root mean square, which layers of different size can be compared by
    update_ratio    length of the step that this gradient would cause / length of its matrix
    """

    name: str
    activation: str
    mean: float
    deviation: float
    dead: float
    saturated: float
    gradient_norm: float
    gradient_size: float
    update_ratio: float


class Summary:
    """Summarises a trainer's network on its first `samples` training samples (all, if there are fewer)."""

    def __init__(self, trainer: Trainer, samples: int = 256) -> None:
        x, targets = trainer.samples
        self._trainer = trainer
        self._gradients = Gradients(trainer.network, trainer.loss, x[:samples], targets[:samples])

    def measure(self) -> tuple[LayerSummary, ...]:
        """One summary for each layer that has weights; reads only."""
        reading = self._gradients.measure()
        change = self._trainer.preview(reading.flat)
        rows = zip(self._trainer.network.layers, self._gradients.signals, reading.parameters, strict=True)
        return tuple(
            summarise(layer, signal, gradient, layer.gradient_in(change))
            for layer, signal, gradient in rows
            if layer.matrix.size
        )


def summarise(layer: Layer, signal: Signal, gradient: Array, change: Array) -> LayerSummary:
    """The summary of one layer from its signal, its gradient and its next step, both (rows, columns)."""
    name = layer.settings().get("activation", "linear")
    units = np.asarray(signal.value, np.float64)
    flat = flat_places(name, signal)
    length = norm(layer.matrix)
    return LayerSummary(
        layer.name,
        name,
        float(units.mean()),
        float(units.std()),
        float(flat.all(axis=0).mean()) if name in SILENT else 0.0,
        float(flat.mean()) if name in STEEPEST else 0.0,
        norm(gradient),
        float(np.sqrt(np.mean(np.square(gradient, dtype=np.float64)))),
        norm(change) / length if length else 0.0,
    )


def norm(numbers: Array) -> float:
    """The length of an array as one vector."""
    return float(np.sqrt(np.sum(np.square(numbers, dtype=np.float64))))


def flat_places(activation: str, signal: Signal) -> Array:
    """Where the activation's slope is below a twentieth of its steepest one: (N or N*H*W, units) bool."""
    z = signal.value if signal.before is None else signal.before.value
    slope = np.empty_like(z)
    with np.errstate(all="ignore"):
        activations.named(activation).slope(z, signal.value, slope)
    return np.abs(slope).reshape(-1, slope.shape[-1]) < FLAT_SHARE * STEEPEST.get(activation, 1.0)
