"""The loss curve is that of the run, whichever way one came to where the run stands."""

import numpy as np
import pytest

from nets.training.log import Change
from playground.core.address import Place
from playground.core.clock import Clock
from playground.core.keepsake import from_bytes, to_bytes
from playground.core.measures import LossCurve, Scores
from playground.core.plane.settings import PlaneSettings
from tests.playground.stage import Watcher, experiment, play_until, settle

SMALL = {"hidden": [3], "dataset": "xor"}
LOG = (Change(400, "learning_rate", 0.3), Change(900, "batch_size", 5))
END = 2000
LONGEST = END / 40
"""Steps from one point of the curve to the next."""


def assert_whole(one, step):
    """Every point is what a straight run has at its step and epoch, and none are far from one another."""
    rows = one.losses.to_array()
    rows = rows[rows[:, 0] <= step]
    assert one.place.step == step
    assert (rows[0, 0], rows[-1, 0]) == (0, step)
    assert np.diff(rows[:, 0]).max() <= LONGEST
    trainer = experiment(**SMALL).run.trainer
    trainer.follow(one.place.log, 0)
    for at, epochs, *evaluation in rows:
        trainer.run(int(at) - trainer.step_number)
        assert epochs == pytest.approx(trainer.epochs)
        np.testing.assert_allclose(evaluation, trainer.evaluate(), rtol=1e-6)


@pytest.fixture
def clock():
    return Clock(lambda: None)


@pytest.fixture
def arrived(clock):
    """Open a place, if one is given, and wait until the run has come there."""

    def arrived(one, place=None):
        if place is not None:
            one.open(place)
        settle(clock)
        return one

    return arrived


@pytest.fixture
def one(clock, arrived):
    """A run that stands at END, after both changes were made on the way."""
    one = experiment(clock=clock, **SMALL)
    one.subscribe(Watcher(Scores(), LossCurve()))
    return arrived(one, Place(PlaneSettings(**SMALL), LOG, END))


def test_by_a_link(one):
    assert_whole(one, END)


def test_by_undoing_another_run_and_by_doing_it_again(one, arrived):
    one.propose(noise=20)
    one.undo()
    assert_whole(arrived(one), END)
    one.redo()
    one.undo()
    assert_whole(arrived(one), END)


def test_by_undoing_a_change_on_the_way_and_by_doing_it_again(one, clock, arrived):
    one.propose(learning_rate=0.03)
    play_until(one, clock, END + 300)
    end, log = one.place.step, one.place.log
    one.undo()
    assert_whole(arrived(one), END)
    one.redo()
    assert one.place.log == log
    assert_whole(arrived(one), end)


def test_by_an_address_of_another_course_of_the_same_run(one, arrived):
    assert_whole(arrived(one, Place(PlaneSettings(**SMALL), LOG[:1], END)), END)
    assert_whole(arrived(one, Place(PlaneSettings(**SMALL), LOG, END // 2)), END // 2)
    assert_whole(arrived(one, Place(PlaneSettings(**SMALL), LOG, END)), END)


def test_by_undoing_a_reset(one, arrived):
    one.reset()
    one.undo()
    assert_whole(arrived(one), END)


def test_from_a_keepsake(one):
    place, standing = from_bytes(to_bytes(one.place, one.run.trainer.checkpoint(), one.losses), PlaneSettings)
    other = experiment(dataset="circle")
    other.come_back(place, standing)
    assert_whole(other, END)
