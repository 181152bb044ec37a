"""A lesson as HTML: the whole of it can be read and printed before anything has started, and without any script.

What a script may later bring to life is marked by classes: `predict`, `reply`, `check`, `goals`, `run`, `after`.
"""

import re
from base64 import b64encode
from collections.abc import Callable, Mapping
from html import escape
from pathlib import Path
from types import MappingProxyType
from typing import Any, NamedTuple
from urllib.parse import unquote

from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

from lessons import prose
from lessons.inline import STATED
from lessons.lesson import Check, Choice, Lesson, Markdown, Number, Prediction, State, Step

IMAGE = re.compile(r"!\[[^\]]*\]\([^)]*\)")
ROOT = "../../"
"""The way from a lesson's folder to the site's."""

IMAGES = {".png": "png", ".jpg": "jpeg", ".jpeg": "jpeg", ".gif": "gif", ".webp": "webp", ".svg": "svg+xml"}
"""What a picture may be, by its suffix."""

Formula = Callable[[str, bool], str]
"""The HTML of a formula in LaTeX, which stands alone or within a line."""
Pictures = Mapping[tuple[str, str], str]
"""The HTML of each figure, by `key_of`."""


class MissingError(LookupError):
    """There is no picture of this name."""


class Body(NamedTuple):
    """The parts of a lesson, as HTML; `notes` are for who teaches, by the id of their step."""

    learn: list[str]
    intro: str
    steps: list[str]
    notes: dict[str, str]


def key_of(fragment: str, plot: str) -> tuple[str, str]:
    """By what a figure is known, however its link is quoted."""
    return unquote(fragment), plot


def step_id(number: int) -> str:
    """The id of a step, counted from 1."""
    return f"step-{number}"


class Writer:
    """Writes one lesson.

    formula    sets formulas
    pictures   its figures
    answers    what the engine says of the numbers that are to be predicted, by the line of the question
    folder     where its other pictures lie
    """

    def __init__(
        self,
        lesson: Lesson,
        formula: Formula,
        pictures: Pictures,
        answers: Mapping[int, str] = MappingProxyType({}),
        folder: Path = Path(),
    ) -> None:
        self._lesson = lesson
        self._formula = formula
        self._pictures = pictures
        self._answers = answers
        self._folder = folder
        self._page = next((step.state.page for step in lesson.steps if step.state), "")
        self._markdown = prose.parser()
        self._markdown.options["html"] = False
        self._markdown.inline.ruler.before("link", "stated", _stated)
        self._markdown.core.ruler.push("figures", lambda state: _set_figures_free(state.tokens))
        self._markdown.validateLink = _is_harmless
        rules: Any = self._markdown.renderer
        rules.rules |= dict.fromkeys(("math_inline", "math_inline_double", "math_block"), self._set)
        rules.rules["image"] = self._figure

    def body(self) -> Body:
        """All parts."""
        steps = list(enumerate(self._lesson.steps, 1))
        return Body(
            [self._line(each) for each in self._lesson.learn],
            self._text(self._lesson.intro),
            [self._step(step, number) for number, step in steps],
            {step_id(number): self._text(step.notes) for number, step in steps if step.notes},
        )

    # --- the steps

    def _step(self, step: Step, number: int) -> str:
        name = step_id(number)
        parts = [
            f'<h2 id="{name}-title"><span class="number">{number}</span> {self._line(step.title)}</h2>',
            self._text(step.text),
            self._show(step.state) if step.state else "",
            self._predict(step.prediction, name) if step.prediction else "",
            f'<p class="run">Let it run until {escape(step.run.words)}.</p>' if step.run else "",
            f'<div class="after">{self._text(step.after)}</div>' if step.after else "",
            self._check(step.check, name) if step.check else "",
            *(_details("reveal", self._line(title), self._text(text)) for title, text in step.reveals),
        ]
        return f'<section class="lesson-step" id="{name}" aria-labelledby="{name}-title">{"".join(parts)}</section>'

    def _show(self, state: State) -> str:
        """A link that sets up the page beside the text, or leads to another page."""
        folder = "" if state.page == "playground" else f"{state.page}/"
        way = "" if state.page == self._page else ROOT + folder
        return f'<p class="set-up"><a href="{way}#{escape(state.fragment)}">Set up this network</a></p>'

    def _predict(self, asked: Prediction, name: str) -> str:
        question = f'<div class="question" id="{name}-question">{self._text(asked.question)}</div>'
        if isinstance(asked, Choice):
            inside = self._choice(asked, name)
        elif isinstance(asked, Number):
            inside = self._number(asked, name)
        else:
            inside = ""  # the line is drawn into the page
        kind = type(asked).__name__.lower()
        head = f'<fieldset class="predict" data-kind="{kind}" aria-labelledby="{name}-question">'
        return f"{head}{question}{inside}</fieldset>"

    def _choice(self, asked: Choice, name: str) -> str:
        rows, right = list[str](), list[str]()
        for number, answer in enumerate(asked.answers, 1):
            words, told = self._line(answer.words), self._text(answer.told)
            field = f'<input type="radio" name="{name}" value="{number}">'
            verdict = f'<span class="verdict">{"Right." if answer.is_right else "Not so."}</span>'
            rows.append(
                f'<div class="answer" data-right="{str(answer.is_right).lower()}">'
                f'<label>{field}<span>{words}</span></label><div class="reply">{verdict} {told}</div></div>'
            )
            right += [f"<p><strong>{words}</strong></p>{told}"] if answer.is_right else []
        return "".join(rows) + f"<noscript>{_details('solution', 'Show the answer', ''.join(right))}</noscript>"

    def _number(self, asked: Number, name: str) -> str:
        spans = "".join(
            f'<div class="reply" hidden data-span="{number}">{self._text(span.told)}</div>'
            for number, span in enumerate(asked.spans)
        )
        field = f'<input type="number" step="any" inputmode="decimal" name="{name}" autocomplete="off">'
        answer = f"<p>{escape(self._answers[asked.line])}</p>" if asked.line in self._answers else ""
        told = "".join(f"<li>{spanned(span.low, span.high)} {self._line(span.told)}</li>" for span in asked.spans)
        inside = answer + (f"<ul>{told}</ul>" if told else "")
        noscript = f"<noscript>{_details('solution', 'Show the answer', inside)}</noscript>" if inside else ""
        return f'<p class="answer"><label>Your answer: {field}</label></p>{spans}{noscript}'

    def _check(self, check: Check, name: str) -> str:
        goals = "".join(
            f'<li data-goal="{number}"><span>{escape(goal.condition.words)}</span>'
            + (f'<div class="reply" hidden>{self._text(goal.told)}</div>' if goal.told else "")
            + "</li>"
            for number, goal in enumerate(check.goals)
        )
        hints = ""
        for number, hint in reversed(list(enumerate(check.hints, 1))):
            title = "Hint" if len(check.hints) == 1 else f"Hint {number} of {len(check.hints)}"
            hints = _details("hint", title, self._text(hint) + hints)  # the next one stands within the one before
        reached = _details("reached", "When you have done it", self._text(check.after)) if check.after else ""
        return (
            f'<section class="check" aria-labelledby="{name}-check"><h3 id="{name}-check">Your turn</h3>'
            f'{self._text(check.task)}<ul class="goals">{goals}</ul>{hints}{reached}</section>'
        )

    # --- prose

    def _text(self, text: Markdown) -> str:
        return self._markdown.render(text)

    def _line(self, text: Markdown) -> str:
        return self._markdown.renderInline(text)

    def _set(self, tokens: list[Token], number: int, *__: Any) -> str:
        token = tokens[number]
        if token.type == "math_inline":
            return self._formula(token.content, False)
        return f'<div class="formula">{self._formula(token.content, True)}</div>'

    def _figure(self, tokens: list[Token], number: int, *__: Any) -> str:
        token = tokens[number]
        source, title = (str(token.attrs.get(name, "")) for name in ("src", "title"))
        _, is_figure, fragment = source.partition("#")
        if is_figure:
            return self._pictures.get(key_of(fragment, title or "output"), "")
        caption = f"<figcaption>{escape(title)}</figcaption>" if title else ""
        image = f'<img src="{self._file(source)}" alt="{escape(token.content)}">'
        return f'<figure class="lesson-figure">{image}{caption}</figure>'

    def _file(self, source: str) -> str:
        """A picture that lies beside the lesson, as a part of the document; raises MissingError."""
        kind, data = picture(self._folder, source)
        return f"data:{kind};base64,{data}"


