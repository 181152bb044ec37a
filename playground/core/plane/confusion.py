"""What can be measured of a run on the plane, class by class: which points are taken for which."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from nets.arrays import Array
from nets.datasets import Dataset
from nets.probes import ClassScores, Scores, by_class

if TYPE_CHECKING:
    from playground.core.experiment import Experiment


class Confused(NamedTuple):
    """One set of samples: counts (K, K), a row for each true class, a column for each answer; and scores by class."""

    counts: Array
    scores: ClassScores


@dataclass(frozen=True)
class Confusion:
    """Of the training samples, and of the test samples."""

    def probe(self, experiment: "Experiment") -> Callable[[], tuple[Confused, Confused]]:
        """One pass forwards over each."""
        run = experiment.run

        def scored(points: Dataset) -> Scores:
            return Scores(run.network, run.trainer.loss, *points.seen_by(run.inputs).samples)

        training, test = scored(run.training), scored(run.test)

        def confused(of: Scores) -> Confused:
            counts = of.measure().confusion
            return Confused(counts, by_class(counts))

        return lambda: (confused(training), confused(test))
