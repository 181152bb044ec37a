"""Where digits live: test images in two dimensions by what a stage makes of them, while the network learns."""

from collections.abc import Callable, Generator
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple, cast

import numpy as np

from nets.arrays import Array
from nets.projection import Embedding
from nets.projection.affinities import joining
from nets.projection.tsne import drawn_together, scattered
from playground.core.digits.measures import Easel
from playground.core.digits.run import DigitsRun
from playground.core.digits.sight import Asked, Sight, looking
from playground.core.live import Live
from playground.core.slow import Slow

if TYPE_CHECKING:
    from playground.core.experiment import Experiment

WHOLE, MORE = 1000, 300
"""Steps of a map that begins, and, at least, of one that goes on when what it shows has changed."""
APART = 50
"""Steps in which clusters find together, when the map is of another stage."""


@dataclass(eq=False)
class Pace:
    """What a person wants of a map that moves.

    going       whether it is to move
    pushes      another number whenever it is to go on, though it has come to rest
    beginning   another number whenever it is to begin again
    """

    going: bool = True
    pushes: int = 0
    beginning: int = 0


class Chart(NamedTuple):
    """What is seen.

    asked       what was asked for last; `sight` may be of something older, while that is worked out
    sight       None before the first
    step        of the run, that `sight` is of
    positions   (N, 2), if images have some
    here        (2,), where the image on the easel lies, if it lies anywhere
    share       of the variance, that the picture shows; None if it is of another kind
    iteration   steps that the map has made
    going       whether it moves
    clusters    of units, as they stand in the picture
    """

    asked: Asked
    titles: tuple[str, ...]
    sight: Sight | None = None
    step: int = 0
    positions: Array | None = None
    here: Array | None = None
    share: float | None = None
    iteration: int = 0
    going: bool = False
    clusters: tuple[tuple[int, ...], ...] = ()


@dataclass(frozen=True)
class Whereabouts:
    """Where test images lie, and where the one on the easel."""

    easel: Easel
    pace: Pace

    def probe(self, experiment: "Experiment") -> Callable[[], Chart]:
        """In slices beside the run, again when the network has changed; a map goes on from where its points are."""
        return Survey(experiment, self.easel, self.pace).chart


class Survey:
    """Looks at one run again and again."""

    def __init__(self, experiment: "Experiment", easel: Easel, pace: Pace) -> None:
        self._experiment = experiment
        self._run = cast("DigitsRun", experiment.run)
        self._easel = easel
        self._pace = pace
        self._slow: Slow[Sight] = experiment.slowly("Looking at test images")
        self._wander = Wander(experiment.lively("Arranging test images"))
        self._latest: Array | None = None  # positions of the components that were seen last

    def chart(self) -> Chart:
        """What is seen now; work begins for what is not known."""
        settings, run = self._experiment.settings, self._run
        asked = Asked(settings.map, min(settings.map_stage, len(run.stages) - 1), settings.map_points)
        like = self._wander.positions if asked.kind == "tsne" else self._latest
        if like is not None and len(like) != asked.images:
            like = None
        subject = asked, self._experiment.course
        answer = self._slow.ask(subject, run.trainer.step_number, lambda: looking(run, asked, like))
        chart = Chart(asked, tuple(stage.title for stage in run.stages))
        if answer is None:
            return chart
        sight = answer.value
        chart = chart._replace(sight=sight, step=answer.step)
        if sight.alike is not None:
            return chart._replace(clusters=tuple(map(tuple, sight.alike.clusters(settings.map_clusters))))
        if sight.distances is not None:
            embedding = self._wander.follow(sight, settings.perplexity, self._pace)
            chart = chart._replace(going=self._wander.going)
            if embedding is None:
                return chart
            return chart._replace(positions=embedding.positions, iteration=embedding.iteration)
        if sight.components is None:
            return chart
        self._latest = sight.components.positions
        return chart._replace(
            positions=self._latest, here=self._here(sight), share=float(sight.components.shares.sum())
        )

    def _here(self, sight: Sight) -> Array | None:
        """Where the image on the easel lies among the components."""
        assert sight.components is not None
        values = sight.network.run(self._easel.image[None, :, :, None]).values[sight.stage.layer + 1]
        return sight.components.project(values)[0] if np.isfinite(values).all() else None


class Aim(NamedTuple):
    """What a map is to show."""

    sight: Sight
    perplexity: float


class Wander:
    """A t-SNE map that moves beside the run, and follows what its images look like from where its points are."""

    def __init__(self, live: Live) -> None:
        self._live = live
        self._embedding: Embedding | None = None
        self._aim: Aim | None = None
        self._of: Aim | None = None  # what the points are drawn to
        self._left = 0
        self._beginning = self._pushes = 0

    @property
    def positions(self) -> Array | None:
        """Where the points are, (N, 2)."""
        return None if self._embedding is None else self._embedding.positions

    @property
    def going(self) -> bool:
        """Whether it moves."""
        return not self._live.over

    def follow(self, sight: Sight, perplexity: float, pace: Pace) -> Embedding | None:
        """The map as it is, on its way to a sight; None while it has no positions yet."""
        if self._aim is None or self._aim.sight is not sight or self._aim.perplexity != perplexity:
            self._aim = Aim(sight, perplexity)
        if pace.beginning != self._beginning or (self._of and len(self._of.sight.labels) != len(sight.labels)):
            self._live.stop()
            self._embedding = self._of = None
            self._beginning = pace.beginning
        if pace.pushes != self._pushes:
            self._pushes, self._left = pace.pushes, WHOLE
        if not pace.going:
            self._live.stop()
        elif self._left or self._of is not self._aim:
            self._live.go(self._moving)
        return self._embedding

    def _moving(self) -> Generator[float, None, None]:
        """Steps, until there is none left and nothing new to follow."""
        while self._left or self._of is not self._aim:
            if self._of is not self._aim:
                assert self._aim is not None
                yield from self._turn_to(self._aim)
            else:
                assert self._embedding is not None
                self._embedding.step()
                self._left -= 1
                yield 1 - self._left / WHOLE

    def _turn_to(self, aim: Aim) -> Generator[float, None, None]:
        """Let the points be drawn to another aim."""
        sight, before = aim.sight, self._of
        assert sight.distances is not None
        p = yield from joining(sight.distances, aim.perplexity)
        if self._embedding is None:
            self._embedding = Embedding(p, self._start(sight))
            self._left = WHOLE
        else:
            other = before is None or before.sight.asked != sight.asked
            self._embedding.attract(p, exaggerated=APART * other)
            self._left = max(self._left, WHOLE if other else MORE)
        self._of = aim

    def _start(self, sight: Sight) -> Array:
        """Where points begin: along the components, and, when a person begins again, somewhere else every time."""
        if sight.components is None or self._beginning:
            return scattered(len(sight.labels), self._beginning)
        return drawn_together(sight.components.positions, 0)
