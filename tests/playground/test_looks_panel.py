"""The panel of what a unit looks for: it shows what `nets.synthesis` finds, of the network that it says it is of."""

import base64

import numpy as np
import pytest

from nets.synthesis import Dream, Exciting, Inversion, Maximisation
from playground.core.clock import SLICE
from playground.core.digits.looks import DREAM, EXCITE, MOST
from playground.views.levels import ZERO
from playground.views.looks import NO_NUMBERS, SORTING
from tests.playground.visits import SMALL, Visit

CONVOLUTION, POOL, NEURONS, ANSWER = 1, 2, 5, 6
"""The layers of the stages 1 to 4 of the small network."""


@pytest.fixture(autouse=True)
def _as_fast_as_it_goes(monkeypatch):
    monkeypatch.setattr("playground.core.digits.looks.PACE", 0.0)


@pytest.fixture
def visit():
    return visiting()


def visiting(**settings):
    more = "".join(f"&{name}={value}" for name, value in settings.items())
    visit = Visit(f"{SMALL}&panel=looks{more}")
    visit.settle()
    return visit


def pictures(visit):
    """What the page paints, 0 paper to 1 ink: (pictures, 24, 24)."""
    [panel] = (panel for panel in visit.page.panels if panel.name == "looks")
    level = panel.parts()["digits.looks"].data["level"]
    return (np.asarray(level, float).reshape(-1, 24, 24) - ZERO) / ZERO


def grow(visit):
    visit.hear("look", "go")
    visit.settle()


def same(picture, image):
    np.testing.assert_allclose(picture, np.squeeze(image), atol=0.5 / ZERO + 1e-6)


def network_of(visit):
    return visit.experiment.run.network


def test_an_image_grows_as_the_engine_lets_it(visit):
    visit.page.propose(look_layer=1, look_unit=2, look_decay=5, look_blur=1.0, look_jitter=2)
    assert visit.said("looked")["act"] == "Start"
    unit = Maximisation(network_of(visit), CONVOLUTION, 2, decay=0.05, blur=1.0, jitter=2)
    same(pictures(visit)[0], unit.image)
    grow(visit)
    unit.step(MOST[EXCITE])
    looked, drawing = visit.said("looked"), visit.page.easel.image
    same(pictures(visit)[0], unit.image)
    same(pictures(visit)[1], drawing)
    answer = network_of(visit).run(drawing[None, :, :, None]).values[CONVOLUTION + 1][..., 2].mean()
    assert looked["captions"] == [f"After 200 steps: {unit.activation:.2f}", f"The drawing: {answer:.2f}"]
    assert looked["act"] == "Go on"
    grow(visit)
    unit.step(MOST[EXCITE])
    same(pictures(visit)[0], unit.image)


def test_other_noise_gives_another_image_and_the_same_again_the_same(visit):
    grow(visit)
    first = pictures(visit)[0]
    visit.hear("look", "noise")
    visit.settle()
    unit = Maximisation(network_of(visit), ANSWER, 0, seed=1)
    unit.step(MOST[EXCITE])
    same(pictures(visit)[0], unit.image)
    assert np.abs(pictures(visit)[0] - first).max() > 0.2
    before = pictures(visit)
    visit.hear("look", "again")
    visit.settle()
    np.testing.assert_array_equal(pictures(visit), before)


def test_one_step_is_one_step(visit):
    unit = Maximisation(network_of(visit), ANSWER, 0)
    for steps in (1, 2):
        visit.hear("look", "one step")
        visit.settle()
        unit.step()
        same(pictures(visit)[0], unit.image)
        assert visit.said("looked")["captions"][0].startswith(f"After {steps} step")


@pytest.mark.parametrize(("stage", "layer"), [(1, CONVOLUTION), (2, POOL), (3, NEURONS), (0, ANSWER)])
def test_a_layer_gives_the_drawing_back(stage, layer):
    visit = visiting(looks="again", look_layer=stage)
    grow(visit)
    again = Inversion(network_of(visit), layer, visit.page.easel.image[:, :, None])
    again.step(MOST[EXCITE])
    same(pictures(visit)[0], again.image)
    same(pictures(visit)[1], visit.page.easel.image)
    assert f"differs by {100 * again.parts.content:.1f}\u00a0%" in visit.said("looked")["numbers"]


