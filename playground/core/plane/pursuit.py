"""How a rival keeps pace with the run: beside it, and in every Frame to its very step; far ways are made in slices."""

from collections.abc import Callable, Generator
from dataclasses import dataclass
from functools import lru_cache
from time import perf_counter
from typing import TYPE_CHECKING, Any, NamedTuple, cast

from nets.arrays import Array
from nets.training.divergence import Divergence
from nets.training.history import Branch
from nets.training.log import Change
from playground.core.frame import Frame, Measure, Observer
from playground.core.plane.rival import Rival, Wish, beginning, shared
from playground.core.plane.settings import PlaneSettings
from playground.core.plane.variants import varied
from playground.core.run import Run

if TYPE_CHECKING:
    from playground.core.experiment import Experiment

AT_ONCE = 0.03
"""Seconds of steps that the rival makes within a Frame."""
PART = 0.003
"""Seconds of steps in a part of a far way."""
LOOKED_AT = 0.5
"""For so many seconds after a look at it the rival makes its steps beside the run's."""
WAIT = 0.3
"""For so many seconds the run waits for its rival, unless that is asked for again or has caught up."""
DENSE = 40
"""From one evaluation on the way to the next it goes a fortieth of what it has gone."""
FIRST = 1e-4
"""Seconds that a step takes, before one was measured."""

OWN_CODE, FORGOTTEN = "own code", "forgotten"


class Sight(NamedTuple):
    """What is seen of the rival.

    frame      None if there is none
    problem    why there is none: OWN_CODE stands in the run, or its first steps are FORGOTTEN
    first      the settings that the rival began with
    names      those that differ
    left_out   what was changed in the run up to its present step, but not in the rival
    added      what was changed in the rival up to its present step, but not in the run
    course     the number of the course that the rival is, if it is one that the run has left
    share      how much of a way that is being made is done; None if none is
    broke      where the rival's numbers stopped being finite
    """

    frame: Frame | None
    problem: str = ""
    first: PlaneSettings | None = None
    names: tuple[str, ...] = ()
    left_out: tuple[Change, ...] = ()
    added: tuple[Change, ...] = ()
    course: int | None = None
    share: float | None = None
    broke: Divergence | None = None


