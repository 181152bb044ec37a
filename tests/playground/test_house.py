"""The house: pages by name over one run; an error is a notice with details, and everything else goes on."""

from typing import Any

import pytest

from playground.core.address import read
from playground.core.clock import ASLEEP
from playground.core.plane.settings import PlaneSettings
from playground.pages import house as module
from playground.pages.house import House
from playground.pages.page import Page
from playground.views.face import Display, View


class Counting(View):
    """A view without a plot that notes the Frames it drew, and breaks when it is told to."""

    def __init__(self):
        self.sources, self.steps, self.asked, self.broken = {}, [], 0, False

    def needs(self, passing):
        del passing
        self.asked += 1
        return ()

    def columns(self, frame):
        if self.broken:
            raise ZeroDivisionError("the view is broken")
        self.steps.append(frame.step)
        return {}


class Plain(Page):
    """A page with nothing but that view."""

    kind = PlaneSettings

    def __init__(self, house):
        super().__init__(house)
        self.view = Counting()
        self.display = Display(self.view)
        self.handlers["fail"] = self.fail

    def fail(self, value):
        raise ZeroDivisionError(value)

    def said(self, name):
        return self.bulletin.source.data.get(name, [None])[0]


@pytest.fixture
def house() -> Any:
    """A house with two plain pages, of which one is seen."""
    house = House("noise=10&step=3", wake=lambda: None)
    house.pages = {"first": Plain(house), "second": Plain(house)}
    house.show("first")
    return house


def test_every_page_can_be_made():
    house = House("", wake=lambda: None)
    for name in module.PAGES:
        page = house.page(name)
        assert page.name == name
        assert house.page(name) is page
        assert page.experiment is house.experiment_of(page.kind)


class Aside(Plain):
    """One that is seen beside the first."""

    beside = "playground"


def test_a_page_is_seen_beside_its_own_and_goes_with_it(house):
    first, aside = house.pages["first"], Aside(house)
    first.name, house.pages["aside"] = "playground", aside
    assert house.show("aside") is aside
    assert (house.seen, house.beside) == (first, aside)
    house.experiment.step()
    assert (first.view.steps, aside.view.steps) == ([3, 3, 4], [3, 4])  # who is shown asks for a Frame
    house.show("second")
    assert house.beside is None
    house.show("aside")  # asked for before, but late
    assert (house.seen, house.beside) == (house.pages["second"], None)
    house.show("first")
    house.show("aside")
    house.hide_beside()
    house.experiment.step()
    assert (house.beside, first.view.steps[-1], aside.view.steps) == (None, 5, [3, 4, 4])


def test_what_stands_beside_a_page_has_no_frames_of_its_own_to_draw_and_no_controls(house):
    house.pages["first"].name, house.pages["aside"] = "playground", Aside(house)
    aside = house.show("aside")
    assert aside.said("frame") is None
    assert aside.controls.widgets == {}
    assert house.pages["first"].said("frame") == 2


def test_an_error_beside_a_page_stops_what_plays_on_that(house):
    house.pages["first"].name, house.pages["aside"] = "playground", Aside(house)
    house.show("aside").hear("fail", "ouch")
    assert "ouch" in house.beside.said("notice")["detail"]
    assert house.seen.said("playing") is False


@pytest.mark.parametrize("name", ["", "house", "page", "nonsense", "..", "__init__", "os"])
def test_there_is_no_other_page(name):
    house = House("", wake=lambda: None)
    with pytest.raises(KeyError):
        house.page(name)
    with pytest.raises(KeyError):
        house.show(name)
    assert (house.seen, house.pages) == (None, {})


def test_it_begins_where_the_address_says_and_points_out_what_it_cannot_read():
    house = House("#noise=900&dataset=xor&step=7", wake=lambda: None)
    assert (house.experiment.settings.dataset, house.experiment.place.step) == ("xor", 7)
    first, second = Plain(house), Plain(house)
    house.pages = {"first": first, "second": second}
    house.show("first")
    assert first.said("notice")["text"] == "Noise cannot be “900”."
    house.show("second")
    assert second.said("notice")["text"] == ""


def test_a_page_that_is_not_seen_costs_nothing(house):
    first, second = house.pages["first"], house.pages["second"]
    assert first.view.steps == [3]
    house.experiment.step()
    assert (first.view.steps, second.view.asked) == ([3, 4], 0)
    house.show("second")
    assert (second.view.steps, first.view.asked) == ([4], 2)
    house.experiment.step()
    assert (second.view.steps, first.view.asked) == ([4, 5], 2)
    house.show("first")
    assert first.view.steps == [3, 4, 5]


