"""The run in one line, its motion, and its address: the texts of the plain parts of the page."""

from typing import Any

from bokeh.models import ColumnDataSource

from playground.core.frame import Frame, Measure
from playground.core.measures import Motion, Scores, Where
from playground.views.face import Columns, View
from playground.views.words import loss, percent

RECENT = 0.9
"""What was true at this part of the steps is nearly true now."""


class Status(View):
    """Epoch, step and losses, and what moves; and, if that is asked for, the share of right answers to test samples.

    While Frames pass, losses are the latest that are known, with their step if that is long ago; of a Frame that stays
    they are its own, or on their way. Those of a step to come are nobody's, unless one goes back from there.
    """

    def __init__(self, texts: ColumnDataSource, *, accuracy: bool = False) -> None:
        self.sources = {"texts": texts}
        self._accuracy = accuracy

    def needs(self, passing: bool) -> tuple[Measure[Any], ...]:
        """Scores and motion."""
        del passing
        return Scores(), Motion()

    def columns(self, frame: Frame) -> Columns:
        """One line, and switches."""
        scored, motion = frame[Scores()], frame[Motion()]
        nothing = float("nan")
        is_to_come = scored is not None and scored.step > frame.step and not motion.backwards
        if scored is not None and scored.step != frame.step and (is_to_come or not frame.passing):
            scored = None
        training, test = (nothing, nothing) if scored is None else scored.evaluation[:2]
        status = f"Epoch {frame.epoch} · step {frame.step} · training loss {loss(training)} · test loss {loss(test)}"
        if self._accuracy:
            right = nothing if scored is None else scored.evaluation.test_accuracy
            status += f" · test accuracy {percent(right)}"
        if scored is not None and scored.step < RECENT * frame.step and self._accuracy:
            status += f" (of step {scored.step})"
        status += "".join(f" · your {title}" for title in motion.own)
        if motion.goal is not None:
            status += f" · going to step {motion.goal}"
        job = None if motion.replayed is None else {"title": "Going to the step", "share": round(motion.replayed, 3)}
        texts = {
            "status": status,
            "playing": motion.playing or job is not None,
            "backwards": motion.backwards,
            "job": job,
            "undo": motion.can_undo,
            "redo": motion.can_redo,
            "course": motion.course,
            "steps_per_second": round(motion.steps_per_second),
            "frame_ms": round(1000 * motion.frame_seconds, 1),
        }
        return {"texts": {name: [text] for name, text in texts.items()}}


class Address(View):
    """Where the run stands, as the address says it."""

    every = 0.5

    def __init__(self, texts: ColumnDataSource) -> None:
        self.sources = {"texts": texts}

    def needs(self, passing: bool) -> tuple[Measure[Any], ...]:
        """Where it stands."""
        del passing
        return (Where(),)

    def columns(self, frame: Frame) -> Columns:
        """One text."""
        return {"texts": {"fragment": [frame[Where()].write()]}}
