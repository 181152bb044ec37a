"""All samples of a run, laid out so that a mini-batch is gathered by one call."""

from typing import NamedTuple

import numpy as np

from nets.arrays import Array
from nets.datasets import shifts


class Batch(NamedTuple):
    """Buffers of one mini-batch.

    table     what is gathered into
    x         (n, *input_shape)
    targets   (n, *shape)
    ones      pairs of arrays: x, and x with a column of ones behind it; empty where x is no row of numbers
    """

    table: Array
    x: Array
    targets: Array
    ones: tuple[tuple[Array, Array], ...]


class Table:
    """Samples as rows, side by side: input, a one, target.

    Of flat samples each feature lies together in memory, as the passes want it; images lie one after the other. With
    `wide` images, an input is a part of them instead, whose place is another one in every epoch, as the seed says.
    """

    def __init__(self, x: Array, targets: Array, wide: Array | None = None, seed: int = 0) -> None:
        self._shapes = x.shape[1:], targets.shape[1:]
        self._width = int(np.prod(x.shape[1:]))
        self._flat = x.ndim == 2
        inputs, ones = x.reshape(len(x), -1), np.ones((len(x), 1), x.dtype)
        self._margin = 0 if wide is None else (wide.shape[1] - x.shape[1]) // 2
        self._windows = None if wide is None else shifts.windows(wide, self._margin)
        inputs = inputs if wide is None else inputs[:, :0]
        rows = np.concatenate([inputs, ones, targets.reshape(len(x), -1).astype(x.dtype)], axis=1)
        self._rows = np.ascontiguousarray(rows.T) if self._flat else rows
        self._axis = 1 if self._flat else 0
        self._seed, self._epoch, self._places = seed, -1, np.empty(0)

    def batch(self, size: int) -> Batch:
        """Buffers for mini-batches of that size."""
        width = self._rows.shape[1 - self._axis]
        table = np.zeros((width, size) if self._flat else (size, width), self._rows.dtype)
        rows = table.T if self._flat else table
        start = 0 if self._windows is not None else self._width
        rows[:, start] = 1
        targets = rows[:, start + 1 :].reshape(size, *self._shapes[1], copy=False)
        if self._windows is not None:
            return Batch(table, np.zeros((size, *self._shapes[0]), table.dtype), targets, ())
        x = rows[:, :start].reshape(size, *self._shapes[0], copy=False)
        return Batch(table, x, targets, ((x, rows[:, : start + 1]),) if self._flat else ())

    def gather(self, rows: Array, epoch: int, batch: Batch) -> None:
        """Copy the samples `rows` into the buffers."""
        self._rows.take(rows, self._axis, batch.table, "clip")
        if self._windows is not None:
            batch.x[...] = shifts.crops(self._windows, rows, self._offsets(epoch)[rows])

    def samples(self, rows: Array, epoch: int) -> tuple[Array, Array]:
        """The samples `rows` and their targets, as they come in an epoch."""
        batch = self.batch(len(rows))
        self.gather(rows, epoch, batch)
        return batch.x, batch.targets

    def _offsets(self, epoch: int) -> Array:
        if epoch != self._epoch:
            assert self._windows is not None
            self._places = shifts.offsets(len(self._windows), self._margin, self._seed, epoch)
            self._epoch = epoch
        return self._places
