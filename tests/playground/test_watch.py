"""Where a run stands still by itself: exactly where a run that is looked at after every epoch says so."""

import pytest

from playground.core.clock import Clock
from playground.core.condition import Condition
from playground.core.watch import Watch
from tests.playground.stage import bits, experiment, straight


@pytest.fixture
def clock():
    return Clock(lambda: None)


def asked(what, sign, value):
    return Condition(f"{what} {sign} {value}", what, sign, value)


def goes_on(one, clock):
    while one.playing or one.goal is not None:
        clock.tick()


def stopped(one, clock, *conditions):
    """The condition that ended its play, and where."""
    found = []
    watch = Watch(one, conditions, found.append)
    assert not watch.look()
    one.watch(watch)
    one.play()
    goes_on(one, clock)
    [condition] = found
    return condition, one.run.trainer.step_number


@pytest.mark.parametrize("speed", [0, 1500])
def test_it_stands_still_at_a_step_and_is_there_as_on_the_straight_way(clock, speed):
    one = experiment(clock=clock, hidden=[4], speed=speed)
    assert stopped(one, clock, asked("step", "≥", 137))[1] == 137
    assert bits(one) == straight(137, hidden=[4])


def test_it_stands_still_at_the_first_end_of_an_epoch_at_which_a_loss_is_so(clock):
    one, other = experiment(clock=clock, hidden=[4], batch_size=30), experiment(clock=clock, hidden=[4], batch_size=30)
    below = asked("training loss", "<", 0.45)
    _, step = stopped(one, clock, below)
    other.step_epoch()
    while other.measured().evaluation.train_loss >= 0.45:
        other.step_epoch()
    assert step == other.run.trainer.step_number > 0


def test_a_trend_counts_epochs_one_after_the_other(clock):
    one = experiment(clock=clock, hidden=[4], learning_rate=0.01)
    _, step = stopped(one, clock, asked("training loss", "falls for", 3))
    assert step == 3 * one.run.trainer.steps_per_epoch


def test_epochs_that_it_has_not_seen_break_a_trend(clock):
    one = experiment(clock=clock, hidden=[4], learning_rate=0.01)
    found = []
    watch = Watch(one, [asked("training loss", "falls for", 3)], found.append)
    one.watch(watch)
    for _ in range(2):
        one.step_epoch()
    watch.look()
    one.play()
    goes_on(one, clock)
    assert one.run.trainer.step_number == 5 * one.run.trainer.steps_per_epoch


def test_the_first_of_several_ends_it(clock):
    one = experiment(clock=clock, hidden=[4])
    condition, step = stopped(one, clock, asked("epoch", "≥", 9), asked("step", "≥", 40), asked("step", ">", 60))
    assert (condition.words, step) == ("step ≥ 40", 40)


def test_a_way_to_a_step_is_not_stopped_on(clock):
    one = experiment(clock=clock, hidden=[4], step=300)
    one.go_to(0)
    one.watch(Watch(one, [asked("step", "≥", 100)], lambda _: None))
    one.go_to(300)
    goes_on(one, clock)
    assert one.run.trainer.step_number == 300
