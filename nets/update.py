"""The last part of a training step: from the gradient to new parameters.

First the regulariser adds its penalty and clips; then the schedule sets the learning rate; then the optimizer moves.
"""

import copy

import numpy as np

from nets.network import Network
from nets.optimizers import Optimizer
from nets.regularizers import Regularizer
from nets.schedules import Constant, Schedule
from nets.tape import Array


class Update:
    """Moves the parameters of one network; works on a copy of the optimizer it is given."""

    def __init__(self, network: Network, optimizer: Optimizer, regularizer: Regularizer, schedule: Schedule) -> None:
        self._parameters = network.parameters
        self.optimizer = copy.copy(optimizer)
        self.optimizer.begin(network.decayed())
        self.regularizer = regularizer
        self.schedule = schedule
        self._steady = isinstance(schedule, Constant)
        self._idle = regularizer.idle
        self._learning_rate = 0.0

    @property
    def memory(self) -> Array:
        """What the optimizer remembers, (kinds, P)."""
        return self.optimizer.memory

    def set_learning_rate(self, rate: float) -> None:
        """The learning rate before the schedule's factor."""
        self._learning_rate = rate
        self.optimizer.rate[...] = rate

    def apply(self, gradients: Array, step: int) -> None:
        """Make step number `step`, counted from 0, along the gradients (P,), which the regulariser may change."""
        if not self._idle:
            self.regularizer.apply(self._parameters, gradients)
        if not self._steady:
            self.optimizer.rate[...] = self._learning_rate * self.schedule(step)
        self.optimizer.count = step
        self.optimizer.update(self._parameters, gradients)

    def preview(self, gradients: Array, step: int) -> Array:
        """What `apply` would add to the parameters, (P,); afterwards everything is as it was."""
        parameters, memory = self._parameters.copy(), self.memory.copy()
        with np.errstate(all="ignore"):
            self.apply(gradients.copy(), step)
            change = self._parameters - parameters
        self._parameters[...] = parameters
        self.memory[...] = memory
        return change
