"""The trainer: a run that can be moved, changed, and gone back in.

A run is a pure function of its settings, its log and the number of steps: however the steps are asked for (one by one,
many at once, by going back and forth), the same bits come out.
"""

from typing import Any

import numpy as np

from nets import fast, losses, seeds
from nets.arrays import Array
from nets.errors import whole
from nets.network import Network
from nets.training.data import checked_parameters, prepared
from nets.training.divergence import Divergence
from nets.training.evaluation import Evaluation, measured
from nets.training.history import Branch, Checkpoint, History
from nets.training.log import DATA, PARAMETERS, Change
from nets.training.pace import Pace
from nets.training.runner import Batch, Runner
from nets.training.settings import Settings
from nets.training.update import Update, opened


class Trainer:
    """Trains `network` on `train`, a Dataset or a pair x (N, *input_shape) and y, labels as the loss takes them.

    test       samples that are never trained on, as `train`
    loss       a name of `losses.NAMES`
    seed       of the order of samples, of dropout and of shifts
    shift      images are shifted by up to so many pixels, anew in every epoch: those of `train` have a margin of so
               many on every side; what the network sees is without
    shuffle    whether each epoch has an order of its own; if not, samples come as they are
    carry      whether recurrent layers carry their state from one mini-batch to the next, through an epoch: sample i
               of a mini-batch goes on where sample i of the one before ended. Takes whole mini-batches and no shuffling
    budget     bytes that checkpoints and log may take
    settings   all others: see `Settings`. Any of them may be changed at any time by `change`

    Afterwards:

    divergence   None, or a report of where numbers stopped being finite: the run then stands before that step and makes
                 no more, until something is changed, or it goes back or is reset

    Raises DataError, ShapeError, SettingError or UnknownNameError for what cannot be trained on.
    """

    def __init__(
        self,
        network: Network,
        *,
        train: Any,
        test: Any = None,
        loss: str = "mean squared error",
        seed: int = 0,
        shift: int = 0,
        shuffle: bool = True,
        carry: bool = False,
        budget: int = 8_000_000,
        **settings: Any,
    ) -> None:
        self.network = network
        self.loss = losses.named(loss)
        self.seed = seed
        self.divergence: Divergence | None = None
        seeds.generator(seed, seeds.ORDER)
        self._shift, self._budget = shift, whole("the budget", budget)
        self._initial = network.parameters.copy(), network.state.copy()
        data = prepared(network, self.loss, train, test, shift)
        chosen = Settings().replace(**settings)
        self._runner = Runner(network, self.loss, seed, shuffle=shuffle, carry=carry, settings=chosen, data=data)
        self._predict = fast.Predictor(network)
        self._pace = Pace()
        self._arrived: Checkpoint | None = None  # the present step, before anything is changed at it; None: as it is
        self.reset()

    @property
    def settings(self) -> Settings:
        """In force for the next step."""
        return self._runner.settings

    @property
    def step_number(self) -> int:
        """Mini-batches done so far."""
        return self._runner.step

    @property
    def epoch(self) -> int:
        """Epochs completed."""
        return self._runner.epoch

    @property
    def steps_per_epoch(self) -> int:
        """Steps of a whole epoch at the present batch size."""
        return -(-self._runner.count // self.settings.batch_size)

    @property
    def samples(self) -> tuple[Array, Array]:
        """The training samples (N, *input_shape) and their targets (N, *shape), as the loss takes them."""
        data = self._runner.data[0]
        return data.x, data.targets.values

    @property
    def untraced(self) -> set[str]:
        """Names of the layers that are played plainly, because their code could not be traced."""
        return self._runner.untraced

    @property
    def history(self) -> History:
        """What the run remembers: its branches, each with its log."""
        return self._history

    @property
    def branch(self) -> Branch:
        """The present course of the run."""
        return self._history.branch

    @property
    def log(self) -> tuple[Change, ...]:
        """What was changed in the present course of the run."""
        return tuple(self._history.branch.log)

    def reset(self) -> None:
        """Begin a new run: step 0, the first weights, the present settings and data, an empty log."""
        runner, (parameters, state) = self._runner, self._initial
        memory = {name: np.zeros_like(parameters) for name in self.settings.rule.remembers}
        self.resume(Checkpoint(0, 0, 0, 0, runner.settings, runner.data, parameters, state, memory, ()))

    def resume(self, checkpoint: Checkpoint) -> None:
        """Begin a new run at a checkpoint, with an empty log; raises ShapeError for that of another network."""
        checked_parameters(self.network, checkpoint.parameters)
        self._history = History(checkpoint, self._budget)
        self._restore(checkpoint)

    def checkpoint(self) -> Checkpoint:
        """All that the run is at its present step."""
        return self._runner.checkpoint()

    def step(self) -> None:
        """Train on one mini-batch."""
        self.run(1)

    def run(self, steps: int) -> None:
        """Train on `steps` mini-batches; stops at a divergence. Raises SettingError unless that is a whole number."""
        goal = self.step_number + whole("the number of steps", steps)
        while self.step_number < goal and self.divergence is None:
            stop = self.step_number + self._pace.steps
            self._run_slice(int(min(goal, stop, self.branch.log.next_step(self.step_number))))

    def run_epoch(self) -> None:
        """Train to the end of the present epoch."""
        epoch, runner = self.epoch, self._runner
        while self.epoch == epoch and self.divergence is None:
            left = -(-(runner.count - runner.position) // self.settings.batch_size)
            self.run(int(min(left, self.branch.log.next_step(runner.step) - runner.step)))

    def seek(self, step: int) -> None:
        """Go to a step of the present branch, back or forwards: the same bits as running straight to it.

        What was changed on the way is changed at the same steps again; beyond its end, the branch grows. A run that
        breaks on the way stands where it broke, as in `run`. Raises SettingError for a step that is not a
        whole number, or before the first that the history reaches back to.
        """
        self._history.check(step)
        nearest = self.branch.before(step)
        if not nearest.step <= self.step_number <= step:
            self._restore(nearest)
        self.run(step - self.step_number)

    def switch(self, number: int) -> None:
        """Go to the end of another branch; raises SettingError if there is none of that number."""
        self._history.switch(number)
        end = self.branch.end
        self._restore(self.branch.before(end))
        self.run(end - self.step_number)

    def change(self, *, train: Any = None, test: Any = None, **settings: Any) -> None:
        """Go on under other settings, or on other data, from the next step on; the log remembers.

        New data begin an epoch, and so does another batch size where a state is carried. Raises what the constructor
        raises, and changes nothing then.
        """
        runner, new = self._runner, self.settings.replace(**settings)
        data = prepared(self.network, self.loss, train, test, self._shift, runner.data)
        runner.check(data, new.batch_size)
        changes = {DATA: data} if data is not runner.data else {}
        changes |= {name: getattr(new, name) for name in settings if getattr(new, name) != getattr(self.settings, name)}
        self._write(changes)

    def edit(self, parameters: Array) -> None:
        """Go on from other parameters (P,); the log remembers. Raises ShapeError, DataError."""
        self._write({PARAMETERS: checked_parameters(self.network, parameters)})

    def evaluate(self, parameters: Array | None = None) -> Evaluation:
        """Loss (without penalties) and accuracy on all training and all test samples; changes nothing.

        parameters   (P,), to evaluate the network at others than its own
        """
        if parameters is not None:
            with self.network.at(parameters):
                return self.evaluate()
        train, test = (data and measured(self._predict, self.loss, data) for data in self._runner.data)
        return Evaluation.of(train, test)

    def next_batch(self) -> Batch:
        """The mini-batch of the next step, with the same random numbers; changes nothing."""
        return self._runner.next_batch()

    def open_update(self, gradients: Array) -> Update:
        """What the next step would do to the parameters if these (P,) were its gradients; changes nothing."""
        runner, weights, w = self._runner, self.network.penalised(), self.network.parameters.copy()
        return opened(self.settings, w, gradients, runner.memory, runner.step, weights, runner.began)

    def _run_slice(self, goal: int) -> None:
        """Steps up to `goal`, with nothing to change in between."""
        before = self._runner.checkpoint()
        arrived = self._arrived or before
        with self._pace.measured(goal - before.step):
            self.divergence = self._runner.run_to(goal, before)
        if before.step - self.branch.before(before.step).step >= self._pace.steps:
            self._history.keep(arrived)
        self.branch.end = max(self.branch.end, self.step_number)
        self._arrived = self._runner.checkpoint() if self.branch.log.at(self.step_number) else None
        self._catch_up()

    def _write(self, changes: dict[str, Any]) -> None:
        """Write changes down, and carry them out."""
        runner = self._runner
        arrived = self._arrived = self._arrived or runner.checkpoint()
        for name, value in changes.items():
            if self._history.crowded:
                self._history.keep(arrived)
            self._history.change(Change(self.step_number, name, value))
            self.divergence = None
        if arrived.position != runner.position or arrived.began != runner.began:
            runner.restore(arrived)  # by what was tried at this step, something was lost that is needed again
        self._catch_up()

    def _catch_up(self) -> None:
        """Carry out what the log says about the present step."""
        if changes := self.branch.log.at(self.step_number):
            self._runner.carry_out(changes)

    def _restore(self, checkpoint: Checkpoint) -> None:
        self._runner.restore(checkpoint)
        self._arrived = checkpoint
        self.divergence = None
        self._catch_up()
