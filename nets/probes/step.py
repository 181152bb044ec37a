"""One training step, opened: all that is computed from a mini-batch to new parameters, before it happens.

rows ─► x ─► z, a of every block ─► loss of each sample ─► dL/da, dL/dz of every block ─► dL/dparameters
     ─► + L2 penalty, clipped ─► the optimizer and its memory ─► L1 ─► change of every parameter
"""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from nets.arrays import Array
from nets.blocks import Block, blocks_of
from nets.errors import SettingError, is_whole
from nets.flat import Named
from nets.layers.base import Layer
from nets.network import Network
from nets.passes import Gradients, Pass
from nets.training.trainer import Trainer
from nets.training.update import Update


class BlockReading(NamedTuple):
    """A layer with weights and its activation, for the samples that are looked at: all (k, *shape).

    block    which layers these are
    x        what the layer with weights gets
    z, a     what the activation gets and gives
    dz, da   dL/dz and dL/da, where L is the mean loss of the mini-batch
    """

    block: Block
    x: Array
    z: Array
    a: Array
    dz: Array
    da: Array


class ParameterReading(NamedTuple):
    """The weights or biases of a layer, and all that this step computes for them, in their shape.

    value           before the step
    data            dL/dvalue, from the samples that are looked at
    penalty         the gradient of the L2 penalty
    shrinking       what L1 adds to the value, after the optimizer
    memory_before   what the optimizer remembers of steps before, by name
    memory_after    what it remembers after this one
    change          what the step adds to the value, all in all
    """

    value: Array
    data: Array
    penalty: Array
    shrinking: Array
    memory_before: Named
    memory_after: Named
    change: Array


class StepReading(NamedTuple):
    """The step that comes next, with arrays of its own: it stays as it is when the run goes on.

    step          its number, counted from 0: how many steps were made before it
    t             its number for the optimizer, counted from 1 since that remembered nothing
    size          samples in its mini-batch, n
    rows          (k,), which of the training samples are looked at
    x             (k, *input_shape), these samples
    targets       (k, *shape), what the network should give for them
    outputs       (k, *shape), what it gives
    losses        (k,), the loss of each sample; over a sequence, its mean
    loss          their share of the mini-batch's mean loss, Σ losses / n; the mean itself if k = n
    blocks        z, a and their gradients, for each layer with weights
    layers        for each layer that learns, by its name, its parameters by theirs
    clip_factor   what data + penalty is multiplied by to bound its length; 1 if it is short enough
    rate          the learning rate of this step
    """

    step: int
    t: int
    size: int
    rows: Array
    x: Array
    targets: Array
    outputs: Array
    losses: Array
    loss: float
    blocks: tuple[BlockReading, ...]
    layers: dict[str, dict[str, ParameterReading]]
    clip_factor: float
    rate: float


class Step:
    """Opens the step that a trainer would make next."""

    def __init__(self, trainer: Trainer) -> None:
        self._trainer = trainer
        self._blocks = blocks_of(trainer.network)

    def measure(self, first: int | None = None, *, places: Sequence[int] | None = None) -> StepReading:
        """All numbers of the next step, or of some samples of its mini-batch: the `first` so many, or at `places`.

        These count with their share of the mean over the whole mini-batch: gradients then are what they contribute,
        and the update is what it would be if the others contributed nothing. All samples go forwards together all the
        same, since a batch normalisation looks at them together. Places are counted from 0.

        Raises SettingError if the mini-batch has no `first` samples, or none at one of the `places`.
        """
        trainer = self._trainer
        rows, x, targets, mode = trainer.next_batch()
        chosen = checked_places(first, places, len(rows))  # (k,)
        run = trainer.network.run(x, mode)
        with np.errstate(all="ignore"):
            values = trainer.loss.values(run.output, targets)  # (n,), or (n, T) for sequences
            losses = values.reshape(len(rows), -1).mean(axis=1, dtype=np.float64)  # (n,)
            d = trainer.loss.gradient(run.output, targets)
        d[np.setdiff1d(np.arange(len(rows)), chosen)] = 0
        gradients = trainer.network.backward(run, d)
        update = trainer.open_update(gradients.parameters)
        return StepReading(
            trainer.step_number,
            int(update.t),
            len(rows),
            rows[chosen],
            x[chosen],
            targets[chosen],
            run.output[chosen],
            losses[chosen],
            float(losses[chosen].sum() / len(rows)),
            tuple(read_block(block, run, gradients, chosen) for block in self._blocks),
            {layer.name: read_layer(trainer.network, layer, update) for layer in learning_layers(trainer.network)},
            float(update.clip_factor),
            float(update.rate),
        )


def checked_places(first: int | None, places: Sequence[int] | None, size: int) -> Array:
    """Which samples of a mini-batch of `size` are looked at, (k,); raises SettingError."""
    if places is None:
        return np.arange(size if first is None else checked_count(first, size))
    wanted = list(places)
    if first is not None or not wanted or len(set(wanted)) != len(wanted):
        raise SettingError("look at the first so many samples, or at those at some different places")
    for place in wanted:
        if not is_whole(place) or not 0 <= place < size:
            raise SettingError(f"the mini-batch has {size} samples: look at places 0 to {size - 1}, not at {place!r}")
    return np.array(wanted, int)


def checked_count(first: int, size: int) -> int:
    """How many samples of a mini-batch of `size` are looked at; raises SettingError."""
    if not is_whole(first) or not 1 <= first <= size:
        raise SettingError(f"the mini-batch has {size} samples: look at the first 1 to {size} of them, not {first!r}")
    return int(first)


def learning_layers(network: Network) -> list[Layer]:
    """The layers that have parameters, each once."""
    return [layer for layer in network.different if layer.parameters]


def read_block(block: Block, run: Pass, gradients: Gradients, chosen: Array) -> BlockReading:
    """What comes in, z, a and their gradients, for the samples at the places `chosen`."""
    values, slopes = run.values, gradients.values
    arrays = values[block.place], values[block.z], values[block.a], slopes[block.z], slopes[block.a]
    return BlockReading(block, *(array[chosen] for array in arrays))


def read_layer(network: Network, layer: Layer, update: Update) -> dict[str, ParameterReading]:
    """The layer's part of everything that an update computes, by the parameter's name."""

    def part(vector: Array, name: str) -> Array:
        return network.parts(layer, vector)[name].copy()

    def parts(memory: Named, name: str) -> Named:
        return {what: part(vector, name) for what, vector in memory.items()}

    return {
        name: ParameterReading(
            value.copy(),
            part(update.data, name),
            part(update.penalty, name),
            part(update.shrinking, name),
            parts(update.memory_before, name),
            parts(update.memory_after, name),
            part(update.change, name),
        )
        for name, value in layer.parameters.items()
    }
