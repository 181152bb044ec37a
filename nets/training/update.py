"""The last part of a training step: from the gradient of the data to new parameters.

First the L2 penalty is added, and the sum is clipped; then the optimizer moves the parameters; then L1 shrinks them.
"""

from typing import NamedTuple

import numpy as np

from nets.arrays import Array
from nets.optimizers import Memory, Step
from nets.training import regularizers
from nets.training.settings import Settings


class Update(NamedTuple):
    """A step's update, all parts apart; vectors are (P,).

    data            the gradient of the mean loss of the mini-batch
    penalty         the gradient of the L2 penalty
    clip_factor     what their sum is multiplied by; 1 if it is not clipped
    rate            the learning rate, with the schedule's factor
    t               the step's number for the optimizer, counted from 1 since that remembered nothing
    shrinking       what L1 adds to the parameters, after the optimizer
    change          what the step adds to the parameters, all in all
    memory_before, memory_after   what the optimizer remembers, by name
    """

    data: Array
    penalty: Array
    clip_factor: float
    rate: float
    t: int
    shrinking: Array
    change: Array
    memory_before: Memory
    memory_after: Memory


def total_gradient(settings: Settings, w: Array, g: Array, weights: Array) -> Array:
    """The gradient that the optimizer gets: that of the data, g, and the penalty's, clipped; (P,)."""
    if settings.l2:
        g = g + regularizers.l2_gradient(w, weights, settings.l2)
    if settings.clip_norm:
        g = g * regularizers.clip_factor(g, settings.clip_norm)
    return g


def moved(settings: Settings, w: Array, g: Array, memory: Memory, step: Step) -> tuple[Array, Memory]:
    """Parameters and memory after the optimizer's part of a step."""
    return settings.rule.update(w, total_gradient(settings, w, g, step.weights), memory, step)


def updated(settings: Settings, w: Array, g: Array, memory: Memory, step: Step) -> tuple[Array, Memory]:
    """Parameters and memory after a step, from the parameters w and the gradient of the data g, both (P,)."""
    w, memory = moved(settings, w, g, memory, step)
    if settings.l1:
        w = regularizers.shrunk(w, step.weights, step.rate * settings.l1)
    return w, memory


def opened(settings: Settings, w: Array, g: Array, memory: Memory, step: int, weights: Array, began: int = 0) -> Update:
    """The update of a step, counted from 0, with all its parts; nothing is changed.

    began   the step before which the optimizer remembered nothing
    """
    rate = settings.rate(step)
    with np.errstate(all="ignore"):
        penalty = regularizers.l2_gradient(w, weights, settings.l2)
        factor = float(regularizers.clip_factor(g + penalty, settings.clip_norm)) if settings.clip_norm else 1.0
        this = Step(rate, step - began + 1, weights)
        smooth, _ = moved(settings, w, g, memory, this)
        after, remembered = updated(settings, w, g, memory, this)
        shrinking, change = after - smooth, after - w
    before = {name: vector.copy() for name, vector in memory.items()}
    return Update(g.copy(), penalty, factor, rate, this.t, shrinking, change, before, remembered)
