"""What a check works on: a moment of a run, and the run's network as it was then, in float64."""

from collections.abc import Callable
from typing import Any, NamedTuple

import numpy as np

from nets import Activation, losses
from nets.arrays import Array
from nets.layers import Layer, Mode
from nets.losses import Targets
from playground.core.plane.run import build_network, loss_of, optimizer_of
from playground.core.plane.settings import PlaneSettings
from playground.core.proof.faults import Fault, check_parameters, kept, numbers
from playground.core.run import Owned, Run

SAMPLES = 8
"""Samples of a check."""


class Moment(NamedTuple):
    """What a check takes from a run, which may go on meanwhile.

    step         steps done
    settings     in force there
    rate         the learning rate of the next one; without the schedule's factor where that is 0
    parameters   (P,)
    x            (n, D), samples of the next mini-batch
    labels       (n,)
    """

    settings: PlaneSettings
    step: int
    rate: float
    parameters: Array
    x: Array
    labels: Array


def moment(run: Run) -> Moment:
    """The present moment of a run; changes nothing."""
    trainer, rows = run.trainer, run.trainer.next_batch().rows[:SAMPLES]
    samples = trainer.samples[0][rows], run.training.y[rows]
    settings = run.settings.replace(**trainer.settings.said())
    rate = trainer.settings.rate(trainer.step_number) or trainer.settings.learning_rate
    return Moment(settings, trainer.step_number, rate, run.network.parameters.copy(), *samples)


class Bench:
    """The run's network with its loss and optimizer, all as they are in the run but for the precision.

    x         (n, D)
    targets   (n, K)
    """

    def __init__(self, now: Moment, owned: Owned) -> None:
        self.now, self.owned = now, owned
        self.network = build_network(now.settings, owned, dtype=np.float64)
        for layer, units in zip(self.dense, now.settings.shape[1:], strict=True):
            check_parameters(layer, units)
        self.network.parameters[...] = now.parameters
        self.loss, self.optimizer = loss_of(now.settings, owned), optimizer_of(now.settings.values, owned)
        self.x = now.x.astype(np.float64)
        self.targets = self.encoded(now.labels)

    @property
    def dense(self) -> list[Layer]:
        """The layers with weights."""
        return [layer for layer in self.network.layers if not isinstance(layer, Activation)]

    def encoded(self, labels: Array) -> Array:
        """Labels (n,) as the loss takes them, (n, K)."""
        with kept("encode", labels=labels):
            found = self.loss.encode(labels, self.network.shape)
        if not isinstance(found, Targets):
            raise Fault("encode", "`encode` should give Targets(values, classes).")
        return numbers("encode", found.values, (len(labels), *self.network.shape), "targets")

    def forward(self) -> Array:
        """The network's answers to the samples, (n, K)."""
        return self.network.run(self.x, mode()).output

    def value(self) -> Array:
        """The mean loss of the samples, (1,)."""
        return np.array([quiet(losses.mean, self.loss, self.forward(), self.targets)])

    def gradient(self) -> Array:
        """Its gradient by backpropagation, (P,)."""
        run = self.network.run(self.x, mode())
        return self.network.backward(run, quiet(self.loss.gradient, run.output, self.targets)).parameters

    def where(self, place: int) -> str:
        """What a number of the parameters' vector is: 'weights[0, 2] of dense 1'."""
        mark = np.zeros_like(self.network.parameters)
        mark[place] = 1
        for layer in self.dense:
            for name, part in self.network.parts(layer, mark).items():
                if part.any():
                    index = [int(index) for index in np.argwhere(part)[0]]
                    return f"{name}{index} of {layer.name}"
        raise IndexError(place)


def mode() -> Mode:
    """How layers behave in a check: as in training, and each time with the same random numbers."""
    return Mode(training=True, random=np.random.default_rng(0))


def quiet(function: Callable[..., Any], *arguments: Any) -> Any:
    """A function's answer, without NumPy's warnings."""
    with np.errstate(all="ignore"):
        return function(*arguments)
