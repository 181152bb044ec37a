"""The course of a run: epochs of shuffled samples, cut into mini-batches, and how far along it one is."""

import numpy as np

from nets import divergence, seeds
from nets.batches import Batch, Order, Rows
from nets.errors import DataError, as_numbers
from nets.losses import Loss, Targets
from nets.network import Network
from nets.tape import Array

Samples = tuple[Array, Array]


class Course:
    """Hands out the mini-batches of a run one by one.

    count        training samples, N
    batch_size   of the next mini-batches; the last one of an epoch takes what is left
    step         mini-batches done
    epoch        epochs completed
    position     samples of the present epoch that were already used
    """

    def __init__(self, network: Network, loss: Loss, rows: Rows, seed: int) -> None:
        self._network = network
        self._loss = loss
        self._rows = rows
        self._seed = seed
        self._orders = Order(seed, len(rows.x))
        self._batches: dict[int, Batch] = {}
        self.count = len(rows.x)
        self.batch_size = 1
        self.go_to(0, 0, 0)

    @property
    def moment(self) -> tuple[int, int, int]:
        """Step, epoch and position, by which one can come back."""
        return self.step, self.epoch, self.position

    def go_to(self, step: int, epoch: int, position: int) -> None:
        """Stand at a moment that was reached before."""
        self.step = step
        self.epoch = epoch
        self.position = position
        self._order = self._orders.of(epoch)

    def resize(self, batch_size: int) -> None:
        """Cut mini-batches of another size from now on."""
        if batch_size != self.batch_size:
            self.batch_size = batch_size
            self._batches = {}

    def steps_to(self, end: int) -> int:
        """Mini-batches from the present position to that of sample number `end` of the epoch."""
        return -(-(end - self.position) // self.batch_size)

    def batch(self) -> Batch:
        """The mini-batch of the present step, gathered."""
        size = min(self.batch_size, self.count - self.position)
        batch = self._batches.get(size) or self._new_batch(size)
        batch.load(self._order[self.position : self.position + size])
        if batch.draws:
            batch.run.tape.random = seeds.generator(self._seed, seeds.DROPOUT, self.step)
        return batch

    def advance(self, size: int) -> None:
        """Count a step of `size` samples."""
        self.step += 1
        self.position += size
        if self.position >= self.count:
            self.go_to(self.step, self.epoch + 1, 0)

    def _new_batch(self, size: int) -> Batch:
        self._batches[size] = Batch(self._network, self._loss, self._rows, size)
        return self._batches[size]


def prepare(network: Network, loss: Loss, samples: Samples, name: str) -> tuple[Array, Targets]:
    """Samples and targets as the network takes them; raises DataError or ShapeError for what cannot be learned from."""
    x = as_numbers(f"the samples of the {name} data", samples[0], network.parameters.dtype)
    labels = as_numbers(f"the labels of the {name} data", samples[1], np.float64)
    if not x.size or not labels.ndim or len(x) != len(labels):
        raise DataError(f"the {name} data are arrays {x.shape} and {labels.shape}; give a label a sample, at least 1")
    x = network.checked(x)
    if not divergence.finite(labels):
        raise DataError(f"the labels of the {name} data hold numbers that are NaN or infinite")
    targets = loss.encode(labels, network.shape[-1])
    if not divergence.finite(x):
        raise DataError(f"the {name} data holds numbers that are NaN or infinite")
    return x, Targets(targets.values.astype(x.dtype), targets.classes)
