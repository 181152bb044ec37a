"""Learning-rate schedules: what the learning rate is multiplied by at each step, counted from 0.

Each schedule is a function of the step alone, so a run can be entered at any point of it.
"""

import math
from dataclasses import dataclass

from nets.errors import SettingError, UnknownNameError


@dataclass(frozen=True)
class Constant:
    """1, at every step."""

    def __call__(self, _step: int) -> float:
        """The factor at that step."""
        return 1.0


@dataclass(frozen=True)
class StepDecay:
    """`factor` times less after every `steps` steps: factor^⌊step / steps⌋."""

    steps: int = 1000
    factor: float = 0.5

    def __post_init__(self) -> None:
        positive("steps of a schedule", self.steps)
        positive("factor of a schedule", self.factor)

    def __call__(self, step: int) -> float:
        """The factor at that step."""
        return self.factor ** (step // self.steps)


@dataclass(frozen=True)
class Cosine:
    """From 1 down to `least` along half a cosine wave of `steps` steps (Loshchilov and Hutter, 2017, eq. 5)."""

    steps: int = 5000
    least: float = 0.0

    def __post_init__(self) -> None:
        positive("steps of a schedule", self.steps)

    def __call__(self, step: int) -> float:
        """The factor at that step."""
        return self.least + (1 - self.least) * (1 + math.cos(math.pi * min(step / self.steps, 1))) / 2


@dataclass(frozen=True)
class WarmUp:
    """From nearly 0 up to 1 in a straight line, during `steps` steps; then another schedule, which begins there."""

    steps: int = 500
    then: "Schedule" = Constant()

    def __post_init__(self) -> None:
        positive("steps of a schedule", self.steps)

    def __call__(self, step: int) -> float:
        """The factor at that step."""
        return (step + 1) / self.steps if step < self.steps else self.then(step - self.steps)


Schedule = Constant | StepDecay | Cosine | WarmUp
SCHEDULES: dict[str, type[Schedule]] = {
    "constant": Constant,
    "step": StepDecay,
    "cosine": Cosine,
    "warm-up": WarmUp,
}
NAMES = tuple(SCHEDULES)


def named(name: str) -> Schedule:
    """A schedule with its usual settings, by name; raises UnknownNameError."""
    if name not in SCHEDULES:
        raise UnknownNameError("schedule", name, NAMES)
    return SCHEDULES[name]()


def positive(what: str, number: float) -> None:
    """Raises SettingError unless the number is above 0."""
    if not number > 0:
        raise SettingError(f"the {what} must be above 0, not {number}")
