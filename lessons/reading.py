"""Reading a lesson: from Markdown to a `Lesson`, with a sentence for everything that cannot be used."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from difflib import get_close_matches
from typing import Any
from urllib.parse import unquote, urlsplit

import yaml

from lessons.blocks import Block, Part, first_paragraph, items, parts, pieces, unknown_keys
from lessons.conditions import QUANTITIES, Condition, ConditionError, condition
from lessons.lesson import (
    Answer, Boundary, Check, Choice, Figure, Goal, Lesson, Number, Prediction, Problem, Span, State, Stated, Step,
)  # fmt: skip
from playground.core import address
from playground.core.settings import Settings
from playground.pages.house import PAGES, page_class

HEAD = {"title": str, "summary": str, "minutes": int, "needs": list, "learn": list}
"""What stands in a lesson's head, and of what kind it is."""
NEEDED = ("title", "summary", "minutes", "learn")

_FIGURE = re.compile(r"!\[([^\]]*)\]\(([^)\s]+#[^)\s]*)(?:\s+\"([^\"]*)\")?\)")
_STATED = re.compile(r"\[([−-]?\d[\d.,]*\s?%?)\]\{([^}]*)\}")
_AT_STEP = re.compile(r"(.+?) at step (\d+)")
_PLUS_MINUS = re.compile(r"(.+?)\s*(?:±|\+/-|\+-)\s*(\d+(?:\.\d+)?)")
_SPAN = re.compile(r"(?:(below|above) (-?[\d.]+)|(-?[\d.]+) to (-?[\d.]+))\s*:\s*(.*)", re.DOTALL)
_MARKED = re.compile(r"\[([ xX])\] +(.*)", re.DOTALL)


@dataclass
class _Draft:
    """A step that is being read."""

    step: Step
    names: list[str] = field(default_factory=list)  # the blocks that it has


def read(text: str, name: str) -> tuple[Lesson, list[Problem]]:
    """The lesson that a file of this name holds, as far as it can be used, and what is wrong, in order of the lines."""
    return _Reader(name).read(text)


