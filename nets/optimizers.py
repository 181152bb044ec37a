"""Optimizers: from a gradient to a step, for the flat vector of all parameters at once.

w are the parameters, g their gradient, η the learning rate, t the number of the step, counted from 1; products and
roots are taken number by number. What an optimizer remembers from step to step it is given and gives back, by name:
each a vector (P,), zero before the first step. So `update` is a pure function, and a step can be looked at undone.
"""

from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any, ClassVar, NamedTuple

import numpy as np

from nets.arrays import Array
from nets.errors import SettingError, check_name, fraction, not_negative

EPSILON = 1e-8

Memory = dict[str, Array]


class Step(NamedTuple):
    """What else a step depends on.

    rate      η, with the schedule's factor
    t         its number, counted from 1 for the first one that this optimizer makes
    weights   (P,): 1 for the parameters that regularisers draw towards zero, and 0 for the others
    """

    rate: float
    t: int
    weights: Array


@dataclass(frozen=True)
class Optimizer(ABC):
    """What all share. `remembers` names the vectors of its memory."""

    name: ClassVar[str]
    remembers: ClassVar[tuple[str, ...]] = ()

    @abstractmethod
    def update(self, w: Array, g: Array, memory: Memory, step: Step, /) -> tuple[Array, Memory]:
        """The parameters after a step along the gradient, and what is remembered of it; w and g are (P,)."""

    def settings(self) -> dict[str, Any]:
        """Name and settings, as JSON can hold them."""
        return {"name": self.name, **asdict(self)}

    def __post_init__(self) -> None:
        for name, value in asdict(self).items():
            fraction(name, value)


@dataclass(frozen=True)
class SGD(Optimizer):
    """w ← w - η g."""

    name: ClassVar[str] = "sgd"

    def update(self, w: Array, g: Array, _memory: Memory, step: Step, /) -> tuple[Array, Memory]:
        """One step down the slope."""
        return w - step.rate * g, {}


@dataclass(frozen=True)
class Momentum(Optimizer):
    """v ← β v + g,  w ← w - η v: a heavy ball (Polyak, 1964; PyTorch's form, in which g is not scaled by 1 - β)."""

    name: ClassVar[str] = "momentum"
    remembers: ClassVar[tuple[str, ...]] = ("velocity",)
    beta: float = 0.9

    def update(self, w: Array, g: Array, memory: Memory, step: Step, /) -> tuple[Array, Memory]:
        """Gather speed along the slope."""
        v = self.beta * memory["velocity"] + g
        return w - step.rate * v, {"velocity": v}


@dataclass(frozen=True)
class Nesterov(Momentum):
    """v ← β v + g,  w ← w - η (g + β v): a ball that looks ahead.

    Nesterov (1983) takes the gradient at the place where the velocity is about to carry w. In this form, which is
    PyTorch's, w stands for that place already, and the gradient is taken where the parameters are (Bengio,
    Boulanger-Lewandowski and Pascanu, "Advances in optimizing recurrent networks", 2013, eq. 7).
    """

    name: ClassVar[str] = "nesterov"

    def update(self, w: Array, g: Array, memory: Memory, step: Step, /) -> tuple[Array, Memory]:
        """Gather speed, and step as if already moved by it."""
        v = self.beta * memory["velocity"] + g
        return w - step.rate * (g + self.beta * v), {"velocity": v}


@dataclass(frozen=True)
class AdaGrad(Optimizer):
    """s ← s + g²,  w ← w - η g / (√s + ε): what moved much moves less (Duchi, Hazan and Singer, 2011)."""

    name: ClassVar[str] = "adagrad"
    remembers: ClassVar[tuple[str, ...]] = ("squares",)

    def update(self, w: Array, g: Array, memory: Memory, step: Step, /) -> tuple[Array, Memory]:
        """A step scaled by all gradients so far."""
        s = memory["squares"] + g * g
        return w - step.rate * g / (np.sqrt(s) + EPSILON), {"squares": s}


@dataclass(frozen=True)
class RMSProp(Optimizer):
    """s ← ρ s + (1 - ρ) g²,  w ← w - η g / (√s + ε): AdaGrad that forgets (Tieleman and Hinton, 2012)."""

    name: ClassVar[str] = "rmsprop"
    remembers: ClassVar[tuple[str, ...]] = ("squares",)
    rho: float = 0.9

    def update(self, w: Array, g: Array, memory: Memory, step: Step, /) -> tuple[Array, Memory]:
        """A step scaled by the recent gradients."""
        s = self.rho * memory["squares"] + (1 - self.rho) * (g * g)
        return w - step.rate * g / (np.sqrt(s) + EPSILON), {"squares": s}


@dataclass(frozen=True)
class Adam(Optimizer):
    """Averages of the gradient, m, and of its square, s, each freed of its beginning at zero.

    m ← β₁ m + (1 - β₁) g,  s ← β₂ s + (1 - β₂) g²,  w ← w - η m̂ / (√ŝ + ε), with m̂ = m / (1 - β₁^t) and ŝ likewise
    (Kingma and Ba, 2015, algorithm 1).
    """

    name: ClassVar[str] = "adam"
    remembers: ClassVar[tuple[str, ...]] = ("mean", "squares")
    beta1: float = 0.9
    beta2: float = 0.999

    def update(self, w: Array, g: Array, memory: Memory, step: Step, /) -> tuple[Array, Memory]:
        """A step along the average gradient, scaled by the average of its square."""
        m = self.beta1 * memory["mean"] + (1 - self.beta1) * g
        s = self.beta2 * memory["squares"] + (1 - self.beta2) * (g * g)
        length = np.sqrt(s * (1 / (1 - self.beta2**step.t))) + EPSILON
        return w - step.rate / (1 - self.beta1**step.t) * m / length, {"mean": m, "squares": s}


@dataclass(frozen=True)
class AdamW(Adam):
    """Adam, and apart from it w ← w - η λ w for the weights.

    Loshchilov and Hutter (2019, algorithm 2) scale the decay by the schedule alone. Here, as in PyTorch, it is scaled
    by the whole learning rate, so that one slider slows down all that a step does.
    """

    name: ClassVar[str] = "adamw"
    decay: float = 0.01

    def __post_init__(self) -> None:
        fraction("beta1", self.beta1)
        fraction("beta2", self.beta2)
        not_negative("the weight decay", self.decay)

    def update(self, w: Array, g: Array, memory: Memory, step: Step, /) -> tuple[Array, Memory]:
        """Shrink the weights, then step as Adam."""
        return super().update(w - step.rate * self.decay * (w * step.weights), g, memory, step)


OPTIMIZERS: dict[str, type[Optimizer]] = {
    optimizer.name: optimizer for optimizer in (SGD, Momentum, Nesterov, AdaGrad, RMSProp, Adam, AdamW)
}
NAMES = tuple(OPTIMIZERS)


def named(name: str, **settings: float) -> Optimizer:
    """An optimizer by name, with its usual settings or some others; raises UnknownNameError, SettingError."""
    check_name("optimizer", name, OPTIMIZERS)
    try:
        return OPTIMIZERS[name](**settings)
    except TypeError:
        known = ", ".join(setting for setting in OPTIMIZERS[name]().settings() if setting != "name") or "none"
        raise SettingError(f"the settings of {name!r} are: {known}; got {', '.join(settings)}") from None


def from_settings(settings: Mapping[str, Any]) -> Optimizer:
    """The optimizer that `settings` described; raises UnknownNameError, SettingError."""
    settings = dict(settings)
    return named(settings.pop("name", None), **settings)
