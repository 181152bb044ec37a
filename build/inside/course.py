"""Runs in Pyodide: reads, checks and draws lessons of the course, with the page's own engine."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any


class FormulaError(Exception):
    """A formula that cannot be set; the message is for who wrote it."""

    def __init__(self, formula: str, reason: str) -> None:
        super().__init__(f"the formula `{formula}` cannot be set: {reason}")
        self.formula = formula


def lesson(folder: str, name: str, typeset: Callable[[str, bool], str], style_sheet: str) -> str:
    """JSON: the lesson of that name in a folder, or what is wrong with it, each with its line.

    ``typeset(formula, display)`` is the HTML of a formula, or an error; the style sheet has the colours of pictures.
    """
    return json.dumps(_lesson(Path(folder) / f"{name}.md", _told(typeset), style_sheet))


def _told(typeset: Callable[[str, bool], str]) -> Callable[[str, bool], str]:
    def formula(text: str, display: bool) -> str:
        try:
            return typeset(text, display)
        except Exception as error:
            raise FormulaError(text.strip(), str(error).split("\n")[0]) from error

    return formula


def _lesson(path: Path, formula: Callable[[str, bool], str], style_sheet: str) -> dict[str, Any]:
    from lessons import data, html, reading, runs, truth

    text = path.read_text(encoding="utf-8")
    lesson, problems = reading.read(text, path.stem)
    drawn: html.Pictures = {}
    if lesson.figures and not problems:
        from lessons import pictures  # and Bokeh, which takes seconds

        problems = list(pictures.unusable(lesson))
        drawn = {} if problems else pictures.drawn(lesson, style_sheet)
    made = runs.Runs()
    problems = problems or truth.untrue(lesson, made)
    if problems:
        return {"problems": [[problem.line, problem.words] for problem in problems]}
    try:
        body = html.Writer(lesson, formula, drawn, dict(truth.answers(lesson, made)), path.parent).body()
    except FormulaError as error:
        return {"problems": [[text[: text.find(error.formula)].count("\n") + 1, str(error)]]}
    except html.MissingError as error:
        line = text[: text.find(str(error))].count("\n") + 1
        return {"problems": [[line, f"there is no picture `{error}` beside the lesson: PNG, JPEG, GIF, WebP or SVG"]]}
    first = next((step.state for step in lesson.steps if step.state), None)
    if first is None:
        return {"problems": [[1, "no step shows a page: put a block `show` into the first one"]]}
    plain = {name: getattr(lesson, name) for name in ("name", "title", "summary", "minutes", "needs")}
    shown = {"page": first.page, "fragment": first.fragment, "data": data.of_lesson(lesson)}
    return {**plain, **shown, **body._asdict()}
