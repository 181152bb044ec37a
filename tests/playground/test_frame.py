"""A Frame is a record: taking one changes nothing, nothing changes it afterwards, and it holds only what was asked."""

import dataclasses
from typing import Any

import numpy as np
import pytest

from playground.core.frame import Observer
from playground.core.measures import Biases, Scores, Weights
from playground.core.plane.measures import Points, Region, Tiles
from tests.playground.stage import bits, experiment, straight

EVERYTHING = Tiles(), Region(1, 0, 32), Weights(), Biases(), Scores(), Points()


@dataclasses.dataclass(frozen=True)
class Counted:
    """A measure that counts how often it was made ready and answered."""

    name: str
    counts: Any = dataclasses.field(compare=False)

    def probe(self, experiment):
        self.counts.append(f"probe {self.name}")

        def measure():
            self.counts.append(f"answer {self.name}")
            return experiment.run.trainer.step_number

        return measure


@pytest.fixture
def one():
    return experiment(features=["x1", "x2", "sin x1"], hidden=[4, 2])


def arrays(frame):
    tiles, weights, biases = frame[Tiles()], frame[Weights()], frame[Biases()]
    return [*tiles, *weights, *biases, frame[Region(1, 0, 32)].values]


def test_taking_frames_does_not_change_the_run(one):
    observer = Observer(one)
    for _ in range(20):
        one.run.trainer.step()
        observer.observe(EVERYTHING, passing=True)
    assert bits(one) == straight(20, features=["x1", "x2", "sin x1"], hidden=[4, 2])


def test_training_on_does_not_change_a_frame(one):
    observer = Observer(one)
    frame = observer.observe(EVERYTHING, passing=False)
    before = [array.copy() for array in arrays(frame)]
    one.run.trainer.run(50)
    later = observer.observe(EVERYTHING, passing=False)
    for array, copy, new in zip(arrays(frame), before, arrays(later), strict=True):
        np.testing.assert_array_equal(array, copy)
        assert not np.shares_memory(array, new)
    assert (frame.step, later.step, later.epoch) == (0, 50, 2)
    assert not np.array_equal(frame[Tiles()][-1], later[Tiles()][-1])


def test_a_frame_cannot_be_written_to(one):
    frame = Observer(one).observe([], passing=False)
    with pytest.raises(dataclasses.FrozenInstanceError):
        setattr(frame, "step", 3)  # noqa: B010 (a plain assignment is a type error already)


def test_only_what_is_asked_is_computed(one):
    counts = []
    observer = Observer(one)
    observer.observe([Counted("a", counts)], passing=False)
    frame = observer.observe([], passing=False)
    assert counts == ["probe a", "answer a"]
    with pytest.raises(KeyError):
        frame[Counted("a", counts)]


def test_equal_questions_are_asked_once_a_frame_and_made_ready_once_a_run(one):
    counts = []
    observer = Observer(one)
    for _ in range(3):
        frame = observer.observe([Counted("a", counts), Counted("b", counts), Counted("a", counts)], passing=False)
        assert frame[Counted("a", None)] == frame[Counted("b", None)] == one.run.trainer.step_number
        one.run.trainer.step()
    assert counts == ["probe a", "answer a", "probe b", "answer b", *["answer a", "answer b"] * 2]


def test_another_run_is_measured_anew(one):
    counts = []

    class Asker:
        frames: list = []  # noqa: RUF012

        def needs(self, passing):
            del passing
            return [Counted("a", counts)]

        def take(self, frame):
            self.frames.append(frame)

    one.subscribe(Asker())
    one.step()
    one.propose(noise=10)
    assert counts == ["probe a", "answer a"] * 2


def test_two_subscribers_that_ask_the_same_share_the_answer(one):
    counts, frames = [], []

    class Asker:
        def needs(self, passing):
            del passing
            return [Counted("a", counts)]

        def take(self, frame):
            frames.append(frame)

    one.subscribe(Asker())
    one.subscribe(Asker())
    one.publish()
    assert counts == ["probe a", "answer a"]
    assert frames[0] is frames[1]


def test_a_frame_says_where_it_is_and_whether_it_stays(one):
    one.run.trainer.run(26)
    one.propose(learning_rate=0.3)
    frame = Observer(one).observe([], passing=True)
    assert (frame.step, frame.epoch, frame.passing) == (26, 1, True)
    assert frame.settings.learning_rate == 0.3
