"""Learning-rate schedules: what the learning rate is multiplied by at each step, counted from 0.

Each schedule is a function of the step alone, so a run can be entered at any point of it.
"""

import math
from dataclasses import asdict, dataclass
from typing import Any

from nets.errors import SettingError, check_name, is_number, positive


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
        positive("the steps of a schedule", self.steps)
        positive("the factor of a schedule", self.factor)

    def __call__(self, step: int) -> float:
        """The factor at that step."""
        try:
            return self.factor ** (step // self.steps)
        except OverflowError:
            return math.inf


@dataclass(frozen=True)
class Cosine:
    """From 1 down to `least` along half a cosine wave of `steps` steps (Loshchilov and Hutter, 2017, eq. 5)."""

    steps: int = 5000
    least: float = 0.0

    def __post_init__(self) -> None:
        positive("the steps of a schedule", self.steps)
        if not is_number(self.least) or not 0 <= self.least <= 1:
            raise SettingError(f"the least factor of a schedule is between 0 and 1, not {self.least!r}")

    def __call__(self, step: int) -> float:
        """The factor at that step."""
        return self.least + (1 - self.least) * (1 + math.cos(math.pi * min(step / self.steps, 1))) / 2


@dataclass(frozen=True)
class WarmUp:
    """From nearly 0 up to 1 in a straight line, during `steps` steps; then another schedule, which begins there.

    `then` may be given by its name.
    """

    steps: int = 500
    then: "Schedule | str" = Constant()

    def __post_init__(self) -> None:
        positive("the steps of a schedule", self.steps)
        if isinstance(self.then, str):
            object.__setattr__(self, "then", named(self.then))
        if not isinstance(self.then, Constant | StepDecay | Cosine | WarmUp):
            raise SettingError(f"after the warm-up comes a schedule or the name of one, not {self.then!r}")

    def __call__(self, step: int) -> float:
        """The factor at that step."""
        assert not isinstance(self.then, str)
        return (step + 1) / self.steps if step < self.steps else self.then(step - self.steps)


Schedule = Constant | StepDecay | Cosine | WarmUp
SCHEDULES: dict[str, type[Schedule]] = {
    "constant": Constant,
    "step": StepDecay,
    "cosine": Cosine,
    "warm-up": WarmUp,
}
NAMES = tuple(SCHEDULES)


def named(name: str, **settings: Any) -> Schedule:
    """A schedule by name, with its usual settings or some others; raises UnknownNameError, SettingError."""
    check_name("schedule", name, SCHEDULES)
    try:
        return SCHEDULES[name](**settings)
    except TypeError as error:
        raise SettingError(f"these are no settings of the schedule {name!r}: {error}") from None


def to_settings(schedule: Schedule) -> dict[str, Any]:
    """Name and settings of a schedule, as JSON can hold them."""
    name = next(name for name, kind in SCHEDULES.items() if type(schedule) is kind)
    settings = asdict(schedule)
    if isinstance(schedule, WarmUp):
        assert not isinstance(schedule.then, str)
        settings["then"] = to_settings(schedule.then)
    return {"name": name, **settings}


def from_settings(settings: dict[str, Any]) -> Schedule:
    """The schedule that `to_settings` described; raises UnknownNameError, SettingError."""
    settings = dict(settings)
    if isinstance(settings.get("then"), dict):
        settings["then"] = from_settings(settings["then"])
    return named(settings.pop("name", None), **settings)
