"""The present run in words: what it is, its settings, and what was changed on the way."""

from typing import Any

from bokeh.models import ColumnDataSource

from playground.core.declare import LIVE, RUN
from playground.core.files.source import does, words
from playground.core.frame import Frame, Measure
from playground.core.measures import Reach
from playground.core.plane.measures import Points
from playground.core.plane.settings import PlaneSettings
from playground.views.face import Columns, View
from playground.views.timeline import CHANGE, marks


class Told(View):
    """Text ``told``: {summary, settings, changes}; settings are [name, value, what it is], changes [step, words]."""

    every = 0.3

    def __init__(self, texts: ColumnDataSource) -> None:
        self.sources = {"texts": texts}

    def needs(self, passing: bool) -> tuple[Measure[Any], ...]:
        """The points, and the course."""
        del passing
        return Points(), Reach()

    def columns(self, frame: Frame) -> Columns:
        """One record."""
        settings: Any = frame.settings
        training, test = frame[Points()]
        declared = settings.declared()
        told = {
            "summary": f"{network(settings)} {lesson(settings, len(training), len(test))} {course(frame)}",
            "settings": [
                [declared[name].label, words(declared[name], getattr(settings, name)), declared[name].doc]
                for name in settings.names(RUN, LIVE)
                if does(settings, name)
            ],
            "changes": [[step, said] for step, kind, said in marks(frame[Reach()], settings) if kind == CHANGE],
        }
        return {"texts": {"told": [told]}}


def network(settings: PlaneSettings) -> str:
    """The network in a sentence."""
    features, *hidden, outputs = settings.shape
    numbers = sum((before + 1) * units for before, units in zip(settings.shape, settings.shape[1:], strict=False))
    layers = f"{several(len(hidden), 'hidden layer')} of {' and '.join(map(str, hidden))} neurons" if hidden else ""
    between = layers or "no hidden layer"
    return (
        f"A network of {several(features, 'feature')}, {between} and {several(outputs, 'output')}: "
        f"{numbers:,} weights and biases."
    )


def lesson(settings: PlaneSettings, training: int, test: int) -> str:
    """What it learns from, in a sentence."""
    dataset = settings.declared()["dataset"].words[settings.dataset]
    whose = "your own" if settings.is_own else f"“{dataset}”"
    return f"It learns from {training:,} points of {whose}, and is tested with {test:,} others."


def course(frame: Frame) -> str:
    """How far it has come."""
    return f"It has made {several(frame.step, 'step')}, which are {several(frame.epoch, 'whole epoch')}."


def several(count: int, what: str) -> str:
    """A number of things."""
    return f"{count:,} {what}{'' if count == 1 else 's'}"
