"""Long work beside the runs: how much of the time is whose, and in which order."""

import pytest

from playground.core.clock import ASLEEP, BESIDE, SLICE
from tests.playground.world import STEP_SECONDS, Walker


def test_a_job_that_rests_gives_way_to_the_others(world):
    (tired, _), (_, found) = world.job(), world.job(parts=20)
    tired.due = 1e9
    for _ in range(21):
        world.clock.tick()
    assert (found, tired.share) == (["found"], 0.0)


def test_a_job_alone_is_done_in_slices(world):
    job, found = world.job(parts=20, seconds=0.001)
    ticks = 0
    while world.clock.tick() != ASLEEP:
        ticks += 1
    assert found == ["found"]
    assert ticks >= 20 * 0.001 / SLICE
    assert job.share == 1


def test_a_job_beside_a_run_takes_about_a_third_of_the_time(world):
    walker = Walker(world)
    walker.mover.play()
    job, found = world.job(parts=1000, seconds=0.001)
    world.goes_on(1)
    assert 0.6 < walker.step_number * STEP_SECONDS < 0.85
    assert 0.15 < job.share < 0.4
    assert not found


def test_long_parts_of_a_job_beside_a_run_are_followed_by_long_rests(world):
    walker = Walker(world)
    walker.mover.play()
    job, _ = world.job(parts=100, seconds=0.1)
    world.goes_on(9)
    assert job.share == pytest.approx(0.9 / (1 + BESIDE), abs=0.04)


def test_a_job_beside_a_slow_run_waits_for_its_own_rest_only(world):
    walker = Walker(world)
    walker.mover.speed = 1
    walker.mover.play()
    job, found = world.job(parts=100, seconds=0.01)
    world.goes_on(100 * 0.01 * (1 + BESIDE) + 1)
    assert found == ["found"]
    assert job.over


def test_jobs_take_turns(world):
    (one, _), (other, _) = world.job(), world.job()
    world.goes_on(0.4)
    assert one.share == pytest.approx(other.share, abs=0.02)
    assert one.share > 0.1


def test_a_job_that_is_given_up_ends_at_once(world):
    job, found = world.job()
    world.goes_on(0.1)
    job.cancel()
    share = job.share
    assert world.clock.tick() == ASLEEP
    assert (job.share, found) == (share, [])


def test_a_job_goes_on_while_nobody_looks(world):
    _, found = world.job()
    world.clock.visible(False)
    world.goes_on(2)
    assert found == ["found"]


def test_a_job_beside_a_run_that_waits_has_all_the_time(world):
    walker = Walker(world)
    walker.mover.play()
    walker.mover.wait(0.5)
    job, _ = world.job(parts=1000, seconds=0.001)
    world.goes_on(0.5)
    assert walker.step_number * STEP_SECONDS < 0.02
    assert job.share == pytest.approx(0.5, abs=0.03)
