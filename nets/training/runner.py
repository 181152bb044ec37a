"""The runner: where a run stands, and how it takes one step from there."""

from typing import Any, NamedTuple

import numpy as np

from nets import fast, seeds
from nets.arrays import Array
from nets.errors import SettingError
from nets.layers.mode import Mode
from nets.losses import Loss
from nets.network import Network
from nets.training import places
from nets.training.data import Pair
from nets.training.divergence import Divergence, locate
from nets.training.history import Checkpoint
from nets.training.log import DATA, PARAMETERS, Change
from nets.training.order import Order
from nets.training.settings import Settings


class Batch(NamedTuple):
    """A mini-batch.

    rows      (n,) numbers of its samples
    x         (n, *input_shape)
    targets   (n, *shape)
    mode      under which the network goes through them; a pass under it leaves no trace
    """

    rows: Array
    x: Array
    targets: Array
    mode: Mode


class Runner:
    """Makes steps on training data, one mini-batch each.

    settings   in force for the next step
    data       training samples, and test samples or None
    step       steps done           epoch   epochs completed
    position   samples of the present epoch that were already used
    began      the step before which the optimizer remembered nothing
    """

    def __init__(
        self, network: Network, loss: Loss, seed: int, *, shuffle: bool, carry: bool, settings: Settings, data: Pair
    ) -> None:
        if carry and shuffle:
            raise SettingError("a state is carried on where samples come in their order: give shuffle=False, too")
        carrying = [layer for layer in network.layers if getattr(layer, "carry", False)]
        if carry and len(carrying) > len({id(layer) for layer in carrying}):
            raise SettingError("a layer that carries its state cannot be used twice: each use needs a state of its own")
        self.network = network
        self.seed = seed
        self._loss, self._shuffle, self._carry = loss, shuffle, carry
        self.settings = settings
        self.began = 0
        self.take(data)
        self.go_to(0, 0, 0)

    @property
    def count(self) -> int:
        """Training samples."""
        return self._order.count

    @property
    def memory(self) -> dict[str, Array]:
        """What the optimizer remembers, by name, each (P,)."""
        return self._stepper.memory

    @property
    def untraced(self) -> set[str]:
        """Names of the layers that are played plainly, because their code could not be traced."""
        return self._stepper.untraced

    def check(self, data: Pair, batch_size: int) -> None:
        """Raises SettingError for mini-batches that cannot carry a state on."""
        if self._carry and len(data[0].x) % batch_size:
            count = len(data[0].x)
            raise SettingError(f"a state is carried through whole mini-batches: {count} samples, {batch_size} a step")

    def begins_anew(self, settings: Settings, data: Pair) -> bool:
        """Whether these begin an epoch: other training data do, and where a state is carried, another batch size."""
        return data[0] is not self.data[0] or (self._carry and settings.batch_size != self.settings.batch_size)

    def take(self, data: Pair) -> None:
        """Make the next steps on other data."""
        self.check(data, self.settings.batch_size)
        self.data = data
        train = data[0]
        self._order = Order(self.seed, len(train.x), shuffle=self._shuffle)
        self._carried = self._zeros_to_carry() if self._carry else None
        self._table = fast.Table(train.x, train.targets.values, train.wide, self.seed)
        self._stepper = fast.Stepper(self.network, self._loss, self._table, self.seed, self._carried)
        self._stepper.use(self.settings, self.began)

    def use(self, settings: Settings) -> None:
        """Make the next steps under other settings; another kind of optimizer begins with an empty memory."""
        if type(settings.rule) is not type(self.settings.rule):
            self.began = self.step
        self.settings = settings
        self._stepper.use(settings, self.began)

    def change(self, settings: Settings, data: Pair) -> None:
        """Go on under other settings and on other data."""
        begins_anew = self.begins_anew(settings, data)
        self.use(settings)
        self.data = data
        if begins_anew:
            memory = self.memory
            self.take(data)
            self._remember(memory)
            self.go_to(self.step, self.epoch, 0)

    def carry_out(self, changes: list[Change]) -> None:
        """Go on as the log says."""
        values = {change.name: change.value for change in changes if not change.is_edit}
        data = values.pop(DATA, self.data)
        self.change(self.settings.replace(**values), data)
        for change in changes:
            if change.is_edit:
                at = ... if change.name == PARAMETERS else places.index_of(self.network, change.name)
                self.network.parameters[at] = change.value

    def go_to(self, step: int, epoch: int, position: int) -> None:
        """Stand at a moment; a state that is carried begins anew with an epoch."""
        self.step, self.epoch, self.position = step, epoch, position
        self._shuffled = self._order.of(epoch)
        if position == 0:
            for array in (self._carried or {}).values():
                array.fill(0)

    def run_to(self, goal: int, before: Checkpoint) -> Divergence | None:
        """Make steps up to `goal`: the loop that must be fast. If numbers break, stand before the step that broke them.

        before   the checkpoint of the present moment, which is gone back to if a layer raises an error
        """
        try:
            return self._run_to(goal, before)
        except BaseException:
            self.restore(before)
            raise

    def _run_to(self, goal: int, before: Checkpoint) -> Divergence | None:
        with np.errstate(all="ignore"):
            while self.step < goal:
                self._advance()
            if self._finite():
                return None
            self.restore(before)
            while True:
                last, batch = self.checkpoint(), self.next_batch()
                self._advance()
                if not self._finite():
                    after = self.network.parameters.copy()
                    self.restore(last)
                    return locate(self.network, self._loss, batch.x, batch.targets, batch.mode, last.step, after)

    def _advance(self) -> None:
        rows = self._shuffled[self.position : self.position + self.settings.batch_size]
        self._stepper.step(rows, self.step, self.epoch)
        self.step += 1
        self.position += len(rows)
        if self.position >= self._order.count:
            self.go_to(self.step, self.epoch + 1, 0)

    def _finite(self) -> bool:
        """Whether all numbers that a step changes are numbers."""
        arrays = self.network.parameters, self.network.state, *self.memory.values()
        return all(np.isfinite(numbers).all() for numbers in arrays)

    def next_batch(self) -> Batch:
        """The mini-batch of the next step."""
        rows = self._shuffled[self.position : self.position + self.settings.batch_size]
        x, targets = self._table.samples(rows, self.epoch)
        carried = None if self._carried is None else dict(self._carried)
        random = seeds.generator(self.seed, seeds.DROPOUT, self.step)
        return Batch(rows, x, targets, Mode(training=True, random=random, carried=carried))

    def checkpoint(self) -> Checkpoint:
        """All that the run is at its present step, as a copy."""
        return Checkpoint(
            self.step,
            self.epoch,
            self.position,
            self.began,
            self.settings,
            self.data,
            self.network.parameters.copy(),
            self.network.state.copy(),
            {name: vector.copy() for name, vector in self.memory.items()},
            tuple(array.copy() for array in (self._carried or {}).values()),
        )

    def restore(self, checkpoint: Checkpoint) -> None:
        """Stand where the checkpoint was taken."""
        begins_anew = self.begins_anew(checkpoint.settings, checkpoint.data)
        self.settings, self.began = checkpoint.settings, checkpoint.began
        if begins_anew:
            self.take(checkpoint.data)
        self.data = checkpoint.data
        self._stepper.use(self.settings, self.began)
        self.go_to(checkpoint.step, checkpoint.epoch, checkpoint.position)
        self.network.parameters[...] = checkpoint.parameters
        self.network.state[...] = checkpoint.state
        self._remember(checkpoint.memory)
        for array, value in zip((self._carried or {}).values(), checkpoint.carried, strict=False):
            array[...] = value

    def _remember(self, memory: dict[str, Array]) -> None:
        for name, vector in memory.items():
            self.memory[name][...] = vector

    def _zeros_to_carry(self) -> dict[tuple[str, str], Any]:
        """Zeros for all that the layers carry, which is found by letting them carry once."""
        carried: dict[tuple[str, str], Array] = {}
        random = seeds.generator(self.seed, seeds.DROPOUT)
        state = self.network.state.copy()
        x = self.data[0].x[: self.settings.batch_size]
        self.network.run(x, Mode(training=True, keeps=True, random=random, carried=carried))
        self.network.state[...] = state
        return {name: np.zeros_like(array) for name, array in carried.items()}
