"""The losses of the run, of its rival, and of the run's other courses, in one chart."""

from typing import Any

import numpy as np
from bokeh.models import DataRange1d, GlyphRenderer, MultiLine, Text
from bokeh.plotting import figure

from playground.core.curve import Curve
from playground.core.frame import Frame, Measure, Twig
from playground.core.measures import CourseLosses, LossCurve
from playground.core.plane.pursuit import Beside, Pursuits
from playground.core.settings import Settings
from playground.views.chart import STEP, Line, chart
from playground.views.compared_outputs import source
from playground.views.face import Columns, View
from playground.views.reading import Value, readable
from playground.views.timeline import changed
from playground.views.words import LARGE

NAMES = "step", "training", "test"
ROLES = {"mine": ("accent", "solid"), "its": ("ink", "dashed")}
TITLES = {"mine": "this run", "its": "other run"}
VALUES = Value("training", "training"), Value("test", "test")


class LossesCompared(View):
    """The sources `compare loss mine` and `compare loss its` have ``step``, ``training`` and ``test``; `compare
    courses` has a row for every other course: ``steps``, ``losses``, and ``step``, ``loss`` of its end, with ``words``.

    courses   whether these are wanted
    """

    every = 0.3

    def __init__(self, pursuits: Pursuits) -> None:
        self.courses = False
        self._asked = Beside(pursuits, (LossCurve(),))
        self.sources = {name: source(f"compare loss {name}", *NAMES) for name in ROLES}
        self.sources["courses"] = source("compare courses", "steps", "losses", "step", "loss", "words")
        self.loss, self.log_loss = self._chart(log=False), self._chart(log=True)

    def needs(self, passing: bool) -> tuple[Measure[Any], ...]:
        """The points of all curves."""
        del passing
        return LossCurve(), self._asked, *[CourseLosses()] * self.courses

    def columns(self, frame: Frame) -> Columns:
        """The points of all curves."""
        beside = frame[self._asked].frame
        courses = [each for each in frame[CourseLosses()] if len(each[1].steps)] if self.courses else []
        test = [gaps(curve)["test"] for _, curve in courses]
        return {
            "mine": gaps(frame[LossCurve()]),
            "its": {name: np.zeros(0) for name in NAMES} if beside is None else gaps(beside[LossCurve()]),
            "courses": {
                "steps": [curve.steps for _, curve in courses],
                "losses": test,
                "step": [curve.steps[-1] for _, curve in courses],
                "loss": [losses[-1] for losses in test],
                "words": [named(twig, frame.settings) for twig, _ in courses],
            },
        }

    def _chart(self, *, log: bool) -> figure:
        """Test losses strong, training losses pale, the run's full, the rival's dashed; other courses dotted."""
        plot = None
        for name, (role, dash) in ROLES.items():
            lines = [Line("test", role, dash), Line("training", role, dash, 1.2, 0.45)]
            if plot is None:
                plot = chart(self.sources[name], lines, VALUES, title=TITLES[name], log=log, zero=True)
            else:
                first, *_ = self._add(plot, name, [(each.glyph, {"line_color": each.role}) for each in lines])
                readable(plot, first, STEP, VALUES, TITLES[name])
        assert plot is not None
        dotted = MultiLine(xs="steps", ys="losses", line_dash="dotted", line_width=1.2)
        words = Text(x="step", y="loss", text="words", text_align="right", text_baseline="bottom")
        self._add(plot, "courses", [(dotted, {"line_color": "muted"}), (words, {"text_color": "muted"})])
        return plot

    def _add(self, plot: figure, name: str, glyphs: list[tuple[Any, dict[str, str]]]) -> list[GlyphRenderer]:
        drawn: list[GlyphRenderer] = []
        for glyph, roles in glyphs:
            drawn.append(plot.add_glyph(self.sources[name], glyph))
            drawn[-1].tags = [roles]
        for span in (plot.x_range, plot.y_range):
            if isinstance(span, DataRange1d):
                span.renderers = [*(span.renderers or ()), *drawn]
        return drawn


def named(twig: Twig, settings: Settings) -> str:
    """What a course is called."""
    return ", ".join(changed(change, settings) for change in twig.began) or "first course"


def gaps(curve: Curve) -> dict[str, Any]:
    """The columns of a curve; what is too large to be compared is a gap, and what a logarithm cannot show."""
    losses = (np.where((each > 0) & (each < LARGE), each, np.nan) for each in (curve.training, curve.test))
    return dict(zip(NAMES, (curve.steps, *losses), strict=True))
