"""Optimizers: from a gradient to a step, for the flat vector of all parameters at once.

w are the parameters, g their gradient, η the learning rate; all products and roots are taken number by number. What an
optimizer remembers from step to step is in `memory`, (kinds, P), so that a checkpoint can copy it. In `Optimizer.begin`
it gets its buffers; the object that a trainer is given is only copied, and so serves any number of trainers.
"""

from abc import ABC, abstractmethod
from typing import ClassVar

import numpy as np

from nets.errors import SettingError, UnknownNameError
from nets.tape import Array

EPSILON = 1e-8


class Optimizer(ABC):
    """What all share.

    rate     η, a 0-d array, to be written before an update
    count    how many steps were made before this one, to be written before an update
    memory   (kinds, P), what is remembered; zero at the beginning
    """

    name: ClassVar[str]
    kinds: ClassVar[int] = 0

    def begin(self, decayed: Array) -> None:
        """Make buffers for P parameters; `decayed`, (P,), is 1 for weights and 0 for biases, in their precision."""
        self.rate = np.zeros((), decayed.dtype)
        self.count = 0
        self.memory = np.zeros((self.kinds, decayed.size), decayed.dtype)
        self._decayed = decayed
        self._step = np.zeros_like(decayed)
        self._work = np.zeros_like(decayed)

    @abstractmethod
    def update(self, w: Array, g: Array) -> None:
        """Move the parameters w by their gradient g, both (P,), in place."""

    def average(self, memory: Array, share: float, new: Array) -> None:
        """memory ← share · memory + (1 - share) · new, in place; `new` is overwritten."""
        np.multiply(memory, share, memory)
        np.multiply(new, 1 - share, new)
        np.add(memory, new, memory)


class SGD(Optimizer):
    """w ← w - η g."""

    name: ClassVar[str] = "sgd"

    def update(self, w: Array, g: Array) -> None:
        """One step down the slope."""
        np.multiply(g, self.rate, self._step)
        np.subtract(w, self._step, w)


class Momentum(Optimizer):
    """v ← β v + g,  w ← w - η v: a heavy ball (Polyak, 1964)."""

    name: ClassVar[str] = "momentum"
    kinds: ClassVar[int] = 1

    def __init__(self, beta: float = 0.9) -> None:
        self.beta = share("momentum", beta)

    def update(self, w: Array, g: Array) -> None:
        """Gather speed along the slope."""
        v = self.memory[0]
        np.multiply(v, self.beta, v)
        np.add(v, g, v)
        np.multiply(v, self.rate, self._step)
        np.subtract(w, self._step, w)


class Nesterov(Momentum):
    """v ← β v + g,  w ← w - η (g + β v): a ball that looks ahead (Nesterov, 1983; in the form of Sutskever, 2013)."""

    name: ClassVar[str] = "nesterov"

    def update(self, w: Array, g: Array) -> None:
        """Gather speed, and step as if already moved by it."""
        v = self.memory[0]
        np.multiply(v, self.beta, v)
        np.add(v, g, v)
        np.multiply(v, self.beta, self._step)
        np.add(self._step, g, self._step)
        np.multiply(self._step, self.rate, self._step)
        np.subtract(w, self._step, w)


class AdaGrad(Optimizer):
    """s ← s + g²,  w ← w - η g / (√s + ε): what moved much moves less (Duchi, Hazan and Singer, 2011)."""

    name: ClassVar[str] = "adagrad"
    kinds: ClassVar[int] = 1

    def update(self, w: Array, g: Array) -> None:
        """A step scaled by all gradients so far."""
        s = self.memory[0]
        np.multiply(g, g, self._work)
        np.add(s, self._work, s)
        self.scaled_step(w, g, s)

    def scaled_step(self, w: Array, g: Array, s: Array) -> None:
        """w ← w - η g / (√s + ε)."""
        np.sqrt(s, self._work)
        np.add(self._work, EPSILON, self._work)
        np.multiply(g, self.rate, self._step)
        np.divide(self._step, self._work, self._step)
        np.subtract(w, self._step, w)


class RMSProp(AdaGrad):
    """s ← ρ s + (1 - ρ) g²,  w ← w - η g / (√s + ε): AdaGrad that forgets (Tieleman and Hinton, 2012)."""

    name: ClassVar[str] = "rmsprop"

    def __init__(self, rho: float = 0.9) -> None:
        self.rho = share("rho", rho)

    def update(self, w: Array, g: Array) -> None:
        """A step scaled by the recent gradients."""
        np.multiply(g, g, self._work)
        self.average(self.memory[0], self.rho, self._work)
        self.scaled_step(w, g, self.memory[0])


class Adam(AdaGrad):
    """Averages of the gradient, m, and of its square, s, each freed of its beginning at zero.

    m ← β₁ m + (1 - β₁) g,  s ← β₂ s + (1 - β₂) g²,  w ← w - η m̂ / (√ŝ + ε), with m̂ = m / (1 - β₁^t) and ŝ likewise
    (Kingma and Ba, 2015, algorithm 1).
    """

    name: ClassVar[str] = "adam"
    kinds: ClassVar[int] = 2

    def __init__(self, beta1: float = 0.9, beta2: float = 0.999) -> None:
        self.beta1 = share("beta1", beta1)
        self.beta2 = share("beta2", beta2)

    def update(self, w: Array, g: Array) -> None:
        """A step along the average gradient, scaled by the average of its square."""
        m, s = self.memory
        np.copyto(self._work, g)
        self.average(m, self.beta1, self._work)
        np.multiply(g, g, self._work)
        self.average(s, self.beta2, self._work)
        np.multiply(s, 1 / (1 - self.beta2 ** (self.count + 1)), self._work)
        np.sqrt(self._work, self._work)
        np.add(self._work, EPSILON, self._work)
        np.multiply(m, self.rate / (1 - self.beta1 ** (self.count + 1)), self._step)
        np.divide(self._step, self._work, self._step)
        np.subtract(w, self._step, w)


class AdamW(Adam):
    """Adam, and apart from it w ← w - η λ w for the weights (Loshchilov and Hutter, 2019, algorithm 2)."""

    name: ClassVar[str] = "adamw"

    def __init__(self, beta1: float = 0.9, beta2: float = 0.999, decay: float = 0.01) -> None:
        super().__init__(beta1, beta2)
        if decay < 0:
            raise SettingError(f"the weight decay is at least 0, not {decay}")
        self.decay = float(decay)

    def update(self, w: Array, g: Array) -> None:
        """Shrink the weights, then step as Adam."""
        np.multiply(w, self._decayed, self._work)
        np.multiply(self._work, self.rate * self.decay, self._work)
        np.subtract(w, self._work, w)
        super().update(w, g)


OPTIMIZERS: dict[str, type[Optimizer]] = {
    optimizer.name: optimizer for optimizer in (SGD, Momentum, Nesterov, AdaGrad, RMSProp, Adam, AdamW)
}
NAMES = tuple(OPTIMIZERS)


def named(name: str) -> Optimizer:
    """An optimizer with its usual settings, by name; raises UnknownNameError."""
    if name not in OPTIMIZERS:
        raise UnknownNameError("optimizer", name, NAMES)
    return OPTIMIZERS[name]()


def share(name: str, value: float) -> float:
    """The value, if it is at least 0 and below 1; raises SettingError."""
    if not 0 <= value < 1:
        raise SettingError(f"{name} is at least 0 and below 1, not {value}")
    return float(value)
