"""What the engine's remedies mean in the settings of a run on the plane."""

from typing import Any

from nets.diagnosis import Remedy
from playground.core.declare import LIVE
from playground.core.plane.settings import MAX_NEURONS, PlaneSettings

NAMES = {"activation": "activation", "initializer": "initialiser", "standardize": "standardise"}
"""Settings that are called otherwise here, or alike."""


def changes_of(settings: PlaneSettings, remedy: Remedy) -> dict[str, Any]:
    """The changes that a remedy makes to the settings; none where it would change nothing."""
    changes: dict[str, Any] = {}
    if remedy.setting == "learning_rate":
        changes = {"learning_rate": scaled(settings, remedy.factor)}
    elif remedy.setting == "l2" and settings.regularisation == "none":
        changes = {"regularisation": "l2", "regularisation_rate": remedy.value}
    elif remedy.setting == "units":
        changes = {"hidden": [min(round(units * remedy.factor), MAX_NEURONS) for units in settings.hidden] or [4]}
    elif remedy.setting in NAMES:
        changes = {NAMES[remedy.setting]: remedy.value}
    return {name: value for name, value in changes.items() if getattr(settings, name) != value}


def scaled(settings: PlaneSettings, factor: float) -> float:
    """The learning rate that is as far away as a factor says, or further; the last one, if there is none."""
    rates, rate = sorted(settings.declared()["learning_rate"].words), settings.learning_rate
    near = 1e-6 * rate
    if factor < 1:
        return max([each for each in rates if each <= rate * factor * 1.02 + near], default=rates[0])
    return min([each for each in rates if each >= rate * factor * 0.98 - near], default=rates[-1])


def is_live(settings: PlaneSettings, changes: dict[str, Any]) -> bool:
    """Whether the run can go on with them."""
    return set(changes) <= set(settings.names(LIVE))
