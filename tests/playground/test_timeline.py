"""The time of a run: any step of its course can be gone to, it plays backwards, and what happened is marked."""

import re

import numpy as np
import pytest
from bokeh.models import ColumnDataSource
from hypothesis import given
from hypothesis import strategies as st

from nets.training.log import Change
from playground.core.clock import Clock
from playground.core.frame import Frame, Reached
from playground.core.measures import Reach, Twigs
from playground.core.plane.settings import PlaneSettings
from playground.views.timeline import Timeline
from tests.playground.stage import Watcher, bits, experiment, settle, straight
from tests.playground.visits import Visit

LOG = (Change(30, "learning_rate", 0.3), Change(70, "batch_size", 4))
SMALL = {"hidden": [3], "features": ["x1", "x2"]}


@pytest.mark.long
@given(st.lists(st.integers(-5, 160), min_size=1, max_size=6))
def test_every_step_that_was_reached_is_gone_to_exactly(steps):
    one = experiment(log=LOG, step=120, **SMALL)
    for step in steps:
        one.go_to(step)
        here = min(max(step, 0), 120)
        assert (one.place.step, one.place.log) == (here, LOG)
        assert bits(one) == straight(here, [change for change in LOG if change.step < here], **SMALL)
    assert one.reached == Reached(0, 120, LOG)


def test_from_the_past_it_goes_on_as_it_did():
    one = experiment(log=LOG, step=120, **SMALL)
    one.go_to(10)
    one.step_epoch()
    one.step_epoch()
    assert one.reached.log == LOG
    assert bits(one) == straight(one.place.step, LOG[:1], **SMALL)


def test_a_step_that_has_to_be_made_again_from_far_behind_is_gone_to_on_a_way(monkeypatch):
    clock = Clock(lambda: None)
    one = experiment(step=2000, clock=clock, **SMALL)
    monkeypatch.setattr("playground.core.mover.QUICK", 0.0)
    one.go_to(1001)
    assert one.goal == 1001
    assert one.place.step == 1001
    settle(clock)
    assert (one.goal, bits(one)) == (None, straight(1001, **SMALL))


@pytest.mark.parametrize("speed", [30, 500])
def test_backwards_it_plays_at_its_speed_and_stops_at_the_beginning(world, speed):
    one, watcher = experiment(step=400, clock=world.clock, speed=speed, **SMALL), Watcher()
    one.subscribe(watcher)
    one.toggle_backwards()
    assert (one.playing, one.backwards) == (True, True)
    world.goes_on(0.4)
    steps = [frame.step for frame in watcher.frames]
    assert steps == sorted(steps, reverse=True)
    assert one.place.step == pytest.approx(400 - 0.4 * speed, abs=0.06 * speed)
    assert bits(one) == straight(one.place.step, **SMALL)
    world.goes_on(401 / speed)
    assert (one.place.step, one.playing, one.backwards, watcher.last.passing) == (0, False, False, False)
    assert one.reached.end == 400


def test_without_a_limit_it_goes_back_as_fast_as_it_came(world):
    one = experiment(step=5000, clock=world.clock, speed=0, **SMALL)
    one.toggle_backwards()
    world.goes_on(10.0)
    assert (one.place.step, one.playing) == (0, False)


def test_a_press_on_either_button_ends_it(world):
    one = experiment(step=400, clock=world.clock, speed=30, **SMALL)
    for press in (one.toggle, one.toggle_backwards, one.step):
        one.toggle_backwards()
        assert one.backwards
        press()
        assert (one.playing, one.backwards) == (False, False)
    one.play()
    one.toggle_backwards()
    assert (one.playing, one.backwards) == (True, True)


def test_a_change_ends_it_for_what_it_does_lies_ahead(world):
    one = experiment(step=400, clock=world.clock, speed=30, **SMALL)
    one.toggle_backwards()
    one.propose(learning_rate=0.1)
    assert (one.playing, one.reached) == (False, Reached(0, 400, (Change(400, "learning_rate", 0.1),)))
    one.toggle_backwards()
    one.propose(noise=10)
    assert (one.playing, one.backwards, one.place.step) == (False, False, 0)


def said(step, reached, **settings):
    frame = Frame(step, 1, False, PlaneSettings(**settings), {Reach(): reached, Twigs(): ()})
    return {name: column[0] for name, column in Timeline(ColumnDataSource()).columns(frame)["texts"].items()}


