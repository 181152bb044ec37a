"""A lesson as a notebook says what the lesson says, and its code comes to what the lesson's runs come to."""

import base64
import json
import re
from dataclasses import replace
from pathlib import Path

import pytest

from lessons.html import MissingError
from lessons.lesson import Choice
from lessons.notebook import is_possible, to_text
from lessons.reading import read
from lessons.runs import Runs
from tests.playground.notebooks import cells, run

COURSE = Path(__file__).parents[2] / "lessons" / "course"
LESSONS = {path.stem: read(path.read_text(encoding="utf-8"), path.stem)[0] for path in sorted(COURSE.glob("*.md"))}
PLANE = [name for name, lesson in LESSONS.items() if is_possible(lesson)]
RUNS = Runs()
SAID = re.compile(r"^step (\d+): training loss (\S+), test loss (\S+)(?:,|$)(?:.*\n  in the page: (.*))?", re.MULTILINE)
LINK = "playground/#v=2&dataset=gaussian&features=x1,x2&hidden=2&seed=2"
HEAD = "---\ntitle: One\nsummary: It.\nminutes: 8\nlearn: [it]\n---\n\nHello.\n\n## Here\n\n"


def written(body):
    lesson, problems = read(HEAD + body, "one")
    assert problems == []
    return lesson


def texts(notebook):
    return ["".join(cell["source"]) for cell in notebook["cells"] if cell["cell_type"] == "markdown"]


def program(lesson):
    """The code of its notebook."""
    return cells(to_text(lesson, RUNS))


def test_lessons_of_the_plane_can_be_notebooks():
    assert {"xor", "overfitting", "one-step"} < set(PLANE)
    assert not {"convolution", "which-pixels"} & set(PLANE)


@pytest.mark.parametrize("name", PLANE)
def test_a_notebook_is_valid_and_says_what_the_lesson_says(name):
    lesson = LESSONS[name]
    notebook = json.loads(to_text(lesson, RUNS, COURSE))
    ids = [cell["id"] for cell in notebook["cells"]]
    assert len(set(ids)) == len(ids)
    assert all(re.fullmatch(r"[\w-]{1,64}", each) for each in ids)
    for cell in notebook["cells"]:
        assert (cell["cell_type"] == "code") == ("outputs" in cell) == ("execution_count" in cell)
        if cell["cell_type"] == "code":
            assert (cell["outputs"], cell["execution_count"]) == ([], None)
            compile("".join(cell["source"]), cell["id"], "exec")
    said = "\n".join(texts(notebook))
    assert [*re.findall(r"^## \d+\. (.*)$", said, re.MULTILINE)] == [step.title for step in lesson.steps]
    assert not re.search(r"\]\{|\]\(playground/|:::|‹", said)
    for step in lesson.steps:
        asked = step.prediction
        for answer in asked.answers if isinstance(asked, Choice) else ():
            assert re.search(rf"^- {re.escape(answer.words)}$", said, re.MULTILINE)
            assert f"**{answer.words}**: {'Right.' if answer.is_right else 'Not so.'}" in said


@pytest.mark.parametrize("name", ["xor", "overfitting", "dead-units"])
def test_its_runs_are_those_of_the_lesson(name, tmp_path):
    expected = []
    for step in LESSONS[name].steps:
        ends = [*step.pauses, *([step.run] if step.run else [])]
        assert step.state
        expected += [RUNS.until(step.state, each) for each in (None, *ends)]
    printed = SAID.findall(run(program(LESSONS[name]), tmp_path))
    assert [(int(step), training, test) for step, training, test, _ in printed] == [
        (moment.step, f"{moment.numbers['training loss']:.4f}", f"{moment.numbers['test loss']:.4f}")
        for moment in expected
    ]
    in_page = [(training, test, page) for _, training, test, page in printed if page]
    assert in_page
    assert all(page == f"training loss {training}, test loss {test}" for training, test, page in in_page)


@pytest.mark.parametrize("name", ["xor", "overfitting", "half-planes", "landscape"])
def test_a_check_says_whether_the_goal_is_reached(name, tmp_path):
    *_, last = LESSONS[name].steps
    assert last.check
    printed = []
    for proof in (last.check.solution, last.check.wrong[0]):
        lesson = replace(LESSONS[name], steps=(replace(last, state=proof),))
        printed.append(run(program(lesson), tmp_path))
    reached, missed = printed
    assert "The goal is reached." in reached
    assert reached.count("\nyes ") == len(last.check.goals)
    assert "The goal is not reached yet." in missed
    assert "\nno  " in missed


def test_what_it_cannot_tell_it_leaves_to_the_reader(tmp_path):
    body = f"::: show {LINK}\n:::\n\n::: check Go on.\n- test loss falls for 3 epochs\n\n- step 0\n\n"
    lesson = written(f"{body}solution: {LINK}&step=75\n\nwrong: {LINK}\n:::\n")
    printed = run(program(lesson), tmp_path)
    assert "?   test loss falls for 3 epochs: see for yourself" in printed
    assert "yes step 0" in printed


def test_a_log_is_followed_beyond_the_place_where_the_link_begins(tmp_path):
    link = f"{LINK}&log=10:learning_rate:0.3,40:weights.1.1.1:2&step=20"
    lesson = written(f"::: show {link}\n:::\n\n::: run until step 60\n:::\n")
    printed = SAID.findall(run(program(lesson), tmp_path))
    state = lesson.steps[0].state
    assert state
    for (step, _, test, _), at in zip(printed, (20, 60), strict=True):
        assert (int(step), test) == (at, f"{RUNS.at(state, at).numbers['test loss']:.4f}")


def test_pictures_travel_and_those_of_a_run_are_words(tmp_path):
    (tmp_path / "dot.png").write_bytes(b"a picture")
    lesson = written(f'![A dot](dot.png "Dot") and\n\n![A line]({LINK}&step=20 "output")\n')
    notebook = json.loads(to_text(lesson, RUNS, tmp_path))
    [cell] = [cell for cell in notebook["cells"] if "attachments" in cell]
    assert '![A dot](attachment:dot.png "Dot")' in "".join(cell["source"])
    assert "*In the page: A line*" in "".join(cell["source"])
    assert base64.b64decode(cell["attachments"]["dot.png"]["image/png"]) == b"a picture"
    with pytest.raises(MissingError):
        to_text(lesson, RUNS, tmp_path / "elsewhere")
