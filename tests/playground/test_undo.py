"""Undo and redo lead to the same bits, whatever was changed in between; so do the browser's Back and Forward."""

import pytest

from nets.training.log import Change
from playground.core.address import Place, read
from playground.core.past import DRAG, REMEMBERED, WHOLE
from playground.core.plane.settings import PlaneSettings
from tests.playground.stage import Watcher, bits, experiment


def standing(one):
    """Where it stands and all its numbers."""
    return one.place.write(), one.settings.values, bits(one)


def some_steps(one):
    for _ in range(3):
        one.step()


def goes_back(one):
    one.step_back()
    one.step_back()


ACTS = {
    "a live change": lambda one, turn: one.propose(learning_rate=(0.3, 1.0)[turn]),
    "two at once": lambda one, turn: one.propose(learning_rate=0.1, batch_size=7 + turn),
    "another run": lambda one, turn: one.propose(noise=20 + turn, batch_size=5),
    "a live change in the past": lambda one, turn: (goes_back(one), one.propose(batch_size=20 + turn)),
    "reset": lambda one, _: one.reset(),
    "a link": lambda one, turn: one.open(Place(PlaneSettings(seed=turn), (Change(2, "batch_size", 3),), 5)),
    "a link to another course": lambda one, turn: one.open(
        Place(one.place.settings, (Change(1 + turn, "learning_rate", 3.0),), 4)
    ),
}


@pytest.mark.parametrize("second", ["a live change", "another run", "a live change in the past", "reset"])
@pytest.mark.parametrize("first", ACTS)
def test_undo_and_redo_are_exact(time, first, second):
    one = experiment(hidden=[3])
    some_steps(one)
    before, after = [], []
    for turn, act in enumerate((first, second)):
        time.passes(2 * DRAG)
        leaves = one.place.step - (2 if "in the past" in act else 0)
        before.append(leaves)
        ACTS[act](one, turn)
        some_steps(one)
        after.append(standing(one))
    one.undo()
    assert one.place.step == before[1]
    if "in the past" not in second:
        assert standing(one) == after[0]
    at_second = standing(one)
    one.undo()
    assert (one.place.step, one.place.log, one.can_undo) == (before[0], (), False)
    at_first = standing(one)
    one.redo()
    assert standing(one) == at_second
    one.redo()
    assert standing(one) == after[1]
    assert not one.can_redo
    one.undo()
    one.undo()
    assert standing(one) == at_first


@pytest.mark.parametrize("act", ["another run", "reset"])
def test_what_would_take_long_to_make_again_is_there_at_once(monkeypatch, act):
    one, straight = experiment(hidden=[3]), experiment(hidden=[3])
    some_steps(one)
    one.propose(learning_rate=0.3)
    some_steps(one)
    before = standing(one)
    monkeypatch.setattr("playground.core.mover.QUICK", 1e-12)
    ACTS[act](one, 1)
    one.step()
    one.undo()
    assert (standing(one), one.goal) == (before, None)
    some_steps(one)
    some_steps(straight)
    straight.propose(learning_rate=0.3)
    some_steps(straight)
    some_steps(straight)
    assert standing(one) == standing(straight)
    one.redo()
    assert one.place.step == 1


def test_only_the_latest_places_keep_their_numbers(time, monkeypatch):
    monkeypatch.setattr("playground.core.mover.QUICK", 1e-12)
    one = experiment(hidden=[3])
    one.step()
    for seed in range(2, 2 + 2 * REMEMBERED):
        time.passes(2 * DRAG)
        one.propose(seed=seed)
        one.step()
    kept = [stop.checkpoint is not None for stop in one._past.before]
    assert kept == [False] * REMEMBERED + [True] * REMEMBERED


def test_a_drag_of_a_slider_is_one_undo(time):
    one = experiment()
    one.step_epoch()
    for noise in (5, 10, 15, 20):
        one.propose(noise=noise)
        one.step()
        time.passes(0.1)
    for size in (11, 12, 13):
        one.propose(batch_size=size)
        one.step()
        time.passes(0.1)
    one.undo()
    assert (one.settings.noise, one.settings.batch_size, one.place.step) == (20, 10, 1)
    one.undo()
    assert (one.settings.noise, one.place.step, one.can_undo) == (0, 25, False)
    one.redo()
    one.redo()
    assert (one.settings.noise, one.settings.batch_size, one.place.step) == (20, 13, 4)


def test_a_look_is_nothing_to_undo():
    one = experiment()
    one.propose(speed=10)
    one.propose(show_test=True)
    one.step()
    assert not one.can_undo
    one.undo()
    one.redo()
    assert one.place.step == 1


def test_opening_the_place_before_is_undoing_and_the_one_after_doing_again(time):
    one, undone = experiment(), experiment()
    for each in (one, undone):
        each.step_epoch()
        time.passes(2 * DRAG)
    before = one.place.write()
    for each in (one, undone):
        each.propose(activation="relu")
        each.step()
    after = one.place.write()
    one.open(read("#" + before, PlaneSettings)[0])
    undone.undo()
    assert standing(one) == standing(undone)
    assert (one.can_undo, one.can_redo) == (undone.can_undo, undone.can_redo) == (False, True)
    one.open(read("#" + after, PlaneSettings)[0])
    undone.redo()
    assert standing(one) == standing(undone)
    assert (one.can_undo, one.can_redo) == (True, False)


def test_opening_another_place_can_be_undone():
    one = experiment()
    one.step_epoch()
    before = standing(one)
    one.open(read("#dataset=xor&step=10", PlaneSettings)[0])
    assert (one.place.step, one.settings.dataset) == (10, "xor")
    one.undo()
    assert standing(one) == before


def test_undo_ends_the_playing_and_is_seen():
    one, watcher = experiment(), Watcher()
    one.subscribe(watcher)
    one.propose(noise=5)
    one.play()
    one.undo()
    assert not one.playing
    assert (watcher.last.settings.noise, watcher.last.passing) == (0, False)


@pytest.mark.parametrize("leave", ["another run", "reset", "a link"])
def test_a_run_that_was_left_comes_back_with_all_its_courses(time, leave):
    one = experiment(hidden=[3])
    one.run.trainer.run(30)
    one.go_to(10)
    one.propose(learning_rate=0.3)
    one.run.trainer.run(20)
    one.go_to(15)
    time.passes(2 * DRAG)
    before, reached, twigs = standing(one), one.reached, one.twigs
    ACTS[leave](one, 0)
    some_steps(one)
    away = standing(one)
    one.undo()
    assert (standing(one), one.reached, len(one.twigs)) == (before, reached, len(twigs))
    one.go_to(reached.end)
    assert one.place.step == 30
    one.redo()
    assert standing(one) == away
    one.undo()
    assert one.reached == reached


def test_only_the_latest_runs_are_kept_whole(time):
    one = experiment(hidden=[3])
    for noise in range(5, 5 * (WHOLE + 4), 5):
        some_steps(one)
        time.passes(2 * DRAG)
        one.propose(noise=noise)
    runs = {id(stop.whole.run) for stop in one._past.before if stop.whole is not None}
    assert len(runs) == WHOLE