def picture(folder: Path, source: str) -> tuple[str, str]:
    """The type of a picture that lies in a lesson's folder, and the picture in base64; raises MissingError."""
    path = (folder / unquote(source)).resolve()
    kind = IMAGES.get(path.suffix.lower())
    if kind is None or not path.is_relative_to(folder.resolve()) or not path.is_file():
        raise MissingError(source)
    return f"image/{kind}", b64encode(path.read_bytes()).decode()


def _is_harmless(url: str) -> bool:
    """Whether a link leads to another document, here or elsewhere, and does nothing else."""
    plain = re.sub(r"[\x00-\x20\x7f-\xa0]", "", unquote(url))
    scheme = re.match(r"([a-z][a-z0-9+.-]*):", plain, re.IGNORECASE)
    return scheme is None or scheme[1].lower() in prose.SCHEMES


def _details(kind: str, title: str, inside: str) -> str:
    return f'<details class="{kind}"><summary>{title}</summary>{inside}</details>'


def spanned(low: float, high: float) -> str:
    """A span of numbers, in words."""
    if low == float("-inf"):
        return f"Below {high:g}:"
    return f"Above {low:g}:" if high == float("inf") else f"{low:g} to {high:g}:"


def _stated(state: StateInline, silent: bool) -> bool:
    """A stated number is plain text."""
    found = STATED.match(state.src, state.pos)
    if found is None:
        return False
    if not silent:
        state.push("text", "", 0).content = found[1]
    state.pos = found.end()
    return True


def _set_figures_free(tokens: list[Token]) -> None:
    """A paragraph cannot hold a figure: one that holds nothing else is none."""
    for before, inside, after in zip(tokens, tokens[1:], tokens[2:], strict=False):
        if before.type == "paragraph_open" and inside.type == "inline" and IMAGE.fullmatch(inside.content.strip()):
            before.hidden = after.hidden = True
