"""The page without a browser: what a person presses, sets and opens, and what the bulletin says of it."""

import re
from typing import Any

import pytest
from bokeh.document import Document

from playground.page import Page

PLAIN = "features=x1,x2&hidden=8,8&batch_size=10&train_share=50"

STATUS = re.compile(r"Epoch \d+ · step \d+ · training loss \d+\.\d{3} · test loss \d+\.\d{3}")


class Visit:
    """A page in a document, as a browser would have it."""

    def __init__(self, fragment=""):
        self.page = Page(fragment or PLAIN, wake=lambda: None)
        self.document = Document()
        self.page.attach(self.document)

    def said(self, name):
        return self.page.bulletin.source.data[name][0]

    def press(self, name):
        buttons: Any = self.page._transport
        next(each for each in buttons if each.label == name).clicks += 1

    @property
    def step(self):
        return int(re.findall(r"step (\d+)", self.said("status"))[0])


@pytest.fixture
def visit():
    return Visit()


def test_every_root_has_a_name_of_its_own(visit):
    names = [root.name for root in visit.document.roots]
    assert len(set(names)) == len(names)
    assert {"transport", "data", "network", "output", "loss"} <= set(names)


def test_the_status_line_is_worded_as_promised(visit):
    assert STATUS.fullmatch(visit.said("status"))
    visit.press("Step")
    assert STATUS.fullmatch(visit.said("status"))


def test_steps_epochs_and_reset(visit):
    beginning = visit.said("status")
    visit.press("Step")
    assert visit.step == 1
    visit.press("Step epoch")
    assert visit.step == 25
    visit.press("Step epoch")
    assert visit.step == 50
    visit.press("Reset")
    assert visit.said("status") == beginning


def test_a_live_change_goes_on_and_another_starts_again(visit):
    visit.press("Step epoch")
    visit.page.propose(learning_rate=0.3, batch_size=30, speed=10, show_test=True)
    assert visit.step == 25
    visit.page.propose(activation="relu")
    assert visit.step == 0


def test_the_address_follows_the_settings_and_leads_back(visit):
    visit.page.propose(dataset="xor", hidden=[3], noise=20)
    copy = Visit(visit.said("fragment"))
    assert copy.page.settings.values == visit.page.settings.values
    assert copy.said("status") == visit.said("status")
    assert copy.said("notice") == ""


def test_a_bad_address_is_pointed_out(visit):
    visit.page.open("#noise=900&dataset=circle")
    assert "noise cannot be “900”" in visit.said("notice").replace("N", "n", 1)
    assert visit.page.settings.dataset == "circle"
    visit.page.open("#dataset=circle")
    assert visit.said("notice") == ""


def test_the_last_feature_cannot_be_taken_away(visit):
    visit.page.propose(features=[])
    assert "at least one feature" in visit.said("notice")
    assert visit.page.settings.features == ["x1", "x2"]
    assert visit.page.controls.widgets["features"].value == ["x1", "x2"]


def test_a_widget_sets_and_shows(visit):
    visit.page.controls.widgets["activation"].value = "sigmoid"
    assert visit.page.settings.activation == "sigmoid"
    visit.page.open("#activation=linear")
    assert visit.page.controls.widgets["activation"].value == "linear"


def test_a_neuron_under_the_pointer_is_put_into_words(visit):
    hint = visit.said("sentence")
    visit.page.inspect("2")
    assert visit.said("sentence") != hint
    assert "neuron 1" in visit.said("sentence")
    visit.page.inspect("")
    assert visit.said("sentence") == hint


def test_a_smaller_network_forgets_the_neuron_that_is_gone(visit):
    visit.page.inspect("18")
    visit.page.propose(hidden=[1])
    visit.press("Step")
    assert visit.step == 1


def test_no_figure_asks_for_webgl_whose_overlays_are_cut_off(visit):
    page = visit.page
    for figure in (page.network.figure, page.output.figure, page.loss.figure):
        assert figure.output_backend == "canvas"
