"""The settings of a run that may change while it goes on."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from dataclasses import replace as replaced
from typing import Any

from nets import optimizers, schedules
from nets.errors import SettingError, at_least_one, not_negative, positive
from nets.optimizers import Optimizer
from nets.schedules import Schedule


@dataclass(frozen=True)
class Settings:
    """How steps are made; raises SettingError or UnknownNameError for what is impossible.

    learning_rate   above 0, before the schedule's factor
    batch_size      samples a step, at least 1; the last step of an epoch takes what is left
    optimizer       an optimizer, or the name of one
    schedule        a schedule, or the name of one
    l1, l2          weights of the penalties l1 Σ|w| and l2 Σw² / 2
    clip_norm       the longest gradient; 0 for no bound
    """

    learning_rate: float = 0.03
    batch_size: int = 10
    optimizer: Optimizer | str = "sgd"
    schedule: Schedule | str = "constant"
    l1: float = 0.0
    l2: float = 0.0
    clip_norm: float = 0.0

    def __post_init__(self) -> None:
        if isinstance(self.optimizer, str):
            object.__setattr__(self, "optimizer", optimizers.named(self.optimizer))
        if isinstance(self.schedule, str):
            object.__setattr__(self, "schedule", schedules.named(self.schedule))
        if not isinstance(self.optimizer, Optimizer):
            raise SettingError(f"the optimizer is one of nets.optimizers, or a name, not {self.optimizer!r}")
        if not isinstance(self.schedule, Schedule):
            raise SettingError(f"the schedule is one of nets.schedules, or a name, not {self.schedule!r}")
        object.__setattr__(self, "learning_rate", positive("the learning rate", self.learning_rate))
        object.__setattr__(self, "batch_size", at_least_one("the batch size", self.batch_size))
        for name in ("l1", "l2", "clip_norm"):
            object.__setattr__(self, name, not_negative(name, getattr(self, name)))

    @property
    def rule(self) -> Optimizer:
        """The optimizer."""
        assert not isinstance(self.optimizer, str)
        return self.optimizer

    def rate(self, step: int) -> float:
        """The learning rate at a step, counted from 0, with the schedule's factor."""
        assert not isinstance(self.schedule, str)
        return self.learning_rate * self.schedule(step)

    @property
    def of_update(self) -> tuple[Any, ...]:
        """What the update of a step depends on: all of them but the batch size."""
        return tuple(getattr(self, name) for name in NAMES if name != "batch_size")

    def replace(self, **changes: Any) -> "Settings":
        """The same settings but for some; raises SettingError, also for what is no setting."""
        if unknown := changes.keys() - set(NAMES):
            raise SettingError(f"{', '.join(sorted(unknown))} cannot change in a run; what can: {', '.join(NAMES)}")
        return replaced(self, **changes)

    def said(self) -> dict[str, Any]:
        """What is set, by the names under which it is changed, and written into the log of a run."""
        return {name: getattr(self, name) for name in NAMES}

    def to_json(self) -> dict[str, Any]:
        """The settings as JSON can hold them."""
        assert not isinstance(self.schedule, str)
        plain = {name: getattr(self, name) for name in NAMES}
        return plain | {"optimizer": self.rule.settings(), "schedule": schedules.to_settings(self.schedule)}

    @staticmethod
    def from_json(plain: Mapping[str, Any]) -> "Settings":
        """The settings that `to_json` described; raises SettingError, UnknownNameError."""
        settings = dict(plain)
        for name, read in (("optimizer", optimizers.from_settings), ("schedule", schedules.from_settings)):
            if isinstance(settings.get(name), dict):
                settings[name] = read(settings[name])
        return Settings().replace(**settings)


NAMES = tuple(field.name for field in fields(Settings))
