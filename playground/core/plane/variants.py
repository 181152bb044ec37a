"""What runs may differ in that are set side by side: settings, and a handful of values of each."""

from typing import Any, NamedTuple

from playground.core.declare import LIVE, RUN, Choice, Flag, Layers, RefusedError, Several, Whole
from playground.core.files.source import words
from playground.core.plane.settings import PlaneSettings

SAME = {"dataset", "classes"}
"""Runs on other points have nothing in common."""
SIZES = ([], [2], [4], [8], [2, 2], [4, 4], [8, 8], [8, 8, 8], [8, 8, 8, 8])
SEEDS = range(1, 13)
BATCHES = (1, 2, 5, 10, 20, 32, 64)
INPUTS = (["x1", "x2"], ["x1", "x2", "x1^2", "x2^2", "x1x2"], ["x1", "x2", "sin x1", "sin x2"])
MOST = 12
"""Values of a setting."""


class Variant(NamedTuple):
    """A setting, by name and in words, and what it may be: pairs of what an address says and what people read."""

    name: str
    label: str
    values: tuple[tuple[str, str], ...]


def variants(settings: PlaneSettings) -> list[Variant]:
    """The settings that mean something beside the others, those first that people change most."""
    declared = settings.declared()
    names = [name for name in (*settings.names(LIVE), *settings.names(RUN)) if name not in SAME | settings.idle]
    found = [Variant(name, declared[name].label, _values(settings, name, declared[name])) for name in names]
    return [variant for variant in found if len(variant.values) > 1]


def varied(settings: PlaneSettings, texts: dict[str, str]) -> PlaneSettings:
    """The settings with some that are named as in an address; raises RefusedError for what cannot be."""
    declared = settings.declared()
    try:
        return settings.replace(**{name: declared[name].read(text) for name, text in texts.items()})
    except (KeyError, ValueError) as error:
        raise RefusedError(", ".join(f"{name} cannot be “{text}”" for name, text in texts.items())) from error


def words_of(settings: PlaneSettings, name: str, value: Any) -> str:
    """A value as people read it."""
    return words(settings.declared()[name], value)


def _values(settings: PlaneSettings, name: str, declared: Any) -> tuple[tuple[str, str], ...]:
    """Beside the present one, as many as fit."""
    present = getattr(settings.fitted, name)
    values = _offered(settings, name, declared)
    if present not in values:
        values = [present, *values][:MOST]
    return tuple((declared.write(value), words_of(settings, name, value)) for value in values)


def _offered(settings: PlaneSettings, name: str, declared: Any) -> list[Any]:
    if isinstance(declared, Choice):
        return settings.possible(name)
    if isinstance(declared, Several):
        possible = settings.possible(name)
        return [choice for choice in (*INPUTS, possible) if set(choice) <= set(possible)]
    if isinstance(declared, Flag):
        return [False, True]
    if isinstance(declared, Layers):
        return [list(sizes) for sizes in SIZES]
    if isinstance(declared, Whole):
        return _numbers(name, declared)
    return []


def _numbers(name: str, declared: Any) -> list[int]:
    low, high = declared.bounds
    if name == "batch_size":
        return list(BATCHES)
    return list(SEEDS) if high > 100 * declared.step else list(range(low, high + 1, declared.step))
