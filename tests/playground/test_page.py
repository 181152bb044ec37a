"""The playground page without a browser: what a person presses, sets and opens, and what the page says of it."""

import re
from typing import Any

import pytest
from bokeh.document import Document

from playground.core.plane.settings import MAX_LAYERS, MAX_NEURONS, PlaneSettings
from playground.pages.house import House
from tests.playground.stage import come_to_rest

PLAIN = "#features=x1,x2&hidden=8,8&batch_size=10&train_share=50"

STATUS = re.compile(r"Epoch \d+ · step \d+ · training loss \d+\.\d{3} · test loss \d+\.\d{3}")


class Visit:
    """The page in a document, as a browser would have it."""

    def __init__(self):
        self.house = House(PLAIN, wake=lambda: None)
        self.page: Any = self.house.show("playground")
        self.document = Document()
        self.page.attach(self.document)

    @property
    def experiment(self):
        return self.house.experiment

    @property
    def settings(self):
        return self.experiment.settings

    @property
    def step(self):
        return int(re.findall(r"step (\d+)", self.said("status"))[0])

    def said(self, name):
        return self.page.bulletin.source.data[name][0]

    def press(self, name):
        self.page.hear("press", name)

    def hear(self, kind, value):
        self.page.hear(kind, value)

    def rest(self):
        come_to_rest(self.house.tick, lambda: self.house.clock.drawn(10**9))

    @property
    def widgets(self):
        return self.page.controls.widgets


@pytest.fixture(scope="module")
def opened():
    return Visit()


@pytest.fixture
def visit(opened):
    """One page for all tests, since it takes a while to make; each begins at the same place."""
    opened.hear("inspect", None)
    opened.hear("open", PLAIN)
    opened.experiment._past.__init__()
    opened.experiment.publish()
    opened.rest()
    return opened


def test_every_root_has_a_name_of_its_own(visit):
    names = [root.name for root in visit.document.roots]
    assert len(set(names)) == len(names)
    slots = {
        "speed",
        "dataset",
        "data",
        "features",
        "learning-rate",
        "activation",
        "loss-function",
        "seed",
        "show-test",
        "discretise",
        *("more-data", "more-training"),
    }
    sources = {"network.tiles", "network.edges", "output.region", "step.nodes", "step.edges", "bulletin", "inbox"}
    assert set(names) == slots | sources | {"output", "loss"}


def test_the_status_line_is_worded_as_promised(visit):
    assert STATUS.fullmatch(visit.said("status"))
    visit.press("step")
    assert STATUS.fullmatch(visit.said("status"))


def test_steps_epochs_and_reset(visit):
    beginning = visit.said("status")
    seen = []
    for name in ("step", "back", "back", "epoch", "epoch", "back", "reset"):
        visit.press(name)
        seen.append(visit.step)
    assert seen == [1, 0, 0, 25, 50, 49, 0]
    assert visit.said("status") == beginning


def test_play_and_pause(visit):
    visit.press("play")
    assert visit.said("playing") is True
    visit.house.tick()
    visit.press("play")
    assert visit.said("playing") is False
    visit.rest()
    assert visit.step == visit.experiment.place.step


def test_undo_and_redo_are_there_when_there_is_something(visit):
    assert (visit.said("undo"), visit.said("redo")) == (False, False)
    visit.hear("layers", -1)
    assert (visit.said("undo"), visit.said("redo")) == (True, False)
    visit.press("undo")
    assert (visit.said("undo"), visit.said("redo"), visit.settings.hidden) == (False, True, [8, 8])
    visit.press("redo")
    assert visit.settings.hidden == [8]


def test_new_weights_are_another_draw_and_the_last_is_followed_by_the_first(visit):
    visit.press("step")
    visit.press("play")
    visit.press("weights")
    assert (visit.settings.weights, visit.step, visit.experiment.playing) == (1, 0, False)
    visit.hear("open", f"{PLAIN}&weights={PlaneSettings.declared()['weights'].bounds[1]}")
    visit.press("weights")
    assert visit.settings.weights == 0


def test_the_address_follows_and_leads_back(visit):
    visit.page.propose(dataset="xor", hidden=[3], noise=20)
    visit.press("epoch")
    visit.page.propose(learning_rate=0.3)
    visit.press("step")
    status, fragment = visit.said("status"), visit.said("fragment")
    visit.hear("open", PLAIN)
    assert visit.said("status") != status
    visit.hear("open", "#" + fragment)
    assert (visit.said("status"), visit.said("fragment"), visit.said("notice")["text"]) == (status, fragment, "")


