"""Reading a lesson: from Markdown to a `Lesson`, with a sentence for everything that cannot be used."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from itertools import combinations
from typing import Any

from lessons import links, prose, questions
from lessons.blocks import Block, Line, Piece, joined, lines_of, pieces, split_head, tidied
from lessons.conditions import Condition, ConditionError, condition
from lessons.head import head_of
from lessons.inline import FIGURE, STATED, found_in
from lessons.lesson import Boundary, Figure, Lesson, Number, Problem, State, Stated, Step
from lessons.pages import KINDS, MOVING, PARTS, PLOTS, quantities
from lessons.pages import parts as parts_of
from lessons.parts import Part, meant, named, names_in, parts
from playground.core.declare import MOST_STEPS
from playground.core.settings import Settings

_NUMBER = re.compile(r"[−-]?\d+(\.\d+)?(\s?%)?")
_AT_STEP = re.compile(r"(.+?)(?: at (step|epoch) (\d{1,9}))?", re.IGNORECASE)
_REPEATED = ("reveal", "pause")
_ORDER = ("show", "predict", "run", "check")
"""Of these blocks, each stands before the next."""


def read(text: str, name: str) -> tuple[Lesson, list[Problem]]:
    """The lesson that a file of this name holds, as far as it can be used, and what is wrong, in order of the lines."""
    return _Reader(name).read(text)


@dataclass
class _Draft:
    """A step that is being read: the lines of its blocks by name; its texts, each with the block that it follows."""

    step: Step
    blocks: dict[str, int] = field(default_factory=dict)
    texts: list[tuple[str, str]] = field(default_factory=list)

    def placed(self) -> Step:
        """The step, with each text where it is read: before the question, or afterwards."""
        found: dict[str, list[str]] = {"text": [], "after": [], "reached": []}
        for follows, text in self.texts:
            asks_alone = follows == "predict" and "run" not in self.blocks
            place = "reached" if follows == "check" else "after" if follows == "run" or asks_alone else "text"
            found[place].append(text)
        text, after, reached = ("\n\n".join(texts) for texts in found.values())
        check = self.step.check and replace(self.step.check, after=reached)
        return replace(self.step, text=text, after=after, check=check)


class _Reader:
    def __init__(self, name: str) -> None:
        self.problems: list[Problem] = []
        self.lesson = Lesson(name, name, "", 0, (), (), "", ())
        self.drafts: list[_Draft] = []

    def say(self, line: int, words: str) -> None:
        problem = Problem(line, words)
        if problem not in self.problems:
            self.problems.append(problem)

    def read(self, text: str) -> tuple[Lesson, list[Problem]]:
        head, lines = split_head(lines_of(tidied(text), self.say), self.say)
        if head:
            self.lesson = replace(self.lesson, **head_of(head, self.say))
            prose.check([Line(head.line, f"{self.lesson.title}, {self.lesson.summary}", False)], self.say)
        for piece in pieces(lines, self.say):
            self.take(piece)
        if not self.drafts:
            self.say(1, "there is no step: a step begins with a line like `## Draw one line`")
        for draft in self.drafts:
            self.look_over(draft)
        prose.check(lines, self.say)
        steps = tuple(draft.placed() for draft in self.drafts)
        lesson = replace(self.lesson, steps=steps, stated=self.stated(lines), figures=self.figures(lines))
        return lesson, sorted(self.problems, key=lambda problem: problem.line)

    def take(self, piece: Piece) -> None:
        if piece.kind == "step":
            self.drafts.append(_Draft(Step(piece.text, piece.line)))
        elif piece.block is not None:
            self.block(piece.block)
        elif not self.drafts:
            self.lesson = replace(self.lesson, intro=f"{self.lesson.intro}\n\n{piece.text}".strip())
        else:
            draft = self.drafts[-1]
            follows = [name for name in _ORDER if name in draft.blocks]
            draft.texts.append((follows[-1] if follows else "", piece.text))

    def block(self, block: Block) -> None:
        take = _BLOCKS.get(block.name)
        if take is None:
            self.say(block.line, f"there is no block `{block.name}`{meant(block.name, _BLOCKS)}")
        elif not self.drafts:
            self.say(block.line, f"`{block.name}` stands before the first step: a step begins with `##`")
        else:
            draft = self.drafts[-1]
            if block.name in draft.blocks and block.name not in _REPEATED:
                self.say(block.line, f"the step has two blocks `{block.name}`: begin another step with `##`")
            draft.blocks[block.name] = block.line
            draft.step = replace(draft.step, **take(self, block, draft.step))

    def look_over(self, draft: _Draft) -> None:
        """Say what does not fit together in a step."""
        step, blocks = draft.step, draft.blocks
        for earlier, later in combinations(_ORDER, 2):
            if blocks.get(earlier, 0) > blocks.get(later, MOST_STEPS):
                self.say(blocks[earlier], f"`{earlier}` stands before `{later}`")
        if "run" in blocks and "show" not in blocks:
            self.say(blocks["run"], "nothing is shown that could run: put a block `show` before it")
        if isinstance(step.prediction, Number | Boundary) and "run" not in blocks:
            self.say(blocks["predict"], "the run answers this: put a block `run until …` behind it")
        state = self.state_at(step.line)
        for proof in filter(None, (step.check.solution, *step.check.wrong) if step.check else ()):
            if state is not None and KINDS[proof.page] is not KINDS[state.page]:
                self.say(proof.line, f"this leads to {proof.page}, but the step shows {state.page}")

    # --- the blocks

    def show(self, block: Block, _: Step) -> dict[str, Any]:
        first, *more = parts(block, ("look at", "controls"), self.say)
        if first.text:
            self.say(
                block.line,
                "`show` holds `look at:` and `controls:` alone: what is to be read stands before it or behind it",
            )
        state = links.state_of(block.words, block.line, self.say)
        if state is None:
            return {}
        named_parts = {key: self.parts_named(more, key, state.page) for key in ("look at", "controls")}
        return {"state": replace(state, look_at=named_parts["look at"], controls=named_parts["controls"])}

    def parts_named(self, found: list[Part], key: str, page: str) -> tuple[str, ...]:
        """The parts of a page that stand behind a word."""
        names = list[str]()
        for part in named(found, key):
            for name in names_in(part.text):
                if name.lower() not in (known := parts_of(page)):
                    hint = meant(name, known) or f"; there are {', '.join(PARTS[page])}, and every setting"
                    self.say(part.line, f"the page has no “{name}”{hint}")
                names.append(name.lower())
        return tuple(names)

    def predict(self, block: Block, _: Step) -> dict[str, Any]:
        return {"prediction": questions.prediction(block, self.say)}

    def run(self, block: Block, _: Step) -> dict[str, Any]:
        self.holds_nothing(block)
        return {"run": self.moving(re.sub(r"^(to|until)\b\s*", "", block.words), block)}

    def check(self, block: Block, _: Step) -> dict[str, Any]:
        asked: questions.AskedOf = lambda words, line: self.asked(words, line)  # noqa: E731
        return {
            "check": questions.check(block, asked, lambda link, line: links.state_of(link, line, self.say), self.say)
        }

    def reveal(self, block: Block, step: Step) -> dict[str, Any]:
        if not joined(block.lines):
            self.say(block.line, "`reveal` reveals nothing: write below it what it is to show")
        return {"reveals": (*step.reveals, (block.words or "Show the answer", joined(block.lines)))}

    def pause(self, block: Block, step: Step) -> dict[str, Any]:
        self.holds_nothing(block)
        found = self.moving(re.sub(r"^(when|at|until)\b\s*", "", block.words), block)
        return {"pauses": (*step.pauses, *([found] if found else []))}

    def notes(self, block: Block, _: Step) -> dict[str, Any]:
        if block.words:
            self.say(block.line, "notes stand below `::: notes`, not behind it")
        return {"notes": joined(block.lines)}

    def holds_nothing(self, block: Block) -> None:
        if joined(block.lines):
            self.say(block.line + 1, f"`{block.name}` holds no text: what is said afterwards stands behind its `:::`")

    # --- conditions, links, numbers

    def state_at(self, line: int) -> State | None:
        """Where the page stands in the step at a line: it stays as it was until something else is shown."""
        shown = [draft.step.state for draft in self.drafts if draft.step.state and draft.step.line <= line]
        return shown[-1] if shown else None

    def kind_at(self, line: int) -> type[Settings]:
        state = self.state_at(line)
        return KINDS[state.page if state else "playground"]

    def asked(self, words: str, line: int) -> Condition | None:
        try:
            return condition(words, self.kind_at(line))
        except ConditionError as error:
            self.say(line, str(error))
            return None

    def moving(self, words: str, block: Block) -> Condition | None:
        """A condition that a run can reach by going on."""
        if not words:
            self.say(block.line, f"`{block.name}` says when: `::: {block.name} step 200`")
            return None
        found = self.asked(words, block.line)
        if found and found.what not in MOVING:
            self.say(
                block.line, f"a run does not change its {found.what.replace('_', ' ')}; there are {', '.join(MOVING)}"
            )
            return None
        return found

    def stated(self, lines: list[Line]) -> tuple[Stated, ...]:
        """The numbers that the text states."""
        found = list[Stated]()
        for number, each in found_in(lines, STATED):
            source = _AT_STEP.fullmatch(each[2].strip())
            quantity = " ".join(source[1].lower().split()) if source else ""
            if quantity not in (known := quantities(self.kind_at(number))):
                self.say(number, f"“{each[2]}” is nothing that a run has{meant(quantity, known)}")
            elif not _NUMBER.fullmatch(each[1]):
                self.say(number, f"“{each[1]}” is no number: write digits, and a point where decimals begin")
            elif (state := self.state_at(number)) is None:
                self.say(number, "no page is shown here of which this could be true: put a block `show` before it")
            else:
                words = f"{source[2]} {source[3]}" if source and source[2] else ""
                until = self.asked(words, number) if words else self.run_before(number)
                found.append(Stated(each[1], quantity, state, until, number))
        return tuple(found)

    def run_before(self, line: int) -> Condition | None:
        """How far the run of the step has gone at a line."""
        draft = next(each for each in reversed(self.drafts) if each.step.line <= line)
        return draft.step.run if draft.blocks.get("run", line) < line else None

    def figures(self, lines: list[Line]) -> tuple[Figure, ...]:
        """The pictures that the engine draws."""
        found = list[Figure]()
        for number, each in found_in(lines, FIGURE):
            caption, link, plot = each.groups()
            if not caption.strip():
                self.say(number, "a picture needs words for those who cannot see it: `![what it shows](…)`")
            if (state := links.state_of(link, number, self.say)) is None:
                continue
            if plot and plot not in PLOTS[state.page]:
                self.say(number, f"there is no picture of “{plot}”; there are {', '.join(PLOTS[state.page])}")
            found.append(Figure(state, plot or PLOTS[state.page][0], caption, number))
        return tuple(found)


_BLOCKS: dict[str, Callable[[_Reader, Block, Step], dict[str, Any]]] = {
    "show": _Reader.show, "predict": _Reader.predict, "run": _Reader.run, "check": _Reader.check,
    "reveal": _Reader.reveal, "pause": _Reader.pause, "notes": _Reader.notes,
}  # fmt: skip