class _Reader:
    def __init__(self, name: str) -> None:
        self.problems: list[Problem] = []
        self.lesson = Lesson(name, name, "", 0, (), (), "", ())
        self.drafts: list[_Draft] = []
        self.kind: type[Settings] = page_class("playground").kind

    def say(self, line: int, words: str) -> None:
        self.problems.append(Problem(line, words))

    def read(self, text: str) -> tuple[Lesson, list[Problem]]:
        for piece in pieces(text):
            if piece.kind == "head":
                self.head(piece.text, piece.line)
            elif piece.kind == "step":
                self.drafts.append(_Draft(Step(piece.text, piece.line)))
            elif piece.block is not None:
                self.block(piece.block)
            else:
                self.text(piece.text, piece.line)
        if not text.startswith("---"):
            self.say(1, "the file begins with no head: lines of `title:`, `summary:`, `minutes:` and `learn:` between two lines of `---`")
        if not self.drafts:
            self.say(1, "there is no step: a step begins with a line like `## Draw one line`")
        steps = tuple(draft.step for draft in self.drafts)
        lesson = replace(self.lesson, steps=steps, stated=self.stated(text), figures=self.figures(text))
        return lesson, sorted(self.problems, key=lambda problem: problem.line)

    def head(self, text: str, line: int) -> None:
        try:
            found = yaml.safe_load(text) or {}
        except yaml.YAMLError as error:
            mark = getattr(error, "problem_mark", None)
            self.say(line + 1 + (mark.line if mark else 0), "the head cannot be read: put a text that holds a colon in quotes")
            return
        if not isinstance(found, dict):
            self.say(line, "the head is no list of lines like `title: What one neuron sees`")
            return
        where = {key: number for number, each in enumerate(text.split("\n"), line + 1) if (key := each.partition(":")[0])}
        for key, value in found.items():
            if key not in HEAD:
                self.say(where.get(str(key), line), f"`{key}` does not belong into the head{meant(str(key), HEAD)}")
            elif not isinstance(value, HEAD[key]):
                self.say(where[key], f"`{key}` is {_KINDS[HEAD[key]]}, not “{value}”")
        for key in NEEDED:
            if not found.get(key):
                self.say(line, f"the head lacks `{key}`")
        good = {key: value for key, value in found.items() if key in HEAD and isinstance(value, HEAD[key])}
        lists = {key: tuple(map(str, value)) for key, value in good.items() if isinstance(value, list)}
        self.lesson = replace(self.lesson, **good | lists)

    def text(self, text: str, line: int) -> None:
        del line
        if not self.drafts:
            self.lesson = replace(self.lesson, intro=f"{self.lesson.intro}\n\n{text}".strip())
            return
        draft = self.drafts[-1]
        place = "after" if draft.step.run is not None else "text"
        draft.step = replace(draft.step, **{place: f"{getattr(draft.step, place)}\n\n{text}".strip()})

    def block(self, block: Block) -> None:
        take = _BLOCKS.get(block.name)
        if take is None:
            self.say(block.line, f"there is no block `{block.name}`{meant(block.name, _BLOCKS)}")
        elif not self.drafts:
            self.say(block.line, f"`{block.name}` stands before the first step: a step begins with `##`")
        else:
            if not block.is_closed:
                self.say(block.line, f"`{block.name}` is not closed: end it with a line of `:::`")
            draft = self.drafts[-1]
            if block.name in draft.names and block.name not in {"reveal", "pause"}:
                self.say(block.line, f"the step has two blocks `{block.name}`: begin another step with `##`")
            draft.names.append(block.name)
            changes = take(self, block, draft.step)
            draft.step = replace(draft.step, **changes)

    def parts(self, block: Block, *keys: str) -> list[Part]:
        for line, key in unknown_keys(block, keys):
            if guess := meant(key, keys):
                self.say(line, f"`{key}:` means nothing in `{block.name}`{guess}")
        return list(parts(block, keys))

    def show(self, block: Block, _: Step) -> dict[str, Any]:
        found = self.parts(block, "look at", "controls")
        state = self.state(block.words, block.line)
        if state is None:
            return {}
        named = {key: tuple(name for part in found if part.key == key for name in names_in(part.text)) for key in ("look at", "controls")}
        return {"state": replace(state, look_at=named["look at"], controls=named["controls"])}

    def predict(self, block: Block, _: Step) -> dict[str, Any]:
        first, *more = self.parts(block, "answer", "draw")
        prediction: Prediction | None
        if any(part.key == "draw" for part in more):
            prediction = Boundary(first.text)
        elif answer := next((part for part in more if part.key == "answer"), None):
            prediction = self.number(first, answer)
        else:
            prediction = self.choice(first)
        return {"prediction": prediction}

    def choice(self, part: Part) -> Choice:
        question, found = items(part)
        answers = list[Answer]()
        for item in found:
            marked = _MARKED.fullmatch(item.text)
            if marked is None:
                self.say(item.line, "an answer begins with `[ ]`, or with `[x]` if it is right")
                continue
            words, told = first_paragraph(marked[2])
            answers.append(Answer(words, marked[1] != " ", told))
        if len(answers) < 2:
            self.say(part.line, "a prediction needs two answers or more, as in `- [x] A straight line`, or `answer:`, or `draw: boundary`")
        elif not any(answer.is_right for answer in answers):
            self.say(part.line, "no answer is right: mark it with `[x]`")
        for item, answer in zip(found, answers, strict=False):
            if not answer.told and not answer.is_right:
                self.say(item.line, f"nothing is told to who chooses “{answer.words}”: write it below the answer, indented by two spaces")
        return Choice(question, tuple(answers))

    def number(self, first: Part, answer: Part) -> Number | None:
        words, rest = first_paragraph(answer.text)
        found = _PLUS_MINUS.fullmatch(words)
        if found is None or found[1].lower() not in QUANTITIES:
            names = ", ".join(QUANTITIES)
            self.say(answer.line, f"the answer is a quantity and how far one may be off, as in `answer: test loss ± 0.05`; there are {names}")
            return None
        spans = list[Span]()
        for item in items(Part("", answer.line, answer.text))[1]:
            span = _SPAN.fullmatch(item.text)
            if span is None:
                self.say(item.line, "say for which numbers this is told: `- below 0.1: …`, `- above 2: …` or `- 0.1 to 0.4: …`")
                continue
            side, limit, low, high, told = span.groups()
            ends = {"below": ("-inf", limit), "above": (limit, "inf")}.get(side, (low, high))
            spans.append(Span(float(ends[0]), float(ends[1]), told.strip()))
        del rest
        return Number(first.text, found[1].lower(), float(found[2]), tuple(spans))

    def run(self, block: Block, step: Step) -> dict[str, Any]:
        words = re.sub(r"^(to|until) ", "", block.words)
        if block.lines and any(line.strip() for line in block.lines):
            self.say(block.line + 1, "`run` holds no text: what is said afterwards stands behind it")
        if step.state is None:
            self.say(block.line, "nothing is shown that could run: put a block `show` before it")
        return {"run": self.condition(words, block.line)}

    def check(self, block: Block, _: Step) -> dict[str, Any]:
        first, *more = self.parts(block, "hint", "solution", "wrong")
        task, found = items(first)
        goals = list[Goal]()
        for item in found:
            words, told = first_paragraph(item.text)
            if asked := self.condition(words, item.line):
                goals.append(Goal(asked, told))
        if not found:
            self.say(block.line, "a check asks for something: add lines like `- test loss < 0.05`")
        texts = {key: [part for part in more if part.key == key] for key in ("hint", "solution", "wrong")}
        for key in ("solution", "wrong"):
            if not texts[key]:
                self.say(block.line, f"a check is itself checked: add `{key}:` and a link to a run that {_PROOFS[key]}")
        solutions, wrong = ([self.state(part.text, part.line) for part in texts[key]] for key in ("solution", "wrong"))
        task = f"{block.words}\n\n{task}".strip()
        hints = tuple(part.text for part in texts["hint"])
        return {"check": Check(task, tuple(goals), hints, next(filter(None, solutions), None), tuple(filter(None, wrong)))}

    def reveal(self, block: Block, step: Step) -> dict[str, Any]:
        return {"reveals": (*step.reveals, (block.words or "Show the answer", "\n".join(block.lines).strip()))}

    def pause(self, block: Block, step: Step) -> dict[str, Any]:
        found = self.condition(re.sub(r"^(when|at) ", "", block.words), block.line)
        return {"pauses": (*step.pauses, *([found] if found else []))}

    def notes(self, block: Block, _: Step) -> dict[str, Any]:
        return {"notes": "\n".join(block.lines).strip()}

    def state(self, link: str, line: int) -> State | None:
        """What a link that was copied from a page leads to."""
        link = link.strip().strip("<>")
        found = urlsplit(link)
        page = next((part for part in reversed(found.path.split("/")) if part and part != "index.html"), "playground")
        if not found.fragment and found.path not in PAGES:
            self.say(line, "a link is missing: set the page up as the student is to find it, press “Share” and paste the link here")
            return None
        if page not in PAGES and not found.netloc:
            self.say(line, f"there is no page `{page}`{meant(page, PAGES)}")
            return None
        page = page if page in PAGES else "playground"
        self.kind = page_class(page).kind
        place, problems = address.read(unquote(found.fragment) if "%3D" in found.fragment else found.fragment, self.kind)
        for each in problems:
            self.say(line, f"the link says something that cannot be: {each}")
        return State(page, found.fragment, place)

    def condition(self, words: str, line: int) -> Condition | None:
        try:
            return condition(words, self.kind)
        except ConditionError as error:
            self.say(line, str(error))
            return None

    def stated(self, text: str) -> tuple[Stated, ...]:
        """The numbers that the text states."""
        found = list[Stated]()
        for number, line in enumerate(text.split("\n"), 1):
            for each in _STATED.finditer(line):
                at = _AT_STEP.fullmatch(each[2].strip())
                quantity, step = (at[1], int(at[2])) if at else (each[2].strip(), None)
                if quantity.lower() not in QUANTITIES:
                    self.say(number, f"“{quantity}” is nothing that a run has{meant(quantity, QUANTITIES)}")
                else:
                    found.append(Stated(each[1], quantity.lower(), step, number))
        return tuple(found)

    def figures(self, text: str) -> tuple[Figure, ...]:
        """The pictures that the engine draws."""
        found = list[Figure]()
        for number, line in enumerate(text.split("\n"), 1):
            for caption, link, plot in _FIGURE.findall(line):
                if not caption:
                    self.say(number, "a picture needs words for those who cannot see it: `![what it shows](…)`")
                if state := self.state(link, number):
                    found.append(Figure(state, plot or "output", caption))
        return tuple(found)


_KINDS = {str: "a text", int: "a whole number", list: "a list: a line of `- …` for each"}
_PROOFS = {"solution": "reaches it", "wrong": "does not, as students often get it"}
_BLOCKS: dict[str, Callable[[_Reader, Block, Step], dict[str, Any]]] = {
    "show": _Reader.show, "predict": _Reader.predict, "run": _Reader.run, "check": _Reader.check,
    "reveal": _Reader.reveal, "pause": _Reader.pause, "notes": _Reader.notes,
}  # fmt: skip


def meant(word: str, known: Iterable[str]) -> str:
    """A question for who has mistyped a word, as the end of a sentence; empty if none is near."""
    found = get_close_matches(word.lower(), list(known), n=1)
    return f": do you mean `{found[0]}`?" if found else ""


def names_in(text: str) -> list[str]:
    """Names that stand in a line, between commas."""
    return [name for each in text.split(",") if (name := each.strip())]
