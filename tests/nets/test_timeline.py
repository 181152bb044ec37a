"""Timelines: bounded, with both ends, and dense again after something was forgotten."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nets.errors import SettingError
from nets.probes import Timeline


def steps(timeline: Timeline) -> list[int]:
    return [step for step, _ in timeline.entries]


def test_a_timeline_stays_small_and_keeps_both_ends():
    timeline: Timeline[int] = Timeline(16)
    for step in range(1000):
        timeline.add(step, step * 10)
        assert len(timeline) == min(step + 1, 16)
    assert (steps(timeline)[0], steps(timeline)[-1]) == (0, 999)
    assert steps(timeline) == sorted(set(steps(timeline)))
    assert max(np.diff(steps(timeline))) <= 160
    assert all(reading == step * 10 for step, reading in timeline.entries)


def test_going_back_forgets_what_came_later():
    timeline: Timeline[int] = Timeline(16)
    for step in range(1000):
        timeline.add(step, step)
    timeline.add(500, -1)
    assert timeline.entries[-1] == (500, -1)
    assert max(steps(timeline)) == 500


def test_whatever_was_forgotten_the_next_readings_are_kept():
    timeline: Timeline[int] = Timeline(16)
    for step in range(1000):
        timeline.add(step, step)
    for step in range(10):  # the run was reset
        timeline.add(step, step)
    assert steps(timeline) == list(range(10))
    timeline.forget(4)
    assert steps(timeline) == [0, 1, 2, 3]
    timeline.forget()
    assert len(timeline) == 0


def test_going_back_and_forth_does_not_wear_out_what_came_before():
    timeline: Timeline[int] = Timeline(32)
    for _ in range(30):
        for step in range(500, 1000) if len(timeline) else range(1000):
            timeline.add(step, step)
    assert np.sum(np.array(steps(timeline)) < 500) >= 8


@given(st.lists(st.integers(1, 50), min_size=1, max_size=300), st.integers(3, 20))
def test_gaps_stay_alike(gaps, capacity):
    timeline: Timeline[int] = Timeline(capacity)
    taken = np.cumsum(gaps)
    for step in taken:
        timeline.add(int(step), 0)
    assert len(timeline) == min(len(taken), capacity)
    assert (steps(timeline)[0], steps(timeline)[-1]) == (taken[0], taken[-1])
    assert set(steps(timeline)) <= set(taken)
    if len(taken) > 1:
        assert max(np.diff(steps(timeline))) <= max(max(gaps), 8 * (taken[-1] - taken[0]) / (capacity - 1))


def test_it_needs_room():
    with pytest.raises(SettingError, match="at least 3"):
        Timeline(2)
