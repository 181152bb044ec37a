"""The instruments beside the playground: tabs of which one is computed, and what a person does there."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from playground.core.findings import Diagnoses
from playground.core.inside import KINDS
from playground.core.measures import LossCurve
from playground.core.plane.settings import PlaneSettings
from playground.core.readings import Readings
from playground.core.series import GRID
from playground.pages import instruments
from playground.pages.house import House
from playground.pages.instruments import TABS
from tests.playground.stage import come_to_rest


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
        come_to_rest(self.house.tick, lambda: self.house.clock.drawn(10**9))
        return self


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
    assert set(visit.page.needs(False)) == {LossCurve(), Diagnoses(leisurely=True)}


@pytest.mark.parametrize("tab", ["health", "histograms", "weights", "findings"])
def test_long_work_on_the_past_is_followed_and_cancelled_and_goes_on(tab):
    visit = Visit("dataset=spiral&hidden=4&speed=0")
    visit.experiment.run.trainer.run(3000)
    before = visit.experiment.run.network.parameters.tobytes()
    visit.page.hear("tab", tab)
    shares = []
    while visit.house.tick() >= 0 and len(shares) < 3:
        visit.experiment.publish()
        told = visit.said("looking")
        assert (told["tab"], told["going"]) == (tab, True)
        shares += [told["share"]] * (told["share"] is not None and told["share"] not in shares)
    assert shares == sorted(shares) != []
    visit.page.hear("looking", [tab, False])
    assert visit.said("looking") == {"tab": tab, "share": None, "going": False}
    visit.settle()
    series = visit.experiment.answer(Readings(next(each for each in visit.page.tabs if each.name == tab).past))
    assert len(series.known) < GRID / 2
    visit.page.hear("looking", [tab, True])
    assert visit.settle().said("looking") == {"tab": tab, "share": None, "going": True}
    assert len(series.known) > GRID / 2
    assert visit.experiment.run.network.parameters.tobytes() == before


@pytest.mark.parametrize("kind", KINDS)
def test_histograms_are_those_of_the_network_at_every_step(kind):
    visit = Visit("dataset=spiral&hidden=4,3&batch_size=50&speed=0", "histograms")
    visit.experiment.run.trainer.run(40)
    visit.page.hear("histograms", kind)
    visit.settle()
    (tab,) = (tab for tab in visit.page.tabs if tab.name == "histograms")
    columns, told = tab.views[0].sources["histograms"].data, visit.said("histograms")
    assert (told["kind"], told["titles"], len(columns["step"])) == (kind, ["Layer 1", "Layer 2", "Output"], 41)
    alone = PlaneSettings(dataset="spiral", hidden=[4, 3], batch_size=50).run()
    x, targets = alone.trainer.samples
    for i, step in enumerate(columns["step"]):
        alone.trainer.seek(int(step))
        passed = alone.network.run(x)
        slopes = alone.network.backward(passed, alone.trainer.loss.gradient(passed.output, targets)).parameters
        numbers = {
            "weights": [layer.parameters["weights"] for layer in alone.network.layers if layer.parameters],
            "gradients": [
                alone.network.parts(layer, slopes)["weights"] for layer in alone.network.layers if layer.parameters
            ],
            "activations": [passed.values[at] for at in (2, 4, 6)],
        }[kind]
        ends = [-np.inf, *told["edges"], np.inf]
        counts = [np.histogram(each, ends)[0] for each in numbers]
        np.testing.assert_array_equal(columns["counts"][i], np.ravel(counts))
        five = [np.percentile(each, [5, 25, 50, 75, 95]) for each in numbers]
        np.testing.assert_allclose(columns["percentiles"][i], np.ravel(five), rtol=1e-5, atol=1e-7)


def test_a_tab_that_shows_no_past_has_nothing_to_cancel():
    visit = Visit(tab="weights").settle()
    visit.page.hear("tab", "confusion")
    assert visit.said("looking") is None
    visit.page.hear("looking", ["confusion", False])
    visit.page.hear("tab", "weights")
    assert visit.settle().said("looking")["going"]


@pytest.mark.parametrize("file", ["early.js", "pages/instruments.html.j2"])
def test_the_page_knows_every_tab_in_its_order(file):
    text = (Path(instruments.__file__).parent.parent / "web" / file).read_text()
    assert ", ".join(f"'{tab.name}'" for tab in TABS) in text


@pytest.mark.parametrize(("sent", "meant"), [(0.5, 0.5), (7, 0.99), (-1, 0.0)])
def test_curves_are_smoothed_as_far_as_that_makes_sense(sent, meant):
    visit = Visit(tab="curves")
    visit.page.hear("smoothing", sent)
    assert visit.page.tabs[0].view.smoothing == meant
