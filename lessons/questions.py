"""The blocks that ask something of a student: predictions and checks."""

import re
from collections.abc import Callable, Iterable

from lessons.blocks import Block, Say
from lessons.conditions import Condition
from lessons.lesson import Answer, Boundary, Check, Choice, Goal, Number, Prediction, Span, State
from lessons.pages import MOVING
from lessons.parts import Part, first_line, first_paragraph, items, named, parts

AskedOf = Callable[[str, int], Condition | None]
"""Reads a condition that stands at a line, and says what is wrong with it."""
StateOf = Callable[[str, int], State | None]
"""Reads a link that stands at a line, and says what is wrong with it."""

_NUMBER = r"[-−]?\d+(?:\.\d+)?"
_PLUS_MINUS = re.compile(r"(.+?)\s*(?:±|\+/[-−]|\+[-−])\s*(\d+(?:\.\d+)?)\s*%?")
_SPAN = re.compile(
    rf"(?:(below|above) ({_NUMBER})|({_NUMBER})\s*(?:to|–|-)\s*({_NUMBER}))\s*%?\s*:\s*(.*)", re.DOTALL | re.IGNORECASE
)
_MARKED = re.compile(r"\[([ xX✓]?)\](\s*)(.*)", re.DOTALL)
_PROOFS = {"solution": "reaches it", "wrong": "does not, as students often get it"}


def prediction(block: Block, say: Say) -> Prediction | None:
    """A question that is answered before the run goes on."""
    first, *more = parts(block, ("answer", "draw"), say)
    if block.words:
        say(block.line, "the question stands below `::: predict`, not behind it")
    if len(more) > 1:
        say(more[1].line, "a prediction is answered in one way: by a choice, or by `answer:`, or by `draw:`")
    if not more:
        return _choice(first, say)
    if not first.text:
        say(block.line, "the prediction asks nothing: write the question below `::: predict`")
    if items(first, lambda *_: None)[1]:
        say(first.line, f"the list has no place beside `{more[0].key}:`: what is told of numbers stands below it")
    if more[0].key == "answer":
        return _number(first.text, more[0], say)
    if more[0].text.lower() != "boundary":
        say(more[0].line, f"what is drawn is the boundary: write `draw: boundary`, not “{more[0].text[:30]}”")
    return Boundary(first.text, block.line)


def _choice(part: Part, say: Say) -> Choice:
    question, found = items(part, say)
    answers = list[Answer]()
    for item in found:
        words, told = first_paragraph(item)
        marked = _MARKED.fullmatch(words)
        if marked is None or not marked[1] or not marked[2] or not marked[3]:
            say(item.line, "an answer begins with `[ ]`, or with `[x]` if it is right, and a space")
            continue
        answers.append(Answer(marked[3], marked[1] != " ", told))
        if not told and not answers[-1].is_right:
            say(
                item.line,
                f"nothing is told to who chooses “{marked[3]}”: write it below the answer, indented by two spaces",
            )
    if not question:
        say(part.line, "the prediction asks nothing: write the question below `::: predict`")
    if len(answers) < 2:
        say(
            part.line, "a prediction needs two answers or more, as in `- [x] A line`, or `answer:`, or `draw: boundary`"
        )
    elif not any(answer.is_right for answer in answers):
        say(part.line, "no answer is right: mark it with `[x]`")
    elif all(answer.is_right for answer in answers):
        say(part.line, "every answer is right: there is nothing to predict")
    return Choice(question, tuple(answers))


def _number(question: str, answer: Part, say: Say) -> Number | None:
    before, found = items(answer, say)
    words = _PLUS_MINUS.fullmatch(before)
    if words is None or words[1].lower() not in MOVING:
        names = ", ".join(MOVING)
        say(
            answer.line,
            f"the answer is a quantity and how far one may be off, as in `answer: test loss ± 0.05`; there are {names}",
        )
        return None
    spans = list[Span]()
    for item in found:
        span = _SPAN.fullmatch(item.text)
        if span is None:
            say(item.line, "say for which numbers this is told: `- below 0.1: …`, `- above 2: …` or `- 0.1 to 0.4: …`")
            continue
        side, limit, low, high, told = span.groups()
        ends = {"below": ("-inf", limit), "above": (limit, "inf")}.get((side or "").lower(), (low, high))
        lowest, highest = (float(end.replace("−", "-")) for end in ends)
        if lowest >= highest or not told.strip():
            say(
                item.line,
                "the numbers go from the smaller to the larger, and what is told of them stands behind the colon",
            )
        spans.append(Span(lowest, highest, told.strip()))
    return Number(question, words[1].lower(), float(words[2]), tuple(spans), answer.line)


def check(block: Block, asked: AskedOf, state: StateOf, say: Say) -> Check:
    """What a student is to reach."""
    first, *more = parts(block, ("hint", "solution", "wrong"), say)
    task, found = items(first, say)
    goals = list[Goal]()
    for item in found:
        words, told = first_line(item)
        if condition := asked(words, item.line):
            goals.append(Goal(condition, told))
    if not found:
        say(block.line, "a check asks for something: add lines like `- test loss < 0.05`")
    task = f"{block.words}\n\n{task}".strip()
    if not task:
        say(block.line, "a check has a task: `::: check Tell the rings apart`")
    for key, proof in _PROOFS.items():
        if not any(named(more, key)):
            say(block.line, f"a check is itself checked: add `{key}:` and a link to a run that {proof}")
    solutions, wrong = (_states(named(more, key), state) for key in _PROOFS)
    for part in [*named(more, "solution")][1:]:
        say(part.line, "one solution is enough")
    hints = tuple(part.text for part in named(more, "hint"))
    return Check(task, tuple(goals), hints, next(iter(solutions), None), wrong)


def _states(found: Iterable[Part], state: StateOf) -> tuple[State, ...]:
    links = ((part.text.split("\n")[0], part.line) for part in found)
    return tuple(each for link, line in links if (each := state(link, line)) is not None)
