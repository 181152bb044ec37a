"""What views ask about any experiment: the measures of a Frame."""

from collections.abc import Callable
from dataclasses import dataclass
from math import isfinite
from typing import TYPE_CHECKING, NamedTuple

from nets.arrays import Array
from nets.blocks import blocks_of
from nets.training.divergence import Divergence as Report
from playground.core.address import Place
from playground.core.curve import Curve, Scored
from playground.core.frame import Moment, Reached, Twig

if TYPE_CHECKING:
    from playground.core.experiment import Experiment


@dataclass(frozen=True)
class Weights:
    """A layer each: (fan_in, fan_out)."""

    def probe(self, experiment: "Experiment") -> Callable[[], tuple[Array, ...]]:
        """Copies."""
        layers = [block.layer for block in blocks_of(experiment.run.network)]
        return lambda: tuple(layer.parameters["weights"].copy() for layer in layers)


@dataclass(frozen=True)
class Biases:
    """A layer each: (fan_out,)."""

    def probe(self, experiment: "Experiment") -> Callable[[], tuple[Array, ...]]:
        """Copies."""
        layers = [block.layer for block in blocks_of(experiment.run.network)]
        return lambda: tuple(layer.parameters["biases"].copy() for layer in layers)


@dataclass(frozen=True)
class Scores:
    """The latest evaluation of all samples, which has a date of its own; None before the first."""

    def probe(self, experiment: "Experiment") -> Callable[[], Scored | None]:
        """Taken at once where that is quick, else in slices beside the training."""
        return experiment.scored


@dataclass(frozen=True)
class LossCurve:
    """Losses up to the present step."""

    def probe(self, experiment: "Experiment") -> Callable[[], Curve]:
        """After `Scores`, so that the newest is among them."""

        def measure() -> Curve:
            experiment.scored()
            return experiment.losses.until(experiment.run.trainer.step_number)

        return measure


@dataclass(frozen=True)
class Reach:
    """Which steps of the present course can be gone to, and what was changed on the way."""

    def probe(self, experiment: "Experiment") -> Callable[[], Reached]:
        """As the experiment says."""
        return lambda: experiment.reached


@dataclass(frozen=True)
class Twigs:
    """All courses of the run that are remembered."""

    def probe(self, experiment: "Experiment") -> Callable[[], tuple[Twig, ...]]:
        """As the experiment says."""
        return lambda: experiment.twigs


@dataclass(frozen=True)
class CourseLosses:
    """The other courses of the run, each with what is known of its losses."""

    def probe(self, experiment: "Experiment") -> Callable[[], tuple[tuple[Twig, Curve], ...]]:
        """As the experiment says."""
        return lambda: experiment.left_behind


@dataclass(frozen=True)
class Branched:
    """When own code came to stand in the run; None if the run is the original."""

    def probe(self, experiment: "Experiment") -> Callable[[], Moment | None]:
        """As the experiment says."""
        return lambda: experiment.branched


class Moving(NamedTuple):
    """How a run moves.

    backwards  whether it plays backwards
    replayed   how much of the way to a step that was asked for is done; None if it is on no way
    goal       that step
    course     another number after every change that a person made
    own        the titles of the parts in whose place own code stands
    """

    playing: bool
    backwards: bool
    replayed: float | None
    goal: int | None
    steps_per_second: float
    frame_seconds: float
    can_undo: bool
    can_redo: bool
    course: int
    own: tuple[str, ...]


@dataclass(frozen=True)
class Motion:
    """How the run moves."""

    def probe(self, experiment: "Experiment") -> Callable[[], Moving]:
        """As the experiment says."""
        e = experiment
        return lambda: Moving(
            playing=e.playing,
            backwards=e.backwards,
            replayed=e.replayed,
            goal=e.goal,
            steps_per_second=e.steps_per_second,
            frame_seconds=e.frame_seconds,
            can_undo=e.can_undo,
            can_redo=e.can_redo,
            course=e.course,
            own=tuple(own.part.title for own in e.own.values()),
        )


@dataclass(frozen=True)
class Where:
    """Where the run stands."""

    def probe(self, experiment: "Experiment") -> Callable[[], Place]:
        """As an address names it."""
        return lambda: experiment.place


@dataclass(frozen=True)
class Divergence:
    """Where numbers stopped being finite; None if they did not."""

    def probe(self, experiment: "Experiment") -> Callable[[], Report | None]:
        """As the trainer says."""
        return lambda: experiment.run.trainer.divergence


def limit_of(values: Array, least: float = 1.0) -> float:
    """What the ends of a colour scale stand for: the largest magnitude, if that is more than `least`."""
    largest = max(least, -float(values.min()), float(values.max()))
    return largest if isfinite(largest) else 1.0
