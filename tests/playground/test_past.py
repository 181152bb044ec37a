"""What can be undone: a place for every change, one for a whole drag."""

import pytest

from nets.training.log import Change
from playground.core.address import Place
from playground.core.curve import Losses
from playground.core.past import DRAG, MOST, Past, Stop, same_course
from playground.core.plane.settings import PlaneSettings


def place(step, log=(), **settings):
    return Place(PlaneSettings(**settings), tuple(log), step)


def at(step, log=(), **settings):
    return Stop(place(step, log, **settings), Losses())


def steps(stops):
    return [stop.place.step for stop in stops]


@pytest.fixture
def past(time):
    past: Past = Past()
    time.passes(100)
    return past


def test_there_and_back(past):
    places = [at(0), at(5), at(9)]
    past.leaves(places[0], {"noise"})
    past.leaves(places[1], {"seed"})
    assert past.undo(places[2]) is places[1]
    assert past.undo(places[1]) is places[0]
    assert past.undo(places[0]) is None
    assert past.redo(places[0]) is places[1]
    assert past.redo(places[1]) is places[2]
    assert past.redo(places[2]) is None


def test_a_new_change_ends_what_could_be_done_again(past):
    past.leaves(at(0), {"noise"})
    past.undo(at(1))
    past.leaves(at(0), {"seed"})
    assert not past.after
    assert past.redo(at(2)) is None


def test_a_drag_is_one_change_wherever_the_run_is_by_then(past, time):
    first = at(340)
    past.leaves(first, {"noise"})
    for step in (0, 0, 7, 20):
        time.passes(0.9 * DRAG)
        past.leaves(at(step), {"noise"})
    assert past.before == [first]


def test_what_comes_later_or_is_another_thing_is_another_change(past, time):
    past.leaves(at(0), {"noise"})
    time.passes(1.1 * DRAG)
    past.leaves(at(0), {"noise"})
    past.leaves(at(0), {"seed"})
    past.leaves(at(0), {"noise"})
    assert len(past.before) == 4


def test_after_an_undo_the_same_change_is_a_new_one(past):
    past.leaves(at(0), {"noise"})
    past.undo(at(1))
    past.leaves(at(2), {"noise"})
    past.leaves(at(3), {"noise"})
    assert steps(past.before) == [2]


def test_only_so_much_is_remembered(past):
    for step in range(MOST + 5):
        past.leaves(at(step), {str(step)})
    assert steps(past.before) == list(range(5, MOST + 5))


def test_every_change_has_a_number_of_its_own(past):
    numbers = [past.course]
    past.leaves(at(0), {"noise"})
    numbers.append(past.course)
    past.leaves(at(0), {"noise"})
    assert past.course == numbers[-1]
    past.undo(at(1))
    numbers.append(past.course)
    past.undo(at(1))
    assert past.course == numbers[-1]
    past.redo(at(1))
    numbers.append(past.course)
    past.opens(place(5, dataset="xor"), at(1))
    numbers.append(past.course)
    assert len(set(numbers)) == len(numbers) == 5


def test_opening_the_place_before_or_after_is_undoing_or_doing_again(past):
    log = (Change(3, "batch_size", 4),)
    past.leaves(at(3), {"batch_size"})
    past.opens(place(0), at(9, log))
    assert (len(past.before), steps(past.after)) == (0, [9])
    past.opens(place(7, log), at(2))
    assert (steps(past.before), len(past.after)) == ([2], 0)


def test_opening_any_other_place_is_a_change(past):
    past.leaves(at(3), {"batch_size"})
    past.opens(place(0, noise=5), at(9))
    assert steps(past.before) == [3, 9]
    assert not past.after


def test_a_course_is_settings_and_log():
    log = (Change(3, "batch_size", 4),)
    assert same_course(place(3, log), place(9, log))
    assert not same_course(place(3, log), place(3))
    assert not same_course(place(3, log), place(3, log, noise=5))
