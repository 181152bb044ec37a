"""What a unit looks for: an image that grows step by step beside the run, and the test images that excite it most."""

from collections.abc import Callable, Generator
from dataclasses import dataclass
from time import perf_counter
from typing import TYPE_CHECKING, NamedTuple, cast

import numpy as np

from nets import Network
from nets.arrays import Array
from nets.datasets import Dataset
from nets.errors import DataError
from nets.synthesis import Dream, Excited, Exciting, Inversion, Maximisation, Misfit
from playground.core.clock import Clock
from playground.core.digits.measures import Easel
from playground.core.digits.run import DigitsRun, Stage
from playground.core.digits.settings import DigitsSettings
from playground.core.jobs import Job, nothing_to_do
from playground.core.slow import Answer

if TYPE_CHECKING:
    from playground.core.experiment import Experiment

EXCITE, TESTS, AGAIN, DREAM = "excite", "tests", "again", "dream"
"""The ways to find it out, as the setting `looks` calls them."""
MOST = {EXCITE: 200, AGAIN: 200, DREAM: 60}
"""After so many steps an image waits to be told to go on; dreams leave the drawing soon."""
PACE = 1 / 60
"""Seconds that a step takes at least: one sees the image grow."""
EVERY = 0.1
"""Seconds between two looks at an image that grows, on a quick page."""


class Unit(NamedTuple):
    """The unit that is looked at.

    number, stage   where it is: never the image itself
    titles          of all stages behind the image
    unit, units     which one, of how many
    is_wanted       whether it is the one that was asked for, or the nearest that the present network has
    """

    number: int
    stage: Stage
    titles: tuple[str, ...]
    unit: int
    units: int
    is_wanted: bool


def unit_of(run: DigitsRun, settings: DigitsSettings) -> Unit:
    """The unit that the settings name, as far as there is one."""
    last = len(run.stages) - 1
    wanted = settings.look_layer or last
    number = min(wanted, last)
    units = run.network.layers[run.stages[number].layer].shape[-1]
    unit = min(settings.look_unit, units - 1)
    titles = tuple(stage.title for stage in run.stages[1:])
    return Unit(number, run.stages[number], titles, unit, units, (number, unit) == (wanted, settings.look_unit))


class Subject(NamedTuple):
    """What an image grows for; what plays no part in its way is 0."""

    way: str
    layer: int
    unit: int
    seed: int
    decay: float
    blur: float
    jitter: int


def subject_of(unit: Unit, settings: DigitsSettings, seed: int) -> Subject:
    """What the settings say."""
    way = settings.looks
    regular = (settings.look_decay / 100, settings.look_blur) if way == EXCITE else (0.0, 0.0)
    jitter = 0 if way == AGAIN else settings.look_jitter
    return Subject(way, unit.stage.layer, unit.unit if way == EXCITE else 0, seed, *regular, jitter)


def begun(subject: Subject, network: Network, image: Array) -> Maximisation | Inversion | Dream | None:
    """The image (SIDE, SIDE, 1) before its first step; None if what the layer makes of it is no number."""
    way, layer, unit, seed, decay, blur, jitter = subject
    try:
        if way == EXCITE:
            return Maximisation(network, layer, unit, decay=decay, blur=blur, jitter=jitter, seed=seed)
        if way == AGAIN:
            return Inversion(network, layer, image, seed=seed)
        return Dream(network, layer, image, jitter=jitter, seed=seed)
    except DataError:
        return None


class Grown(NamedTuple):
    """What has grown so far.

    step       of the run, whose network it grows for
    iteration  steps made
    moving     whether more are on their way
    image      (SIDE, SIDE)
    beside     (SIDE, SIDE): the drawing that it began with, or that it is compared with
    answers    to both: of the unit, the mean of its numbers; of a dream, half of the layer's squares; else nothing
    misfit     of an image again: how far it is from what the layer saw
    """

    step: int
    iteration: int
    moving: bool
    image: Array
    beside: Array
    answers: tuple[float, float] | None = None
    misfit: Misfit | None = None


