"""The trainer: moves a network step by step through epochs of shuffled mini-batches.

A run is a pure function of the trainer's settings and the number of steps: however the steps are asked for (one by one,
part by part, many at once, by going back and forth), the same bits come out.
"""

from collections.abc import Sequence

import numpy as np

from nets import divergence, losses, optimizers, schedules, seeds
from nets.batches import Batch, Order, Rows
from nets.divergence import Divergence
from nets.errors import DataError, SettingError, StageError
from nets.evaluation import Evaluation, Evaluator
from nets.history import Checkpoint, History, Settings
from nets.layers.base import at_least_one
from nets.losses import Targets
from nets.network import Network
from nets.optimizers import Optimizer
from nets.regularizers import Regularizer
from nets.schedules import Schedule
from nets.tape import Array
from nets.update import Update

Samples = tuple[Array, Array]


class Trainer:
    """Trains `network` on `train`, a pair x (N, *input_shape) and y, labels as the loss takes them.

    loss            a name of `losses.NAMES`
    optimizer       a name of `optimizers.NAMES`, or an optimizer with settings of its own
    schedule        a name of `schedules.NAMES`, or a schedule with settings of its own
    learning_rate   > 0; may be changed at any time
    batch_size      samples a step, at least 1; may be changed at any time, and holds from the next step on
    l1, l2          weights of the penalties l1 Σ|w| and l2 Σw² / 2
    clip_norm       longest gradient; 0 for no bound
    test            samples that are never trained on, as `train`
    seed            of the order of samples, and of dropout
    interval        steps between checkpoints near the present; going back replays at most so many steps there
    budget          bytes that checkpoints may take

    Afterwards:

    step_number     mini-batches done so far
    epoch           epochs completed
    divergence      None, or a report of where numbers stopped being finite: the run then stands before that step and
                    makes no more, until it is reset, goes back, or gets other settings

    Raises DataError, ShapeError, SettingError or UnknownNameError for what cannot be trained on.
    """

    def __init__(
        self,
        network: Network,
        *,
        train: Samples,
        test: Samples | None = None,
        loss: str = "mean squared error",
        optimizer: str | Optimizer = "sgd",
        schedule: str | Schedule = "constant",
        learning_rate: float = 0.03,
        batch_size: int = 10,
        l1: float = 0.0,
        l2: float = 0.0,
        clip_norm: float = 0.0,
        seed: int = 0,
        interval: int = 64,
        budget: int = 8_000_000,
    ) -> None:
        self.network = network
        self.loss = losses.named(loss)
        self.seed = seed
        self._interval = at_least_one("the interval of checkpoints", interval)
        self._budget = budget
        optimizer = optimizers.named(optimizer) if isinstance(optimizer, str) else optimizer
        schedule = schedules.named(schedule) if isinstance(schedule, str) else schedule
        self.regularizer = Regularizer(network.decayed(), l1=l1, l2=l2, clip_norm=clip_norm)
        self._update = Update(network, optimizer, self.regularizer, schedule)
        self._load_data(train, test)
        self._initial = network.parameters.copy(), network.state.copy()
        self._settings = checked(Settings(learning_rate, batch_size))
        self._batches: dict[int, Batch] = {}
        self.reset()

    @property
    def learning_rate(self) -> float:
        """The size of a step along the gradient, before the schedule's factor."""
        return self._settings.learning_rate

    @learning_rate.setter
    def learning_rate(self, rate: float) -> None:
        self._change(Settings(rate, self.batch_size))

    @property
    def batch_size(self) -> int:
        """Samples a step; the last step of an epoch takes what is left."""
        return self._settings.batch_size

    @batch_size.setter
    def batch_size(self, size: int) -> None:
        self._change(Settings(self.learning_rate, size))

    @property
    def steps_per_epoch(self) -> int:
        """Steps of a whole epoch at the present batch size."""
        return -(-self._count // self.batch_size)

    @property
    def samples(self) -> tuple[Array, Array]:
        """The training samples (N, *input_shape) and their targets (N, outputs), as the loss takes them."""
        return self._rows.x, self._rows.targets

    @property
    def checkpoints(self) -> int:
        """How many checkpoints are kept at present."""
        return len(self._history)

    def reset(self) -> None:
        """Back to step 0 and the first weights, under the present settings; what was done is forgotten."""
        zero = np.zeros_like(self._update.memory)
        first = Checkpoint(0, 0, 0, self._settings, *self._initial, zero)
        self._history = History(first, self._interval, self._budget)
        self._restore(first)

    def step(self) -> None:
        """Train on one mini-batch, or finish the one that is under way."""
        self.run(1)

    def run_epoch(self) -> None:
        """Train to the end of the present epoch."""
        epoch = self.epoch
        while self.epoch == epoch and self.divergence is None:
            left = self._count - self._position
            self.run(min(-(-left // self.batch_size), self._history.next_stop(self.step_number) - self.step_number))

    def run(self, steps: int) -> None:
        """Train on `steps` mini-batches, through as many epochs as it takes; stops at a divergence.

        A step that is under way is finished first and counts as one.
        """
        goal = self.step_number + steps
        if steps > 0 and self._stage != "ready":
            self._finish()
        while self.step_number < goal and self.divergence is None:
            self._run_slice(min(goal, self._history.next_stop(self.step_number)))

    def seek(self, step: int) -> None:
        """Go to a step of this run, back or forwards: the same bits as running straight to it.

        Settings that were changed on the way are changed at the same steps again. Raises SettingError below 0.
        """
        if step < 0:
            raise SettingError(f"a run begins at step 0, there is no step {step}")
        nearest = self._history.before(step)
        if not nearest.step <= self.step_number <= step or self._stage != "ready":
            self._restore(nearest)
        self.run(step - self.step_number)

    def forward(self) -> Batch:
        """Begin a step: gather the next mini-batch and go forwards; returns it, to be looked at."""
        self._expect("ready")
        if self.divergence is not None:
            raise StageError(str(self.divergence))
        self.batch = self._next_batch()
        self.batch.run.tape.play_forward()
        self._stage = "forward"
        return self.batch

    def batch_loss(self) -> float:
        """The mean loss of the mini-batch that is under way; changes nothing."""
        self._expect("forward", "backward")
        return self.batch.value()

    def backward(self) -> Batch:
        """Go on with a step: the gradients of everything; returns the mini-batch, to be looked at."""
        self._expect("forward")
        self.batch.slope()
        self.batch.run.tape.play_backward()
        self._stage = "backward"
        return self.batch

    def update(self) -> None:
        """End a step: move the parameters along the gradients."""
        self._expect("backward")
        before = self._checkpoint()
        with np.errstate(all="ignore"):
            self._update.apply(self.batch.gradients, self.step_number)
        self._advance(self.batch.size)
        self._stage = "ready"
        self._close_slice(before)

    def step_sample(self) -> int:
        """Take one more sample of the present mini-batch into account; returns how many have been, in this step.

        The batch's gradients are then those of these samples alone. With the last of them the step is made.
        """
        if self._stage == "ready":
            self.forward()
            self._samples = 0
        self._expect("forward")
        self._samples += 1
        done = self._samples
        self.batch.slope()
        self.batch.run.output.gradient[done:] = 0
        self.batch.run.tape.play_backward()
        if done == self.batch.size:
            self._stage = "backward"
            self.update()
        return done

    def evaluate(self) -> Evaluation:
        """Loss (without penalties) and accuracy on all training and all test samples; changes nothing."""
        (train_loss, train_accuracy), (test_loss, test_accuracy) = (each.measure() for each in self._evaluators)
        return Evaluation(train_loss, test_loss, train_accuracy, test_accuracy)

    def preview(self, gradients: Array) -> Array:
        """What a step along these gradients (P,) would add to the parameters, (P,); changes nothing."""
        return self._update.preview(gradients, self.step_number)

    def _run_slice(self, goal: int) -> None:
        """Steps up to `goal` with nothing to keep or to change in between: the loop that must be fast."""
        before = self._checkpoint()
        with np.errstate(all="ignore"):
            while self.step_number < goal:
                batch = self._next_batch()
                for call in batch.calls:
                    call()
                self._update.apply(batch.gradients, self.step_number)
                self._advance(batch.size)
        self._close_slice(before)

    def _close_slice(self, before: Checkpoint) -> None:
        """Keep a checkpoint and take on new settings where it is time to; if numbers broke, stop before they did."""
        if not self._finite():
            self._find_divergence(before)
        elif self._history.wants(self.step_number):
            self._history.keep(self._checkpoint())
        self._apply(self._history.settings_at(self.step_number))

    def _find_divergence(self, before: Checkpoint) -> None:
        """Replay the slice step by step, report the one that broke, and stand before it."""
        self._restore(before)
        while self.divergence is None:
            last = self._checkpoint()
            batch = self._next_batch()
            with np.errstate(all="ignore"):
                for call in batch.calls:
                    call()
                self._update.apply(batch.gradients, last.step)
                if self._finite():
                    self._advance(batch.size)
                    continue
                report = divergence.locate(self.network, batch, last.step)
            self._restore(last)
            self.divergence = report

    def _finite(self) -> bool:
        return divergence.finite(self.network.parameters) and divergence.finite(self._update.memory)

    def _finish(self) -> None:
        """Finish a step that is under way, from wherever it stands."""
        self._stage = "forward"
        self.backward()
        self.update()

    def _next_batch(self) -> Batch:
        """The mini-batch of the present step, gathered."""
        size = min(self.batch_size, self._count - self._position)
        batch = self._batches.get(size) or self._new_batch(size)
        batch.load(self._order[self._position : self._position + size])
        if batch.draws:
            batch.run.tape.random = seeds.generator(self.seed, seeds.DROPOUT, self.step_number)
        return batch

    def _new_batch(self, size: int) -> Batch:
        self._batches[size] = Batch(self.network, self.loss, self._rows, size)
        return self._batches[size]

    def _advance(self, size: int) -> None:
        """Count a step of `size` samples."""
        self.step_number += 1
        self._position += size
        if self._position >= self._count:
            self._position = 0
            self.epoch += 1
            self._order = self._orders.of(self.epoch)

    def _change(self, settings: Settings) -> None:
        """Take on other settings from the next step on, and remember when."""
        settings = checked(settings)
        if settings == self._settings:
            return
        if self._stage != "ready":
            self._finish()
        self._history.change(self.step_number, settings)
        self._apply(settings)
        self.divergence = None

    def _apply(self, settings: Settings | None) -> None:
        if settings is None:
            return
        if settings.batch_size != self._settings.batch_size:
            self._batches = {}
        self._settings = settings
        self._update.set_learning_rate(settings.learning_rate)

    def _checkpoint(self) -> Checkpoint:
        arrays = self.network.parameters.copy(), self.network.state.copy(), self._update.memory.copy()
        return Checkpoint(self.step_number, self.epoch, self._position, self._settings, *arrays)

    def _restore(self, checkpoint: Checkpoint) -> None:
        self.step_number, self.epoch, self._position = checkpoint[:3]
        self.network.parameters[...] = checkpoint.parameters
        self.network.state[...] = checkpoint.state
        self._update.memory[...] = checkpoint.memory
        self._order = self._orders.of(self.epoch)
        self._stage = "ready"
        self.divergence: Divergence | None = None
        self._apply(checkpoint.settings)
        self._apply(self._history.settings_at(self.step_number))

    def _expect(self, *stages: str) -> None:
        if self._stage not in stages:
            raise StageError(f"a step goes forward, backward, update; it now stands at {self._stage!r}")

    def _load_data(self, train: Samples, test: Samples | None) -> None:
        x, targets = self._prepare(train, "training")
        test_x, test_targets = self._prepare(test, "test") if test is not None else (x[:0], Targets(x[:0], False))
        self._count = len(x)
        self._rows = Rows(x, targets.values)
        self._orders = Order(self.seed, self._count)
        pairs: Sequence[tuple[Array, Targets]] = [(self._rows.x, targets), (test_x, test_targets)]
        self._evaluators = [Evaluator(self.network, self.loss, *pair) for pair in pairs]

    def _prepare(self, samples: Samples, name: str) -> tuple[Array, Targets]:
        x, labels = samples
        if not len(x) or len(x) != len(labels):
            raise DataError(f"the {name} data has {len(x)} samples and {len(labels)} labels; give as many, at least 1")
        x = self.network.checked(x)
        targets = self.loss.encode(labels, self.network.shape[-1])
        if not (divergence.finite(x) and divergence.finite(targets.values)):
            raise DataError(f"the {name} data holds numbers that are NaN or infinite")
        return x, Targets(targets.values.astype(x.dtype), targets.classes)


def checked(settings: Settings) -> Settings:
    """The settings, if they are possible; raises SettingError."""
    if not 0 < settings.learning_rate < np.inf:
        raise SettingError(f"the learning rate is a number above 0, not {settings.learning_rate}")
    return Settings(float(settings.learning_rate), at_least_one("the batch size", settings.batch_size))
