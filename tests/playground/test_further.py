"""What is out of sight and not at its default is counted, so that nothing hidden changes a run unseen."""

import pytest
from bokeh.models import ColumnDataSource

from playground.core.frame import Frame
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
