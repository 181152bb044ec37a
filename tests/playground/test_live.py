"""Work that is watched while it goes on: it shows itself, and ends when nobody looks."""

import pytest

from playground.core.clock import ASLEEP, Clock
from playground.core.live import SHOWN, UNWATCHED, Live
from tests.playground.stage import settle


class Work:
    """Endless parts of a hundredth of a second each, on a clock of their own."""

    def __init__(self, time):
        self.time, self.moving, self.shows, self.ends, self.made, self.begun = time, False, 0, 0, 0, 0
        self.clock = Clock(lambda: None)
        self.live = Live("Working", self.clock, self._show, self._end, lambda: self.moving)

    def _show(self):
        self.shows += 1
        self.go()

    def _end(self):
        self.ends += 1

    def go(self):
        self.live.go(self._parts)

    def _parts(self):
        self.begun += 1
        while True:
            self.time.passes(0.01)
            self.made += 1
            yield 0.5


@pytest.fixture
def work(time):
    return Work(time)


def test_it_shows_itself_from_time_to_time(work):
    work.go()
    for _ in range(200):
        work.clock.tick()
    seconds = 0.01 * work.made
    assert seconds == pytest.approx(2, abs=0.05)
    assert work.shows == pytest.approx(seconds / SHOWN, abs=2)
    assert work.begun == 1


def test_it_waits_with_showing_for_a_page_that_has_not_drawn(work):
    work.go()
    number = work.clock.shown()
    for _ in range(50):
        work.clock.tick()
    assert (work.shows, work.made) == (0, 50)
    work.clock.drawn(number)
    for _ in range(3):
        work.clock.tick()
    assert work.shows == 1


def test_beside_a_run_that_moves_it_leaves_the_showing_to_the_run(work):
    work.moving = True
    work.go()
    for _ in range(300):
        work.clock.tick()
        work.go()
    assert (work.made, work.shows) == (300, 0)


def test_it_ends_when_nobody_asks_for_it_any_more(work):
    work.moving = True
    work.go()
    for _ in range(1000):
        if work.clock.tick() == ASLEEP:
            break
        work.time.passes(0.01)
    assert work.time.now == pytest.approx(UNWATCHED, abs=0.1)
    assert (work.live.over, work.ends) == (True, 1)
    work.go()
    assert not work.live.over


def test_it_can_be_stopped(work):
    work.go()
    work.clock.tick()
    work.live.stop()
    settle(work.clock)
    assert (work.made, work.live.over, work.ends) == (1, True, 0)
