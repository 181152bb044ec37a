"""The instruments beside the playground: tabs of which one is computed, and what a person does there."""

from pathlib import Path
from typing import Any

import pytest

from playground.core.measures import LossCurve
from playground.pages import instruments
from playground.pages.house import House
from playground.pages.instruments import TABS


class Visit:
    """Somebody who has opened the drawer."""

    def __init__(self, fragment="dataset=spiral&hidden=4&speed=0", tab=""):
        self.house = House(fragment, wake=lambda: None)
        self.house.show("playground")
        self.page: Any = self.house.show("instruments")
        if tab:
            self.page.hear("tab", tab)

    @property
    def experiment(self):
        return self.page.experiment

    def said(self, name):
        return self.page.bulletin.source.data[name][0]

    def settle(self):
        """Let everything come to rest that goes on by itself."""
        for _ in range(20_000):
            if self.house.tick() < 0:
                return self
            self.house.clock.drawn(10**9)
        raise AssertionError("it does not come to rest")


def test_only_the_tab_that_is_open_asks_for_anything():
    visit = Visit()
    assert list(visit.page.needs(False)) == []
    for tab in visit.page.tabs:
        visit.page.hear("tab", tab.name)
        asked = {measure for view in tab.views if view.place in tab.opens for measure in view.needs(False)}
        assert set(visit.page.needs(False)) == asked != set()


def test_the_run_is_the_playgrounds():
    visit = Visit(tab="curves")
    assert visit.experiment is visit.house.pages["playground"].experiment
    visit.experiment.step()
    assert visit.page.tabs[0].view.source.data["step"][-1] == 1
    assert {kind.name for kind in TABS} == {tab.name for tab in visit.page.tabs}
    assert list(visit.page.needs(False)) == [LossCurve()]


@pytest.mark.parametrize("file", ["early.js", "pages/instruments.html.j2"])
def test_the_page_knows_every_tab_in_its_order(file):
    text = (Path(instruments.__file__).parent.parent / "web" / file).read_text()
    assert ", ".join(f"'{tab.name}'" for tab in TABS) in text


@pytest.mark.parametrize(("sent", "meant"), [(0.5, 0.5), (7, 0.99), (-1, 0.0)])
def test_curves_are_smoothed_as_far_as_that_makes_sense(sent, meant):
    visit = Visit(tab="curves")
    visit.page.hear("smoothing", sent)
    assert visit.page.tabs[0].view.smoothing == meant
