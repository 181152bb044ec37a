"""What moves one run, in a world in which time passes only when it trains or waits."""

from itertools import pairwise
from typing import Any

import pytest

from playground.core.clock import SLICE
from playground.core.mover import DENSE, LONGEST_DEBT, MARKS, QUICK, Mover

STEP_SECONDS = 1e-4


class Moved:
    """A trainer that takes STEP_SECONDS a step, and the mover that moves it."""

    def __init__(self, time):
        self.time = time
        self.step_number, self.longest, self.divergence = 0, 0, None
        self.shown, self.marked, self.roused = [], [], 0
        show, mark = (lambda: self.shown.append(self.step_number)), (lambda: self.marked.append(self.step_number))
        self.mover: Any = Mover(show, mark, self.rouse, SLICE)
        self.mover.trainer = self

    def run(self, steps):
        self.step_number += steps
        self.longest = max(self.longest, steps)
        self.time.passes(steps * STEP_SECONDS)

    def rouse(self):
        self.roused += 1

    def moves(self, seconds):
        """Advance for so long, in slices, resting in between as it asks for."""
        end = self.time.now + seconds
        while self.time.now < end and self.mover.moving:
            self.time.passes(max(self.mover.advance(SLICE), 1e-6))


@pytest.fixture(autouse=True)
def _as_quick_as_it_is(_quick_enough, monkeypatch):
    """Time stands still here but for what a test says: nothing has to be patient."""
    monkeypatch.setattr("playground.core.mover.QUICK", QUICK)


@pytest.fixture
def moved(time):
    return Moved(time)


@pytest.mark.parametrize("speed", [1, 10, 60, 500, 5000])
def test_a_speed_is_kept(moved, speed):
    moved.mover.speed = speed
    moved.mover.play()
    moved.moves(4)
    assert moved.step_number == pytest.approx(4 * speed, abs=max(1.5, 0.02 * 4 * speed))


def test_without_a_limit_all_time_is_training_in_slices_short_enough_to_listen(moved):
    moved.mover.play()
    moved.moves(2)
    assert moved.step_number * STEP_SECONDS > 1.9
    assert moved.longest * STEP_SECONDS <= 1.1 * SLICE


def test_slow_steps_are_made_one_by_one(moved, monkeypatch):
    monkeypatch.setattr(f"{__name__}.STEP_SECONDS", 10 * SLICE)
    moved.mover.play()
    moved.moves(3)
    before = moved.step_number
    moved.longest = 0
    moved.moves(3)
    assert moved.longest == 1
    assert (moved.step_number - before) * 10 * SLICE == pytest.approx(3, rel=0.1)


def test_the_rate_that_it_reports_is_the_rate_at_which_it_trains(moved):
    moved.mover.speed = 500
    moved.mover.play()
    moved.moves(2)
    assert moved.mover.steps_per_second == pytest.approx(500, rel=0.1)
    moved.mover.stop()
    assert moved.mover.steps_per_second == 0


def test_time_that_the_whole_machine_slept_is_not_made_up_for(moved):
    moved.mover.speed = 1000
    moved.mover.play()
    moved.moves(1)
    before = moved.step_number
    moved.time.passes(3600)
    moved.moves(0.001)
    assert moved.step_number - before <= LONGEST_DEBT * 1000 + 10


def test_a_goal_near_by_is_reached_at_once_and_without_a_word(moved):
    moved.mover.go(7)
    assert moved.step_number == 7
    assert (moved.mover.moving, moved.roused, moved.shown) == (False, 0, [])


@pytest.mark.parametrize("goal", [30_000, 30_001, 30_007])
def test_a_far_goal_is_reached_exactly_in_slices_and_shown(moved, goal):
    moved.mover.speed = 1
    moved.mover.go(goal)
    assert moved.step_number == 0
    assert moved.mover.moving
    assert not moved.mover.playing
    assert moved.roused == 1
    shares = []
    while moved.mover.moving:
        shares.append(moved.mover.share)
        assert moved.mover.advance(SLICE) == 0 or not moved.mover.moving
    assert moved.step_number == goal
    assert shares == sorted(shares)
    assert shares[0] == 0
    assert 0.9 < shares[-1] < 1
    assert moved.longest * STEP_SECONDS <= 1.1 * SLICE
    assert moved.shown == [goal]
    assert goal * STEP_SECONDS == pytest.approx(moved.time.now, rel=0.01)


