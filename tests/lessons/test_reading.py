"""A lesson's file, read: what it holds, and what is said of what is wrong in it."""

import math
from pathlib import Path
from textwrap import dedent

import pytest

from lessons.lesson import Boundary, Choice, Number, Span
from lessons.reading import read

LINK = "playground/#v=2&dataset=gaussian&features=x1,x2&hidden=2"
HEAD = """---
title: One neuron
summary: What it sees.
minutes: 8
learn: [a thing]
---
"""


def lesson(body):
    """A lesson with this body, in which nothing is wrong."""
    found, problems = read(HEAD + dedent(body), "one")
    assert problems == []
    return found


def problems(body, head=HEAD):
    return [str(problem) for problem in read(head + dedent(body), "one")[1]]


def test_the_head_says_what_it_is():
    found = lesson("\nHello $x$.\n\n## First\n\nText.\n")
    assert (found.name, found.title, found.summary, found.minutes) == ("one", "One neuron", "What it sees.", 8)
    assert (found.needs, found.learn, found.intro) == ((), ("a thing",), "Hello $x$.")
    assert [(step.title, step.line, step.text) for step in found.steps] == [("First", 10, "Text.")]


def test_a_step_shows_asks_runs_and_tells():
    found = lesson(f"""
        ## Watch

        Before.

        ::: show https://somewhere.org/glassbox/{LINK}
        look at: output, loss
        controls: play
        :::

        ::: predict
        What will it be?

        - [ ] A circle

          No: there are no squares.
        - [x] A line
        :::

        ::: run until step 200
        :::

        After.

        ::: reveal
        Because.
        :::

        ::: notes
        Wait.
        :::
        """)
    [step] = found.steps
    assert step.state is not None
    assert (step.state.page, step.state.place.settings.hidden, step.state.look_at) == (
        "playground",
        [2],
        ("output", "loss"),
    )
    assert step.state.controls == ("play",)
    assert isinstance(step.prediction, Choice)
    assert [(one.words, one.is_right, one.told) for one in step.prediction.answers] == [
        ("A circle", False, "No: there are no squares."),
        ("A line", True, ""),
    ]
    assert step.run is not None
    assert (step.run.what, step.run.value) == ("step", 200)
    assert (step.text, step.after, step.notes) == ("Before.", "After.", "Wait.")
    assert step.reveals == (("Show the answer", "Because."),)


def test_a_number_and_a_line_are_predicted():
    found = lesson(f"""
        ## Number

        ::: show {LINK}
        :::

        ::: predict
        How much?

        answer: test loss ± 0.05

        - below 0.1: Too good.
        - 0.5 to 2: Too bad.
        :::

        ::: run until step 100
        :::

        ## Line

        ::: show {LINK}
        :::

        ::: predict
        Where?

        draw: boundary
        :::

        ::: run until test loss < 0.1
        :::
        """)
    number, line = (step.prediction for step in found.steps)
    spans = Span(-math.inf, 0.1, "Too good."), Span(0.5, 2, "Too bad.")
    assert number == Number("How much?", "test loss", 0.05, spans, 16)
    assert line == Boundary("Where?", 30)


def test_a_check_has_goals_hints_and_proofs():
    found = lesson(f"""
        ## Try

        ::: check Tell them apart
        - test loss < 0.05

          Not yet: more neurons.
        - at most 4 neurons

        hint: First.

        hint: Second.

        solution: {LINK}&step=500
        wrong: {LINK}&step=3
        :::
        """)
    check = found.steps[0].check
    assert check is not None
    assert check.task == "Tell them apart"
    assert [(goal.condition.words, goal.told) for goal in check.goals] == [
        ("test loss < 0.05", "Not yet: more neurons."),
        ("at most 4 neurons", ""),
    ]
    assert check.hints == ("First.", "Second.")
    assert check.solution is not None
    assert [check.solution.place.step, *(state.place.step for state in check.wrong)] == [500, 3]


def test_numbers_that_are_stated_and_pictures_are_found():
    found = lesson(f"""
        ## Look

        ::: show {LINK}&step=7
        :::

        It is [1.0]{{training loss}} now.

        ::: run until step 200
        :::

        The loss is [0.25]{{test loss at step 100}}, then [97 %]{{test accuracy}}.

        ![A line]({LINK}&step=9 "loss")
        """)
    assert [(one.text, one.quantity, one.until and one.until.value, one.line) for one in found.stated] == [
        ("1.0", "training loss", None, 13),
        ("0.25", "test loss", 100, 18),
        ("97 %", "test accuracy", 200, 18),
    ]
    assert all(one.state is not None and one.state.place.step == 7 for one in found.stated)
    [figure] = found.figures
    assert (figure.caption, figure.plot, figure.state.place.step) == ("A line", "loss", 9)


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ("Text", "line 1: there is no step"),
        ("## A\n::: predcit\nx\n:::", "line 8: there is no block `predcit`: do you mean `predict`?"),
        ("## A\n::: reveal\nx", "line 8: `reveal` is not closed"),
        ("::: notes\nx\n:::\n## A", "line 7: `notes` stands before the first step"),
        ("## A\n::: notes\nx\n:::\n::: notes\ny\n:::", "line 11: the step has two blocks `notes`"),
        ("## A\n::: show nowhere\n:::", "line 8: a link is missing"),
        ("## A\n::: show playgruond/#hidden=2\n:::", "line 8: there is no page `playgruond`: do you mean `play"),
        ("## A\n::: show playground/#noise=300\n:::", "line 8: the link says something that cannot be"),
        ("## A\n::: predict\nx\n- [ ] a\n\n  no\n- [ ] b\n\n  no\n:::", "line 8: no answer is right"),
        ("## A\n::: predict\nx\n- [ ] a\n- [x] b\n:::", "line 10: nothing is told to who chooses “a”"),
        ("## A\n::: predict\nx\nanswer: test los ± 1\n:::", "line 10: the answer is a quantity"),
        ("## A\n::: run until step 3\n:::", "line 8: nothing is shown that could run"),
        ("## A\n::: check X\n- test loss < 1\n\nhnit: x\n:::", "line 11: `hnit:` means nothing in `check`: do"),
        ("## A\n::: check X\n- test loss < 1\n:::", "line 8: a check is itself checked: add `solution:`"),
        ("## A\nIt is [3]{tets loss}.", "line 8: “tets loss” is nothing that a run has: do you mean `test loss`?"),
        ("## A\n![](playground/#step=3)", "line 8: a picture needs words"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said_at_its_line(body, said):
    assert any(problem.startswith(said) for problem in problems(body)), problems(body)


@pytest.mark.parametrize(
    ("head", "said"),
    [
        ("", "line 1: the file begins with no head"),
        ("---\ntitle: A: b\n---\n", "line 2: the head cannot be read: put a text that holds a colon in quotes"),
        ("---\ntitel: A\n---\n", "line 2: `titel` does not belong into the head: do you mean `title`?"),
        ("---\nminutes: long\n---\n", "line 2: `minutes` is a whole number, not “long”"),
        ("---\ntitle: A\n---\n", "line 1: the head lacks `minutes`"),
    ],
)
def test_what_is_wrong_in_the_head_is_said(head, said):
    assert any(problem.startswith(said) for problem in problems("## A\n", head)), problems("## A\n", head)


@pytest.mark.parametrize(
    "path", sorted((Path(__file__).parents[2] / "lessons" / "course").glob("*.md")), ids=lambda path: path.stem
)
def test_nothing_is_wrong_in_the_course(path):
    assert read(path.read_text(), path.stem)[1] == []
