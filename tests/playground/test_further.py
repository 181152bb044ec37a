"""What is out of sight: counted where it is not at its default, and not computed where an address hides it."""

import pytest
from bokeh.models import ColumnDataSource

from playground.core.findings import Diagnoses
from playground.core.frame import Frame
from playground.core.measures import Biases, Divergence, LossCurve, Reach, Twigs, Weights
from playground.core.plane.controls import BUTTONS, CONTROLS
from playground.core.plane.measures import Points, Region, Tiles
from playground.core.plane.settings import PlaneSettings
from playground.pages.playground import FURTHER
from playground.views.further import Further
from tests.playground.visits import Visit


def counted(**settings):
    frame = Frame(0, 0, False, PlaneSettings(**settings), {})
    return Further(ColumnDataSource(), FURTHER).columns(frame)["texts"]["further"]


@pytest.mark.parametrize(
    ("settings", "data", "training"),
    [
        ({}, 0, 0),
        ({"learning_rate": 1.0, "activation": "elu", "noise": 20, "dataset": "rings"}, 0, 0),
        ({"optimizer": "adam", "schedule": "cosine"}, 0, 2),
        ({"label_noise": 5, "imbalance": 10, "standardise": True, "initialiser": "he"}, 3, 1),
        ({"regularisation": "l1", "regularisation_rate": 0.3}, 0, 2),
    ],
)
def test_every_group_says_how_many_of_its_settings_are_changed(settings, data, training):
    assert counted(**settings) == [{"data": data, "training": training}]


def test_every_setting_with_a_control_stands_somewhere_in_the_page_once():
    visit = Visit("hidden=2", page="playground")
    page = visit.page
    for of in ("data", "training", "training", "nothing"):
        visit.hear("further", of)
    views = {name: page.controls[name] for name, declared in PlaneSettings.declared().items() if declared.control}
    places = [id(view) for view in page.parts().values()]
    stacked = [id(inside) for view in page.parts().values() for inside in getattr(view, "objects", ())]
    for name, view in views.items():
        assert [*places, *stacked].count(id(view)) == 1, name


def test_what_is_in_force_is_counted_at_every_step():
    visit = Visit("hidden=2&log=3:optimizer:adam&step=5", page="playground")
    assert visit.said("further") == {"data": 0, "training": 1}
    visit.hear("seek", 2)
    assert visit.said("further") == {"data": 0, "training": 0}


def test_parts_that_an_address_does_not_name_are_not_computed():
    asked = {
        parts: {type(measure) for measure in Visit(f"hidden=2&show={parts}", page="playground").page.needs(False)}
        for parts in ("", "network,output,play", "loss", "output", "timeline", "network")
    }
    whole = asked.pop("")
    assert whole >= {Tiles, Region, Points, Weights, Biases, LossCurve, Reach, Twigs, Diagnoses, Divergence}
    assert not asked["network,output,play"] & {LossCurve, Reach, Twigs, Diagnoses}
    assert asked["network,output,play"] >= {Tiles, Region, Points, Weights, Divergence}
    for parts in ("loss", "output", "timeline"):
        assert Tiles not in asked[parts]
        assert Divergence in asked[parts], "numbers that broke are told of anyway"
    assert not asked["network"] & {Region, Points, LossCurve}


def test_what_is_shown_again_is_drawn_at_once():
    visit = Visit("hidden=2&show=output", page="playground")
    assert len(visit.page.loss.sources["training"].data["epoch"]) == 0
    visit.page.propose(show=[])
    assert len(visit.page.loss.sources["training"].data["epoch"]) == 1


def test_no_instrument_is_computed_where_an_address_names_parts():
    visit = Visit("hidden=2&show=network", page="playground")
    instruments = visit.house.show("instruments")
    instruments.hear("tab", "weights")
    assert list(instruments.needs(False)) == []
    visit.page.propose(show=[])
    assert list(instruments.needs(False)) != []


def test_single_controls_are_hidden_by_the_names_of_their_settings():
    visit = Visit("hidden=2&hide=learning-rate,noise,regularisation_rate", page="playground")
    visit.hear("further", "training")
    names = ("learning_rate", "noise", "regularisation_rate", "activation", "batch_size", "optimizer")
    assert [visit.page.controls[name].visible for name in names] == [False, False, False, True, True, True]
    assert visit.said("shown")["hidden"] == ["learning_rate", "noise", "regularisation_rate"]
    visit.hear("open", "hidden=2&hide=activation")
    assert [visit.page.controls[name].visible for name in names[:4]] == [True, True, True, False]


def test_the_buttons_of_the_page_are_hidden_by_their_names():
    visit = Visit(f"hidden=2&hide={','.join(BUTTONS).replace('_', '-')}", page="playground")
    assert visit.said("notice")["text"] == ""
    assert visit.said("shown")["hidden"] == list(BUTTONS)


def test_a_name_that_is_none_is_said_and_nothing_is_hidden():
    visit = Visit("hidden=2&hide=noise,colour", page="playground")
    assert "there is no control “colour”" in visit.said("notice")["text"]
    assert visit.settings.hide == []


def test_every_control_can_be_hidden_and_a_group_without_any_has_no_button():
    controls = {name for name, declared in PlaneSettings.declared().items() if declared.control}
    assert controls <= set(CONTROLS) <= set(PlaneSettings.declared())
    assert not set(BUTTONS) & set(PlaneSettings.declared())
    assert counted(hide=list(FURTHER["data"])) == [{"data": None, "training": 0}]
