"""The worker's end of the pages: opened by name, kept alike, one patch a turn, and nothing lost."""

import json
from typing import Any

import pytest

from playground.core.clock import ASLEEP
from playground.link import worker
from tests.playground.stage import come_to_rest


class Visit:
    """A session of the playground page, and the patches it has sent."""

    def __init__(self, fragment="#hidden=3", kept=None):
        self.patches, self.woken, self.count = [], 0, 0
        self.rendered = json.loads(worker.start("playground", fragment, self.post, self.wake, kept))

    def post(self, page, content, layout, data):
        assert sum(size for _, size in json.loads(layout)) == len(data)
        self.patches.append((page, json.loads(content)["events"]))

    def wake(self):
        self.woken += 1

    @property
    def session(self):
        return worker.current()

    @property
    def page(self) -> Any:
        return self.session.house.pages["playground"]

    def said(self, name, page="playground"):
        return self.session.house.pages[page].bulletin.source.data[name][0]

    def receive(self, *events):
        self.patches.clear()
        worker.receive("playground", json.dumps({"events": list(events)}))

    def rest(self):
        come_to_rest(worker.tick, lambda: worker.drawn(10**9))

    def sent(self, model):
        """What the patches say of a model: the attribute, or the names of the columns."""
        return [
            {name for name, _ in event["data"]["entries"]} if "data" in event else event["attr"]
            for _, events in self.patches
            for event in events
            if event["model"]["id"] == model.id
        ]

    def message(self, kind, value):
        """What the page sends when a person does something."""
        self.count += 1
        data = {"kind": [kind], "value": [json.dumps(value)], "count": [self.count]}
        new = {"type": "map", "entries": [[name, column] for name, column in data.items()]}
        return {"kind": "ModelChanged", "model": {"id": self.rendered["roots"]["inbox"]}, "attr": "data", "new": new}

    def set(self, name, value):
        """What the page sends when a person changes a widget."""
        document = self.session.links["playground"].document
        label = self.page.controls.widgets[name].label
        (model,) = (model for model in document.models if getattr(model, "title", None) == label)
        return {"kind": "ModelChanged", "model": {"id": model.id}, "attr": "value", "new": value}, model


@pytest.fixture(scope="module")
def opened():
    return Visit()


@pytest.fixture
def visit(opened):
    """One session for all tests, since it takes a while to make; each begins at the same place."""
    opened.receive(opened.message("inspect", None), opened.message("open", "#hidden=3"))
    opened.rest()
    opened.patches.clear()
    return opened


def test_the_document_has_a_root_for_every_place(visit):
    assert visit.rendered["page"] == "playground"
    roots, slots = visit.rendered["roots"], visit.rendered["slots"]
    painted = {"network.tiles", "network.edges", "step.nodes", "step.edges", "output.region"}
    assert {"inbox", "bulletin", *painted} == set(roots) - set(slots)
    assert {"output", "loss", "speed", "seed"} < set(slots)
    told = {root["id"] for root in visit.rendered["document"]["roots"]}
    assert told == set(roots.values())


def test_a_press_is_one_patch_with_what_has_changed(visit):
    visit.receive(visit.message("press", "step"))
    ((page, _),) = visit.patches
    assert page == "playground"
    (texts,) = visit.sent(visit.page.bulletin.source)
    assert {"status", "fragment", "frame"} <= texts
    assert not texts & {"playing", "limits", "title"}
    assert visit.sent(visit.page.network.sources["tiles"])
    assert visit.sent(visit.page.loss.sources["training"])


def test_several_changes_of_a_turn_are_one_patch(visit):
    visit.receive(*(visit.message("press", "step") for _ in range(3)), visit.message("layers", 1))
    assert len(visit.patches) == 1
    assert visit.page.experiment.settings.hidden == [3, 3]
    tiles = visit.sent(visit.page.network.sources["tiles"])
    assert tiles == [{"level", "column", "unit", "label", "bias", "limit"}]


def test_what_comes_from_the_page_is_not_sent_back(visit):
    visit.receive(visit.message("inspect", {"column": 0, "unit": 0, "pinned": False}))
    assert visit.said("title") == "Feature x₁"
    assert visit.sent(visit.page.inbox.source) == []


def test_a_value_that_is_refused_is_sent_back_as_it_was_with_the_reason(visit):
    event, model = visit.set("seed", 99999)
    visit.receive(event)
    assert (model.value, visit.said("notice")["text"]) == (1, "Seed can be 0 to 9999.")
    assert visit.sent(model) == ["value"]
    event, model = visit.set("seed", None)
    visit.receive(event)
    assert (model.value, visit.sent(model)) == (1, ["value"])


