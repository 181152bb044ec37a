"""The trainer: moves a network step by step through epochs of shuffled mini-batches.

A run is a pure function of the trainer's settings and the number of steps: however the steps are asked for (one by one,
many at once, to the end of an epoch), the same bits come out.
"""

import numpy as np

from nets import losses, optimizers, seeds
from nets.errors import DataError, SettingError, ShapeError
from nets.evaluation import Evaluation, Evaluator
from nets.losses import Targets
from nets.network import Network, Pass
from nets.tape import Array, Signal

Samples = tuple[Array, Array]


class Trainer:
    """Trains `network` on `train`, a pair x (N, *input_shape) and y (N,) or (N, outputs).

    loss            a name of `losses.NAMES`
    optimizer       a name of `optimizers.NAMES`
    learning_rate   > 0; may be changed at any time
    batch_size      samples a step, at least 1; may be changed at any time, and holds from the next step on
    test            samples that are never trained on, as `train`
    seed            of the order of samples
    step_number     mini-batches done so far
    epoch           epochs completed
    """

    def __init__(
        self,
        network: Network,
        *,
        train: Samples,
        test: Samples | None = None,
        loss: str = 'mean squared error',
        optimizer: str = 'sgd',
        learning_rate: float = 0.03,
        batch_size: int = 10,
        seed: int = 0,
    ) -> None:
        self.network = network
        self.loss = losses.named(loss)
        self.optimizer = optimizers.named(optimizer, network.parameters.size, network.parameters.dtype)
        self.seed = seed
        self._x, self._targets = self._prepare(train)
        test_x, test_targets = self._prepare(test) if test is not None else (self._x[:0], self._targets)
        self._evaluators = [Evaluator(network, self.loss, self._x, self._targets)]
        self._evaluators.append(Evaluator(network, self.loss, test_x, test_targets))
        self._data = self._rows()
        self._batches: dict[int, Batch] = {}
        self._initial = network.parameters.copy()
        self._order = np.empty(0, np.intp)
        self.learning_rate = learning_rate
        self.batch_size = batch_size
        self.reset()

    @property
    def learning_rate(self) -> float:
        """The size of a step along the gradient."""
        return self._learning_rate

    @learning_rate.setter
    def learning_rate(self, rate: float) -> None:
        if not rate > 0:
            raise SettingError(f'the learning rate is above 0, not {rate}')
        self._learning_rate = float(rate)
        self.optimizer.rate[...] = rate

    @property
    def batch_size(self) -> int:
        """Samples a step; the last step of an epoch takes what is left."""
        return self._batch_size

    @batch_size.setter
    def batch_size(self, size: int) -> None:
        if size < 1:
            raise SettingError(f'a batch has at least 1 sample, not {size}')
        self._batch_size = int(size)
        self._batches = {}

    @property
    def steps_per_epoch(self) -> int:
        """Steps of a whole epoch at the present batch size."""
        return -(-len(self._x) // self._batch_size)

    def reset(self) -> None:
        """Back to step 0 and the first weights."""
        self.network.parameters[...] = self._initial
        self.step_number = 0
        self._begin_epoch(0)

    def step(self) -> None:
        """Train on one mini-batch."""
        self.run(1)

    def run_epoch(self) -> None:
        """Train to the end of the present epoch."""
        self.run(-(-(len(self._x) - self._position) // self._batch_size))

    def run(self, steps: int) -> None:
        """Train on `steps` mini-batches, through as many epochs as it takes."""
        for size in self._batch_sizes(steps):
            batch = self._batch(size)
            batch.load(self._data, self._order[self._position : self._position + size])
            batch.play()
            self.optimizer.update(self.network.parameters, batch.gradients)
            self._advance(size)

    def evaluate(self) -> Evaluation:
        """Loss and accuracy on all training and all test samples."""
        (train_loss, train_accuracy), (test_loss, test_accuracy) = (each.measure() for each in self._evaluators)
        return Evaluation(train_loss, test_loss, train_accuracy, test_accuracy)

    def _batch_sizes(self, steps: int):
        for _ in range(steps):
            yield min(self._batch_size, len(self._x) - self._position)

    def _advance(self, size: int) -> None:
        self.step_number += 1
        self._position += size
        if self._position >= len(self._x):
            self._begin_epoch(self.epoch + 1)

    def _begin_epoch(self, epoch: int) -> None:
        self.epoch = epoch
        self._position = 0
        self._order = seeds.generator(self.seed, seeds.ORDER, epoch).permutation(len(self._x))

    def _batch(self, size: int) -> 'Batch':
        if size not in self._batches:
            self._batches[size] = Batch(self.network, self.loss, size, self._data.shape[1])
        return self._batches[size]

    def _prepare(self, samples: Samples) -> tuple[Array, Targets]:
        x = np.asarray(samples[0], self.network.parameters.dtype)
        targets = self.loss.encode(np.asarray(samples[1]), self.network.shape[0])
        if x.shape[1:] != self.network.input_shape:
            raise ShapeError(f'the network takes samples of shape {self.network.input_shape}, got an array {x.shape}')
        if len(x) != len(targets.values) or not len(x):
            raise DataError(f'there are {len(x)} samples and {len(targets.values)} labels')
        if not (np.isfinite(x).all() and np.isfinite(targets.values).all()):
            raise DataError('the data holds numbers that are not finite')
        return x, Targets(targets.values.astype(x.dtype), targets.classes)

    def _rows(self) -> Array:
        """Each sample as one row, input, a one, target: a batch is then gathered by one call."""
        flat = self._x.reshape(len(self._x), -1)
        return np.concatenate([flat, np.ones_like(flat[:, :1]), self._targets.values], axis=1)


class Batch:
    """Buffers and tape of one training step on `size` samples."""

    def __init__(self, network: Network, loss: losses.Loss, size: int, width: int) -> None:
        self._rows = np.empty((size, width), network.parameters.dtype)
        inputs = int(np.prod(network.input_shape))
        value = self._rows[:, :inputs].reshape(size, *network.input_shape)
        signal = Signal(value, np.empty_like(value), self._rows[:, : inputs + 1])
        self.targets = self._rows[:, inputs + 1 :]
        self.run = Pass(network, size, training=True, inputs=signal)
        loss.record(self.run.tape, self.run.output, self.targets)
        self.gradients = self.run.tape.gradients
        self._calls = [*self.run.tape.forward_calls, *self.run.tape.backward_calls]

    def load(self, data: Array, rows: Array) -> None:
        """Gather the rows of data that make up this batch."""
        data.take(rows, 0, self._rows, 'clip')

    def play(self) -> None:
        """Forwards and back: afterwards `gradients` holds the gradient of this batch's loss."""
        for call in self._calls:
            call()