def test_going_to_another_page_and_back_loses_no_step(house):
    run = house.experiment.run
    house.experiment.play()
    for name in ("second", "first", "first"):
        house.tick()
        house.show(name)
    assert house.experiment.playing
    assert house.experiment.run is run


def test_a_page_that_is_shown_again_is_asked_once(house):
    asked = house.pages["first"].view.asked
    house.show("first")
    assert house.pages["first"].view.asked == asked


def test_an_error_in_a_handler_is_a_notice_with_details(house, capsys):
    first = house.pages["first"]
    first.hear("fail", "by zero")
    assert first.said("notice")["text"].startswith("Something went wrong inside Glassbox")
    assert "ZeroDivisionError: by zero" in first.said("notice")["detail"]
    assert "ZeroDivisionError: by zero" in capsys.readouterr().err
    first.hear("press", "step")
    assert (first.said("notice")["text"], house.experiment.place.step) == ("", 4)


def test_an_error_while_it_plays_stands_still_and_says_so(house):
    first = house.pages["first"]
    first.bulletin.post(playing=True, job={"title": "x", "share": 0.5})
    house.experiment.play()
    first.hear("fail", 1)
    assert not house.experiment.playing
    assert (first.said("playing"), first.said("job")) == (False, None)
    assert house.tick() == ASLEEP
    first.hear("press", "play")
    assert house.experiment.playing


def test_an_error_in_a_tick_is_a_notice_and_play_works_again(house):
    first = house.pages["first"]
    house.experiment.propose(speed=0)
    house.experiment.play()
    house.clock.drawn(house.clock._shown)
    first.view.broken = True
    house.tick()
    assert first.said("notice")["text"].startswith("Something went wrong")
    assert not house.experiment.playing
    assert house.tick() == ASLEEP
    first.view.broken = False
    first.hear("press", "play")
    assert first.said("notice")["text"] == ""
    here = house.experiment.place.step
    house.tick()
    assert house.experiment.place.step > here


@pytest.mark.parametrize("kind", ["", "unknown", "take", "__init__", "parts", "hear"])
def test_what_nobody_understands_is_let_go(house, kind):
    first = house.pages["first"]
    before = dict(first.bulletin.source.data)
    first.hear(kind, {"any": "thing"})
    assert dict(first.bulletin.source.data) == before


@pytest.mark.parametrize("name", ["", "nonsense", "weights", None, 5])
def test_a_button_that_nobody_has_does_nothing(house, name):
    house.pages["first"].hear("press", name)
    assert house.experiment.place.step == 3
    assert house.pages["first"].said("notice")["text"] == ""


@pytest.mark.parametrize("fragment", ["", "#", "#network", "unit-2-3", "#lesson"])
def test_a_fragment_that_names_no_settings_opens_nothing(house, fragment):
    run = house.experiment.run
    house.pages["first"].hear("open", fragment)
    assert (house.experiment.run, house.experiment.place.step) == (run, 3)
    assert not house.experiment.can_undo


def test_an_address_opens_its_place_and_says_what_it_cannot(house):
    first = house.pages["first"]
    first.hear("open", "#noise=5&hidden=,,,&step=2")
    assert (house.experiment.settings.noise, house.experiment.place.step) == (5, 2)
    assert first.said("notice")["text"] == "Hidden cannot be “,,,”."
    first.hear("open", "#noise=5&step=1")
    assert first.said("notice")["text"] == ""


def test_a_page_says_when_it_is_drawn_and_when_it_is_seen(house):
    first = house.pages["first"]
    house.experiment.propose(speed=0)
    house.experiment.play()
    house.tick()
    drawn = len(first.view.steps)
    house.tick()
    assert len(first.view.steps) == drawn, "the page has not drawn the Frame before"
    first.hear("drawn", first.said("frame"))
    house.tick()
    assert len(first.view.steps) == drawn + 1
    first.hear("visible", False)
    here = house.experiment.place.step
    assert house.tick() == ASLEEP
    assert house.experiment.place.step == here
    first.hear("visible", True)
    house.tick()
    assert house.experiment.place.step > here


def test_it_comes_back_from_what_was_kept(house):
    house.experiment.propose(learning_rate=0.3)
    house.experiment.step_epoch()
    kept = house.keepsake()
    other = House("", wake=lambda: None)
    other.come_back(kept)
    assert other.experiment.place.write() == house.experiment.place.write()
    assert read(other.experiment.place.write(), PlaneSettings)[0].step == 25
    assert other.experiment.run.network.parameters.tobytes() == house.experiment.run.network.parameters.tobytes()


def test_what_cannot_be_brought_back_is_a_notice(house):
    house.come_back(b"\x05\x00\x00\x00nonsense")
    assert house.pages["first"].said("notice")["text"].startswith("Something went wrong")
    assert house.experiment.place.step == 3
