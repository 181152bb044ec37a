"""The clock: who moves, for how long, and when Frames are shown, in a world in which time passes only when it works."""

import pytest

from playground.core.clock import ASLEEP, SLICE
from playground.core.jobs import Job
from tests.playground.world import STEP_SECONDS, Walker


def failing():
    raise ZeroDivisionError


def test_it_is_woken_once_for_every_sleep(world):
    walker = Walker(world)
    walker.mover.play()
    walker.mover.play()
    assert world.wakes == 1
    walker.mover.stop()
    walker.mover.play()
    assert world.wakes == 1  # nobody has ticked meanwhile: it is still awake
    walker.mover.stop()
    assert world.clock.tick() == ASLEEP
    walker.mover.play()
    assert world.wakes == 2


def test_without_anything_to_do_it_sleeps(world):
    Walker(world)
    assert world.clock.tick() == ASLEEP


def test_several_that_move_share_every_slice(world):
    walkers = [Walker(world) for _ in range(3)]
    for walker in walkers[:2]:
        walker.mover.play()
    world.goes_on(2)
    one, other, still = (walker.step_number * STEP_SECONDS for walker in walkers)
    assert one == pytest.approx(1, rel=0.1)
    assert other == pytest.approx(1, rel=0.1)
    assert still == 0


def test_a_tick_is_no_longer_than_a_slice_however_many_move(world):
    for walker in [Walker(world) for _ in range(4)]:
        walker.mover.play()
    world.goes_on(0.5)
    before = world.time.now
    world.clock.tick()
    assert world.time.now - before <= 1.2 * SLICE


def test_one_that_waits_for_its_next_step_does_not_keep_another_waiting(world):
    slow, fast = Walker(world), Walker(world)
    slow.mover.speed = 10
    slow.mover.play()
    fast.mover.play()
    world.goes_on(2)
    assert slow.step_number == pytest.approx(20, abs=2)
    assert fast.step_number * STEP_SECONDS > 0.9


def test_a_frame_waits_until_the_page_has_drawn_the_one_before(world):
    walker = Walker(world)
    walker.mover.play()
    world.goes_on(1)
    assert len(walker.frames) == 1
    world.clock.drawn(walker.number)
    world.goes_on(1)
    assert len(walker.frames) == 2


def test_a_page_that_draws_gets_frame_after_frame(world):
    walker = Walker(world)
    for moment in range(1, 20):
        world.at(moment * 0.05, lambda: world.clock.drawn(walker.number))
    walker.mover.play()
    world.goes_on(1)
    assert len(walker.frames) == 20
    assert all(after - before > 0.04 for before, after in zip(walker.frames[:-1], walker.frames[1:], strict=True))


@pytest.mark.parametrize("wrong", [0, 1, -5])
def test_a_late_answer_does_not_open_the_gate(world, wrong):
    walker = Walker(world)
    walker.mover.play()
    world.goes_on(0.1)
    first = walker.number
    second = world.clock.shown()  # something else is on its way: a slider has been moved
    assert second == first + 1
    world.clock.drawn(wrong)
    world.goes_on(0.5)
    assert len(walker.frames) == 1
    world.clock.drawn(second)
    world.clock.drawn(first)
    world.goes_on(0.5)
    assert len(walker.frames) == 2


def test_an_answer_to_what_was_never_shown_opens_nothing_for_later(world):
    walker = Walker(world)
    walker.mover.play()
    world.goes_on(0.1)
    world.clock.drawn(10**6)
    world.goes_on(0.5)
    assert len(walker.frames) == 2


def test_what_nobody_sees_stands_still_and_owes_nothing(world):
    walker = Walker(world)
    walker.mover.speed = 1000
    walker.mover.play()
    world.goes_on(1)
    world.clock.visible(False)
    hidden_at = walker.step_number
    assert world.clock.tick() == ASLEEP
    world.time.passes(3600)
    world.goes_on(1)
    assert walker.step_number == hidden_at
    wakes = world.wakes
    world.clock.visible(True)
    assert world.wakes == wakes + 1
    world.goes_on(1)
    assert walker.step_number - hidden_at == pytest.approx(1000, rel=0.05)


def test_what_begins_to_move_unseen_waits_to_be_seen(world):
    walker = Walker(world)
    world.clock.visible(False)
    walker.mover.play()
    world.goes_on(1)
    assert walker.step_number == 0
    world.clock.visible(True)
    world.goes_on(0.1)
    assert walker.step_number > 0


def test_what_is_put_off_is_called_once_in_the_next_tick(world):
    called = []
    world.clock.later(lambda: called.append(1))
    assert (called, world.wakes) == ([], 1)
    world.clock.tick()
    assert called == [1]
    assert world.clock.tick() == ASLEEP
    assert called == [1]


def test_what_is_put_off_by_what_was_put_off_has_a_tick_of_its_own(world):
    called = []
    world.clock.later(lambda: world.clock.later(lambda: called.append(1)))
    assert world.clock.tick() == 0
    assert called == []
    world.clock.tick()
    assert called == [1]


def test_what_has_moved_is_shown_before_another_long_step(world, monkeypatch):
    walker = Walker(world)
    monkeypatch.setattr(walker, "run", lambda _: world.time.passes(0.1))
    walker.mover.play()
    world.clock.tick()
    world.clock.tick()
    world.clock.drawn(walker.number)
    world.clock.tick()
    assert walker.frames == pytest.approx([0.1, 0.2])
    assert world.time.now == pytest.approx(0.2), "what is shown goes on its way before the next step"


@pytest.mark.parametrize("where", ["step", "show", "job", "done", "later"])
def test_an_error_stops_everything_and_leaves_the_clock_usable(world, where, monkeypatch):
    walker, other = Walker(world), Walker(world)
    walker.mover.play()
    other.mover.go(10**6)
    job, _ = world.job()
    with monkeypatch.context() as patched:
        if where == "step":
            patched.setattr(walker, "run", lambda _: failing())
        elif where == "show":
            patched.setattr(walker.mover, "_show", failing)
        elif where == "later":
            world.clock.later(failing)
        elif where == "job":
            world.clock.start(Job("Breaking", (failing() for _ in range(1)), print))
        else:
            world.clock.start(Job("Breaking", (0.5 for _ in range(1)), lambda _: failing()))
        with pytest.raises(ZeroDivisionError):
            world.goes_on(1)
    assert not walker.mover.moving
    assert not other.mover.moving
    assert job.over
    assert world.clock.tick() == ASLEEP

    wakes, here, (_, found) = world.wakes, walker.step_number, world.job(parts=10)
    assert world.wakes == wakes + 1
    walker.mover.play()
    world.goes_on(1)
    assert walker.step_number > here
    assert found == ["found"]
