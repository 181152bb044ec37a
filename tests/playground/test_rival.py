"""A rival is a run of its settings to the last bit, at the run's step, and the run's own bits stay."""

import pytest

from playground.core.measures import Biases, LossCurve, Weights
from playground.core.plane import pursuit
from playground.core.plane.pursuit import FORGOTTEN, OWN_CODE, Beside, OnTest, Pursuits
from playground.core.plane.rival import Wish
from tests.playground.stage import Clock, Watcher, bits, experiment, play_until, settle, straight
from tests.playground.test_branch import SINE

SETTINGS = {"hidden": [4], "batch_size": 50, "speed": 0}


class Duel:
    """An experiment whose rival is looked at in every Frame."""

    def __init__(self, differs=None, **settings):
        self.clock = Clock(lambda: None)
        self.settings = {**SETTINGS, **settings}
        self.experiment = experiment(clock=self.clock, **self.settings)
        self.wish = Wish()
        self.pursuits = Pursuits(self.wish)
        self.asked = Beside(self.pursuits, (Weights(), Biases(), LossCurve()))
        self.watcher = Watcher(self.asked, OnTest(self.pursuits))
        for name, text in (differs or {}).items():
            self.wish.choose(self.pursuit.beginning, name, text)
        if differs and "learning_rate" not in differs:
            self.wish.drop(self.pursuit.beginning, "learning_rate")
        self.experiment.subscribe(self.watcher)
        self.experiment.publish()

    @property
    def pursuit(self):
        return self.pursuits.of(self.experiment)

    @property
    def sight(self):
        return self.watcher.last[self.asked]

    @property
    def rival(self):
        found = self.pursuit.rival()
        assert found is not None
        return found

    @property
    def step(self):
        return self.experiment.run.trainer.step_number

    def settled(self):
        settle(self.clock)
        return self

    def is_locked(self, log=(), **changes):
        """Whether both runs are what they would be alone."""
        settings = self.settings | changes
        assert self.sight.frame.step == self.step
        return bits(self.rival) == straight(self.step, log, **settings)


def test_at_first_the_learning_rate_differs():
    duel = Duel()
    assert (duel.sight.names, duel.sight.first.learning_rate) == (("learning_rate",), 3.0)
    assert Duel(learning_rate=3.0).sight.first.learning_rate == 0.03


def test_it_is_a_run_of_its_settings_at_every_step_forwards_and_back():
    duel = Duel()
    for _ in range(5):
        duel.experiment.step()
        assert duel.is_locked(learning_rate=3.0)
    duel.experiment.step_epoch()
    assert duel.is_locked(learning_rate=3.0)
    for goal in (3, 9, 0, 5):
        duel.experiment.go_to(goal)
        assert duel.is_locked(learning_rate=3.0)
    assert bits(duel.experiment) == straight(5, **SETTINGS)


def test_it_keeps_pace_while_the_run_plays_and_changes_nothing_of_it():
    duel = Duel()
    play_until(duel.experiment, duel.clock, 2000)
    duel.settled()
    assert duel.is_locked(learning_rate=3.0)
    assert bits(duel.experiment) == straight(duel.step, **SETTINGS)
    assert all(frame.step == frame[duel.asked].frame.step for frame in duel.watcher.frames)


def test_between_two_frames_it_makes_its_steps_beside_the_run():
    duel = Duel()
    duel.experiment.play()
    number, frames = duel.clock.shown(), len(duel.watcher.frames)
    for _ in range(20):
        duel.clock.tick()
    assert len(duel.watcher.frames) == frames
    assert 0 < duel.rival.run.trainer.step_number <= duel.step
    duel.clock.drawn(number)
    duel.experiment.pause()
    duel.settled()
    assert duel.is_locked(learning_rate=3.0)


def test_it_goes_back_with_a_run_that_plays_backwards():
    duel = Duel()
    duel.experiment.run.trainer.run(300)
    duel.experiment.publish()
    duel.experiment.toggle_backwards()
    while duel.step > 100:
        duel.clock.tick()
    duel.experiment.pause()
    duel.settled()
    assert duel.is_locked(learning_rate=3.0)


@pytest.mark.parametrize(
    ("name", "text", "value"),
    [("hidden", "3,2", [3, 2]), ("activation", "relu", "relu"), ("features", "x1,x2", ["x1", "x2"]), ("seed", "4", 4)],
)
def test_any_setting_may_differ(name, text, value):
    duel = Duel({name: text})
    duel.experiment.step_epoch()
    assert duel.sight.names == (name,)
    assert duel.is_locked(**{name: value})
    mine, its = duel.watcher.last[OnTest(duel.pursuits)]
    assert mine.shape == its.shape == (1, len(duel.experiment.run.test))


def test_what_is_changed_on_the_way_is_changed_in_both_but_for_what_differs():
    duel = Duel()
    duel.experiment.step_epoch()
    duel.experiment.propose(batch_size=5)
    duel.experiment.propose(learning_rate=0.3)
    duel.experiment.step_epoch()
    step = duel.sight.left_out[0].step
    assert duel.is_locked([(step, "batch_size", 5)], learning_rate=3.0)
    assert [change.name for change in duel.sight.left_out] == ["learning_rate"]
    duel.experiment.go_to(step - 1)
    assert duel.sight.left_out == ()


def test_what_is_changed_before_the_first_step_is_how_the_run_began():
    duel = Duel()
    duel.experiment.propose(learning_rate=0.1)
    duel.experiment.propose(batch_size=25)
    duel.experiment.step_epoch()
    assert duel.sight.left_out == ()
    assert duel.is_locked(learning_rate=3.0, batch_size=25)


