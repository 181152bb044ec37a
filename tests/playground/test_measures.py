"""What can be asked about an experiment, against the network itself."""

from typing import Any

import numpy as np
import pytest

from nets.training.log import Change
from playground.core.measures import Biases, Divergence, LossCurve, Motion, Scores, Weights, Where
from playground.core.plane.measures import EXTENT, TILE, Points, Region, Shape, Tiles, limit_of
from playground.core.plane.settings import PlaneSettings
from tests.playground.stage import experiment


def ask(one, measure) -> Any:
    return measure.probe(one)()


@pytest.fixture
def one():
    one = experiment(features=["x1", "x2", "sin x1"], hidden=[4, 2])
    one.run.trainer.run(20)
    return one


def test_there_is_a_tile_for_every_unit_and_a_weight_for_every_edge(one):
    assert ask(one, Shape()) == (3, 4, 2, 1)
    assert [units.shape for units in ask(one, Tiles())] == [(count, TILE, TILE) for count in (3, 4, 2, 1)]
    assert [weights.shape for weights in ask(one, Weights())] == [(3, 4), (4, 2), (2, 1)]
    assert [biases.shape for biases in ask(one, Biases())] == [(4,), (2,), (1,)]


@pytest.mark.parametrize("hidden", [[], [1], [8, 1]])
def test_every_network_has_its_shape(hidden):
    one = experiment(features=["x2"], hidden=hidden)
    assert ask(one, Shape()) == tuple(len(units) for units in ask(one, Tiles())) == (1, *hidden, 1)


def test_a_tile_is_what_the_unit_answers_there(one):
    tiles, weights, biases = ask(one, Tiles()), ask(one, Weights()), ask(one, Biases())
    axis = np.linspace(-EXTENT, EXTENT, TILE)
    row, column = 40, 5  # row 0 is the lowest x2
    point = np.array([[axis[column], axis[row], np.sin(axis[column])]], np.float32)
    np.testing.assert_allclose(tiles[0][:, row, column], point[0], rtol=1e-5)
    np.testing.assert_allclose(tiles[1][:, row, column], np.tanh(point @ weights[0] + biases[0])[0], atol=1e-5)
    assert tiles[-1][0, row, column] == pytest.approx(one.run.network.forward(point)[0, 0], abs=1e-5)


@pytest.mark.parametrize(("column", "unit"), [(0, 2), (1, 3), (2, 0), (3, 0)])
def test_a_region_is_the_same_picture_more_finely(one, column, unit):
    close = ask(one, Region(column, unit, TILE))
    tiles = ask(one, Tiles())[column]
    np.testing.assert_array_equal(close.values, tiles[unit])
    assert close.limit == limit_of(tiles[unit] if column == 0 else tiles)
    assert ask(one, Region(column, unit, 20)).values.shape == (20, 20)


@pytest.mark.parametrize(("column", "unit"), [(-1, 0), (4, 0), (1, 4), (2, -1), (9, 9)])
def test_the_region_of_a_unit_that_has_gone_is_the_output(one, column, unit):
    np.testing.assert_array_equal(ask(one, Region(column, unit, 16)).values, ask(one, Region(3, 0, 16)).values)


def test_a_limit_is_the_largest_magnitude_but_at_least_one():
    assert limit_of(np.array([0.5, -0.2])) == 1
    assert limit_of(np.array([2.0, -3.5])) == 3.5
    assert limit_of(np.array([2.0, np.inf])) == 1
    assert limit_of(np.array([2.0, np.nan])) == 1


@pytest.mark.parametrize("loss", PlaneSettings.declared()["loss"].words)
def test_the_output_is_a_certainty_between_minus_and_plus_one(loss):
    one = experiment(loss=loss, dataset="gaussian")
    one.run.trainer.run(300)
    output = ask(one, Tiles())[-1]
    assert np.abs(output).max() <= 1
    assert output.min() < -0.8
    assert output.max() > 0.8


def test_points_are_those_of_the_run(one):
    training, test = ask(one, Points())
    assert training is one.run.training
    assert test is one.run.test


def test_scores_are_those_of_the_present_step(one, time):
    del time
    scored = ask(one, Scores())
    assert scored.step == 20
    assert scored.epochs == pytest.approx(20 / 25)
    assert scored.evaluation == one.run.trainer.evaluate()


def test_the_newest_losses_are_on_the_curve_without_being_asked_for_apart(one, time):
    del time
    curve = ask(one, LossCurve())
    assert curve.epochs.tolist() == [np.float32(20 / 25)]
    assert curve.training.tolist() == [np.float32(one.run.trainer.evaluate().train_loss)]


def test_motion_says_how_it_moves():
    one = experiment()
    motion = ask(one, Motion())
    assert (motion.playing, motion.replayed, motion.can_undo, motion.can_redo, motion.steps_per_second) == (
        False, None, False, False, 0,
    )  # fmt: skip
    one.propose(noise=5)
    one.play()
    after = ask(one, Motion())
    assert (after.playing, after.can_undo) == (True, True)
    assert after.course != motion.course
    assert ask(experiment(step=10**6), Motion()).replayed == 0


def test_where_is_the_place_with_its_log():
    one = experiment([Change(3, "batch_size", 5)], 7, noise=10)
    assert ask(one, Where()).write() == one.place.write()
    assert ask(one, Where()).step == 7


def test_a_diverged_run_says_so():
    one = experiment(activation="linear", loss="cross-entropy", learning_rate=10.0, features=["x1^2", "x2^2"])
    assert ask(one, Divergence()) is None
    with np.errstate(all="ignore"):
        one.run.trainer.run(200)
    assert ask(one, Divergence()).step == one.run.trainer.step_number
