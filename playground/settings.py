"""Settings: everything that decides a run, validated, frozen, and written as the part of the address after ``#``."""

from collections.abc import Callable
from typing import Any
from urllib.parse import parse_qsl, quote

import param

LEARNING_RATES = (0.00001, 0.0001, 0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1.0, 3.0, 10.0)
MAX_LAYERS = 6
MAX_NEURONS = 8
FEATURES = ("x1", "x2", "x1^2", "x2^2", "x1x2", "sin x1", "sin x2")
DATASETS = ("circle", "xor", "gaussian", "spiral")
ACTIVATIONS = ("tanh", "sigmoid", "relu", "linear")
LOSSES = ("mean squared error", "cross-entropy")
SPEEDS = (1, 2, 5, 10, 30, 60, 150, 500, 1500, 5000, 0)
"""Training steps a second; 0 stands for as fast as it goes."""

Propose = Callable[..., None]
"""Called by a control with the settings that a person has changed."""

LIVE = frozenset({"learning_rate", "batch_size", "speed", "show_test"})
"""What can change in the middle of a run; a change of anything else is another run and starts at step 0."""


class Settings(param.Parameterized):
    """One run, frozen. `replace` gives a changed copy; `fragment` and `from_fragment` are its form in an address."""

    dataset = param.Selector(default="spiral", objects=list(DATASETS), constant=True)
    noise = param.Integer(default=0, bounds=(0, 50), constant=True, doc="Noise of the data in per cent.")
    train_share = param.Integer(default=50, bounds=(10, 90), constant=True, doc="Training share in per cent.")
    batch_size = param.Integer(default=10, bounds=(1, 64), constant=True)
    features = param.ListSelector(default=["x1", "x2", "sin x1", "sin x2"], objects=list(FEATURES), constant=True)
    hidden = param.List(default=[6, 5], item_type=int, bounds=(0, MAX_LAYERS), constant=True)
    activation = param.Selector(default="tanh", objects=list(ACTIVATIONS), constant=True)
    loss = param.Selector(default="mean squared error", objects=list(LOSSES), constant=True)
    learning_rate = param.Selector(default=0.03, objects=list(LEARNING_RATES), constant=True)
    seed = param.Integer(default=1, bounds=(0, 9999), constant=True, doc="Seed of the data, the split and the order.")
    weights = param.Integer(default=0, bounds=(0, 9999), constant=True, doc="Which draw of initial weights.")
    speed = param.Selector(default=500, objects=list(SPEEDS), constant=True, doc="Steps a second; 0: no limit.")
    show_test = param.Boolean(default=False, constant=True)

    def __init__(self, **values: Any) -> None:
        """Raises ValueError for a value that is out of its range, and for a network that could not be built."""
        super().__init__(**values)
        if not self.features or len(set(self.features)) < len(self.features):
            raise ValueError(f"features are at least one and each once, not {self.features}")
        if not all(1 <= count <= MAX_NEURONS for count in self.hidden):
            raise ValueError(f"a hidden layer has 1 to {MAX_NEURONS} neurons, not {self.hidden}")

    @property
    def values(self) -> dict[str, Any]:
        """The settings as plain values, in the order in which they are declared."""
        return {name: getattr(self, name) for name in NAMES}

    def replace(self, **changes: Any) -> "Settings":
        """A copy with some values changed; raises ValueError as the constructor does."""
        return Settings(**(self.values | changes))

    def differences(self, other: "Settings") -> set[str]:
        """The names of the settings in which the two differ."""
        return {name for name, value in self.values.items() if getattr(other, name) != value}

    @property
    def fragment(self) -> str:
        """The settings as the address carries them after ``#``."""
        return "&".join(f"{name}={quote(_write(value), safe=',^')}" for name, value in self.values.items())

    @classmethod
    def from_fragment(cls, fragment: str) -> tuple["Settings", list[str]]:
        """Settings from an address, and a sentence for every part that could not be used and stays at its default."""
        settings, problems = cls(), []
        for name, text in parse_qsl(fragment.lstrip("#"), keep_blank_values=True):
            if name not in NAMES:
                problems.append(f"“{name}” is not a setting")
                continue
            try:
                settings = settings.replace(**{name: _read(name, text)})
            except ValueError:
                problems.append(f"{name.replace('_', ' ')} cannot be “{text}”")
        return settings, problems


NAMES = tuple(name for name in Settings.param if name != "name")


def _write(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list):
        return ",".join(str(item) for item in value)
    return str(value)


def _read(name: str, text: str) -> Any:
    """The value that a text stands for; raises ValueError if it is not of the setting's kind."""
    kind = Settings.param[name]
    if isinstance(kind, param.Boolean):
        if text not in ("yes", "no"):
            raise ValueError(text)
        return text == "yes"
    if isinstance(kind, param.ListSelector):
        return text.split(",")
    if isinstance(kind, param.List):
        return [int(item) for item in text.split(",") if item]
    if isinstance(kind.default, bool | str):
        return text
    return type(kind.default)(text)
