"""What a sweep is to run: the values of one setting or two, so many seeds of each, and how far."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import product
from typing import NamedTuple

from playground.core.address import Place
from playground.core.declare import LIVE, RUN, RefusedError
from playground.core.plane.settings import PlaneSettings
from playground.core.plane.variants import MOST as MOST_VALUES
from playground.core.plane.variants import variants, varied, words_of

MOST = 24
"""Runs of a sweep."""
SEEDS = 5
"""Draws of initial weights."""
FEWEST, FARTHEST = 200, 10_000
"""Steps of a run."""
WEIGHTS = "weights"
"""The setting that seeds vary: the data stay, and so does their order."""


class Axis(NamedTuple):
    """A setting that is varied, by name and in words, and its values: as an address says them, and as people do."""

    name: str
    label: str
    texts: tuple[str, ...]
    words: tuple[str, ...]


class Trial(NamedTuple):
    """A run of a sweep: the place of its value on every axis, its seed, counted from 0, and its settings."""

    places: tuple[int, ...]
    seed: int
    settings: PlaneSettings


@dataclass(frozen=True)
class Plan:
    """All runs: `settings` with the values of the axes in place of their own, each with so many seeds."""

    settings: PlaneSettings
    axes: tuple[Axis, ...]
    seeds: int
    steps: int

    @classmethod
    def of(cls, settings: PlaneSettings, chosen: Sequence[tuple[str, Sequence[str]]], seeds: int, steps: int) -> "Plan":
        """From names and texts as in an address; raises RefusedError for what cannot be, with a sentence."""
        names = [name for name, _ in chosen]
        if not 1 <= len(names) <= 2 or len(set(names)) < len(names):
            raise RefusedError("Vary one setting, or two different ones.")
        if not 1 <= seeds <= SEEDS or not FEWEST <= steps <= FARTHEST:
            raise RefusedError(f"A sweep has 1 to {SEEDS} seeds, and runs of {FEWEST} to {FARTHEST:,} steps.")
        if WEIGHTS in names and seeds > 1:
            raise RefusedError("Initial weights are varied already: one seed is all there can be.")
        plan = cls(settings, tuple(axis_of(settings, name, texts) for name, texts in chosen), seeds, steps)
        if plan.count > MOST:
            raise RefusedError(f"{plan.count} runs are too many: choose fewer values or seeds, for {MOST} at most.")
        return plan

    @property
    def count(self) -> int:
        """How many runs there are."""
        return len([*product(*(axis.texts for axis in self.axes))]) * self.seeds

    @cached_property
    def trials(self) -> tuple[Trial, ...]:
        """Seeds side by side, then the values of the first axis, then those of the second."""
        sizes = [range(len(axis.texts)) for axis in reversed(self.axes)]
        return tuple(
            Trial(places[::-1], seed, self._settings(places[::-1], seed))
            for places in product(*sizes)
            for seed in range(self.seeds)
        )

    @cached_property
    def addresses(self) -> tuple[str, ...]:
        """Where every run is found, at step 0."""
        return tuple(Place(trial.settings).write() for trial in self.trials)

    def differences(self, settings: PlaneSettings) -> list[str]:
        """What is otherwise in these settings than in all runs, by name; nothing, if one of the runs may be of them."""
        own = {axis.name for axis in self.axes} | ({WEIGHTS} if self.seeds > 1 else set())
        different = self.settings.fitted.differences(settings.fitted) - own
        return [name for name in settings.names(RUN, LIVE) if name in different]

    def _settings(self, places: tuple[int, ...], seed: int) -> PlaneSettings:
        texts = {axis.name: axis.texts[place] for axis, place in zip(self.axes, places, strict=True)}
        chosen = varied(self.settings, texts)
        _, last = chosen.declared()[WEIGHTS].bounds
        return chosen.replace(**{WEIGHTS: (chosen.weights + seed) % (last + 1)})


def axis_of(settings: PlaneSettings, name: str, texts: Sequence[str]) -> Axis:
    """The axis of a setting with these values, each once; raises RefusedError."""
    label = next((variant.label for variant in variants(settings) if variant.name == name), None)
    if label is None:
        raise RefusedError(f"“{name}” cannot be varied beside the other settings.")
    if not 1 <= len(set(texts)) <= MOST_VALUES:
        raise RefusedError(f"Choose 1 to {MOST_VALUES} values of “{label}”.")
    kept = tuple(dict.fromkeys(texts))
    words = tuple(words_of(settings, name, getattr(varied(settings, {name: text}), name)) for text in kept)
    return Axis(name, label, kept, words)
