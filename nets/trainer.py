"""The trainer: moves a network step by step through epochs of shuffled mini-batches.

A run is a pure function of the trainer's settings and the number of steps: however the steps are asked for (one by one,
part by part, many at once, by going back and forth), the same bits come out.
"""

import numpy as np

from nets import divergence, losses, optimizers, schedules
from nets.batches import Batch, Rows
from nets.course import Course, Samples, prepare
from nets.divergence import Divergence
from nets.errors import SettingError, ShapeError, StageError, at_least_one
from nets.evaluation import Evaluation, Evaluator
from nets.history import Checkpoint, History, Settings
from nets.network import Network
from nets.optimizers import Optimizer
from nets.parts import Parts
from nets.regularizers import Regularizer
from nets.schedules import Schedule
from nets.tape import Array
from nets.update import Update


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
        if len(network.shape) != 1:
            raise ShapeError(f"the last layer, {network.layers[-1].name}, gives {network.shape}: end with flat outputs")
        self.seed = seed
        self._interval = at_least_one("the interval of checkpoints", interval)
        self._budget = budget
        optimizer = optimizers.named(optimizer) if isinstance(optimizer, str) else optimizer
        schedule = schedules.named(schedule) if isinstance(schedule, str) else schedule
        self.regularizer = Regularizer(network.decayed(), l1=l1, l2=l2, clip_norm=clip_norm)
        self._update = Update(network, optimizer, self.regularizer, schedule)
        x, targets = prepare(network, self.loss, train, "training")
        self._rows = Rows(x, targets.values)
        self._evaluators = [Evaluator(network, self.loss, self._rows.x, targets)]
        if test is not None and len(test[1]):
            self._evaluators.append(Evaluator(network, self.loss, *prepare(network, self.loss, test, "test")))
        self._course = Course(network, self.loss, self._rows, seed)
        self._parts = Parts(self._course)
        self._initial = network.parameters.copy(), network.state.copy()
        self._settings = Settings(learning_rate, batch_size).checked()
        self.reset()

    @property
    def step_number(self) -> int:
        """Mini-batches done so far."""
        return self._course.step

    @property
    def epoch(self) -> int:
        """Epochs completed."""
        return self._course.epoch

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
        return -(-self._course.count // self.batch_size)

    @property
    def samples(self) -> tuple[Array, Array]:
        """The training samples (N, *input_shape) and their targets (N, outputs), as the loss takes them."""
        return self._rows.x, self._rows.targets

    @property
    def checkpoints(self) -> int:
        """How many are kept at present."""
        return len(self._history)

    def reset(self) -> None:
        """Back to step 0 and the first weights, under the present settings; what was done is forgotten."""
        first = Checkpoint(0, 0, 0, self._settings, *self._initial, np.zeros_like(self._update.memory))
        self._history = History(first, self._interval, self._budget)
        self._restore(first)

    def step(self) -> None:
        """Train on one mini-batch, or finish the one that is under way."""
        self.run(1)

    def run_epoch(self) -> None:
        """Train to the end of the present epoch."""
        epoch = self.epoch
        while self.epoch == epoch and self.divergence is None:
            steps = self._course.steps_to(self._course.count)
            self.run(min(steps, self._history.next_stop(self.step_number) - self.step_number))

    def run(self, steps: int) -> None:
        """Train on `steps` mini-batches, through as many epochs as it takes; stops at a divergence.

        A step that is under way is finished first and counts as one.
        """
        goal = self.step_number + steps
        if steps > 0:
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
        if not nearest.step <= self.step_number <= step or self._parts.under_way:
            self._restore(nearest)
        self.run(step - self.step_number)

    @property
    def batch(self) -> Batch:
        """The mini-batch that is under way, to be looked at; raises StageError if no step was begun part by part."""
        return self._parts.batch

    def forward(self) -> Batch:
        """Begin a step: gather the next mini-batch and go forwards; returns it, to be looked at."""
        if self.divergence is not None:
            raise StageError(str(self.divergence))
        self._parts.expect("ready")
        self._before = self._checkpoint()
        return self._parts.forward()

    def batch_loss(self) -> float:
        """The mean loss of the mini-batch that is under way; changes nothing."""
        self._parts.expect("forward", "backward")
        return self.batch.value()

    def backward(self) -> Batch:
        """Go on with a step: the gradients of everything; returns the mini-batch, to be looked at."""
        return self._parts.backward()

    def update(self) -> None:
        """End a step: move the parameters along the gradients."""
        self._parts.expect("backward")
        with np.errstate(all="ignore"):
            self._update.apply(self.batch.gradients, self.step_number)
        self._course.advance(self.batch.size)
        self._parts.end()
        self._close_slice(self._before)

    def step_sample(self) -> int:
        """Take one more sample of the present mini-batch into account; returns how many have been, in this step.

        The batch's gradients are then those of these samples alone. With the last of them the step is made.
        """
        if not self._parts.under_way:
            self.forward()
        done = self._parts.take_sample()
        if done == self.batch.size:
            self.update()
        return done

    def evaluate(self) -> Evaluation:
        """Loss (without penalties) and accuracy on all training and all test samples; changes nothing."""
        (train_loss, train_accuracy), *rest = (each.measure() for each in self._evaluators)
        test_loss, test_accuracy = rest[0] if rest else (float("nan"), float("nan"))
        return Evaluation(train_loss, test_loss, train_accuracy, test_accuracy)

    def preview(self, gradients: Array) -> Array:
        """What a step along these gradients (P,) would add to the parameters, (P,); changes nothing."""
        return self._update.preview(gradients, self.step_number)

    def _run_slice(self, goal: int) -> None:
        """Steps up to `goal` with nothing to keep or to change in between: the loop that must be fast."""
        before, course, update = self._checkpoint(), self._course, self._update
        with np.errstate(all="ignore"):
            while course.step < goal:
                batch = course.batch()
                for call in batch.calls:
                    call()
                update.apply(batch.gradients, course.step)
                course.advance(batch.size)
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
            batch = self._course.batch()
            with np.errstate(all="ignore"):
                for call in batch.calls:
                    call()
                self._update.apply(batch.gradients, last.step)
                if self._finite():
                    self._course.advance(batch.size)
                    continue
                report = divergence.locate(self.network, batch, last.step)
            self._restore(last)
            self.divergence = report

    def _finite(self) -> bool:
        arrays = self.network.parameters, self.network.state, self._update.memory
        return all(divergence.finite(numbers) for numbers in arrays if numbers.size)

    def _finish(self) -> None:
        """Finish a step that is under way, from wherever it stands."""
        if self._parts.under_way:
            self._parts.finish()
            self.update()

    def _change(self, settings: Settings) -> None:
        """Take on other settings from the next step on, and remember when."""
        settings = settings.checked()
        if settings == self._settings:
            return
        self._finish()
        self._history.change(self.step_number, settings)
        self._apply(settings)
        self.divergence = None

    def _apply(self, settings: Settings | None) -> None:
        if settings is None:
            return
        self._settings = settings
        self._course.resize(settings.batch_size)
        self._update.set_learning_rate(settings.learning_rate)

    def _checkpoint(self) -> Checkpoint:
        arrays = self.network.parameters.copy(), self.network.state.copy(), self._update.memory.copy()
        return Checkpoint(*self._course.moment, self._settings, *arrays)

    def _restore(self, checkpoint: Checkpoint) -> None:
        self._course.go_to(*checkpoint[:3])
        self.network.parameters[...] = checkpoint.parameters
        self.network.state[...] = checkpoint.state
        self._update.memory[...] = checkpoint.memory
        self._parts.end()
        self.divergence: Divergence | None = None
        self._apply(checkpoint.settings)
        self._apply(self._history.settings_at(self.step_number))
