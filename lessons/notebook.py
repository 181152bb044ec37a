"""A lesson as a notebook for Jupyter: its words, its questions, and its runs as code that brings the engine along.

The cells of a run are those of the notebook of a run (`playground.core.files.notebook`), one after the other in one
namespace. It needs NumPy alone.
"""

from collections.abc import Iterator
from math import isfinite
from pathlib import Path
from typing import Any

from lessons import truth
from lessons.html import picture, spanned
from lessons.inline import FIGURE, PICTURE, without_sources
from lessons.lesson import Answer, Boundary, Check, Choice, Lesson, Markdown, Number, Prediction, State, Step
from lessons.notebook_cells import ASKED, CHECK, GO_ON, HOW, RUN, TASK
from lessons.pages import KINDS
from lessons.runs import Moment, Runs
from playground.core.curve import Losses
from playground.core.files.notebook import cell, document, literals, sources
from playground.core.files.notebook_cells import CODE, ENGINE, TEXT, TOOLS
from playground.core.files.source import Source
from playground.core.plane.settings import PlaneSettings

REFUSED = "this lesson shows the digits page, whose images, network and panels do not travel in a notebook"


def is_possible(lesson: Lesson) -> bool:
    """Whether all of a lesson's runs are of points in the plane: digits and their panels do not travel."""
    return all(KINDS[step.state.page] is PlaneSettings for step in lesson.steps if step.state)


def to_text(lesson: Lesson, runs: Runs, folder: Path = Path()) -> str:
    """The notebook of a lesson that can be one as JSON text; raises MissingError for a picture not in `folder`."""
    return document(_Writer(lesson, runs, folder).cells())


class _Writer:
    def __init__(self, lesson: Lesson, runs: Runs, folder: Path) -> None:
        self._lesson = lesson
        self._runs = runs
        self._folder = folder
        self._answers = dict(truth.answers(lesson, runs))
        self._made: list[dict[str, Any]] = []

    def cells(self) -> list[dict[str, Any]]:
        lesson = self._lesson
        learn = "\n".join(f"- {each}" for each in lesson.learn)
        self._text(f"# {lesson.title}", lesson.summary, f"{lesson.minutes} minutes. You will know", learn, lesson.intro)
        self._text(HOW)
        for template in (ENGINE, TOOLS, ASKED):
            self._code(template, sources())
        state = None
        for number, step in enumerate(lesson.steps, 1):
            state = step.state or state
            self._step(step, number, state)
        return self._made

    def _step(self, step: Step, number: int, state: State | None) -> None:
        """Its words, then its run as far as the link says, the question, the rest of the run, and what is asked."""
        self._text(f"## {number}. {step.title}", step.text)
        stops = self._stops(step, state) if state else []
        if state and (step.state or step.check):
            self._run(state, stops, is_task=bool(step.check))
        if step.prediction:
            self._text(*self._asked(step.prediction))
        for stop in stops:
            self._code(GO_ON, {"step": repr(stop.step), "page": _losses(stop)})
        self._text(step.after)
        if step.check:
            self._check(step.check)
        self._text(*(_details(title, text) for title, text in step.reveals))

    def _stops(self, step: Step, state: State) -> list[Moment]:
        """Where the run of a step pauses and ends, in their order."""
        asked = [*step.pauses, *([step.run] if step.run else [])]
        found = {moment.step: moment for each in asked if (moment := self._runs.until(state, each))}
        return [found[at] for at in sorted(found)]

    def _run(self, state: State, stops: list[Moment], is_task: bool) -> None:
        """The run that a link leads to, with all that its log says until the last stop.

        What is to be changed is not held beside the page.
        """
        here = self._runs.at(state)
        place, run = self._runs.made(state)
        run.trainer.seek(stops[-1].step if stops else here.step)
        values = literals(Source(run, place, Losses()))
        self._code(RUN, {**values, "step": repr(here.step), "page": "" if is_task else _losses(here)})

    def _asked(self, asked: Prediction) -> Iterator[Markdown]:
        yield "### What do you think?"
        yield asked.question
        match asked:
            case Choice():
                yield "\n".join(f"- {answer.words}" for answer in asked.answers)
                yield _details("Show the answer", "\n\n".join(map(_told, asked.answers)))
            case Number():
                true = f"{self._answers[asked.line]}. You are right within ± {asked.tolerance:g}."
                spans = "\n".join(f"- {spanned(each.low, each.high)} {_line(each.told)}" for each in asked.spans)
                yield _details("Show the answer", f"{true[0].upper()}{true[1:]}\n\n{spans}")
            case Boundary():
                yield "Draw it on paper, and then hold it beside the picture of the next cell."

    def _check(self, check: Check) -> None:
        goals = "\n".join(f"- {goal.condition.words}" for goal in check.goals)
        hints = ""
        for number, hint in reversed(list(enumerate(check.hints, 1))):
            hints = _details(f"Hint {number}", f"{hint}\n\n{hints}")  # the next one stands within the one before
        self._text("### Your turn", check.task, goals, TASK, hints)
        conditions = ((goal.condition, _line(goal.told)) for goal in check.goals)
        rows = ((each.words, each.what, each.sign, each.value, told) for each, told in conditions)
        self._code(CHECK, {"goals": "".join(f"    {row!r},\n" for row in rows)})
        if check.after:
            self._text(_details("When you have done it", check.after))

    def _code(self, template: str, values: dict[str, str]) -> None:
        self._made.append(cell(len(self._made), CODE, template, values))

    def _text(self, *parts: Markdown) -> None:
        """A cell of these paragraphs, with the pictures that they show; none if they say nothing."""
        text = without_sources("\n\n".join(part.strip() for part in parts if part.strip()))
        if not text:
            return
        text, attached = FIGURE.sub(r"*In the page: \1*", text), dict[str, Any]()
        for source in dict.fromkeys(found[1] for found in PICTURE.finditer(text)):
            kind, data = picture(self._folder, source)
            attached[source] = {kind: data}
            text = text.replace(f"]({source}", f"](attachment:{source}")
        made = cell(len(self._made), TEXT, text, {})
        self._made.append(made | {"attachments": attached} if attached else made)


def _losses(moment: Moment) -> str:
    """The losses of the page, as arguments of `say`."""
    pair = (float(moment.numbers[name]) for name in ("training loss", "test loss"))
    return ", ".join(repr(each) if isfinite(each) else f"float('{each}')" for each in pair)


def _told(answer: Answer) -> Markdown:
    return f"**{answer.words}**: {'Right.' if answer.is_right else 'Not so.'} {answer.told}"


def _line(text: Markdown) -> str:
    return " ".join(without_sources(text).split())


def _details(title: str, inside: Markdown) -> str:
    """What shows when it is asked for; the empty lines make Markdown of what is inside."""
    return f"<details><summary>{title}</summary>\n\n{inside.strip()}\n\n</details>"