def test_a_dream_begins_with_the_drawing():
    visit = visiting(looks="dream", look_layer=2, look_jitter=0)
    drawing = visit.page.easel.image
    dream = Dream(network_of(visit), POOL, drawing[:, :, None], jitter=0)
    before = dream.response
    same(pictures(visit)[0], drawing)
    grow(visit)
    dream.step(MOST[DREAM])
    same(pictures(visit)[0], dream.image)
    assert visit.said("looked")["captions"] == [f"After 60 steps: {dream.response:.2f}", f"The drawing: {before:.2f}"]


@pytest.mark.parametrize(("stage", "layer", "unit"), [(1, CONVOLUTION, 3), (2, POOL, 0), (0, ANSWER, 7)])
def test_the_test_images_that_excite_a_unit_most(stage, layer, unit):
    visit = visiting(looks="tests", look_layer=stage, look_unit=unit)
    test = visit.experiment.run.test
    strongest = Exciting(network_of(visit), layer, test.x).measure()[unit]
    tests = visit.said("looked")["tests"]
    assert [each["number"] for each in tests] == [each.sample for each in strongest]
    for said, each, picture in zip(tests, strongest, pictures(visit), strict=True):
        same(picture, test.x[each.sample])
        assert said["label"] == test.y[each.sample]
        assert float(said["answer"].replace("−", "-")) == pytest.approx(each.activation, abs=0.006)
        assert said["box"] == (None if each.box is None else [*each.box.rows, *each.box.columns])
    visit.hear("look at", tests[4]["number"])
    same(visit.page.easel.image, test.x[tests[4]["number"]])
    assert visit.said("truth") == tests[4]["label"]


def test_sorting_is_done_beside_and_begins_anew_for_another_layer():
    visit = visiting(looks="tests")
    visit.page.propose(look_layer=1)
    assert visit.said("looked")["of"] == SORTING
    assert len(pictures(visit)) == 0
    visit.settle()
    assert len(visit.said("looked")["tests"]) == 9


def test_what_grows_can_be_shown_to_the_network_and_does_not_begin_again_for_that():
    visit = visiting(looks="again", look_layer=2)
    original = visit.page.easel.image
    grow(visit)
    before = pictures(visit)
    visit.hear("look", "show")
    visit.settle()
    same(visit.page.easel.image, before[0])
    assert visit.said("truth") is None
    np.testing.assert_array_equal(pictures(visit), before)
    same(before[1], original)
    visit.hear("test image")
    visit.settle()
    again = Inversion(network_of(visit), POOL, visit.page.easel.image[:, :, None])
    again.step(MOST[EXCITE])
    same(pictures(visit)[0], again.image)


def test_it_says_of_which_step_it_is_and_begins_again_with_the_present_network(visit):
    grow(visit)
    unit = Maximisation(network_of(visit).copy(), ANSWER, 0)
    unit.step(MOST[EXCITE])
    caption = visit.said("looked")["captions"][1]
    visit.hear("press", "step")
    visit.settle()
    same(pictures(visit)[0], unit.image)
    assert visit.said("looked")["captions"][1] == caption
    visit.hear("look", "one step")
    unit.step()
    same(pictures(visit)[0], unit.image)
    assert visit.said("looked")["captions"][0] == f"After 201 steps: {unit.activation:.2f}"
    assert visit.said("looked")["of"] == "Of the network at step 0; it is at step 1 now."
    visit.hear("look", "again")
    grow(visit)
    unit = Maximisation(network_of(visit), ANSWER, 0)
    unit.step(MOST[EXCITE])
    same(pictures(visit)[0], unit.image)
    assert visit.said("looked")["of"] == ""


def test_before_its_first_step_it_follows_the_run(visit):
    visit.hear("press", "step")
    assert visit.said("looked")["of"] == ""
    visit.hear("look", "one step")
    unit = Maximisation(network_of(visit), ANSWER, 0)
    unit.step()
    same(pictures(visit)[0], unit.image)


