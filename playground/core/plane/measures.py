"""What can be measured of a run on the plane: regions, and the points themselves."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from nets import probes
from nets.arrays import Array
from nets.datasets import Dataset
from nets.errors import SettingError
from nets.training import places
from playground.core.measures import limit_of
from playground.core.twin import Twin

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

    (units, TILE, TILE) float32 each, row 0 lowest; of a curve, (units, TILE), and the output as it is.
    """

    side: int = TILE

    def probe(self, experiment: "Experiment") -> Callable[[], tuple[Array, ...]]:
        """One pass over the grid."""
        run = experiment.run
        regions = probes.Regions(run.network, run.inputs, resolution=self.side, extent=EXTENT)

        def measure() -> tuple[Array, ...]:
            *layers, output = regions.measure()
            return (*(np.array(units) for units in layers), np.array(run.certainty(output)))

        return measure


class Close(NamedTuple):
    """A region that is looked at closely.

    values   (side, side) float32, row 0 lowest; of a curve, (side,); of all outputs, (K, side, side)
    limit    the largest magnitude in its column, at least 1; of a feature, that of its own
    """

    values: Array
    limit: float


@dataclass(frozen=True)
class Region:
    """The region of one unit; of a unit that the network does not have, the output's, or those of all outputs."""

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
            if not exists and len(units) > 1:
                return Close(np.array(units), 1.0)
            return Close(units[unit], limit_of(units[unit] if column == 0 else units))

        return measure


class Pulled(NamedTuple):
    """One weight or bias, and what pulls at it.

    last       what the last step added to it; None before the first step, and where it was set by hand since
    gradient   that of the loss on the next mini-batch, without penalties
    change     what the next step adds to it, all in all
    """

    value: float
    last: float | None
    gradient: float
    change: float


@dataclass(frozen=True)
class Pull:
    """What steps do to the weight or bias of a name, see `nets.training.places`; None for a stranger's."""

    name: str

    def probe(self, experiment: "Experiment") -> Callable[[], Pulled | None]:
        """The step before, made again by a twin, and one pass forwards and back, as the next step makes it."""
        run = experiment.run
        network, trainer = run.network, run.trainer
        try:
            at = places.index_of(network, self.name)
        except SettingError:
            return lambda: None
        twin = Twin(run)

        def last() -> float | None:
            step, log = trainer.step_number, trainer.branch.log
            if step <= trainer.history.earliest or any(change.is_edit for change in log.at(step)):
                return None
            before = twin.at(step - 1).network.parameters
            return float(network.parameters[at] - before[at])

        def measure() -> Pulled:
            batch = trainer.next_batch()
            passed = network.run(batch.x, batch.mode)
            with np.errstate(all="ignore"):
                d = trainer.loss.gradient(passed.output, batch.targets)
            update = trainer.open_update(network.backward(passed, d).parameters)
            return Pulled(float(network.parameters[at]), last(), float(update.data[at]), float(update.change[at]))

        return measure


@dataclass(frozen=True)
class Shape:
    """How many units every column has, features first, output last."""

    def probe(self, experiment: "Experiment") -> Callable[[], tuple[int, ...]]:
        """Fixed for a run."""
        shape = experiment.run.settings.shape
        return lambda: shape


def places_of(points: Dataset) -> Array:
    """Where samples stand in the plot, (N, 2): in the plane or, of a curve, x₁ and the number that belongs to it."""
    return points.x if points.x.shape[1] == 2 else np.column_stack([points.x, points.y])


@dataclass(frozen=True)
class Points:
    """The samples in the plane: training and test."""

    def probe(self, experiment: "Experiment") -> Callable[[], tuple[Dataset, Dataset]]:
        """Fixed for a run."""
        run = experiment.run
        return lambda: (run.training, run.test)