def test_changes_and_bookmarks_within_the_course_are_marked_in_words():
    log = (*LOG, Change(70, "learning_rate", 1.0), Change(900, "batch_size", 8))
    texts = said(40, Reached(20, 500, log), bookmarks=[10, 30, 500, 600])
    assert texts["timeline"] == [20, 40, 500]
    assert texts["marks"] == [
        [30, "bookmark", "bookmark"],
        [30, "change", "learning rate 0.3"],
        [70, "change", "batch size 4, learning rate 1"],
        [500, "bookmark", "bookmark"],
    ]


@pytest.fixture
def visit():
    return Visit("features=x1,x2&hidden=3&step=120&log=30:learning_rate:0.3", page="playground")


def test_a_press_sets_a_bookmark_and_another_takes_it_away(visit):
    visit.hear("seek", 50)
    visit.hear("press", "bookmark")
    assert visit.settings.bookmarks == [50]
    assert "&bookmarks=50&" in visit.said("fragment")
    assert not visit.experiment.can_undo or visit.experiment.reached.log == (Change(30, "learning_rate", 0.3),)
    visit.hear("press", "bookmark")
    assert visit.settings.bookmarks == []
    assert "bookmarks" not in visit.said("fragment")


def test_from_mark_to_mark(visit):
    for press, step in (
        ("mark before", 30), ("mark before", 0), ("mark before", 0), ("mark after", 30), ("mark after", 120),
        ("mark after", 120),
    ):  # fmt: skip
        visit.hear("press", press)
        assert visit.said("timeline") == [0, step, 120]


def test_too_many_bookmarks_are_refused_in_words(visit):
    for step in range(25):
        visit.hear("seek", step)
        visit.hear("press", "bookmark")
    assert len(visit.settings.bookmarks) == 20
    assert visit.said("notice")["text"] == "Bookmarks can be up to 20 steps in their order."


def test_the_loss_curve_ends_where_it_stands(visit):
    visit.hear("seek", 60)
    epochs = visit.page.loss.sources["training"].data["epoch"]
    assert np.isclose(epochs[-1], 60 / 25)


def test_courses_are_kept_and_gone_to_with_their_losses():
    one = experiment(step=100, **SMALL)
    first, curve = bits(one), one.losses.to_array()
    assert [twig.parent for twig in one.twigs] == [None]
    one.go_to(50)
    one.propose(learning_rate=0.3)
    one.step_epoch()
    second = bits(one)
    twigs = one.twigs
    assert [(twig.parent, twig.start, twig.end, twig.present) for twig in twigs] == [
        (None, 0, 100, False), (0, 50, 75, True),
    ]  # fmt: skip
    assert twigs[1].began == (Change(50, "learning_rate", 0.3),)
    one.switch(twigs[0].number)
    assert (one.place.step, one.place.log, bits(one)) == (100, (), first)
    np.testing.assert_array_equal(one.losses.to_array()[:, 0], curve[:, 0])
    one.switch(twigs[1].number)
    assert (one.place.step, one.settings.learning_rate, bits(one)) == (75, 0.3, second)
    assert one.losses.until(75).epochs[-1] == 3
    for number in (twigs[1].number, 7):
        one.switch(number)
        assert one.place.step == 75


def test_undo_leads_to_the_course_before_and_keeps_the_other():
    one = experiment(step=100, **SMALL)
    one.go_to(50)
    one.propose(learning_rate=0.3)
    one.undo()
    assert [(twig.end, twig.present) for twig in one.twigs] == [(100, True), (50, False)]
    one.redo()
    assert [(twig.end, twig.present) for twig in one.twigs] == [(100, False), (50, True)]


def test_courses_are_told_in_words(visit):
    assert visit.said("branches") == []
    visit.hear("seek", 60)
    visit.page.propose(learning_rate=1.0)
    first, second = visit.said("branches")
    assert (first["title"], first["parent"], first["end"], first["present"]) == ("the first course", None, 120, False)
    assert (second["title"], second["start"], second["present"]) == ("from step 60: learning rate 1", 60, True)
    assert re.fullmatch(r"to step 60 · test loss \d\.\d{3}", second["words"])
    visit.hear("switch", first["number"])
    assert visit.said("timeline") == [0, 120, 120]
