"""The trainer: a run that can be moved, changed, and gone back in.

A run is a pure function of its settings, its log and the number of steps: however the steps are asked for (one by one,
many at once, by going back and forth), the same bits come out.
"""

from collections.abc import Iterable
from typing import Any

import numpy as np

from nets import losses, seeds
from nets.arrays import Array
from nets.errors import whole
from nets.network import Network
from nets.training import places
from nets.training.data import checked_parameters, prepared
from nets.training.divergence import Divergence
from nets.training.history import Checkpoint, History
from nets.training.log import DATA, PARAMETERS, Change, Log
from nets.training.pace import Pace
from nets.training.runner import Runner
from nets.training.settings import Settings
from nets.training.standing import Standing


class Trainer(Standing):
    """Trains `network` on `train`, a Dataset or a pair x (N, *input_shape) and y, labels as the loss takes them.

    test       samples that are never trained on, as `train`
    loss       a name of `losses.NAMES`, or an object with the four parts of a loss
    seed       of the order of samples, of dropout and of shifts
    shift      images are shifted by up to so many pixels, anew in every epoch: those of `train` have a margin of so
               many on every side; what the network sees is without
    shuffle    whether each epoch has an order of its own; if not, samples come as they are
    carry      whether recurrent layers carry their state from one mini-batch to the next, through an epoch: sample i
               of a mini-batch goes on where sample i of the one before ended. Takes whole mini-batches and no shuffling
    budget     bytes that checkpoints and log may take
    base       the settings to which the others are changes; those of a kind of one's own may have other names for them
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
        loss: losses.Loss | str = "mean squared error",
        seed: int = 0,
        shift: int = 0,
        shuffle: bool = True,
        carry: bool = False,
        budget: int = 8_000_000,
        base: Settings | None = None,
        **settings: Any,
    ) -> None:
        self.seed = seed
        self.divergence: Divergence | None = None
        seeds.generator(seed, seeds.ORDER)
        self._shift, self._budget = shift, whole("the budget", budget)
        self._initial = network.parameters.copy(), network.state.copy()
        kind = losses.chosen(loss)
        data = prepared(network, kind, train, test, shift)
        chosen = (base or Settings()).replace(**settings)
        runner = Runner(network, kind, seed, shuffle=shuffle, carry=carry, settings=chosen, data=data)
        super().__init__(network, kind, runner)
        self._pace = Pace()
        self._arrived: Checkpoint | None = None  # the present step, before anything is changed at it; None: as it is
        self.reset()

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
            self.run(int(min(self.steps_left, self.branch.log.next_step(runner.step) - runner.step)))

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

    def follow(self, changes: Iterable[Change], step: int) -> None:
        """Take the course with this log, maybe a new one, and go to its checkpoint that lies nearest before a step.

        From there `seek` or `run` go on as the log says.
        """
        self._history.follow(Log(changes))
        self._restore(self.branch.before(step))

    def arrive(self, checkpoint: Checkpoint) -> None:
        """Stand at a checkpoint of the present branch that was kept elsewhere; raises ShapeError for a stranger's."""
        self.remember(checkpoint)
        self._restore(checkpoint)

    def remember(self, checkpoint: Checkpoint) -> None:
        """Know a checkpoint of the present branch that was kept elsewhere; raises ShapeError for a stranger's."""
        checked_parameters(self.network, checkpoint.parameters)
        self._history.keep(checkpoint)
        self.branch.end = max(self.branch.end, checkpoint.step)

    def change(self, *, train: Any = None, test: Any = None, **settings: Any) -> None:
        """Go on under other settings, or on other data, from the next step on; the log remembers.

        New data begin an epoch, and so does another batch size where a state is carried. Raises what the constructor
        raises, and changes nothing then.
        """
        runner, new = self._runner, self.settings.replace(**settings)
        data = prepared(self.network, self.loss, train, test, self._shift, runner.data)
        runner.check(data, new.batch_size)
        changes = {DATA: data} if data is not runner.data else {}
        before, after = self.settings.said(), new.said()
        changes |= {name: after[name] for name in settings if after[name] != before[name]}
        self._write(changes)

    def edit(self, parameters: Array) -> None:
        """Go on from other parameters (P,); the log remembers. Raises ShapeError, DataError."""
        self._write({PARAMETERS: checked_parameters(self.network, parameters)})

    def put(self, name: str, value: float) -> None:
        """Go on with another value of one parameter, see `places`; the log remembers. Raises SettingError."""
        places.index_of(self.network, name)
        self._write({name: places.checked(self.network, value)})

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
            if self._history.lags:
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