def test_the_way_to_a_goal_begins_where_it_stands(moved):
    moved.mover.go(7)
    moved.mover.go(10_007)
    moved.moves(0.5)
    assert moved.mover.share == pytest.approx((moved.step_number - 7) / 10_000)


def test_a_way_ends_where_numbers_break(moved):
    moved.mover.go(30_000)
    moved.moves(0.1)
    moved.divergence = "broken"
    moved.moves(0.1)
    assert not moved.mover.moving
    assert moved.step_number < 30_000
    assert len(moved.shown) == 1


def test_playing_gives_up_the_goal(moved):
    moved.mover.go(30_000)
    moved.mover.play()
    assert moved.mover.goal is None
    moved.moves(4)
    assert moved.step_number > 30_000


def test_a_goal_that_is_quick_enough_is_told_by_the_steps_before(moved):
    moved.mover.play()
    moved.moves(1)
    here = moved.step_number
    moved.mover.go(here + int(0.8 * QUICK / STEP_SECONDS))
    assert moved.mover.goal is None
    moved.mover.go(moved.step_number + int(1.2 * QUICK / STEP_SECONDS))
    assert moved.mover.goal is not None


def test_only_what_moved_is_shown_and_once(moved):
    moved.mover.play()
    moved.mover.show_what_moved()
    assert moved.shown == []
    moved.mover.advance(SLICE)
    moved.mover.show_what_moved()
    moved.mover.show_what_moved()
    assert moved.shown == [moved.step_number]
    moved.mover.advance(SLICE)
    moved.mover.stop()
    moved.mover.show_what_moved()
    assert len(moved.shown) == 1


def test_it_rouses_when_it_begins_and_not_again(moved):
    moved.mover.play()
    moved.mover.play()
    assert moved.roused == 1
    moved.mover.stop()
    moved.mover.play()
    assert moved.roused == 2


def test_it_rests_until_the_next_step_is_due_but_hears_of_a_change_soon(moved):
    moved.mover.speed = 1
    moved.mover.play()
    assert 0 < moved.mover.advance(SLICE) <= 0.05
    moved.mover.speed = 100
    rest = moved.mover.advance(SLICE)
    assert 0.002 <= rest <= 0.01


@pytest.mark.parametrize("goal", [3, 100, 20_000])
def test_on_the_way_to_a_goal_it_is_marked_often_at_first_and_then_evenly(moved, goal):
    moved.mover.go(goal)
    moved.moves(60)
    marked = moved.marked
    assert (moved.step_number, marked[0]) == (goal, 0)
    assert marked == sorted(set(marked))
    assert marked[: min(goal, DENSE)] == list(range(min(goal, DENSE)))
    assert len(marked) <= 2.2 * MARKS
    assert all(late - early <= max(1, goal / MARKS) for early, late in pairwise([*marked, goal]))


def test_while_it_plays_nothing_is_marked(moved):
    moved.mover.play()
    moved.moves(1)
    assert moved.marked == []


def test_it_waits_for_what_is_beside_it_as_long_as_it_was_asked_to(moved):
    moved.mover.play()
    moved.mover.wait(0.3)
    moved.moves(0.2)
    assert (moved.step_number, moved.mover.waits) == (0, True)
    moved.moves(0.2)
    assert moved.step_number > 0


def test_what_keeps_pace_with_it_is_called_after_every_slice(moved):
    slices = []
    moved.mover.play()
    moved.mover.accompany(lambda: slices.append(moved.step_number), 0.5)
    before = moved.step_number
    moved.moves(0.4)
    assert slices[0] > before
    assert slices == sorted(set(slices))
    assert slices[-1] == moved.step_number
    moved.moves(0.2)
    assert slices[-1] < moved.step_number


@pytest.mark.parametrize("end", [lambda mover: mover.wait(0), lambda mover: (mover.stop(), mover.play())])
def test_waiting_is_ended(moved, end):
    moved.mover.play()
    moved.mover.wait(0.3)
    end(moved.mover)
    moved.moves(0.1)
    assert moved.step_number > 0
