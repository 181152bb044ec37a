"""Losses of all samples: of the present step where that is quick, else later, and always with the date they had."""

import numpy as np
import pytest

from nets.training.log import Change
from playground.core import scoring as module
from playground.core.address import Place
from playground.core.clock import Clock
from playground.core.measures import LossCurve, Scores
from playground.core.plane.settings import PlaneSettings
from tests.playground.stage import Watcher, bits, experiment, play_until, settle, straight


def test_another_batch_size_on_the_way_keeps_every_point_with_its_true_epoch():
    one, watcher = experiment(batch_size=50), Watcher(LossCurve())
    one.subscribe(watcher)
    one.publish()
    for _ in range(20):
        one.step_epoch()
    one.propose(batch_size=10)
    before = watcher.last[LossCurve()]
    assert before.epochs.tolist() == list(range(21))
    for _ in range(5):
        one.step_epoch()
    one.propose(batch_size=50)
    for _ in range(5):
        one.step_epoch()
    curve = watcher.last[LossCurve()]
    assert curve.epochs.tolist() == list(range(31))
    assert curve.training[:21].tolist() == before.training.tolist()
    assert one.place.step == 20 * 5 + 5 * 25 + 5 * 5


def test_going_back_shortens_the_curve_going_forth_brings_it_back_and_a_change_forgets():
    one, watcher = experiment(), Watcher(LossCurve())
    one.subscribe(watcher)
    one.publish()
    for _ in range(4):
        one.step()
    whole = watcher.last[LossCurve()].training.tolist()
    one.step_back()
    one.step_back()
    assert watcher.last[LossCurve()].training.tolist() == whole[:3]
    one.run.trainer.seek(4)
    one.publish()
    assert watcher.last[LossCurve()].training.tolist() == whole
    one.step_back()
    one.propose(learning_rate=3.0)
    one.step()
    assert watcher.last[LossCurve()].training.tolist()[:4] == whole[:4]
    assert watcher.last[LossCurve()].training.tolist()[4] != whole[4]


def test_another_course_at_the_same_step_is_evaluated_anew():
    one, watcher = experiment(step=10), Watcher(Scores())
    one.subscribe(watcher)
    one.publish()
    one.open(Place(PlaneSettings(), (Change(2, "learning_rate", 3.0),), 10))
    scored = watcher.last[Scores()]
    assert scored is not None
    assert scored.step == 10
    assert scored.evaluation == one.run.trainer.evaluate()


def slow_evaluation(one, monkeypatch):
    """Let no Frame have the time to evaluate: it takes more than twenty parts."""
    monkeypatch.setattr(module, "AT_ONCE", -1.0)
    evaluating = one.run.trainer.evaluating

    def slowly():
        parts = evaluating()
        yield next(parts)
        found = yield from parts
        for _ in range(20):
            yield 0.99
        return found

    monkeypatch.setattr(one.run.trainer, "evaluating", slowly)


def test_a_long_evaluation_holds_no_frame_up_and_is_shown_later(monkeypatch):
    clock = Clock(lambda: None)
    one, watcher = experiment(clock=clock), Watcher(Scores())
    slow_evaluation(one, monkeypatch)
    one.subscribe(watcher)
    one.step()
    assert watcher.last[Scores()] is None
    here = one.run.trainer.evaluate()
    settle(clock)
    scored = watcher.last[Scores()]
    assert scored is not None
    assert (scored.step, scored.evaluation) == (1, here)


def test_an_evaluation_beside_the_training_has_a_date_of_its_own(monkeypatch):
    clock = Clock(lambda: None)
    one, watcher = experiment(clock=clock), Watcher(Scores(), LossCurve())
    slow_evaluation(one, monkeypatch)
    one.subscribe(watcher)
    one.publish()
    at_the_start = one.run.trainer.evaluate()
    play_until(one, clock, 300)
    monkeypatch.undo()
    settle(clock)
    assert bits(one) == straight(one.place.step)
    curve = watcher.last[LossCurve()]
    assert curve.epochs[0] == 0
    assert curve.training[0] == np.float32(at_the_start.train_loss)
    scored = watcher.last[Scores()]
    assert scored is not None
    assert scored.step == one.place.step


@pytest.mark.parametrize("leave", ["reset", "other settings", "other course", "change in the past"])
def test_an_evaluation_of_what_was_left_is_dropped(monkeypatch, leave):
    clock = Clock(lambda: None)
    one, watcher = experiment(clock=clock), Watcher(Scores(), LossCurve())
    one.propose(learning_rate=3.0)
    one.run.trainer.run(10)
    slow_evaluation(one, monkeypatch)
    one.subscribe(watcher)
    one.publish()
    monkeypatch.undo()
    if leave == "reset":
        one.reset()
    elif leave == "other settings":
        one.propose(noise=50)
    elif leave == "other course":
        one.open(Place(PlaneSettings(), (), 10))
    else:
        one.run.trainer.seek(5)
        one.propose(learning_rate=0.1)
        one.run.trainer.seek(10)
        one.publish()
    settle(clock)
    scored = watcher.last[Scores()]
    assert scored is not None
    assert (scored.step, scored.evaluation) == (one.place.step, one.run.trainer.evaluate())
    assert watcher.last[LossCurve()].training[-1] == np.float32(scored.evaluation.train_loss)


def test_the_curve_of_a_link_to_a_late_step_has_points_all_along():
    clock, watcher = Clock(lambda: None), Watcher(LossCurve())
    one = experiment(step=12_000, clock=clock, hidden=[8, 8])
    one.subscribe(watcher)
    settle(clock)
    one.publish()
    steps = watcher.last[LossCurve()].steps
    assert steps[-1] == 12_000
    assert np.diff(steps).max() <= 120
