"""Readings over time as measures: one series of a run for all who ask for it, and how far the work on it has come."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

from playground.core.series import Series, Way

if TYPE_CHECKING:
    from playground.core.experiment import Experiment


class OverTime(Protocol):
    """Something that is read over time."""

    def series(self, experiment: "Experiment") -> Series[Any]:
        """Readings of it, of the present run."""
        ...


@dataclass(frozen=True)
class Readings:
    """The readings of something over time: the same ones for all who ask."""

    of: OverTime

    def probe(self, experiment: "Experiment") -> Callable[[], Series[Any]]:
        """Beside the run."""
        series = self.of.series(experiment)
        return lambda: series


@dataclass(frozen=True)
class Ways:
    """How far the work on these readings has come."""

    of: OverTime

    def probe(self, experiment: "Experiment") -> Callable[[], Way]:
        """As they say."""
        series = experiment.answer(Readings(self.of))
        return lambda: series.way
