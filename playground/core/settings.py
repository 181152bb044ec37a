"""The settings: one declaration each, frozen values of all of them."""

from collections.abc import Callable
from typing import Any

import param

from playground.core.declare import LIVE, VIEW, Choice, Flag, Layers, Several, Whole

LEARNING_RATES = (0.00001, 0.0001, 0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1.0, 3.0, 10.0)
MAX_LAYERS = 6
MAX_NEURONS = 8
SPEEDS = (1, 2, 5, 10, 30, 60, 150, 500, 1500, 5000, 0)

Propose = Callable[..., None]
"""Called by a control with the settings that a person has changed."""


def speed_words(speed: int) -> str:
    """Steps a second in words; 0 is as fast as it goes."""
    return f"{speed} step{'' if speed == 1 else 's'}/s" if speed else "max"


class Settings(param.Parameterized):
    """One run and how it is looked at, frozen. `replace` gives a changed copy."""

    dataset = Choice(
        {"circle": "Circle", "xor": "XOR", "gaussian": "Gaussian", "spiral": "Spiral"},
        default="spiral", label="Dataset", control="pictures", doc="The points that the network learns to tell apart.",
    )  # fmt: skip
    noise = Whole(
        0, bounds=(0, 50), step=5, unit=" %", label="Noise",
        doc="How far points stray from their shape.",
    )  # fmt: skip
    train_share = Whole(
        50, bounds=(10, 90), step=10, unit=" %", label="Training share",
        doc="How many of the points are trained on; the others test.",
    )  # fmt: skip
    batch_size = Whole(
        10, bounds=(1, 64), step=1, scope=LIVE, label="Batch size",
        doc="Points that one step learns from.",
    )  # fmt: skip
    features = Several(
        {
            "x1": "x₁", "x2": "x₂", "x1^2": "x₁²", "x2^2": "x₂²", "x1x2": "x₁x₂",
            "sin x1": "sin x₁", "sin x2": "sin x₂",
        },
        default=["x1", "x2", "sin x1", "sin x2"], label="Features", doc="What the network is told about a point.",
    )  # fmt: skip
    hidden = Layers(
        [6, 5], bounds=(0, MAX_LAYERS), most=MAX_NEURONS, label="Hidden layers",
        doc="Neurons of every hidden layer.",
    )  # fmt: skip
    activation = Choice(
        {"tanh": "tanh", "sigmoid": "sigmoid", "relu": "ReLU", "linear": "linear"},
        default="tanh", label="Activation", doc="What a hidden neuron makes of its weighted sum.",
    )  # fmt: skip
    loss = Choice(
        {"mean squared error": "mean squared error", "cross-entropy": "cross-entropy"},
        default="mean squared error", label="Loss", doc="What training makes small.",
    )  # fmt: skip
    learning_rate = Choice(
        {rate: f"{rate:.5f}".rstrip("0").rstrip(".") for rate in LEARNING_RATES},
        default=0.03, scope=LIVE, label="Learning rate", doc="How far a step goes against the gradient.",
    )  # fmt: skip
    seed = Whole(
        1, bounds=(0, 9999), step=1, control="number", label="Seed",
        doc="Of the data, their split and the order of training.",
    )  # fmt: skip
    weights = Whole(0, bounds=(0, 9999), step=1, control="", label="Weights", doc="Which draw of initial weights.")
    speed = Choice(
        {speed: speed_words(speed) for speed in SPEEDS}, default=500, scope=VIEW, control="steps", label="Speed",
        doc="Training steps a second; 0 stands for as many as the machine makes.",
    )  # fmt: skip
    show_test = Flag(False, scope=VIEW, label="Show test points", doc="Draw the points that are not trained on, too.")

    def __init__(self, **values: Any) -> None:
        """Raises ValueError for a value that is out of its range."""
        super().__init__(**values)

    @property
    def values(self) -> dict[str, Any]:
        """The settings as plain values, in the order in which they are declared."""
        return {name: getattr(self, name) for name in DECLARED}

    def replace(self, **changes: Any) -> "Settings":
        """A copy with some values changed; raises ValueError as the constructor does."""
        return Settings(**(self.values | changes))

    def differences(self, other: "Settings") -> set[str]:
        """The names of the settings in which the two differ."""
        return {name for name, value in self.values.items() if getattr(other, name) != value}

    def part(self, *scopes: str) -> dict[str, Any]:
        """The values of the settings of some scopes."""
        return {name: getattr(self, name) for name in names(*scopes)}


DECLARED: dict[str, Any] = {name: Settings.param[name] for name in Settings.param if name != "name"}


def names(*scopes: str) -> list[str]:
    """The names of the settings of some scopes, in the order in which they are declared."""
    return [name for name, declared in DECLARED.items() if declared.scope in scopes]


def documentation() -> str:
    """A table of all settings, in Markdown: what an address may say."""
    lines = ["| in the address | what it is | what it may be |", "|---|---|---|"]
    for name, declared in DECLARED.items():
        lines.append(f"| `{name}` | **{declared.label}**. {declared.doc} | {declared.allowed()} |")
    return "\n".join(lines)
