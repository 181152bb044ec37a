"""Readings over time are what was there at their steps, whenever they are asked for, and on whatever course."""

import numpy as np
import pytest

from nets.probes.timeline import Entry
from playground.core.plane.numbers import name_of
from playground.core.series import GRID, MOST, Series, evenly, nearest, put
from tests.playground.stage import experiment, settle


def series(one):
    """Of the parameters, as a twin has them."""
    return Series(one, "Reading", lambda twin: lambda: twin.network.parameters.copy())


def read(one, over):
    """All readings, when the work is done."""
    over.until_now()
    settle(one._clock)
    return {entry.step: entry.reading for entry in over.until_now()}


def truth(one, step):
    """The parameters at a step, by going there."""
    here = one.run.trainer.step_number
    one.run.trainer.seek(step)
    found = one.run.network.parameters.copy()
    one.run.trainer.seek(here)
    return found


def check(one, found):
    for step in [*found][:: max(1, len(found) // 7)]:
        np.testing.assert_array_equal(found[step], truth(one, step))


def test_who_asks_late_gets_the_whole_past_to_the_last_bit():
    one = experiment(batch_size=50)
    one.run.trainer.run(300)
    found = read(one, series(one))
    assert (min(found), max(found)) == (0, 300)
    assert len(found) > GRID // 2
    assert max(np.diff(sorted(found))) <= 2 * 300 / GRID + 1
    check(one, found)


def test_nothing_is_changed_in_the_run():
    one = experiment(batch_size=50)
    one.run.trainer.run(100)
    before = one.run.network.parameters.copy(), one.run.trainer.history.size()
    read(one, series(one))
    np.testing.assert_array_equal(one.run.network.parameters, before[0])
    assert (one.run.trainer.step_number, one.run.trainer.history.size()) == (100, before[1])


def test_what_was_changed_on_the_way_is_in_it():
    one = experiment(batch_size=50)
    one.run.trainer.run(40)
    one.propose(learning_rate=0.3)
    one.edit(name_of(1, 0, 0), 2.0)
    one.run.trainer.run(40)
    check(one, read(one, series(one)))


def test_another_course_forgets_what_came_after_it_parts():
    one = experiment(batch_size=50)
    over = series(one)
    one.run.trainer.run(100)
    first = read(one, over)
    one.run.trainer.seek(50)
    assert max(read(one, over)) == 50
    one.propose(learning_rate=1.0)
    one.run.trainer.run(50)
    second = read(one, over)
    check(one, second)
    assert not np.array_equal(first[100], second[100])
    np.testing.assert_array_equal(first[0], second[0])


def test_a_long_run_has_a_bounded_number_of_readings():
    entries = []
    for step in range(MOST + 10):
        put(entries, Entry(step, np.zeros(0)))
    assert len(entries) <= MOST


@pytest.mark.parametrize(("goal", "place"), [(-5, 0), (0, 0), (4, 0), (6, 1), (99, 2)])
def test_the_nearest_step(goal, place):
    assert nearest([0, 10, 20], goal) == place
    assert nearest([7], goal) == 0


def test_few_of_many_entries_are_even_and_hold_both_ends():
    entries = [Entry(step, None) for step in [*range(100), 1000]]
    chosen = [entry.step for entry in evenly(entries, 5)]
    assert chosen[0] == 0
    assert chosen[-1] == 1000
    assert len(chosen) <= 5