def test_a_value_that_is_taken_is_not_sent_back(visit):
    event, model = visit.set("seed", 7)
    visit.receive(event)
    assert visit.page.experiment.settings.seed == 7
    assert "value" not in visit.sent(model)


def test_a_bad_event_of_a_patch_leaves_the_others_alone(visit):
    bad = {"kind": "ModelChanged", "model": {"id": "nobody"}, "attr": "value", "new": 1}
    visit.receive(visit.message("press", "step"), bad, visit.message("neurons", {"layer": 0, "change": 1}))
    assert visit.page.experiment.settings.hidden == [4]
    assert visit.said("notice")["text"] == "" or visit.said("notice")["detail"]
    assert len(visit.patches) == 1


def test_an_error_of_a_handler_is_sent_as_a_notice_and_the_next_press_works(visit):
    visit.receive(visit.message("neurons", None), visit.message("inspect", {"column": 0, "unit": 1}))
    assert visit.said("notice")["text"].startswith("Something went wrong")
    assert visit.said("title") == "Feature x₂"
    assert "notice" in set().union(*visit.sent(visit.page.bulletin.source))
    visit.receive(visit.message("press", "step"))
    assert "step 1 " in visit.said("status")


def test_playing_wakes_the_clock_and_every_tick_is_at_most_a_patch(visit):
    visit.receive(visit.message("open", "#hidden=3&speed=0"))
    visit.rest()
    woken = visit.woken
    visit.receive(visit.message("press", "play"))
    assert visit.woken == woken + 1
    worker.drawn(visit.said("frame"))
    frames = 0
    for _ in range(200):
        visit.patches.clear()
        worker.tick()
        assert len(visit.patches) <= 1
        if visit.patches:
            frames += 1
            worker.drawn(visit.said("frame"))
    assert frames > 2
    visit.receive(visit.message("press", "play"))
    visit.rest()
    assert worker.tick() == ASLEEP


def test_a_hidden_page_stands_still(visit):
    visit.receive(visit.message("press", "play"), visit.message("visible", False))
    here = visit.page.experiment.place.step
    assert worker.tick() == ASLEEP
    assert visit.page.experiment.place.step == here
    visit.receive(visit.message("visible", True), visit.message("press", "play"))
    visit.rest()


def test_another_page_is_made_once_and_only_the_one_that_is_seen_is_kept_up(visit):
    first = worker.open_page("engine")
    rendered = json.loads(first)
    assert rendered["page"] == "engine"
    assert {"inbox", "bulletin", "speed"} <= set(rendered["roots"])
    visit.rest()
    visit.patches.clear()
    with visit.session.turn():
        visit.page.experiment.step()
    visit.rest()
    assert {page for page, _ in visit.patches} == {"engine"}
    assert "step 1 " in visit.said("status", "engine")

    visit.patches.clear()
    assert worker.open_page("playground") == ""
    assert "step 1 " in visit.said("status")
    assert {page for page, _ in visit.patches} == {"playground"}
    assert worker.open_page("engine") == ""
    assert worker.open_page("engine") == ""
    assert worker.open_page("playground") == ""
    assert list(visit.session.links) == ["playground", "engine"]


def test_a_page_that_there_is_not_leaves_all_as_it_is(visit):
    with pytest.raises(KeyError):
        worker.open_page("nonsense")
    assert visit.session.house.seen is visit.page
    visit.receive(visit.message("press", "step"))
    assert len(visit.patches) == 1


def test_another_python_begins_where_the_run_was_kept(visit):
    visit.receive(visit.message("press", "epoch"))
    kept, before = worker.keepsake(), {name: visit.said(name) for name in ("status", "fragment")}
    again = Visit("#dataset=xor", memoryview(kept))
    assert {name: again.said(name) for name in before} == before
    assert again.page.experiment.run.network.parameters.tobytes() in kept


def test_a_rehearsed_page_is_the_one_that_is_begun_and_speaks_to_whoever_comes():
    worker.rehearse("playground")
    visit = Visit(fragment="")
    plain = Visit(fragment="")
    assert visit.rendered["slots"].keys() == plain.rendered["slots"].keys()
    assert visit.rendered["roots"] != plain.rendered["roots"]
    worker.rehearse("playground")
    visit = Visit(fragment="")
    with visit.session.turn():
        visit.page.press("play")
    assert visit.woken
    worker.tick()
    assert {page for page, _ in visit.patches} == {"playground"}


@pytest.mark.parametrize("page", ["playground", "engine"])
def test_who_wants_something_else_than_what_was_rehearsed_gets_it(page):
    worker.rehearse(page)
    visit = Visit(fragment="#hidden=3")
    assert visit.page.experiment.settings.hidden == [3]
    assert visit.session.links.keys() == {"playground"}