class Studio:
    """Where one image grows, for a copy of the network, beside the run and while `watched()`.

    `tell` is called while it grows and nobody has asked for it lately.
    """

    def __init__(
        self,
        easel: Easel,
        clock: Clock,
        watched: Callable[[], bool],
        tell: Callable[[], None],
    ) -> None:
        self.seed = 0
        self._easel, self._clock = easel, clock
        self._watched, self._tell = watched, tell
        self._run: DigitsRun | None = None
        self._subject: Subject | None = None
        self._growing: Maximisation | Inversion | Dream | None = None
        self._own: tuple[int, ...] = ()  # numbers of the images on the easel for which it need not begin again
        self._step = 0
        self._eager = False  # whether it grows without being told to, when it has begun again
        self._seen = -EVERY
        self._job = nothing_to_do()

    def grown(self, run: DigitsRun, subject: Subject) -> Grown | None:
        """What has grown, begun anew if that was for another run, subject or image; None if there are no numbers."""
        is_other = run is not self._run or subject != self._subject
        is_other_image = subject.way != EXCITE and self._easel.number not in self._own
        if is_other or is_other_image or (self._is_fresh and run.trainer.step_number != self._step):
            self._begin(run, subject)
        self._seen = perf_counter()
        if self._growing is None:
            return None
        grown = Grown(self._step, self._growing.iteration, not self._job.over, self.image, self._original)
        if isinstance(self._growing, Inversion):
            return grown._replace(misfit=self._growing.parts)
        if isinstance(self._growing, Dream):
            return grown._replace(answers=(self._growing.response, self._first))
        present = self._easel.image
        return grown._replace(beside=present, answers=(self._answer(self.image), self._answer(present)))

    @property
    def image(self) -> Array:
        """(SIDE, SIDE)."""
        return self._easel.image if self._growing is None else self._growing.image[:, :, 0]

    @property
    def _is_fresh(self) -> bool:
        return self._growing is not None and self._growing.iteration == 0 and self._job.over

    def go(self) -> None:
        """Grow, for as many steps as MOST says."""
        self._eager = True
        if self._growing is not None and self._job.over:
            self._job = self._clock.start(Job("Growing", self._steps(self._growing), lambda _: self._say(), PACE))

    def stop(self) -> None:
        """Stand still."""
        self._eager = False
        self._job.cancel()

    def step(self) -> None:
        """One step."""
        self.stop()
        if self._growing is not None:
            self._growing.step()

    def again(self) -> None:
        """From the beginning, with the run's network as it is now."""
        self._job.cancel()
        self._run = None

    def other_noise(self) -> None:
        """From other noise."""
        self.seed += 1

    def show(self, put: Callable[[Array], None]) -> None:
        """Let somebody put the image on the easel: it does not begin again for that."""
        self._own = (*self._own, self._easel.number + 1)
        put(self.image)

    def _begin(self, run: DigitsRun, subject: Subject) -> None:
        self._job.cancel()
        self._run, self._subject = run, subject
        self._step, self._network = run.trainer.step_number, run.network.copy()
        self._own, self._original = (self._easel.number,), self._easel.image
        self._growing = begun(subject, self._network, self._original[:, :, None])
        self._first = self._growing.response if isinstance(self._growing, Dream) else 0.0
        if self._eager:
            self.go()

    def _steps(self, growing: Maximisation | Inversion | Dream) -> Generator[float, None, None]:
        assert self._subject is not None
        most = MOST[self._subject.way]
        for step in range(most):
            if not self._watched():
                self._eager = False
                return
            growing.step()
            if perf_counter() - self._seen >= EVERY * self._clock.slowness:
                self._say()
            yield step / most

    def _say(self) -> None:
        self._seen = perf_counter()
        self._clock.later(self._tell)

    def _answer(self, image: Array) -> float:
        assert self._subject is not None
        answers = self._network.run(image[None, :, :, None]).values[self._subject.layer + 1][0]
        return float(answers[..., self._subject.unit].mean())


Strongest = Answer[tuple[tuple[Excited, ...], ...]]
"""A tuple for each unit of a layer, which is the subject."""


class Look(NamedTuple):
    """What there is to see of a unit: `grown`, or `strongest` of the test images, or nothing yet.

    is_broken   whether there will be nothing: the network has no numbers any more
    """

    way: str
    unit: Unit
    test: Dataset
    grown: Grown | None = None
    strongest: Strongest | None = None
    is_broken: bool = False


@dataclass(frozen=True)
class Looks:
    """What the unit looks for that the settings name."""

    studio: Studio

    def probe(self, experiment: "Experiment") -> Callable[[], Look]:
        """An image as it has grown, or test images, sorted in slices beside the run."""
        run = cast("DigitsRun", experiment.run)
        slow = experiment.slowly("Sorting test images")

        def measure() -> Look:
            settings = cast("DigitsSettings", experiment.settings)
            look = Look(settings.looks, unit_of(run, settings), run.test)
            if not np.isfinite(run.network.parameters).all():
                return look._replace(is_broken=True)
            if settings.looks != TESTS:
                grown = self.studio.grown(run, subject_of(look.unit, settings, self.studio.seed))
                return look._replace(grown=grown, is_broken=grown is None)
            layer = look.unit.stage.layer
            found = slow.ask(layer, run.trainer.step_number, lambda: sorting(run, layer))
            return look._replace(strongest=found if found is not None and found.subject == layer else None)

        return measure


def sorting(run: DigitsRun, layer: int) -> Generator[float, None, tuple[tuple[Excited, ...], ...]]:
    """The test images that excite each unit of a layer most, a few images at a time."""
    return (yield from Exciting(run.network.copy(), layer, run.test.x).measuring())
