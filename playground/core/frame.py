"""A Frame: what can be seen of a run at one step, as a plain record. Views draw Frames, nothing else.

A Frame holds the answers to what the visible views have asked for, each under its question, a `Measure`.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol, TypeVar

from nets.training.log import Change
from playground.core.settings import Settings

if TYPE_CHECKING:
    from playground.core.experiment import Experiment

T_co = TypeVar("T_co", covariant=True)
T = TypeVar("T")


class Measure(Protocol[T_co]):
    """Something that can be asked about an experiment; equal ones are asked once."""

    def probe(self, experiment: "Experiment") -> Callable[[], T_co]:
        """What gives the answer for the present step, without changing anything; made once a run, and called often."""
        ...


class Moment(NamedTuple):
    """A moment of a run: a step, and the epochs until then."""

    step: int
    epochs: float


class Reached(NamedTuple):
    """The steps of a course that can be gone to, and what was changed on it, ahead of the present step, too."""

    earliest: int
    end: int
    log: tuple[Change, ...]


class Twig(NamedTuple):
    """One course of a run among others, see `nets.training.history.Branch`.

    began     what was changed where it left its parent
    loss      the last test loss that is known of it; NaN if none is
    present   whether the run is on it
    """

    number: int
    parent: int | None
    start: int
    end: int
    began: tuple[Change, ...]
    loss: float
    present: bool


@dataclass(frozen=True)
class Frame:
    """One step of a run. Arrays are not changed after the Frame is taken.

    passing    whether another one follows soon
    settings   in force for the next step, `fitted`
    """

    step: int
    epoch: int
    passing: bool
    settings: Settings
    answers: Mapping[Measure[Any], Any]

    def __getitem__(self, measure: Measure[T]) -> T:
        """The answer to a measure; KeyError if nobody asked for it."""
        return self.answers[measure]


class Subscriber(Protocol):
    """Who wants Frames."""

    def needs(self, passing: bool) -> Iterable[Measure[Any]]:
        """What the next Frame must carry."""
        ...

    def take(self, frame: Frame) -> None:
        """A Frame."""
        ...


class Observer:
    """Takes Frames of an experiment's present run. It owns the probes and their buffers."""

    def __init__(self, experiment: "Experiment") -> None:
        self._experiment = experiment
        self._probes: dict[Measure[Any], Callable[[], Any]] = {}

    def observe(self, measures: Iterable[Measure[Any]], *, passing: bool) -> Frame:
        """The Frame of the present step with the answers to `measures`. It reads the run and changes nothing."""
        answers = {measure: self.answer(measure) for measure in dict.fromkeys(measures)}
        experiment = self._experiment
        trainer = experiment.run.trainer
        return Frame(trainer.step_number, trainer.epoch, passing, experiment.settings.fitted, answers)

    def answer(self, measure: Measure[T]) -> T:
        """The answer to one measure at the present step."""
        return self._probe(measure)()

    def _probe(self, measure: Measure[Any]) -> Callable[[], Any]:
        if measure not in self._probes:
            self._probes[measure] = measure.probe(self._experiment)
        return self._probes[measure]
