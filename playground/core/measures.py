"""What the views ask about an experiment: the measures of a Frame."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from nets import probes
from nets.arrays import Array
from nets.blocks import blocks_of
from nets.datasets import Dataset
from nets.training.divergence import Divergence as Report
from playground.core.address import Place
from playground.core.curve import Curve, Scored
from playground.core.frame import Moment

if TYPE_CHECKING:
    from playground.core.experiment import Experiment

TILE = 48
"""Samples along each side of a neuron's tile."""
COARSE, FINE = 64, 128
"""Samples along each side of a region that is looked at closely: of a Frame in passing, and of one that stays."""
EXTENT = 6.0
"""The plane reaches from -EXTENT to +EXTENT along both axes."""


@dataclass(frozen=True)
class Tiles:
    """The regions of all units, a column each: features first, the output last, as a certainty from -1 to +1.

    (units, TILE, TILE) float32 each, row 0 lowest.
    """

    side: int = TILE

    def probe(self, experiment: "Experiment") -> Callable[[], tuple[Array, ...]]:
        """One pass over the grid."""
        run = experiment.run
        regions = probes.Regions(run.network, run.settings.features, resolution=self.side, extent=EXTENT)

        def measure() -> tuple[Array, ...]:
            *layers, output = regions.measure()
            return (*(np.array(units) for units in layers), np.array(run.certainty(output)))

        return measure


class Close(NamedTuple):
    """A region that is looked at closely.

    values   (side, side) float32, row 0 lowest
    limit    the largest magnitude in its column, at least 1; of a feature, that of its own
    """

    values: Array
    limit: float


@dataclass(frozen=True)
class Region:
    """The region of one unit; of a unit that the network does not have, the output's."""

    column: int
    unit: int
    side: int

    def probe(self, experiment: "Experiment") -> Callable[[], Close]:
        """One pass over a finer grid."""
        whole, shape = Tiles(self.side).probe(experiment), Shape().probe(experiment)()
        exists = 0 <= self.column < len(shape) and 0 <= self.unit < shape[self.column]
        column, unit = (self.column, self.unit) if exists else (-1, 0)

        def measure() -> Close:
            units = whole()[column]
            return Close(units[unit], limit_of(units[unit] if column == 0 else units))

        return measure


def limit_of(values: Array) -> float:
    """What the ends of the colour scale stand for: the largest magnitude, if that is more than 1."""
    largest = max(1.0, -float(values.min()), float(values.max()))
    return largest if np.isfinite(largest) else 1.0


@dataclass(frozen=True)
class Shape:
    """How many units every column has, features first, output last."""

    def probe(self, experiment: "Experiment") -> Callable[[], tuple[int, ...]]:
        """Fixed for a run."""
        settings = experiment.run.settings
        shape = (len(settings.features), *settings.hidden, 1)
        return lambda: shape


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
class Points:
    """The samples in the plane: training and test."""

    def probe(self, experiment: "Experiment") -> Callable[[], tuple[Dataset, Dataset]]:
        """Fixed for a run."""
        run = experiment.run
        return lambda: (run.training, run.test)


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
class Branched:
    """When own code came to stand in the run; None if the run is the original."""

    def probe(self, experiment: "Experiment") -> Callable[[], Moment | None]:
        """As the experiment says."""
        return lambda: experiment.branched


class Moving(NamedTuple):
    """How a run moves.

    replayed   how much of the way to a step that was asked for is done; None if it is on no way
    goal       that step
    course     another number after every change that a person made
    own        the titles of the parts in whose place own code stands
    """

    playing: bool
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
