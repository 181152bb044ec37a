"""The clock against a world in which time passes only when somebody sleeps or trains."""

import asyncio
from typing import Any

import pytest

from playground import clock as module
from playground.clock import Clock

STEP_SECONDS = 1e-4


class World:
    """Time, a trainer that takes STEP_SECONDS a step, and a page that notes when it was shown a Frame."""

    def __init__(self, monkeypatch):
        self.now, self.steps, self.longest_run, self.wakes = 0.0, 0, 0, 0
        self.frames = []
        self.events = []
        self.clock: Any = Clock(self.show, self.wake)
        self.clock.trainer = self
        monkeypatch.setattr(module, "perf_counter", lambda: self.now)
        monkeypatch.setattr(asyncio, "sleep", self.sleep)

    def run(self, steps):
        self.steps += steps
        self.now += steps * STEP_SECONDS
        self.longest_run = max(self.longest_run, steps)

    def show(self):
        self.frames.append(self.now)

    def wake(self):
        self.wakes += 1

    def at(self, time, action):
        self.events.append((time, action))

    async def sleep(self, seconds):
        self.rest(seconds)

    def rest(self, seconds):
        self.now += max(seconds, 1e-6)
        for event in [event for event in self.events if event[0] <= self.now]:
            self.events.remove(event)
            event[1]()

    def play(self, seconds):
        """Play until `seconds` have passed, ticked as a worker ticks."""
        self.at(self.now + seconds, self.clock.pause)
        self.clock.play()
        while (rest := self.clock.tick()) != module.ASLEEP:
            self.rest(rest)


@pytest.fixture
def world(monkeypatch):
    return World(monkeypatch)


@pytest.mark.parametrize("speed", [1, 10, 60, 500, 5000])
def test_a_speed_is_kept(world, speed):
    world.clock.speed = speed
    world.play(4)
    assert world.steps == pytest.approx(4 * speed, abs=max(1.5, 0.02 * 4 * speed))


def test_without_a_limit_all_time_is_training_in_slices_short_enough_to_listen(world):
    world.play(2)
    assert world.steps * STEP_SECONDS > 1.9
    assert world.longest_run * STEP_SECONDS <= 1.1 * module.SLICE


def test_a_frame_waits_until_the_page_has_drawn_the_one_before(world):
    world.play(1)
    assert len(world.frames) == 2  # the first, and where it stands when paused


def test_a_page_that_draws_gets_frame_after_frame(world):
    for moment in range(1, 20):
        world.at(moment * 0.05, world.clock.drawn)
    world.play(1)
    assert len(world.frames) == 21
    assert all(after - before > 0.04 for before, after in zip(world.frames[1:-1], world.frames[2:-1], strict=False))


def test_pause_shows_where_the_run_stands_and_nothing_moves_afterwards(world):
    world.clock.speed = 100
    world.play(1)
    assert world.frames[-1] == pytest.approx(world.now)
    assert not world.clock.playing
    assert world.clock.steps_per_second == 0
    world.clock.pause()
    assert world.frames[-1] == pytest.approx(world.now)


def test_the_rate_that_it_reports_is_the_rate_at_which_it_trains(world):
    world.clock.speed = 500
    rates = []
    world.at(1.8, lambda: rates.append(world.clock.steps_per_second))
    world.play(2)
    assert rates == [pytest.approx(500, rel=0.1)]


def test_time_that_the_whole_machine_slept_is_not_made_up_for(world):
    world.clock.speed = 1000
    world.at(0.5, lambda: setattr(world, "now", world.now + 3600))
    world.play(3602)
    assert world.steps < 4000


def test_it_is_woken_once_for_every_sleep(world):
    world.clock.play()
    world.clock.play()
    assert world.wakes == 1
    world.clock.pause()
    world.clock.play()
    assert world.wakes == 1  # nobody has ticked meanwhile: it is still awake
    world.clock.pause()
    assert world.clock.tick() == module.ASLEEP
    world.clock.play()
    assert world.wakes == 2


def test_a_clock_without_a_trainer_sleeps(world):
    world.clock.trainer = None
    world.clock.play()
    assert world.clock.tick() == module.ASLEEP


def test_on_an_event_loop_it_trains_and_leaves_time_for_others(world):
    world.at(1.0, world.clock.pause)
    world.clock.play()
    with pytest.raises(StopIteration):
        world.clock.run().send(None)  # to its end: nothing in this world really sleeps
    assert 0.5 < world.steps * STEP_SECONDS < 0.99
    assert world.now == pytest.approx(1, abs=0.05)
