"""What a person does to a run, and what of it can be seen: bit for bit, wherever they come from."""

import numpy as np
import pytest

from nets.training.log import Change
from playground.core.address import read
from playground.core.clock import ASLEEP, Clock
from playground.core.experiment import Experiment
from playground.core.frame import Frame
from playground.core.keepsake import from_bytes, to_bytes
from playground.core.measures import Divergence, Motion, Scores, Weights
from playground.core.plane.settings import PlaneSettings
from tests.playground.stage import Watcher, bits, experiment, play_until, settle, straight

BREAKS = {
    "activation": "linear", "loss": "cross-entropy", "learning_rate": 10.0, "features": ["x1^2", "x2^2"],
}  # fmt: skip
CHANGED = (Change(30, "learning_rate", 0.3), Change(70, "batch_size", 4), Change(70, "learning_rate", 0.1))


def opened(place, clock=None):
    """Another experiment, somewhere else, at the address of a place."""
    clock = clock or Clock(lambda: None)
    return Experiment(clock, read("#" + place.write(), PlaneSettings)[0])


def test_every_change_of_a_person_can_be_seen_at_once():
    one, watcher = experiment(), Watcher()
    end = one.subscribe(watcher)
    one.step()
    one.step_epoch()
    one.step_back()
    one.propose(learning_rate=0.3)
    one.propose(noise=10)
    one.propose(show_test=True)
    one.reset()
    one.undo()
    one.redo()
    assert [frame.step for frame in watcher.frames] == [1, 25, 24, 24, 0, 0, 0, 0, 0]
    assert watcher.frames[3].settings.learning_rate == 0.3
    assert watcher.frames[5].settings.show_test
    assert not any(frame.passing for frame in watcher.frames)
    end()
    one.step()
    assert len(watcher.frames) == 9


def test_steps_and_epochs():
    one = experiment(batch_size=30)
    seen = []
    for act in (one.step, one.step_back, one.step_back, one.step_epoch, one.step, one.step_epoch, one.reset):
        act()
        seen.append(one.place.step)
    assert seen == [1, 0, 0, 9, 10, 18, 0]


def test_a_live_change_goes_on_another_begins_anew_and_a_look_is_neither():
    one = experiment()
    one.step_epoch()
    run = one.run
    one.propose(learning_rate=0.3, speed=10, show_test=True)
    assert (one.run, one.place.step, one.place.log) == (run, 25, (Change(25, "learning_rate", 0.3),))
    one.propose(speed=30, show_test=False)
    assert (one.run, len(one.place.log)) == (run, 1)
    one.propose(activation="relu")
    assert one.run is not run
    assert (one.place.step, one.place.log) == (0, ())
    assert (one.settings.learning_rate, one.settings.speed) == (0.3, 30)


def test_what_cannot_be_is_refused_and_changes_nothing():
    one = experiment()
    one.step()
    before, run = one.place.write(), one.run
    with pytest.raises(ValueError):  # noqa: PT011 (param words its own messages)
        one.propose(learning_rate=0.1, seed=99999)
    assert (one.place.write(), one.run, one.can_undo) == (before, run, False)


def test_stepping_back_across_a_change_shows_the_rate_in_force_there():
    one, watcher = experiment(), Watcher()
    one.subscribe(watcher)
    for _ in range(3):
        one.step()
    one.propose(learning_rate=0.3, batch_size=4)
    one.step()
    one.step_back()
    assert watcher.last.settings.learning_rate == 0.3
    one.step_back()
    assert (watcher.last.step, watcher.last.settings.learning_rate, watcher.last.settings.batch_size) == (2, 0.03, 10)
    one.step()
    one.step()
    assert (watcher.last.settings.learning_rate, watcher.last.settings.batch_size) == (0.3, 4)
    assert bits(one) == straight(4, [(3, "learning_rate", 0.3), (3, "batch_size", 4)])


def test_reset_begins_anew_under_the_present_settings():
    one = experiment()
    one.step_epoch()
    one.propose(learning_rate=0.3)
    one.step()
    one.reset()
    assert (one.place.step, one.place.log) == (0, ())
    assert one.place.settings.learning_rate == one.settings.learning_rate == 0.3
    one.step_epoch()
    assert bits(one) == straight(25, learning_rate=0.3)


def test_a_change_in_the_past_leaves_the_old_course():
    one = experiment()
    one.step_epoch()
    one.propose(batch_size=5)
    one.step_epoch()
    for _ in range(60):
        one.step_back()
    assert one.place.step == 15
    assert len(one.place.log) == 1
    one.propose(learning_rate=1.0)
    assert one.place.log == (Change(15, "learning_rate", 1.0),)
    one.step_epoch()
    assert (one.place.step, bits(one)) == (25, straight(25, one.place.log))


def test_opening_the_place_of_another_gives_the_same_bits_and_log():
    one = experiment(CHANGED, 100, dataset="xor", noise=20)
    assert bits(one) == straight(100, CHANGED, dataset="xor", noise=20)
    other = opened(one.place)
    assert bits(other) == bits(one)
    assert other.place.write() == one.place.write()
    assert other.settings.values == one.settings.values
    one.step_epoch()
    other.step_epoch()
    assert bits(other) == bits(one)


