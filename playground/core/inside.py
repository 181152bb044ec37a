"""What can be asked about the inside of a run over time: observations of its layers, and what they are a sign of."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from nets.diagnosis import Finding, Monitor, Observation, began, diagnose
from nets.training.divergence import Divergence
from playground.core.series import Series, evenly

if TYPE_CHECKING:
    from playground.core.experiment import Experiment

SEEN = 64
"""So many observations, evenly spaced, are diagnosed: rules look at shares of them."""


@dataclass(frozen=True)
class Observations:
    """What was seen of the layers over time, in order of steps: at most `series.GRID` of them, evenly spaced."""

    def probe(self, experiment: "Experiment") -> Callable[[], list[Observation]]:
        """Of the past, beside the run."""
        series = Series(experiment, "Looking back", lambda twin: Monitor(twin.trainer).look)
        return lambda: [entry.reading for entry in evenly(series.until_now())]


class Noted(NamedTuple):
    """A finding, and the step since which it has been true."""

    finding: Finding
    since: int


@dataclass(frozen=True)
class Findings:
    """What goes wrong at the present step, the gravest first; empty if nothing does."""

    def probe(self, experiment: "Experiment") -> Callable[[], tuple[Noted, ...]]:
        """Found out again only when more has been seen."""
        series = Series(experiment, "Diagnosing", lambda twin: Monitor(twin.trainer).look)
        known: tuple[list[Observation], Divergence | None, tuple[Noted, ...]] = [], None, ()

        def measure() -> tuple[Noted, ...]:
            nonlocal known
            seen = [entry.reading for entry in evenly(series.until_now(), SEEN)]
            broken = experiment.run.trainer.divergence
            if (seen, broken) != known[:2]:
                known = seen, broken, noted(seen, broken)
            return known[2]

        return measure


def noted(seen: list[Observation], divergence: Divergence | None) -> tuple[Noted, ...]:
    """Findings, each with its beginning."""
    found = diagnose(seen, divergence)
    if divergence is not None:
        return tuple(Noted(each, divergence.step) for each in found)
    return tuple(Noted(each, began(seen, each)) for each in found)
