"""Quick steps of training: gather a mini-batch, go forwards and back, update the parameters, by calls made before."""

from collections.abc import Callable
from typing import Any

import numpy as np

from nets import seeds
from nets.arrays import Array
from nets.fast.number import Number
from nets.fast.passes import Gradients
from nets.fast.table import Batch, Table
from nets.fast.tape import Tape
from nets.fast.traced import Recorder, plain
from nets.layers.mode import Memory as Carried
from nets.losses import Loss
from nets.network import Network
from nets.optimizers import Memory, Optimizer, Step
from nets.schedules import Constant
from nets.training.settings import Settings
from nets.training.update import updated

PASSES = 4


class PlainUpdate:
    """An update that is played as its formula stands."""

    refresh: None = None

    def __init__(self, play: Callable[[], Any]) -> None:
        self.calls = [play]


class Stepper:
    """Makes the steps of one network on one table of samples.

    seed        of dropout
    carried     what recurrent layers carry from one mini-batch to the next, or None

    gradients   (P,), of the last mini-batch's mean loss
    memory      the optimizer's, by name, each (P,); written in place
    untraced    names of layers that are played plainly
    """

    def __init__(self, network: Network, loss: Loss, table: Table, seed: int, carried: Carried | None = None) -> None:
        self._network, self._loss, self._table, self._seed, self._carried = network, loss, table, seed, carried
        self.gradients = np.zeros_like(network.parameters)
        self.memory: Memory = {}
        self.untraced: set[str] = set()
        self._weights = network.penalised()
        self._passes: dict[int, tuple[Batch, Gradients, list[Callable[[], Any]]]] = {}
        self._settings: Settings | None = None
        self._step = self._began = 0

    def use(self, settings: Settings, began: int = 0) -> None:
        """Make the next steps under these settings; another kind of optimizer has an empty memory.

        began   the step, counted from 0, before which the optimizer remembered nothing
        """
        before, self._settings = self._settings, settings
        self._step = self._began = began
        if before is None or type(before.rule) is not type(settings.rule):
            self.memory = {name: np.zeros_like(self.gradients) for name in settings.rule.remembers}
        if before is None or before.of_update != settings.of_update:
            traced = type(settings.rule).__module__ == Optimizer.__module__  # others may look at their numbers
            self._update = (
                self._trace_update(settings) if traced else PlainUpdate(lambda: self._update_plainly(settings))
            )
            self._passes = {size: (batch, run, self._calls(run)) for size, (batch, run, _) in self._passes.items()}

    def step(self, rows: Array, step: int, epoch: int) -> None:
        """Make a step, counted from 0, on the samples `rows` of an epoch; the caller silences NumPy's warnings."""
        batch, run, calls = self._passes.get(len(rows)) or self._make(len(rows))
        self._table.gather(rows, epoch, batch)
        if run.held.draws:
            run.held.random = seeds.generator(self._seed, seeds.DROPOUT, step)
        self._step = step
        if self._update.refresh is not None:
            self._update.refresh()
        for call in calls:
            call()

    def _make(self, size: int) -> tuple[Batch, Gradients, list[Callable[[], Any]]]:
        while len(self._passes) >= PASSES:
            self._passes.pop(next(iter(self._passes)))
        batch = self._table.batch(size)
        self._table.gather(np.arange(size), 0, batch)
        run = Gradients(
            self._network,
            self._loss,
            batch.x,
            batch.targets,
            self.gradients,
            self._carried,
            batch.ones,
            plainly=self.untraced,
        )
        if run.untraced - self.untraced:
            self._passes.clear()
        self.untraced |= run.untraced
        self._passes[size] = batch, run, self._calls(run)
        return self._passes[size]

    def _calls(self, run: Gradients) -> list[Callable[[], Any]]:
        return [*run.tape.calls, *self._update.calls]

    def _update_plainly(self, settings: Settings) -> None:
        this = Step(settings.rate(self._step), self._step - self._began + 1, self._weights)
        w = self._network.parameters
        w[...], memory = updated(settings, w.copy(), self.gradients, self.memory, this)
        for name, vector in memory.items():
            self.memory[name][...] = vector

    def _trace_update(self, settings: Settings) -> Tape:
        """The update as a tape: parameters and memory are replaced by what comes after them."""
        recorder, w = Recorder(self.gradients.dtype), self._network.parameters
        before = w.copy(), {name: vector.copy() for name, vector in self.memory.items()}
        rate = (
            settings.learning_rate
            if isinstance(settings.schedule, Constant)
            else Number(lambda: settings.rate(self._step))
        )
        count: Any = Number(lambda: self._step - self._began + 1)
        lifted: Memory = {name: recorder.lift(vector) for name, vector in self.memory.items()}
        with np.errstate(all="ignore"):
            this: Any = Step(rate, count, recorder.lift(self._weights))  # pyright: ignore[reportArgumentType]
            new, memory = updated(settings, recorder.lift(w), recorder.lift(self.gradients), lifted, this)
        for name, vector in memory.items():
            recorder.write(np.copyto, (plain(vector),), self.memory[name])
        recorder.write(np.copyto, (plain(new),), w)
        w[...] = before[0]
        for name, vector in before[1].items():
            self.memory[name][...] = vector
        own = [w, *self.memory.values()]
        return Tape(recorder, [*own, self.gradients, self._weights], own)