def test_a_divergence_is_said_and_a_press_of_play_says_it_again(visit):
    visit.hear("open", "#activation=linear&loss=cross-entropy&learning_rate=10.0&features=x1^2,x2^2&speed=0")
    visit.press("play")
    visit.rest()
    warning = visit.said("warning")
    assert warning.startswith("Training stopped at step")
    assert visit.said("playing") is False
    visit.press("play")
    assert (visit.said("warning"), visit.said("playing")) == (warning, False)
    assert STATUS.sub("", visit.said("status")) in ("", visit.said("status"))
    assert "nan" not in visit.said("status")
    visit.press("back")
    assert visit.said("warning") == ""


def test_layers_come_and_go_within_their_bounds(visit):
    for _ in range(3):
        visit.hear("layers", -1)
    assert visit.settings.hidden == []
    visit.hear("layers", 1)
    assert visit.settings.hidden == [4]
    for _ in range(MAX_LAYERS + 2):
        visit.hear("layers", 1)
    assert visit.settings.hidden == [4] * MAX_LAYERS
    assert visit.said("notice")["text"] == ""


def test_neurons_come_and_go_within_their_bounds(visit):
    visit.hear("open", "#hidden=1,8,3")
    for layer, change in ((0, -1), (1, 1), (2, 1), (3, 1), (-1, 1), (99, -1)):
        visit.hear("neurons", {"layer": layer, "change": change})
    assert visit.settings.hidden == [1, 8, 4]
    assert visit.said("limits") == {"layers": MAX_LAYERS, "neurons": MAX_NEURONS}
    assert visit.said("notice")["text"] == ""


def test_a_neuron_that_is_looked_at_is_put_into_words_and_shown(visit):
    hint = visit.said("sentence")
    visit.hear("inspect", {"column": 1, "unit": 0, "pinned": False})
    assert visit.said("sentence").startswith("Layer 1, neuron 1: a¹₁ = tanh(")
    assert visit.said("title") == "Layer 1, neuron 1"
    region = visit.page.output.region.data["level"]
    visit.hear("inspect", None)
    assert (visit.said("sentence"), visit.said("title")) == (hint, "Output")
    assert (visit.page.output.region.data["level"] != region).any()


@pytest.mark.parametrize("unit", [{"column": 2, "unit": 7}, {"column": 9, "unit": 9}, {"column": -1, "unit": -1}])
def test_a_neuron_that_has_gone_is_let_go(visit, unit):
    visit.hear("inspect", unit)
    visit.hear("layers", -1)
    visit.press("step")
    assert (visit.step, visit.said("title"), visit.said("notice")["text"]) == (1, "Output", "")


def test_a_neuron_stays_looked_at_while_stepping(visit):
    visit.hear("inspect", {"column": 1, "unit": 0, "pinned": True})
    before = visit.said("sentence")
    visit.press("step")
    assert visit.said("title") == "Layer 1, neuron 1"
    assert visit.said("sentence") != before


def test_a_change_of_a_widget_is_proposed_and_a_change_of_settings_shown(visit):
    visit.widgets["activation"].value = "sigmoid"
    assert visit.settings.activation == "sigmoid"
    visit.hear("open", "#activation=linear")
    assert visit.widgets["activation"].value == "linear"


def test_going_back_across_a_change_moves_the_control_too(visit):
    visit.press("step")
    visit.widgets["learning_rate"].value = 0.3
    visit.press("step")
    visit.press("back")
    assert visit.widgets["learning_rate"].value == 0.3
    visit.press("back")
    assert visit.widgets["learning_rate"].value == 0.03
    assert visit.step == 0


@pytest.mark.parametrize("value", [99999, -3, None])
def test_a_seed_that_cannot_be_goes_back_and_says_why(visit, value):
    visit.press("step")
    visit.widgets["seed"].value = value
    assert visit.widgets["seed"].value == visit.settings.seed == 1
    assert visit.said("notice")["text"] == "Seed can be 0 to 9999."
    assert visit.step == 1
    visit.widgets["seed"].value = 7
    assert (visit.settings.seed, visit.said("notice")["text"]) == (7, "")


def test_the_last_feature_cannot_be_taken_away(visit):
    visit.widgets["features"].value = []
    assert visit.said("notice")["text"] == "A network needs at least one feature."
    assert visit.settings.features == visit.widgets["features"].value == ["x1", "x2"]


@pytest.mark.parametrize(
    ("kind", "value"),
    [("neurons", None), ("neurons", {}), ("neurons", {"layer": "x"}), ("inspect", 5), ("layers", "x"), ("open", 5)],
)
def test_nonsense_is_a_notice_and_the_rest_goes_on(visit, kind, value):
    visit.hear(kind, value)
    assert visit.said("notice")["text"].startswith("Something went wrong")
    assert visit.said("notice")["detail"]
    visit.press("step")
    assert (visit.step, visit.said("notice")["text"]) == (1, "")
