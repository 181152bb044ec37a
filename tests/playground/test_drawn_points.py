"""One's own points: a text that leads back to them, what is learned of them; runs, links and files carry them."""

import json
import random
import string

import numpy as np
import pytest
from hypothesis import given
from hypothesis import settings as tried
from hypothesis import strategies as st

from nets.datasets.dataset import CLASSES, NUMBERS, SIGNS
from playground.core.address import Place, read
from playground.core.drawn import Drawn
from playground.core.plane.origin import Column, Origin
from playground.core.plane.points import EXTENT, LETTERS, MOST_POINTS, Points
from playground.core.plane.run import PlaneRun, made
from playground.core.plane.settings import USUAL, PlaneSettings
from tests.playground.places import POINTS
from tests.playground.saving import bring, saved, stands
from tests.playground.stage import experiment
from tests.playground.visits import Visit

FOUR = Points(CLASSES, ((-1, 0, 0), (1, 0, 1), (-2, 0.5, 0), (2, 0.5, 1)))
MANY = Points(NUMBERS, tuple((i % 12 - 6, i // 400 - 3, i / 1000 - 1) for i in range(MOST_POINTS)))


@given(POINTS)
def test_a_text_and_its_points_are_the_same(points):
    assert Points.read(points.text) == points
    assert Points(points.kind, points.rows, points.origin) == points
    assert Points.read(points.text).text == points.text


@given(st.floats(-EXTENT, EXTENT), st.floats(-1, 1))
def test_no_point_strays_by_more_than_an_eye_could_see(place, value):
    ((x1, x2, label),) = Points(NUMBERS, ((place, -place, value),)).rows
    assert abs(x1 - place) < 5e-5
    assert x2 == -x1
    assert abs(label - value) < 1e-5


def test_the_middle_and_the_ends_are_exact():
    assert Points(NUMBERS, ((0, -EXTENT, 1), (EXTENT, 0, 0))).rows == ((0, -EXTENT, 1), (EXTENT, 0, 0))


@pytest.mark.parametrize(
    "text",
    [
        *("c", "n", "x", "cAAAAAA", "cAAAAAAG", "cAAAAAAAA", "nAAAAAAAA", "c____AAA", "cAAA___A", "cAAAAA\u0660A"),
        *("c" + "AAAAAAA" * (MOST_POINTS + 1), "cAAAAAAA~", "cAAAAAAA~a~0~1~b~0~0~c~0~1", "cAAAAAAA~a~nan~1~b~0~1"),
        *("cAAAAAAA~a~0~1~b~0~1e99", "cAAAAAAA~" + "a" * 25 + "~0~1~b~0~1", "cAAAAAAA~a\n~0~1~b~0~1"),
        *("cAAAAAAA~a~0~1~b~0~1~c~0~1" + "~d" * 7, "cAAAAAAA~a~0~" + "1" * 400 + "~b~0~1", "~", "c~", "€"),
    ],
)  # fmt: skip
def test_what_is_no_such_text_is_refused(text):
    with pytest.raises(ValueError):  # noqa: PT011 (whoever reads words it)
        Points.read(text)


@given(st.text(LETTERS + "~cn.%é", max_size=60))
def test_any_letters_are_read_or_refused(letters):
    for text in (letters, "c" + letters, "n" + letters):
        try:
            points = Points.read(text)
        except ValueError:
            continue
        assert Points.read(points.text) == points


@pytest.mark.parametrize(
    ("rows", "kind"),
    [([(6.1, 0, 0)], CLASSES), ([(0, float("nan"), 0)], CLASSES), ([(0, 0, 6)], CLASSES), ([(0, 0, 0.5)], CLASSES),
     ([(0, 0, 1.1)], NUMBERS), ([(0, 0, 0)], "signs"), ([(0, 0, 0)] * (MOST_POINTS + 1), CLASSES)],
)  # fmt: skip
def test_what_cannot_be_a_point_is_refused(rows, kind):
    with pytest.raises(ValueError):  # noqa: PT011
        Points(kind, tuple(rows))


@pytest.mark.parametrize(
    ("labels", "task", "outputs"),
    [([0, 1, 0, 1], SIGNS, 1), ([0, 2, 0, 2], CLASSES, 3), ([0, 5, 1, 1], CLASSES, 6), ([1, 2, 1, 1], CLASSES, 3)],
)
def test_what_is_learned_follows_from_the_classes(labels, task, outputs):
    points = Points(CLASSES, tuple((i, -i, label) for i, label in enumerate(labels)))
    settings = PlaneSettings(dataset="own", points=points)
    assert (settings.task, settings.outputs, made(settings).task) == (task, outputs, task)
    wanted = [2 * label - 1 for label in labels] if task == SIGNS else labels
    assert made(settings).y.tolist() == wanted
    np.testing.assert_allclose(made(settings).x, [row[:2] for row in points.rows])
    run = PlaneRun(settings)
    run.trainer.run(30)
    assert run.network.shape == (outputs,)


def test_numbers_are_learned_as_they_are():
    settings = PlaneSettings(dataset="own", points=MANY, loss="hinge")
    assert (settings.task, settings.outputs, settings.fitted.loss) == (NUMBERS, 1, "mean squared error")
    np.testing.assert_allclose(made(settings).y, MANY.labels)


@pytest.mark.parametrize(
    ("points", "needs"),
    [
        (Points(), "at least 4 points"), (Points(CLASSES, FOUR.rows[:3]), "at least 4 points"),
        (Points(CLASSES, ((0, 0, 1),) * 9), "points of two classes"),
    ],
)  # fmt: skip
def test_too_few_points_give_way_to_the_usual_ones_and_a_link_says_so(points, needs):
    settings = PlaneSettings(dataset="own", points=points, noise=20)
    assert settings.fitted.dataset == USUAL
    assert settings.fitted.noise == 20
    place, problems = read(Place(settings).write(), PlaneSettings)
    assert place.settings.dataset == USUAL
    assert place.settings.points == points
    assert problems == [f"dataset cannot be “Your own”: a run needs {needs}"]
    experiment(**settings.values).step_epoch()


def test_what_is_for_other_points_is_idle_and_own_points_wait_for_their_turn():
    settings = PlaneSettings(dataset="own", points=FOUR, noise=10, label_noise=10, imbalance=50)
    assert settings.idle >= {"noise", "label_noise", "imbalance", "classes"}
    assert (settings.fitted.noise, settings.fitted.points) == (0, FOUR)
    away = settings.replace(dataset="moons")
    assert "points" in away.idle
    assert away.fitted.points == Points()
    assert read(Place(away).write(), PlaneSettings)[0].settings.points == FOUR


def test_links_with_points_of_all_kinds_are_read_or_pointed_out_and_run(pytestconfig):
    chance = random.Random(pytestconfig.getoption("--seed"))
    run = 0
    for _ in range(300):
        letters = "".join(
            chance.choice(LETTERS[:6] if chance.random() < 0.7 else LETTERS) for _ in range(chance.randrange(90))
        )
        text = chance.choice(("c", "n", "c", "")) + letters[: len(letters) - len(letters) % chance.choice((7, 9, 1))]
        text += chance.choice(("", "", "~a~0~1~b~0~1", "~" + chance.choice(string.printable)))
        place, problems = read(f"dataset=own&points={text}&train_share={chance.choice((10, 90))}", PlaneSettings)
        assert all(len(problem) < 200 for problem in problems)
        assert place.settings.is_own or problems
        if place.settings.is_own:
            experiment((), 3, **place.settings.values)
            run += 1
    assert run > 5


@given(POINTS.filter(lambda points: points.suffice), st.integers(1, 9), st.sampled_from([1, 10, 64]), st.booleans())
@tried(max_examples=40, deadline=None)
def test_any_points_that_suffice_make_a_run(points, tenths, batch, standardise):
    settings = PlaneSettings(
        dataset="own", points=points, train_share=10 * tenths, batch_size=batch, standardise=standardise, hidden=[2]
    )
    run = PlaneRun(settings)
    run.trainer.run(5)
    assert len(run.training) + len(run.test) == len(points)


def test_the_declaration_has_the_face_of_all_others():
    declared = PlaneSettings.declared()["points"]
    assert isinstance(declared, Drawn)
    assert declared.read(declared.write(FOUR)) == FOUR
    assert declared.say(MANY) == "2,000"
    with pytest.raises(ValueError, match="Points are Points"):
        PlaneSettings(points=[(0, 0, 1)])


@pytest.mark.parametrize(
    "points",
    [
        FOUR,
        MANY,
        Points(
            CLASSES, FOUR.rows, Origin(Column("a “b”", 1e9, 3e-9), Column("c", -2.5, 7.0), Column("d"), ("é", "x y"))
        ),
    ],
)
@pytest.mark.parametrize("what", ["run", "json", "pytorch", "notebook"])
def test_every_file_of_a_run_brings_the_points_back(points, what):
    visit = Visit(Place(PlaneSettings(dataset="own", points=points, hidden=[3])).write(), page="playground")
    for _ in range(3):
        visit.hear("press", "step")
    other = bring(Visit("hidden=2", page="playground"), saved(visit, what))
    assert other.settings.points == points
    assert stands(other) == stands(visit)


def test_a_notebook_has_the_points_and_a_json_the_numbers():
    visit = Visit(Place(PlaneSettings(dataset="own", points=FOUR)).write(), page="playground")
    data = json.loads(saved(visit, "json"))["data"]
    found = sorted(data["training"]["x"] + data["test"]["x"])
    np.testing.assert_allclose(found, sorted(row[:2] for row in FOUR.rows), atol=1e-6)
    cells = json.loads(saved(visit, "notebook"))["cells"]
    assert "DATA = dict(points=[" in "".join("".join(cell["source"]) for cell in cells)