def test_a_weight_is_set_in_both_if_both_have_it():
    alike, small = Duel(), Duel({"hidden": "2"})
    for duel in (alike, small):
        duel.experiment.step()
        duel.experiment.edit("weights.1.1.2", 2.0)
        duel.experiment.edit("weights.1.1.4", 1.0)
    assert alike.sight.left_out == ()
    assert [change.name for change in small.sight.left_out] == ["weights.1.1.4"]
    assert [duel.sight.frame[Weights()][0][0, 1] for duel in (alike, small)] == [2, 2]


def test_another_dataset_is_anothers_run_and_what_differs_stays():
    duel = Duel({"activation": "relu"})
    duel.experiment.propose(dataset="blobs")
    duel.experiment.step_epoch()
    assert duel.is_locked(dataset="blobs", activation="relu")
    assert duel.watcher.last[OnTest(duel.pursuits)][1].shape[0] == 3


def test_a_branch_of_the_run_is_a_branch_of_its_rival():
    duel = Duel()
    duel.experiment.step_epoch()
    duel.experiment.step_epoch()
    duel.experiment.go_to(6)
    duel.experiment.propose(regularisation="l2", regularisation_rate=0.1)
    duel.experiment.step_epoch()
    log = [(6, "regularisation", "l2"), (6, "regularisation_rate", 0.1)]
    assert duel.is_locked(log, learning_rate=3.0)
    duel.experiment.undo()
    assert duel.is_locked(learning_rate=3.0)


def test_a_course_that_the_run_has_left_is_a_rival_and_goes_on_where_it_was_left():
    duel = Duel()
    for _ in range(4):
        duel.experiment.step()
    duel.experiment.go_to(2)
    duel.experiment.propose(learning_rate=1.0)
    duel.wish.course = 0
    moves = [*[duel.experiment.step] * 4, lambda: duel.experiment.go_to(1)]
    for step, move in zip((3, 4, 5, 6, 1), moves, strict=True):
        move()
        assert duel.step == step
        assert duel.is_locked()
        log = [(2, "learning_rate", 1.0)] * (step >= 2)
        assert bits(duel.experiment) == straight(step, log, **SETTINGS)
        assert [tuple(each[:2]) for each in duel.sight.left_out] == [each[:2] for each in log]
    assert (duel.sight.course, duel.sight.names, duel.sight.added) == (0, (), ())
    duel.wish.course = 7
    duel.experiment.publish()
    assert (duel.sight.course, duel.sight.names) == (None, ("learning_rate",))


def test_two_runs_that_change_places_are_still_compared():
    duel = Duel()
    texts = []
    for rate in (0.03, 3.0, 0.03):
        duel.experiment.reset()
        duel.experiment.propose(learning_rate=rate)
        texts.append(duel.sight.first.learning_rate)
    assert texts == [3.0, 0.03, 3.0]


def test_its_losses_are_its_own_and_measured_on_the_way():
    duel = Duel()
    duel.experiment.run.trainer.run(500)
    duel.experiment.publish()
    duel.settled()
    curve = duel.sight.frame[LossCurve()]
    assert (curve.steps[0], curve.steps[-1]) == (0, 500)
    assert len(curve.steps) > 50
    assert curve.test[-1] == pytest.approx(duel.rival.run.trainer.evaluate().test_loss)


def test_a_far_way_is_made_beside_the_run_which_waits(monkeypatch):
    monkeypatch.setattr(pursuit, "AT_ONCE", 0.0)
    duel = Duel()
    duel.experiment.run.trainer.run(3000)
    duel.experiment.play()
    duel.clock.tick()
    duel.experiment.publish()
    held, shares = duel.step, []
    while duel.sight.share is not None:
        shares.append(duel.sight.share)
        assert duel.clock.tick() >= 0
        duel.experiment.publish()
    assert (sorted(shares), shares[0] < 0.5, len(shares) > 3) == (shares, True, True)
    assert duel.step <= held + 200
    duel.experiment.pause()
    duel.settled()
    assert duel.is_locked(learning_rate=3.0)


def test_it_can_be_stopped_and_follows_again(monkeypatch):
    monkeypatch.setattr(pursuit, "AT_ONCE", 0.0)
    duel = Duel()
    duel.experiment.run.trainer.run(3000)
    duel.experiment.publish()
    duel.clock.tick()
    duel.wish.going = False
    duel.experiment.publish()
    duel.settled()
    assert (duel.sight.share, duel.sight.frame.step < 3000) == (None, True)
    duel.wish.going = True
    duel.experiment.publish()
    duel.settled()
    assert duel.is_locked(learning_rate=3.0)


def test_one_that_breaks_stands_and_the_run_goes_on():
    duel = Duel({"learning_rate": "10.0"}, dataset="sine", features=["x1"], hidden=[])
    duel.experiment.run.trainer.run(400)
    duel.experiment.publish()
    report = duel.sight.broke
    assert 0 < report.step == duel.sight.frame.step < 400 == duel.step
    duel.experiment.go_to(report.step - 1)
    assert (duel.sight.broke, duel.sight.frame.step) == (None, report.step - 1)


def test_there_is_none_beside_own_code_or_where_the_beginning_is_forgotten():
    duel = Duel()
    duel.experiment.put(SINE)
    assert (duel.sight.frame, duel.sight.problem) == (None, OWN_CODE)
    assert duel.watcher.last[OnTest(duel.pursuits)] is None
    duel.experiment.put({})
    assert duel.sight.frame is not None
    trainer = duel.experiment.run.trainer
    trainer.run(3)
    trainer.resume(trainer.checkpoint())
    duel.experiment.publish()
    assert duel.sight.problem == FORGOTTEN
