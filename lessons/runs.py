"""The runs that a lesson speaks of, made by the engine without a page: each once, and each of its moments once."""

from collections.abc import Iterator
from typing import Any, NamedTuple

import numpy as np

from lessons.lesson import State
from lessons.pages import KINDS
from nets import probes
from nets.datasets.dataset import SIGNS
from nets.stepped import finished
from nets.training.log import PARAMETERS, Change
from playground.core.address import Place
from playground.core.condition import Condition
from playground.core.plane.points import EXTENT
from playground.core.plane.run import PlaneRun
from playground.core.quantities import MEASURED, numbers
from playground.core.run import Run

FAR = {"playground": 50_000, "engine": 50_000, "digits": 2_000}
"""Steps, by page, within which a lesson's conditions are reached: nobody waits longer."""


class Moment(NamedTuple):
    """A run at a step, with its numbers as `quantities.numbers` gives them; it `broke` if they are not finite."""

    step: int
    numbers: dict[str, Any]
    broke: bool


class Runs:
    """Makes runs, and remembers what was measured of them.

    With a `nudge`, the first weights of those in the plane are larger by this share: what tells two such runs apart is
    more than a page, which sums in another order, can promise.
    """

    def __init__(self, nudge: float = 0.0) -> None:
        self._nudge = nudge
        self._runs: dict[tuple[str, str], tuple[Place, Run]] = {}
        self._moments: dict[tuple[str, str, int], Moment] = {}

    def at(self, state: State, step: int | None = None) -> Moment:
        """A state's run at a step, or where its link stands."""
        key = self._key(state)
        step = state.place.step if step is None else step
        if (*key, step) not in self._moments:
            self._moments[*key, step] = self._moment(state, step)
        return self._moments[*key, step]

    def until(self, state: State, condition: Condition | None) -> Moment | None:
        """The first moment from a state on of which a condition holds; None if it is never reached.

        Losses, accuracies and trends are looked at at the ends of epochs; without a condition, it stays where it is.
        """
        if condition is None:
            return self.at(state)
        ends: list[dict[str, Any]] = []
        for moment in self._moments_from(state, condition):
            ends.append(moment.numbers)
            if condition.holds(moment.numbers, ends):
                return moment
        return None

    def ends(self, state: State) -> list[dict[str, Any]]:
        """The numbers at the ends of the epochs until a state, and at its beginning."""
        found = [self.at(state, 0).numbers]
        while (step := self._end_of_epoch(state, int(found[-1]["step"]))) <= state.place.step:
            if self.at(state, step).broke:
                break
            found.append(self.at(state, step).numbers)
        return found

    def has_boundary(self, state: State, step: int) -> bool:
        """Whether a run's network answers with two signs in the plane, at this step, so that a line parts them."""
        _, run = self.made(state)
        if not isinstance(run, PlaneRun) or run.settings.task != SIGNS:
            return False
        run.trainer.seek(step)
        *_, output = probes.Regions(run.network, run.inputs, extent=EXTENT).measure()
        return bool(np.min(output) < 0 < np.max(output))

    def made(self, state: State) -> tuple[Place, Run]:
        """A state's run, wherever it stands, and the place at which its link begins it."""
        key = self._key(state)
        if key not in self._runs:
            place = state.place
            run = place.settings.run()
            run.trainer.follow((*self._nudged(run), *place.log), 0)
            if standing := place.settings.shortcut(place.log, place.step):
                run.trainer.remember(standing.checkpoint(run.trainer, place.settings))
            self._runs[key] = place, run
        return self._runs[key]

    def _moments_from(self, state: State, condition: Condition) -> Iterator[Moment]:
        here = self.at(state)
        last = here.step + FAR[state.page]
        yield here
        if condition.what == "step":
            goal = int(condition.value) + (condition.sign == ">")
            if here.step < goal <= last:
                yield self.at(state, goal)
            return
        while not here.broke and here.step < last:
            here = self.at(state, self._end_of_epoch(state, here.step))
            yield here

    def _end_of_epoch(self, state: State, step: int) -> int:
        """The step at which the epoch ends that goes on at a step."""
        trainer = self.made(state)[1].trainer
        trainer.seek(step)
        return step + trainer.steps_left

    def _moment(self, state: State, step: int) -> Moment:
        place, run = self.made(state)
        trainer = run.trainer
        trainer.seek(step)
        broke = trainer.divergence is not None or trainer.step_number != step
        evaluation = finished(run.evaluating())
        present = place._replace(step=step).present
        found = numbers(present, trainer.step_number, trainer.epoch, evaluation)
        if broke:
            found |= dict.fromkeys(MEASURED, float("nan"))
        return Moment(trainer.step_number, found, broke)

    def _nudged(self, run: Run) -> tuple[Change, ...]:
        larger = run.network.parameters * (1 + self._nudge)
        return (Change(0, PARAMETERS, larger),) if self._nudge and isinstance(run, PlaneRun) else ()

    def _key(self, state: State) -> tuple[str, str]:
        return KINDS[state.page].subject, state.place._replace(step=0).write()