def test_a_late_step_is_reached_by_the_clock_which_says_how_far_it_is(monkeypatch):
    monkeypatch.setattr("playground.core.mover.QUICK", 0.01)
    one = experiment(CHANGED, 0)
    one.run.trainer.run(4000)
    clock, watcher = Clock(lambda: None), Watcher(Motion())
    other = opened(one.place, clock)
    other.subscribe(watcher)
    other.publish()
    assert (other.run.trainer.step_number, other.replayed, other.playing) == (0, 0, False)
    assert (other.place.step, watcher.last[Motion()].goal) == (4000, 4000)
    shares = []
    while other.replayed is not None:
        shares.append(other.replayed)
        assert clock.tick() == 0 or other.replayed is None
        clock.drawn(10**9)
    assert len(shares) > 2
    assert shares == sorted(shares)
    assert (other.place.step, bits(other)) == (4000, bits(one))
    assert watcher.last.step == 4000
    assert not watcher.last.passing
    assert watcher.last[Motion()].replayed is None
    settle(clock)


def test_a_press_of_play_ends_a_long_way_where_it_is():
    clock = Clock(lambda: None)
    one = experiment(step=10**6, clock=clock)
    clock.tick()
    one.toggle()
    assert one.replayed is None
    assert not one.playing
    assert 0 < one.place.step < 10**6
    settle(clock)


def test_playing_goes_on_through_another_run():
    clock = Clock(lambda: None)
    one, watcher = experiment(clock=clock), Watcher()
    one.subscribe(watcher)
    one.play()
    clock.tick()
    one.propose(activation="relu")
    assert one.playing
    assert watcher.last.step == 0
    play_until(one, clock, 20)
    assert not one.playing
    assert bits(one) == straight(one.place.step, activation="relu")


def test_pause_says_so_first_and_draws_the_rest_in_the_next_tick():
    clock = Clock(lambda: None)
    one, watcher = experiment(clock=clock), Watcher(Motion())
    one.subscribe(watcher)
    one.play()
    clock.tick()
    one.toggle()
    assert (watcher.last.passing, watcher.last[Motion()].playing) == (True, False)
    count = len(watcher.frames)
    clock.tick()
    assert (len(watcher.frames), watcher.last.passing) == (count + 1, False)
    settle(clock)


def test_numbers_that_break_end_the_motion_and_play_says_so_again():
    clock = Clock(lambda: None)
    one, watcher = experiment(clock=clock, **BREAKS), Watcher(Motion(), Divergence(), Weights())
    one.subscribe(watcher)
    one.play()
    with np.errstate(all="ignore"):
        settle(clock)
    assert not one.playing
    assert not watcher.last.passing
    assert watcher.last[Divergence()] is not None
    assert not watcher.last[Motion()].playing
    assert all(np.isfinite(weights).all() for weights in watcher.last[Weights()])
    count = len(watcher.frames)
    one.toggle()
    assert len(watcher.frames) == count + 1
    assert not one.playing
    assert not watcher.last.passing, "so that every view draws it, whenever it was drawn last"
    assert watcher.last[Divergence()] is not None
    assert clock.tick() == ASLEEP


def test_stepping_back_from_a_divergence_shows_numbers_and_a_lower_rate_goes_on():
    one, watcher = experiment(**BREAKS), Watcher(Scores(), Divergence())
    one.subscribe(watcher)
    with np.errstate(all="ignore"):
        one.run.trainer.run(5000)
        one.publish()
        assert one.run.trainer.divergence
        broke_at = one.place.step
        one.step_back()
    assert (watcher.last.step, watcher.last[Divergence()]) == (broke_at - 1, None)
    scored = watcher.last[Scores()]
    assert scored is not None
    assert scored.step == broke_at - 1
    assert np.isfinite(scored.evaluation.train_loss)
    one.propose(learning_rate=0.00001)
    one.step()
    assert one.place.step == broke_at


def test_two_on_one_clock_do_not_disturb_each_other():
    clock = Clock(lambda: None)
    one, other = experiment(clock=clock), experiment(clock=clock, seed=2, activation="relu")
    watchers = Watcher(Weights()), Watcher(Weights())
    one.subscribe(watchers[0])
    other.subscribe(watchers[1])
    one.propose(speed=0)
    other.propose(speed=0)
    one.play()
    other.play()
    for _ in range(30):
        clock.tick()
    other.propose(learning_rate=0.3)
    play_until(one, clock, 200)
    assert other.playing
    assert not one.playing
    play_until(other, clock, 200)
    assert bits(one) == straight(one.place.step)
    assert bits(other) == straight(other.place.step, other.place.log, seed=2, activation="relu")
    one.undo()
    assert other.place.step >= 200
    assert all(isinstance(frame, Frame) for watcher in watchers for frame in watcher.frames)
    settle(clock)


@pytest.mark.parametrize("step", [0, 70, 100, 1234])
def test_it_comes_back_from_a_keepsake_and_goes_on_to_the_same_bits(step):
    one = experiment(CHANGED, 0, noise=10)
    one.run.trainer.run(step)
    place, standing = from_bytes(to_bytes(one.place, one.run.trainer.checkpoint(), one.losses), PlaneSettings)
    clock, watcher = Clock(lambda: None), Watcher(Scores())
    other = experiment(clock=clock, dataset="xor")
    other.subscribe(watcher)
    other.come_back(place, standing)
    assert other.replayed is None
    assert bits(other) == bits(one)
    assert other.place.write() == one.place.write()
    assert other.settings.values == one.settings.values
    assert watcher.last.step == step
    other.step_epoch()
    one.step_epoch()
    assert bits(other) == bits(one)
    other.step_back()
    one.step_back()
    assert bits(other) == bits(one)
    for _ in range(2):
        other.run.trainer.seek(3)
    assert bits(other) == straight(3, noise=10)
