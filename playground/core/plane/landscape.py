"""The loss over a plane of the run's parameters, computed beside the run when somebody asks for it.

Points are computed from coarse to fine, so that the shape is seen at once. All of it happens in copies: a twin of the
run gives the path, a copy of the network the losses.
"""

from collections.abc import Callable, Generator
from dataclasses import dataclass, replace
from time import perf_counter
from typing import TYPE_CHECKING, NamedTuple, TypeVar

import numpy as np

from nets.arrays import Array
from nets.probes.plane import Plane
from playground.core.plane.terrain import NoPlaneError, Question, Terrain, terrain
from playground.core.series import Series, evenly

if TYPE_CHECKING:
    from playground.core.experiment import Experiment

T = TypeVar("T")

COARSE, FINE = 25, 51
"""Points along each side."""
STRIDE = 8
"""The first points lie so far apart."""
EVERY = 0.12
"""Seconds between two looks at what is being computed."""
LOOKING_BACK = 0.2
"""The share of the work that finding the path counts as."""


class Wish:
    """What a person wants, of whatever run is there.

    question   what is to be seen
    number     another one for every time that it was asked
    going      whether it is still wanted
    follows    whether it is to be asked again, coarsely, where the run stands still
    """

    def __init__(self) -> None:
        self.question = Question()
        self.number = 0
        self.going = False
        self.follows = False

    def ask(self, question: Question) -> None:
        """Ask; what was asked before is given up."""
        self.question = question
        self.number += 1
        self.going = True


class Landscape(NamedTuple):
    """What is known of a landscape.

    step      of the run, when it was asked
    losses    (R, R), row 0 lowest, column 0 leftmost; NaN where none is known yet, infinite where numbers overflow
    steps     (n,), of the path
    path      (n, 2), from -1 to 1 where it is within the plane; the last point is where the run was
    loss      there
    """

    question: Question
    terrain: Terrain
    step: int
    losses: Array
    steps: Array
    path: Array
    loss: float


class Sight(NamedTuple):
    """What can be seen of it now.

    landscape    None before there is one, or if there is none
    problem      why there is none, see `terrain`
    share        how much of the work is done; None if none is under way
    is_whole     whether all of the landscape is known
    is_present   whether the run is still where it was
    """

    landscape: Landscape | None = None
    problem: str = ""
    share: float | None = None
    is_whole: bool = False
    is_present: bool = False


@dataclass(frozen=True)
class Landscapes:
    """The landscape that was wished for; a wish that is of another run is given up."""

    wish: Wish

    def probe(self, experiment: "Experiment") -> Callable[[], Sight]:
        """On all training samples."""
        return Survey(experiment, self.wish).look


class Survey:
    """Computes the landscapes of one run."""

    def __init__(self, experiment: "Experiment", wish: Wish) -> None:
        self._experiment, self._run, self._wish = experiment, experiment.run, wish
        self._live = experiment.lively("Computing a landscape")
        self._series: Series[Array] = Series(
            experiment, "Looking back", lambda twin: lambda: twin.network.parameters.astype(np.float64)
        )
        self._heard = wish.number
        self._work: Generator[float, None, None] | None = None
        self._share = 0.0
        self._landscape: Landscape | None = None
        self._present: Array | None = None  # the parameters at which the landscape was asked for
        self._problem = ""
        self._copy: tuple[Landscape, Landscape] | None = None  # a landscape, and what was known of it
        self._copied = -EVERY

    def look(self) -> Sight:
        """What is known; work goes on as long as it is called from time to time."""
        wish = self._wish
        if self._heard != wish.number:
            self._heard = wish.number
            self._begin(wish.question)
        elif self._work is None and wish.follows and self._stands and not self._is_present:
            wish.going = True
            self._begin(replace(wish.question, resolution=COARSE))
        if self._work is not None and not wish.going:
            self._live.stop()
            self._work = None
        if self._work is not None:
            self._live.go(lambda work=self._work: self._going(work))
        known = self._landscape
        if known is None:
            return Sight(None, self._problem, self._doing)
        if self._work is not None:
            return Sight(self._until_now(known), "", self._doing, is_present=self._is_present)
        return Sight(known, "", None, not np.isnan(known.losses).any(), self._is_present)

    def _until_now(self, known: Landscape) -> Landscape:
        """A copy of what is known, another one from time to time."""
        now = perf_counter()
        if self._copy is None or self._copy[0] is not known or now - self._copied >= EVERY:
            self._copy, self._copied = (known, known._replace(losses=known.losses.copy())), now
        return self._copy[1]

    @property
    def _doing(self) -> float | None:
        return None if self._work is None else self._share

    @property
    def _stands(self) -> bool:
        return not self._experiment.playing and self._experiment.goal is None

    @property
    def _is_present(self) -> bool:
        """Whether the run is where it was when it was asked."""
        return self._present is not None and np.array_equal(self._present, self._run.network.parameters)

    def _begin(self, question: Question) -> None:
        self._live.stop()
        self._share, self._problem = 0.0, ""
        self._present = self._run.network.parameters.copy()
        self._work = self._surveying(question)

    def _going(self, work: Generator[float, None, None]) -> Generator[float, None, None]:
        """Parts of the work, until it is done or nobody wants it."""
        for self._share in work:
            if not self._wish.going or work is not self._work:
                return
            yield self._share
        if work is self._work:
            self._work = None

    def _surveying(self, question: Question) -> Generator[float, None, None]:
        trainer, network = self._run.trainer, self._run.network.copy()
        entries = evenly((yield from beginning(self._series.completing(), LOOKING_BACK)))
        path = np.array([entry.reading for entry in entries])  # (n, P)
        self._present = path[-1].astype(network.dtype)
        try:
            over = terrain(question, network, path)
        except NoPlaneError as error:
            self._landscape, self._problem = None, str(error)
            return
        x, targets = trainer.samples
        plane = Plane(
            network,
            trainer.loss,
            x,
            targets,
            centre=over.centre,
            directions=over.directions,
            resolution=question.resolution,
        )
        losses = np.full((question.resolution, question.resolution), np.nan)
        here = plane.project(path)
        steps = np.array([entry.step for entry in entries])
        loss = plane.loss_at(*here[-1])
        self._landscape = Landscape(question, over, entries[-1].step, losses, steps, here, loss)
        for number, (row, column) in enumerate(coarse_to_fine(question.resolution), 1):
            value = plane.loss_at(plane.axis[column], plane.axis[row])
            losses[row, column] = value if np.isfinite(value) else np.inf
            yield LOOKING_BACK + (1 - LOOKING_BACK) * number / losses.size


def beginning(work: Generator[float, None, T], end: float) -> Generator[float, None, T]:
    """Work with which more work begins: yields how much of all is done, returns what it found."""
    while True:
        try:
            share = next(work)
        except StopIteration as result:
            return result.value
        yield end * share


def coarse_to_fine(resolution: int) -> list[tuple[int, int]]:
    """All places of a square, row and column: first those of a wide grid, then those between them, and so on."""
    found: dict[tuple[int, int], None] = {}
    stride = STRIDE
    while stride:
        every = range(0, resolution, stride)
        found |= dict.fromkeys((row, column) for row in every for column in every)
        stride //= 2
    return list(found)
