"""What the editor of own points asks of Python: to begin, to copy, to read tables, to use the points, to save them."""

import base64

import pytest

from nets.datasets.dataset import CLASSES, NUMBERS
from playground.core.plane.points import Points
from playground.core.plane.settings import TASKS
from tests.playground.stage import bits
from tests.playground.visits import Visit

FOUR = Points(CLASSES, ((-1, 0, 0), (1, 0, 1), (-2, 0.5, 0), (2, 0.5, 1)))


@pytest.fixture
def visit():
    return Visit("hidden=3", page="playground")


def told(visit):
    return visit.said("own")


def ask(visit, act, value=None):
    visit.hear("own", [act, value])
    return told(visit)


def test_who_wants_points_and_has_none_draws_them_first(visit):
    visit.page.propose(dataset="own")
    assert told(visit) == {"act": "open", "number": 1, "text": "", "words": []}
    assert visit.settings.dataset == "spiral"
    assert visit.page.controls["dataset"].value == "spiral"
    assert not visit.experiment.can_undo


def test_points_are_used_as_one_change(visit):
    visit.hear("press", "step")
    before = bits(visit.experiment)
    visit.hear("own", ["use", FOUR.text])
    assert (visit.settings.dataset, visit.settings.points) == ("own", FOUR)
    assert visit.page.controls["points"].visible
    assert not visit.page.controls["noise"].visible
    visit.hear("press", "undo")
    assert (visit.settings.dataset, visit.settings.points) == ("spiral", Points())
    assert bits(visit.experiment) == before
    visit.hear("press", "redo")
    assert visit.settings.points == FOUR


def test_they_wait_while_others_are_learned_and_are_chosen_again_without_the_editor(visit):
    visit.hear("own", ["use", FOUR.text])
    visit.page.propose(dataset="moons")
    opened = visit.page.bulletin.source.data.get("own")
    visit.page.propose(dataset="own")
    assert visit.settings.is_own
    assert visit.page.bulletin.source.data.get("own") == opened


def test_the_button_opens_the_editor_with_them_and_lets_the_run_stand_still(visit):
    visit.hear("own", ["use", FOUR.text])
    visit.hear("press", "play")
    visit.page.controls["points"].clicks += 1
    assert told(visit)["text"] == FOUR.text
    assert not visit.experiment.playing


def test_no_points_are_taken_away_and_too_few_change_nothing(visit):
    visit.hear("own", ["use", FOUR.text])
    visit.hear("own", ["use", Points(CLASSES, FOUR.rows[:3]).text])
    assert visit.settings.points == FOUR
    visit.hear("own", ["use", ""])
    assert (visit.settings.dataset, visit.settings.points) == ("spiral", Points())


@pytest.mark.parametrize("dataset", TASKS)
def test_the_present_points_are_copied(visit, dataset):
    visit.page.propose(dataset=dataset)
    text = ask(visit, "present")["text"]
    points, run = Points.read(text), visit.experiment.run
    assert len(points) == len(run.training) + len(run.test)
    assert points.kind == (NUMBERS if TASKS[dataset] == "numbers" else CLASSES)
    visit.hear("own", ["use", text])
    assert visit.settings.task == TASKS[dataset]


def test_a_table_is_shown_before_it_is_taken(visit):
    table = ask(visit, "table", {"text": "a;b;c\n1;2;x\n3;4;y\n5;?;y\n"})
    assert table["choice"] == {
        "delimiter": ";", "decimal": ".", "header": "yes", "x1": 0, "x2": 1, "answer": 2, "kind": CLASSES,
    }  # fmt: skip
    assert table["columns"] == ["a", "b", "c"]
    assert table["rows"] == [["1", "2", "x"], ["3", "4", "y"], ["5", "?", "y"]]
    assert table["bad"] == ["Line 4 has “?” in b, which is no number."]
    assert table["said"] == "2 lines can be used, 1 cannot; a run needs at least 4 points."
    assert len(Points.read(table["points"]["text"])) == 2
    again = ask(visit, "table", {"choice": {**table["choice"], "x1": "1", "x2": "0"}})
    assert again["points"]["words"][0].startswith("x₁ = b")
    assert visit.settings.points == Points()


@pytest.mark.parametrize(
    "given", [{"data": "?"}, {"data": ""}, {"data": base64.b64encode(b"\0\1").decode()}, {"text": " "}]
)
def test_what_is_no_table_is_refused_in_a_sentence(visit, given):
    told = ask(visit, "table", given)
    assert told["problem"].endswith(".")
    assert told["problem"][0].isupper()


def test_points_are_handed_out_as_a_table(visit):
    file = ask(visit, "download", FOUR.text)
    assert file["name"] == "glassbox-points.csv"
    assert base64.b64decode(file["data"]).decode().splitlines() == [
        "x1,x2,class", "-1,0,A", "1,0,B", "-2,0.5,A", "2,0.5,B",
    ]  # fmt: skip
