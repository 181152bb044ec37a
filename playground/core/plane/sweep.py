"""A sweep: short runs that differ in a setting or two, side by side, beside the run that a person looks at.

All go on together, a quarter of their steps at a time: what is worth looking at is seen early, and what is compared
has come equally far.
"""

from collections.abc import Generator
from typing import Any, NamedTuple

import numpy as np

from nets import Evaluation
from nets.arrays import Array
from nets.datasets import Dataset
from nets.probes.regions import grid
from playground.core.plane.measures import EXTENT
from playground.core.plane.plan import Plan, Trial
from playground.core.plane.run import PlaneRun, recipe

ROUNDS = 4
"""In so many parts of all steps the runs go on, one after the other in each."""
POINTS = 40
"""Of a loss curve, beside the first one."""
SIDE = 40
"""Samples along each side of a region."""
CHUNK = 20
"""Steps between two moments at which something else may be done."""


ALIKE = 1e-3
"""Test losses that lie no further apart, as a share of the highest, are alike."""


class Result(NamedTuple):
    """How far a run has come.

    data        the place of its points among those of the sweep
    losses      (points, 3): step, training loss, test loss
    region      (K, SIDE, SIDE), see `PlaneRun.certainty`, row 0 lowest; of a curve, (1, SIDE)
    divergence  a sentence that says where its numbers broke; empty, if they did not
    """

    trial: Trial
    step: int
    evaluation: Evaluation
    losses: Array
    region: Array
    data: int
    divergence: str

    @property
    def test_loss(self) -> float:
        """Infinite where the numbers broke."""
        return np.inf if self.divergence else self.evaluation.test_loss


class Mean(NamedTuple):
    """What runs that differ in their seeds alone have in common: evaluations, of which each number is by itself."""

    places: tuple[int, ...]
    mean: Evaluation
    low: Evaluation
    high: Evaluation


class Sweep:
    """The runs of a plan. `results` are as many as its trials, None where nothing is known yet.

    goal      step that all are on their way to
    reached   how many have come there
    points    training points, once for all runs that have the same
    """

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self.results: list[Result | None] = [None] * len(plan.trials)
        self.points: list[Dataset] = []
        self.goal, self.reached = plan.steps // ROUNDS, 0
        self._data: dict[str, int] = {}

    def parts(self) -> Generator[float, None, None]:
        """The work, see `Job`."""
        plan, trials = self.plan, self.plan.trials
        entrants: list[Entrant | None] = [None] * len(trials)
        for number in range(ROUNDS):
            before = plan.steps * number // ROUNDS
            self.goal, self.reached = plan.steps * (number + 1) // ROUNDS, 0
            for i, trial in enumerate(trials):
                entrant = entrants[i] = entrants[i] or self._entrant(trial)
                for step in entrant.to(self.goal):
                    share = (step - before) / (self.goal - before)
                    yield (number + (i + share) / len(trials)) / ROUNDS
                self.results[i] = entrant.result()
                self.reached = i + 1
                yield (number + (i + 1) / len(trials)) / ROUNDS

    @property
    def known(self) -> list[Result]:
        """The results that there are."""
        return [result for result in self.results if result is not None]

    @property
    def best(self) -> Result | None:
        """The run with the lowest test loss among those whose numbers did not break; None if there are not two, or if
        all have come to the same."""
        sound = self._sound
        return min(sound, key=lambda result: result.test_loss) if len(sound) > 1 and not self.is_alike else None

    @property
    def is_broken(self) -> bool:
        """Whether the numbers of every run that is known broke."""
        return bool(self.known) and not self._sound

    @property
    def is_alike(self) -> bool:
        """Whether several runs have come to the same test loss, all of them."""
        losses = [result.test_loss for result in self._sound]
        return len(losses) > 1 and max(losses) - min(losses) <= ALIKE * max(losses)

    @property
    def _sound(self) -> list[Result]:
        return [result for result in self.known if np.isfinite(result.test_loss)]

    @property
    def means(self) -> list[Mean]:
        """Over the seeds of the same settings; nothing where there is one seed."""
        together: dict[tuple[int, ...], list[Evaluation]] = {}
        for result in self.known if self.plan.seeds > 1 else []:
            together.setdefault(result.trial.places, []).append(result.evaluation)
        found = []
        for places, evaluations in together.items():
            numbers = np.array(evaluations)
            found.append(Mean(places, *(Evaluation(*of(numbers, axis=0)) for of in (np.mean, np.min, np.max))))
        return found

    def _entrant(self, trial: Trial) -> "Entrant":
        run: Any = trial.settings.run()
        of = str((recipe(run.settings), run.settings.train_share))
        data = self._data.setdefault(of, len(self.points))
        if data == len(self.points):
            self.points.append(run.training)
        return Entrant(trial, run, data, max(1, self.plan.steps // POINTS))


class Entrant:
    """One run of a sweep on its way."""

    def __init__(self, trial: Trial, run: PlaneRun, data: int, every: int) -> None:
        self._trial, self._run, self._data, self._every = trial, run, data, every
        self._losses: list[tuple[float, float, float]] = []

    def to(self, goal: int) -> Generator[int, None, None]:
        """Go to a step, noting losses evenly on the way; yields the step. Ends where numbers break."""
        trainer, every = self._run.trainer, self._every
        while trainer.step_number < goal and trainer.divergence is None:
            if trainer.step_number % every == 0:
                self._note()
            trainer.run(min(CHUNK, every - trainer.step_number % every, goal - trainer.step_number))
            yield trainer.step_number

    def result(self) -> Result:
        """How it stands."""
        run, trainer = self._run, self._run.trainer
        evaluation = trainer.evaluate()
        here = trainer.step_number, evaluation.train_loss, evaluation.test_loss
        broken = "" if trainer.divergence is None else str(trainer.divergence)
        losses = np.array([*self._losses, here])
        return Result(self._trial, trainer.step_number, evaluation, losses, region(run), self._data, broken)

    def _note(self) -> None:
        evaluation = self._run.trainer.evaluate()
        self._losses.append((self._run.trainer.step_number, evaluation.train_loss, evaluation.test_loss))


def region(run: PlaneRun) -> Array:
    """The output's maps over the plane, see `Result`."""
    dimensions = run.inputs.dimensions
    points = grid(np.linspace(-EXTENT, EXTENT, SIDE), dimensions)
    with np.errstate(all="ignore"):
        output = run.network.forward(run.inputs.apply(points))  # (points, K)
        maps = output.T.reshape(-1, *(SIDE,) * dimensions)
        return np.array(run.certainty(maps), np.float32)
