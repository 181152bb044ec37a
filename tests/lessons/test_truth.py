"""What a lesson says, held against the engine."""

from textwrap import dedent

import pytest

from lessons.conditions import condition
from lessons.lesson import State
from lessons.reading import read
from lessons.runs import Runs
from lessons.truth import answers, untrue
from playground.core.address import read as place_of
from playground.core.plane.settings import PlaneSettings

PLAIN = "v=2&dataset=gaussian&features=x1,x2&hidden=&seed=2&learning_rate=0.03"
LINK = f"playground/#{PLAIN}"
HEAD = "---\ntitle: One\nsummary: It.\nminutes: 8\nlearn: [it]\n---\n"


@pytest.fixture(scope="module")
def runs():
    return Runs()


def lesson(body):
    found, problems = read(HEAD + dedent(body), "one")
    assert problems == []
    return found


def state(fragment=PLAIN, page="playground"):
    return State(page, fragment, place_of(fragment, PlaneSettings)[0])


def test_a_run_made_here_is_the_run_of_its_link(runs):
    run = PlaneSettings(dataset="gaussian", features=["x1", "x2"], hidden=[], seed=2, learning_rate=0.03).run()
    run.trainer.run(120)
    found = runs.at(state(PLAIN + "&step=120")).numbers
    assert found["test loss"] == run.trainer.evaluate().test_loss
    assert (found["step"], found["epoch"]) == (120, run.trainer.epoch)


def test_what_was_changed_on_the_way_is_changed(runs):
    changed = runs.at(state(PLAIN + "&log=10:learning_rate:1.0&step=50"))
    assert changed.numbers["learning_rate"] == 1.0
    assert changed.numbers["test loss"] != runs.at(state(PLAIN + "&step=50")).numbers["test loss"]
    assert runs.at(state(PLAIN + "&log=10:learning_rate:1.0&step=50"), 9).numbers["learning_rate"] == 0.03


@pytest.mark.long
def test_a_loss_is_looked_at_at_the_ends_of_epochs(runs):
    found = runs.until(state(), condition("training loss < 0.1", PlaneSettings))
    assert found is not None
    assert found.step % 25 == 0
    assert found.numbers["training loss"] < 0.1
    assert runs.at(state(), found.step - 25).numbers["training loss"] >= 0.1
    assert runs.until(state(), condition("training loss < 0", PlaneSettings)) is None


def test_the_ends_of_epochs_are_the_past_of_a_trend(runs):
    assert [each["step"] for each in runs.ends(state(PLAIN + "&step=80"))] == [0, 25, 50, 75]


def stated_is(text, runs):
    found = lesson(f"\n## A\n\n::: show {LINK}\n:::\n\nIt is {text}.\n")
    return [str(problem) for problem in untrue(found, runs)]


def test_a_number_is_true_to_its_last_digit(runs):
    true = runs.at(state(), 120).numbers["test loss"]
    assert stated_is(f"[{true:.3f}]{{test loss at step 120}}", runs) == []
    wrong = f"{true + 0.001:.3f}"
    assert stated_is(f"[{wrong}]{{test loss at step 120}}", runs) == [
        f"line 13: test loss is {true:.3f} at step 120, and not {wrong}"
    ]


def test_a_share_is_in_per_cent_and_a_loss_is_not(runs):
    true = runs.at(state(), 120).numbers["test accuracy"]
    assert stated_is(f"[{true:.0f} %]{{test accuracy at step 120}}", runs) == []
    assert stated_is("[1 %]{test loss at step 120}", runs) == ["line 13: test loss is not in per cent"]


PLANE = "::: show playground/#v=2&dataset=plane\n:::"
ASKED = "::: predict\nx\n\n{}\n:::\n::: run step 9\n:::"


@pytest.mark.parametrize(("body", "said"), [
    ("::: show {LINK}&step=50\n:::\n::: run until step 50\n:::", "line 8: “step 50” is so already"),
    ("::: show {LINK}\n:::\n::: run until test loss < 0\n:::", "line 8: the run that is shown here never comes to"),
    ("::: show {LINK}\n:::\n::: pause when step 99999\n:::", "line 8: the run that is shown here never comes to"),
    ("::: show {LINK}&step=99999\n:::", "line 8: step 99,999 is too far"),
    (PLANE.replace("plane", "plane&hidden=8,8&activation=linear&learning_rate=10.0&step=500"),
     "line 8: the run breaks at step"),
    (f"{PLANE}\n{ASKED.format('answer: test accuracy ± 1')}", "line 13: test accuracy is not known"),
    (f"{PLANE}\n{ASKED.format('draw: boundary')}", "line 10: there is no boundary"),
    ("::: check Try\n- test loss < 0.1\n- at most 3 neurons\n\nsolution: {LINK}&step=3&hidden=4\nwrong: {LINK}\n:::",
     "line 12: the solution does not reach “at most 3 neurons”: its neurons is 4"),
    ("::: check Try\n- features are x1, x2\n\nsolution: {LINK}\nwrong: {LINK}\n:::",
     "line 12: what is said to be wrong reaches all"),
])  # fmt: skip
def test_what_is_not_so_is_said(body, said, runs):
    found = [str(problem) for problem in untrue(lesson("\n## A\n".lstrip() + body.replace("{LINK}", LINK)), runs)]
    assert any(problem.startswith(said) for problem in found), found


def test_a_number_that_hangs_by_a_hair_is_none(runs):
    restless = "playground/#v=2&dataset=circle&features=x1,x2&hidden=4&seed=1&learning_rate=3.0&step=400"
    true = runs.at(state(restless.partition("#")[2])).numbers["test loss"]
    found = untrue(lesson(f"\n## A\n\n::: show {restless}\n:::\n\nIt is [{true:.3f}]{{test loss}}.\n"), runs)
    [problem] = found
    assert problem.line == 13
    assert problem.words.startswith("this run is restless; with weights a hair larger, test loss is ")


def test_a_good_lesson_has_no_problem_and_its_answers_are_told(runs):
    body = f"""
        ## A

        ::: show {LINK}
        :::

        ::: predict
        How much?

        answer: test loss ± 0.1
        :::

        ::: run until step 400
        :::

        ## B

        ::: show {LINK}
        :::

        ::: predict
        Where?

        draw: boundary
        :::

        ::: run until step 400
        :::

        ::: check Try
        - test loss < 0.1

        solution: {LINK}&step=400
        wrong: {LINK}&step=1
        :::
        """
    found = lesson(body)
    assert untrue(found, runs) == []
    true = runs.at(state(), 400).numbers["test loss"]
    assert list(answers(found, runs)) == [(16, f"test loss is {true:.4g} at step 400")]