class Pursuit:
    """The rival of one run, made when it is first looked at, and again when another one is wished for."""

    def __init__(self, experiment: "Experiment", wish: Wish) -> None:
        self.run: Run = experiment.run
        self._experiment, self._wish = experiment, wish
        self._live = experiment.lively("Training the other run")
        self._slow = experiment.slowly("Evaluating the other run")
        self._rival: Rival | None = None
        self._known: tuple[Any, ...] = ()
        self._began: int | None = None  # the step from which it is catching up
        self._each = FIRST
        self._mark = 0

    def rival(self) -> Rival | None:
        """The rival that is wished for; None where there can be none."""
        if self.problem:
            return None
        course, log = self.course, self.run.trainer.log
        begun = tuple(change for change in log if change.step == 0)
        known = (course,) if course else (self._wish.pairs, begun)
        if self._rival is None or known != self._known:
            base = self.beginning
            texts = {} if course else self._wish.texts(base)
            self._known = (course,) if course else (self._wish.pairs, begun)
            self._live.stop()
            self._slow.forget()
            first = beginning(self.run.settings, tuple(course.log)) if course else varied(base, texts)
            self._rival = Rival(first, set(texts), self._slow)
            self._observer = Observer(cast("Experiment", self._rival))
            self._began, self._mark = None, 0
        return self._rival

    @property
    def course(self) -> Branch | None:
        """The course that is to be the rival; None if none is, or it is the present one, or forgotten."""
        history = self.run.trainer.history
        left = (each for each in history.branches if each is not history.branch and each.before(0).step == 0)
        return next((branch for branch in left if branch.number == self._wish.course), None)

    @property
    def beginning(self) -> PlaneSettings:
        """The settings that the run began with."""
        return beginning(self.run.settings, self.run.trainer.log)

    @property
    def problem(self) -> str:
        """Why there can be no rival; empty if there can."""
        if self.run.own:
            return OWN_CODE
        return FORGOTTEN if self.run.trainer.history.earliest else ""

    def look(self, measures: tuple[Measure[Any], ...]) -> Sight:
        """Bring the rival to the run's step, or let it be on its way there; its answers to some measures."""
        rival = self.rival()
        if rival is None:
            return Sight(None, self.problem)
        log, here = self.run.trainer.log, self.run.trainer.step_number
        course = self.course
        kept = tuple(course.log) if course else shared(log, rival.first, rival.names)
        if self._wish.going:
            if kept != rival.run.trainer.log:
                self._mark = 0
            rival.follow(kept, here)
            if self._began is None:
                self._advance(rival, AT_ONCE)
            self._experiment.accompany(self._keep_pace, LOOKED_AT)
        frame = self._observer.observe(measures, passing=self._is_behind(rival))
        left_out, added = only(log, kept, here), only(kept, log, here)
        share, broke = self._catch_up(rival), rival.run.trainer.divergence
        number = None if course is None else course.number
        return Sight(frame, "", rival.first, tuple(rival.names), left_out, added, number, share, broke)

    def _keep_pace(self) -> None:
        if self._rival is not None and self._wish.going and self._began is None:
            self._advance(self._rival, PART)

    def _is_behind(self, rival: Rival) -> bool:
        trainer = rival.run.trainer
        return trainer.divergence is None and trainer.step_number < self.run.trainer.step_number

    def _catch_up(self, rival: Rival) -> float | None:
        """Go on beside the run, which waits for it; the share that is done, None if there is nothing to do."""
        if not self._wish.going or not self._is_behind(rival):
            if self._began is not None:
                self._live.stop()
                self._experiment.hold(0)
                self._began = None
            return None
        here, goal = rival.run.trainer.step_number, self.run.trainer.step_number
        self._began = here if self._began is None else min(self._began, here)
        self._live.go(lambda: self._going(rival))
        self._experiment.hold(WAIT)
        return (here - self._began) / (goal - self._began)

    def _going(self, rival: Rival) -> Generator[float, None, None]:
        while rival is self._rival and self._wish.going and self._is_behind(rival):
            self._advance(rival, PART)
            yield rival.run.trainer.step_number / max(1, self.run.trainer.step_number)
        if rival is self._rival:
            self._began = None
            self._experiment.hold(0)

    def _advance(self, rival: Rival, seconds: float) -> None:
        """Some steps towards the run's, evaluated on the way, for about so many seconds."""
        trainer, end = rival.run.trainer, perf_counter() + seconds
        while self._is_behind(rival) and (now := perf_counter()) < end:
            if trainer.step_number >= self._mark or trainer.step_number == 0:
                rival.scored()
                self._mark = trainer.step_number + max(1, trainer.step_number // DENSE)
            here = trainer.step_number
            affordable = max(1, int(min(end - now, PART) / self._each))
            trainer.run(min(affordable, self._mark - here, self.run.trainer.step_number - here))
            made = max(1, trainer.step_number - here)
            self._each += 0.3 * (max((perf_counter() - now) / made, 1e-7) - self._each)


def only(log: tuple[Change, ...], other: tuple[Change, ...], step: int) -> tuple[Change, ...]:
    """The changes after the beginning and up to a step that another log has not."""
    return tuple(change for change in log if 0 < change.step <= step and change not in other)


class Pursuits:
    """The pursuit of whatever run is there: `of` gives that of the present one."""

    def __init__(self, wish: Wish) -> None:
        self.wish = wish
        self._pursuit: Pursuit | None = None

    def of(self, experiment: "Experiment") -> Pursuit:
        """The same for the same run."""
        if self._pursuit is None or self._pursuit.run is not experiment.run:
            if self._pursuit is not None:
                self.wish.course = None  # its number is of the run before
            self._pursuit = Pursuit(experiment, self.wish)
        return self._pursuit


@dataclass(frozen=True)
class Beside:
    """What some measures say of the rival."""

    pursuits: Pursuits
    measures: tuple[Measure[Any], ...] = ()

    def probe(self, experiment: "Experiment") -> Callable[[], Sight]:
        """The rival makes the steps that are missing."""
        pursuit = self.pursuits.of(experiment)
        return lambda: pursuit.look(self.measures)


@dataclass(frozen=True)
class OnTest:
    """What both runs answer to the test points of the present one, as it is drawn: (K, N) each; None if there is no
    rival.
    """

    pursuits: Pursuits

    def probe(self, experiment: "Experiment") -> Callable[[], tuple[Array, Array] | None]:
        """One pass over the points each."""
        run, pursuit = experiment.run, self.pursuits.of(experiment)
        mine, its = Answers(run, run), lru_cache(1)(lambda rival: Answers(rival.run, run))

        def measure() -> tuple[Array, Array] | None:
            rival = pursuit.rival()
            return None if rival is None else (mine(), its(rival)())

        return measure


class Answers:
    """What one run answers to the test points of another, or to its own."""

    def __init__(self, run: Run, points_of: Run) -> None:
        self._run = run
        self._x, _ = points_of.test.seen_by(run.inputs).samples

    def __call__(self) -> Array:
        """As it is drawn: (K, N)."""
        return self._run.certainty(self._run.network.forward(self._x).T)