def test_another_network_begins_anew_and_what_it_has_not_is_said(visit):
    visit.page.propose(look_layer=3, look_unit=11)
    grow(visit)
    visit.page.propose(blocks=["c4x5", "m4"])
    visit.settle()
    looked = visit.said("looked")
    assert (looked["layer"], looked["unit"]) == (3, 9)
    assert looked["lost"] == "What was chosen is not in this network: Answer, digit 9 is the nearest."
    unit = Maximisation(network_of(visit), 4, 9)
    unit.step(MOST[EXCITE])
    same(pictures(visit)[0], unit.image)
    visit.hear("press", "undo")
    visit.settle()
    looked = visit.said("looked")
    assert (looked["layer"], looked["unit"], looked["lost"]) == (3, 11, "")


def test_a_number_that_is_pinned_is_looked_at(visit):
    visit.hear("look at unit", [1, 3])
    looked = visit.said("looked")
    assert (looked["layer"], looked["unit"], looked["units"][3]) == (1, 3, "map 4")
    visit.hear("look at unit", [0, 0])
    assert visit.said("looked") == looked
    visit.hear("look at unit", [4, 7])
    assert "look_layer=0" in visit.said("fragment")
    assert visit.said("looked")["units"][7] == "digit 7"


def test_stop_stops_and_choices_then_wait(visit):
    visit.hear("look", "go")
    for _ in range(20):
        visit.house.tick()
    visit.hear("look", "stop")
    steps = visit.said("looked")["captions"][0]
    visit.settle()
    assert visit.said("looked")["captions"][0] == steps != "After 200 steps"
    visit.page.propose(look_unit=3)
    visit.settle()
    assert visit.said("looked")["act"] == "Start"


@pytest.mark.parametrize(
    "leave", [lambda visit: visit.page.propose(panel="training"), lambda visit: visit.house.show("playground")]
)
def test_it_stops_where_nobody_looks(visit, leave):
    visit.hear("look", "go")
    leave(visit)
    visit.settle()
    visit.house.show("digits")
    visit.page.propose(panel="looks")
    visit.settle()
    assert visit.said("looked")["act"] != "Stop"
    assert not visit.said("looked")["captions"][0].startswith("After 200")


def test_it_is_seen_to_grow(visit, monkeypatch):
    monkeypatch.setattr("playground.core.digits.looks.EVERY", 0.0)
    monkeypatch.setattr("playground.core.digits.looks.PACE", SLICE)
    seen = []
    visit.hear("look", "go")
    while visit.house.tick() >= 0:
        seen.append(visit.said("looked")["captions"][0])
    assert len(set(seen)) > 100


def test_the_run_beside_it_stays_the_same(visit):
    visit.hear("press", "play")
    visit.hear("look", "go")
    while visit.experiment.place.step < 12:
        visit.house.tick()
        visit.hear("drawn", visit.said("frame"))
    visit.hear("press", "play")
    visit.settle()
    alone = Visit(SMALL).experiment.run.trainer
    alone.run(visit.experiment.place.step)
    assert network_of(visit).parameters.tobytes() == alone.network.parameters.tobytes()


@pytest.mark.parametrize("way", ["excite", "tests", "again", "dream"])
def test_a_network_without_numbers_is_said_to_be_one(way):
    visit = visiting(looks=way)
    network_of(visit).parameters[:] = np.nan
    visit.experiment.publish()
    visit.settle()
    assert visit.said("looked")["of"] == NO_NUMBERS
    assert len(pictures(visit)) == 0
    visit.hear("look", "go")
    visit.hear("look", "one step")
    visit.settle()
    assert visit.said("notice")["text"] == ""


@pytest.mark.parametrize("wrong", [None, "", 5, "nonsense"])
def test_what_is_nothing_to_do_does_nothing(visit, wrong):
    before = visit.said("looked")
    visit.hear("look", wrong)
    assert visit.said("looked") == before
    assert base64.b64decode(visit.said("image"))
