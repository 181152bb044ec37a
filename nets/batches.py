"""Mini-batches: in which order samples come, and the buffers and calls of one training step on them."""

from collections.abc import Callable
from typing import Any

import numpy as np

from nets import seeds
from nets.losses import Loss
from nets.network import Network, Pass
from nets.tape import Array, Signal

BLOCK = 16


class Order:
    """The order of the samples in each epoch: a new shuffle every time, a pure function of seed and epoch.

    The shuffles of a block of epochs are drawn together, because making a generator costs more than shuffling.
    """

    def __init__(self, seed: int, count: int) -> None:
        self._seed = seed
        self._count = count
        self._block = -1
        self._orders: list[Array] = []

    def of(self, epoch: int) -> Array:
        """(N,) indices of the samples, in the order of that epoch, counted from 0."""
        block, place = divmod(epoch, BLOCK)
        if block != self._block:
            random = seeds.generator(self._seed, seeds.ORDER, block)
            self._orders = [random.permutation(self._count) for _ in range(BLOCK)]
            self._block = block
        return self._orders[place]


class Rows:
    """All samples as rows, input, a one, target: a whole batch is then gathered by one call.

    Flat samples lie with each feature together in memory (see Tape.empty), images one after the other.

    x         (N, *input_shape), and targets (N, outputs): views of the rows
    """

    def __init__(self, x: Array, targets: Array) -> None:
        self.inputs = int(np.prod(x.shape[1:]))
        self.flat = x.ndim == 2
        self._axis = 1 if self.flat else 0
        ones = np.ones((len(x), 1), x.dtype)
        rows = np.concatenate([x.reshape(len(x), -1), ones, targets.astype(x.dtype)], axis=1)
        self.table = np.ascontiguousarray(rows.T) if self.flat else rows
        table = self.table.T if self.flat else self.table
        self.x = table[:, : self.inputs].reshape(x.shape, copy=False)
        self.targets = table[:, self.inputs + 1 :]

    def buffer(self, size: int) -> Array:
        """A place for `size` rows, (size, D + 1 + outputs)."""
        width = self.table.shape[0] if self.flat else self.table.shape[1]
        return np.empty((size, width), self.table.dtype, order="F" if self.flat else "C")

    def gather(self, indices: Array, buffer: Array) -> None:
        """Copy the samples `indices` into a buffer of that many rows."""
        self.table.take(indices, self._axis, buffer.T if self.flat else buffer, "clip")


class Batch:
    """Buffers and calls of one training step on `size` samples.

    x           (size, *input_shape), the samples
    targets     (size, outputs)
    run         the pass: its tape holds the calls, its signals all activations and their gradients
    gradients   (P,), of the mean loss of the batch
    """

    def __init__(self, network: Network, loss: Loss, rows: Rows, size: int) -> None:
        self.size = size
        self.loss = loss
        self._rows = rows
        self._buffer = rows.buffer(size)
        self.x = self._buffer[:, : rows.inputs].reshape(size, *network.input_shape, copy=False)
        self.targets = self._buffer[:, rows.inputs + 1 :]
        signal = Signal(self.x, np.empty(0, self.x.dtype), self._buffer[:, : rows.inputs + 1])
        self.run = Pass(network, size, training=True, inputs=signal)
        self.gradients = self.run.tape.gradients
        self.draws = self.run.tape.draws
        self.calls: list[Callable[[], Any]] = [
            *self.run.tape.forward_calls,
            self.slope,
            *self.run.tape.backward_calls,
        ]

    def load(self, indices: Array) -> None:
        """Gather the samples `indices`, (size,)."""
        self._rows.gather(indices, self._buffer)

    def slope(self) -> None:
        """The gradient of the loss with respect to the outputs, from which the way back begins."""
        output = self.run.output
        self.loss.slope(output.value, self.targets, output.gradient)

    def value(self) -> float:
        """The mean loss of the batch, once forwards has been gone."""
        return float(self.loss.values(self.run.output.value, self.targets).mean())
