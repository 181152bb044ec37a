"""The pages that a lesson may show, and what can be asked of the runs on them. No page is made for that."""

from collections.abc import Mapping
from typing import Any

from nets import Evaluation
from playground.core.declare import Several
from playground.core.digits.settings import DigitsSettings
from playground.core.plane.settings import PlaneSettings
from playground.core.settings import Settings

KINDS: dict[str, type[Settings]] = {"playground": PlaneSettings, "engine": PlaneSettings, "digits": DigitsSettings}
"""The settings of each page; `playground.pages` has the pages themselves."""

_PLANE = tuple(PlaneSettings.declared()["show"].words)
PARTS = {
    "playground": _PLANE,
    "engine": _PLANE,
    "digits": ("header", "play", "timeline", "speed", "settings", "drawing", "maps", "answer", "loss", "panel"),
}
"""What a step may let a student look at, by page, beside the control of every setting, which has its label."""
PLOTS = {
    "playground": ("output", "loss", "network"),
    "engine": ("output", "loss", "network"),
    "digits": ("maps", "loss"),
}
"""What a picture may be of, by page; the first one if it does not say."""

QUANTITIES = {
    "training loss": "the loss on the training points, or images",
    "test loss": "the loss on the test points, or images",
    "training accuracy": "how many of the training points are classified right, in per cent",
    "test accuracy": "how many of the test points are classified right, in per cent",
    "step": "the steps that the run has made",
    "epoch": "the epochs that it has completed",
    "neurons": "the neurons of all hidden layers together (not on the digits page)",
    "layers": "the hidden layers (not on the digits page)",
}
"""What can be asked of a run, beside its settings."""

MEASURED = ("training loss", "test loss", "training accuracy", "test accuracy")
"""The quantities that are measured at the end of every epoch."""
IN_PERCENT = ("training accuracy", "test accuracy")
MOVING = (*MEASURED, "step", "epoch")
"""The quantities that change while a run goes on, so that it can be run until they are reached."""
_OF_SETTINGS = ("neurons", "layers")


def quantities(kind: type[Settings]) -> list[str]:
    """The names of what can be asked of a run of this kind."""
    return [name for name in QUANTITIES if kind is PlaneSettings or name not in _OF_SETTINGS]


def numbers(settings: Settings, step: int, epoch: int, measured: Evaluation | None = None) -> dict[str, Any]:
    """Every quantity and every setting of a run by name, as conditions ask for them; `settings` are those in force.

    What was not measured, or is not known of such a run, is NaN.
    """
    found: dict[str, Any] = {"step": step, "epoch": epoch}
    nothing = float("nan")
    losses = measured or Evaluation(nothing, nothing, nothing, nothing)
    scale = (1, 1, 100, 100)
    found |= {name: value * by for name, value, by in zip(MEASURED, losses, scale, strict=True)}
    if isinstance(settings, PlaneSettings):
        found |= {"neurons": sum(settings.hidden), "layers": len(settings.hidden)}
    declared = settings.declared()
    for name, value in settings.fitted.values.items():
        found[name] = sorted(value) if isinstance(declared[name], Several) else value
    return found


def known(kind: type[Settings]) -> Mapping[str, str]:
    """What conditions call the settings of this kind, and their names."""
    by_label = {declared.label.lower(): name for name, declared in kind.declared().items()}
    return by_label | {name.replace("_", " "): name for name in kind.declared()}


def parts(page: str) -> set[str]:
    """What a step may name of a page, in small letters: its parts, and its settings by label or name."""
    return {*PARTS[page], *known(KINDS[page])}
