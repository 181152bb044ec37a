"""A summary of every layer: is its signal alive, does its gradient arrive, how fast do its weights move?"""

from typing import NamedTuple

import numpy as np

from nets.activations import ACTIVATIONS
from nets.arrays import Array
from nets.blocks import Block, blocks_of
from nets.errors import at_least_one
from nets.probes.samples import forth_and_back
from nets.training.trainer import Trainer

FLAT_SHARE = 0.05
STEEPEST = {"tanh": 1.0, "sigmoid": 0.25}
SILENT = ("relu", "leaky relu", "elu", "gelu", "softplus")


class LayerSummary(NamedTuple):
    """One layer with weights and its activation, over a batch.

    name            the layer's name, as in 'dense 2'
    title           what people call it, as in 'hidden layer 2'
    activation      its activation
    initializer     what its weights were drawn with; empty if it does not say
    mean            of its activations
    deviation       their standard deviation
    dead            share of its units that rest on the flat side of ReLU or its kin for every sample
    saturated       share of its activations where tanh or sigmoid has less than a twentieth of its steepest slope
    gradient_norm   length of the loss's gradient with respect to its parameters
    gradient_size   that gradient's root mean square, which layers of different size can be compared by
    update_ratio    length of the step that this gradient would cause / length of its parameters; 0 if that is 0
    """

    name: str
    title: str
    activation: str
    initializer: str
    mean: float
    deviation: float
    dead: float
    saturated: float
    gradient_norm: float
    gradient_size: float
    update_ratio: float


class Summary:
    """Summarises a trainer's network on its first `samples` training samples (all, if there are fewer).

    The network answers as after training: no dropout, running averages. Raises SettingError for less than one sample.
    """

    def __init__(self, trainer: Trainer, samples: int = 256) -> None:
        self._trainer = trainer
        self._samples = at_least_one("the number of samples of a summary", samples)
        self._blocks = blocks_of(trainer.network)

    def measure(self) -> tuple[LayerSummary, ...]:
        """One summary for each layer with weights, in order."""
        trainer, network = self._trainer, self._trainer.network
        x, targets = (array[: self._samples] for array in trainer.samples)
        tallies = [Tally(block) for block in self._blocks]
        gradient = np.zeros_like(network.parameters)
        for run, gradients in forth_and_back(network, trainer.loss, x, targets):
            gradient += gradients.parameters
            for tally in tallies:
                tally.add(run.values[tally.block.z], run.values[tally.block.a])
        change = trainer.open_update(gradient).change
        return tuple(
            summarise(tally, *(together(network.parts(tally.block.layer, vector)) for vector in (gradient, change)))
            for tally in tallies
        )


class Tally:
    """Adds up what is to be said about a block's z and a, chunk after chunk of samples."""

    def __init__(self, block: Block) -> None:
        self.block = block
        self._count = self._sum = self._squares = self._flat = 0.0
        self._dead = np.ones((), bool)

    def add(self, z: Array, a: Array) -> None:
        """Count in z and a of some samples, (n, …, units) both."""
        flat = flat_places(self.block.activation, z, a)
        self._count += a.size
        self._flat += np.count_nonzero(flat)
        self._dead = self._dead & flat.all(axis=0)  # (units,)
        with np.errstate(all="ignore"):
            self._sum += float(a.sum(dtype=np.float64))
            self._squares += float(np.square(a, dtype=np.float64).sum())

    @property
    def mean(self) -> float:
        """The mean of all a."""
        return self._sum / self._count

    @property
    def deviation(self) -> float:
        """Their standard deviation, √(mean a² - (mean a)²)."""
        return float(np.sqrt(max(0.0, self._squares / self._count - self.mean * self.mean)))

    @property
    def dead(self) -> float:
        """Share of the units that are flat wherever they were looked at; 0 for activations that never fall silent."""
        return float(self._dead.mean()) if self.block.activation in SILENT else 0.0

    @property
    def saturated(self) -> float:
        """Share of the places where tanh or sigmoid is flat; 0 for other activations."""
        return self._flat / self._count if self.block.activation in STEEPEST else 0.0


def summarise(tally: Tally, gradient: Array, change: Array) -> LayerSummary:
    """The summary of one block from what was added up, its layer's gradient and its layer's next step, one row each."""
    block = tally.block
    length = norm(together(block.layer.parameters))
    return LayerSummary(
        block.layer.name,
        block.title,
        block.activation,
        getattr(block.layer, "initializer", ""),
        tally.mean,
        tally.deviation,
        tally.dead,
        tally.saturated,
        norm(gradient),
        norm(gradient) / np.sqrt(gradient.size),
        norm(change) / length if length else 0.0,
    )


def together(named: dict[str, Array]) -> Array:
    """All numbers of a layer's arrays in one row."""
    return np.concatenate([np.ravel(array) for array in named.values()])


def norm(numbers: Array) -> float:
    """The length of an array as one vector."""
    with np.errstate(all="ignore"):
        return float(np.sqrt(np.sum(np.square(numbers, dtype=np.float64))))


def flat_places(activation: str, z: Array, a: Array) -> Array:
    """Where the activation's slope is below a twentieth of its steepest one: (n or n*H*W, units) bool."""
    with np.errstate(all="ignore"):
        derivative = ACTIVATIONS[activation].derivative(z, a)
    return np.abs(derivative).reshape(-1, z.shape[-1]) < FLAT_SHARE * STEEPEST.get(activation, 1.0)
