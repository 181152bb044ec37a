"""What can be asked about the inside of a run over time: its layers, and all its numbers."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from nets import Network
from nets.arrays import Array
from nets.blocks import blocks_of
from nets.diagnosis import Monitor, Observation
from nets.probes import count, histograms, percentiles
from nets.probes.timeline import Entry
from playground.core.readings import Readings
from playground.core.run import Run
from playground.core.series import Series, evenly

if TYPE_CHECKING:
    from playground.core.experiment import Experiment


@dataclass(frozen=True)
class Observations:
    """What was seen of the layers over time, in order of steps: at most `series.GRID` of them, evenly spaced."""

    def probe(self, experiment: "Experiment") -> Callable[[], list[Observation]]:
        """Of the past, beside the run."""
        series = experiment.answer(Readings(self))
        return lambda: [entry.reading for entry in evenly(series.until_now())]

    def series(self, experiment: "Experiment") -> Series[Observation]:
        """What a monitor sees."""
        return Series(experiment, "Looking back", lambda twin: Monitor(twin.trainer).look)


KINDS = "weights", "gradients", "activations"
"""What is spread over a layer."""
EDGES: dict[str, Array] = {
    "weights": histograms.WEIGHTS,
    "gradients": histograms.GRADIENTS,
    "activations": histograms.ACTIVATIONS,
}


class Spread(NamedTuple):
    """How the numbers of one kind lie in every layer: counts (layers, bins + 2), percentiles (layers, 5)."""

    counts: Array
    percentiles: Array


@dataclass(frozen=True)
class Spreads:
    """Spreads of one of the `KINDS` over time, with their steps: at most `series.GRID`, evenly spaced."""

    kind: str

    def probe(self, experiment: "Experiment") -> Callable[[], list[Entry[Spread]]]:
        """At most so many."""
        series = experiment.answer(Readings(self))
        return lambda: evenly(series.until_now())

    def series(self, experiment: "Experiment") -> Series[Spread]:
        """On all training samples."""
        kind = self.kind

        def read(twin: Run) -> Spread:
            values = numbers_of(kind, twin)
            return Spread(
                np.array([count(each, EDGES[kind]) for each in values]), np.array([*map(percentiles, values)])
            )

        return Series(experiment, "Counting", lambda twin: lambda: read(twin))


def numbers_of(kind: str, run: Run) -> list[Array]:
    """The numbers of one of the `KINDS`, of every layer with weights."""
    network, trainer = run.network, run.trainer
    blocks, (x, targets) = blocks_of(network), trainer.samples
    if kind == "weights":
        return [block.layer.parameters["weights"] for block in blocks]
    passed = network.run(x)
    if kind == "activations":
        return [passed.values[block.a] for block in blocks]
    with np.errstate(all="ignore"):
        gradient = network.backward(passed, trainer.loss.gradient(passed.output, targets)).parameters
    return [network.parts(block.layer, gradient)["weights"] for block in blocks]


@dataclass(frozen=True)
class Parameters:
    """All weights and biases over time, (P,) each, as `in_a_row` has them: at most `series.GRID`, evenly spaced."""

    def probe(self, experiment: "Experiment") -> Callable[[], list[Entry[Array]]]:
        """At most so many."""
        series = experiment.answer(Readings(self))
        return lambda: evenly(series.until_now())

    def series(self, experiment: "Experiment") -> Series[Array]:
        """Copies."""
        return Series(experiment, "Looking back", lambda twin: lambda: in_a_row(twin.network))


def in_a_row(network: Network) -> Array:
    """(P,) float32: layer after layer, the weights (row after row, a row for each input) and then the biases."""
    parts = [block.layer.parameters[name].ravel() for block in blocks_of(network) for name in ("weights", "biases")]
    return np.concatenate(parts).astype(np.float32)
