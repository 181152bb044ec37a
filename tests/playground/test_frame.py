"""A Frame is a record: taking one changes nothing, and nothing changes it afterwards."""

import dataclasses

import numpy as np
import pytest

from playground.frame import COARSE, FINE, TILE, Observer
from playground.run import Run
from playground.settings import Settings


@pytest.fixture
def run():
    return Run(Settings(features=["x1", "x2", "sin x1"], hidden=[4, 2]))


def test_a_frame_has_a_tile_for_every_unit_and_a_weight_for_every_edge(run):
    frame = Observer(run).observe()
    assert [units.shape for units in frame.regions] == [(count, TILE, TILE) for count in (3, 4, 2, 1)]
    assert [weights.shape for weights in frame.weights] == [(3, 4), (4, 2), (2, 1)]
    assert [biases.shape for biases in frame.biases] == [(4,), (2,), (1,)]
    assert frame.output.shape == (FINE, FINE)
    assert Observer(run).observe(fine=False).output.shape == (COARSE, COARSE)


def test_taking_frames_does_not_change_the_run(run):
    unseen = Run(run.settings)
    observer = Observer(run)
    for _ in range(20):
        run.trainer.step()
        observer.observe()
        unseen.trainer.step()
    np.testing.assert_array_equal(run.network.parameters, unseen.network.parameters)


def test_training_on_does_not_change_a_frame(run):
    observer = Observer(run)
    frame = observer.observe()
    before = [array.copy() for array in (*frame.regions, *frame.weights, *frame.biases, frame.output)]
    run.trainer.run(50)
    later = observer.observe()
    for array, copy in zip((*frame.regions, *frame.weights, *frame.biases, frame.output), before, strict=True):
        np.testing.assert_array_equal(array, copy)
    assert (frame.step, later.step) == (0, 50)
    assert not np.array_equal(frame.output, later.output)


def test_a_frame_cannot_be_written_to(run):
    frame = Observer(run).observe()
    with pytest.raises(dataclasses.FrozenInstanceError):
        setattr(frame, "step", 3)  # noqa: B010 (a plain assignment is a type error already)


def test_a_tile_is_what_the_network_answers_there(run):
    run.trainer.run(20)
    frame = Observer(run).observe()
    axis = np.linspace(-6, 6, TILE)
    row, column = 40, 5  # row 0 is the lowest x2
    point = np.array([[axis[column], axis[row], np.sin(axis[column])]], np.float32)
    assert frame.regions[-1][0, row, column] == pytest.approx(run.network.forward(point)[0, 0], abs=1e-5)
    assert frame.regions[1][:, row, column] == pytest.approx(
        np.tanh(point @ frame.weights[0] + frame.biases[0])[0], abs=1e-5
    )


@pytest.mark.parametrize("loss", ["mean squared error", "cross-entropy"])
def test_the_output_is_a_certainty_between_minus_and_plus_one(loss):
    run = Run(Settings(loss=loss, dataset="gaussian"))
    run.trainer.run(300)
    output = Observer(run).observe().output
    assert np.abs(output).max() <= 1
    assert output.min() < -0.8
    assert output.max() > 0.8


def test_a_diverged_run_says_so():
    run = Run(Settings(activation="linear", loss="cross-entropy", learning_rate=10.0, features=["x1^2", "x2^2"]))
    with np.errstate(all="ignore"):
        run.trainer.run(200)
        assert Observer(run).observe().divergence
