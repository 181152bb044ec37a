"""Records a run: goes along it, and keeps at some steps the columns that views make of a Frame there.

The views are the page's own and are handed over: here is neither Panel nor Bokeh.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from math import ceil
from typing import Any, Protocol

from nets import Trainer
from playground.core.address import Place
from playground.core.clock import Clock
from playground.core.experiment import Experiment
from playground.core.frame import Frame, Measure, Observer
from playground.core.measures import Scores
from playground.core.recording.columns import Column
from playground.core.recording.file import Recording

EVERY_STEP = 50
"""So many steps are recorded one by one: most happens early."""
EVERY_EPOCH = 100
"""So many epochs are recorded, then fewer and fewer."""
THINNED = 1.06
"""How many times as many epochs the next recorded step has then."""

WANTED = {
    "network": {"tiles": ("level", "column", "unit", "label", "bias", "limit")},
    "edges": {"edges": ("weight",)},
    "output": {
        "region": ("level",),
        "curve": ("x1", "x2"),
        "training": ("x1", "x2", "marker", "value"),
        "test": ("x1", "x2", "marker", "value"),
        "texts": ("scale", "plot"),
    },
    "loss": {"training": ("epoch", "loss", "test")},
    "status": {"texts": ("status",)},
}
"""Of every view, by its parts, the columns that a recording has: those that do not tell how fast a machine was."""


class Face(Protocol):
    """What a recording wants of a view."""

    def needs(self, passing: bool) -> tuple[Measure[Any], ...]:
        """What a Frame must carry."""
        ...

    def columns(self, frame: Frame) -> dict[str, dict[str, Any]]:
        """What the view makes of a Frame."""
        ...


Faces = Mapping[str, Face]
"""Views by the names that `WANTED` has for them."""


def record(place: Place, faces: Faces, also: Iterable[int] = ()) -> Recording:
    """The run from its beginning to a place, with the steps `also` among those that are recorded."""
    experiment = Experiment(Clock(lambda: None), place._replace(step=0))
    observer, trainer = Observer(experiment), experiment.run.trainer
    steps, kept = [], dict[str, list[Any]]()
    for step in moments(trainer, place.step, also):
        steps.append(step)
        for name, column in columns(faces, frame_of(experiment, observer, faces)).items():
            kept.setdefault(name, []).append(column)
    end, declared = place._replace(step=steps[-1]), place.settings.declared()
    return Recording(
        end.write(),
        {name: declared[name].write(value) for name, value in place.settings.values.items()},
        [[step, name, place.settings.entry(name).write(value)] for step, name, value in place.log],
        steps,
        {name: Column.of(rows) for name, rows in kept.items()},
    )


def frame_of(experiment: Experiment, observer: Observer, faces: Faces) -> Frame:
    """The Frame of the present step, as of one in passing; its losses are its own, however long they take."""
    scored = experiment.measured()
    frame = observer.observe((measure for face in faces.values() for measure in face.needs(True)), passing=True)
    return replace(frame, answers={**frame.answers, Scores(): scored})


def columns(faces: Faces, frame: Frame) -> dict[str, Any]:
    """What is recorded of a Frame, by view.part.column."""
    found = {}
    for name, face in faces.items():
        drawn = face.columns(frame)
        for part, wanted in WANTED[name].items():
            found |= {f"{name}.{part}.{column}": drawn[part][column] for column in wanted}
    return found


def moments(trainer: Trainer, end: int, also: Iterable[int] = ()) -> Iterator[int]:
    """Moves a trainer along its course to a step, and stops where it is to be recorded.

    Those are every one of the first steps, the ends of the first epochs and then of fewer and fewer, what was changed
    and the step after it. A run that breaks ends there.
    """
    changes = {step for change in trainer.log for step in (change.step, change.step + 1)}
    stops = sorted({*changes, *also, end})
    while True:
        here = trainer.step_number
        yield here
        if here >= end or trainer.divergence is not None:
            return
        near = min(step for step in stops if step > here)
        if here < EVERY_STEP:
            trainer.step()
        else:
            _run(trainer, trainer.epoch + 1 if trainer.epoch < EVERY_EPOCH else ceil(trainer.epoch * THINNED), near)


def _run(trainer: Trainer, epoch: int, near: int) -> None:
    """To the end of an epoch, or to a step on the way."""
    while trainer.epoch < epoch and trainer.step_number < near and trainer.divergence is None:
        trainer.run(min(trainer.steps_left, near - trainer.step_number))
