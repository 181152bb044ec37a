"""A run whose numbers break stops before they do, and says where it began."""

import numpy as np
import pytest

from nets import BatchNorm, Conv2D, Dense, Flatten, Network, Trainer
from nets.layers import INFERENCE, Layer
from nets.training.divergence import Divergence, locate
from tests.nets.probed import MSE, bits, points


def wild(rate: float = 50.0, **settings) -> Trainer:
    network = Network.dense(2, (6, 6), activation="relu", seed=2)
    return Trainer(network, train=points(), learning_rate=rate, **settings)


@pytest.mark.parametrize("how", ["run", "step", "pieces"])
def test_the_run_stops_before_the_step_that_broke(how):
    run, reference = wild(), wild()
    reference.run(1000)
    for _ in range(100):
        if how == "step":
            run.step()
        else:
            run.run(1000 if how == "run" else 7)
    assert run.divergence is not None
    assert run.divergence == reference.divergence
    assert run.step_number == run.divergence.step == reference.step_number
    assert np.isfinite(run.network.parameters).all()
    assert bits(run) == bits(reference)
    assert run.divergence.title in ("hidden layer 1", "hidden layer 2", "output", "loss")
    assert f"step {run.step_number}" in str(run.divergence)


def test_it_makes_no_more_steps_until_something_changes():
    run = wild()
    run.run(1000)
    stopped = run.step_number
    run.run(5)
    assert run.step_number == stopped
    run.seek(0)
    run.change(learning_rate=0.01)
    run.run(1000)
    assert run.divergence is None
    assert run.step_number == 1000


def test_one_can_go_back_from_it():
    run = wild()
    run.run(1000)
    run.seek(1)
    assert run.divergence is None
    assert run.step_number == 1
    run.reset()
    assert run.divergence is None


def test_the_layer_that_began_is_named():
    run = wild(rate=0.01)
    run.run(3)
    run.network.layers[2].parameters["weights"][...] = 3e38
    run.run(1)
    assert run.divergence is not None
    assert (run.divergence.layer, run.divergence.part) == ("dense 2", "forward")


def test_a_clipped_run_does_not_break():
    run = wild(rate=0.01, clip_norm=1.0)
    run.run(2000)
    assert run.divergence is None


class Steep(Layer):
    """Gives what it gets; its way back overflows."""

    kind = "steep"

    def backward(self, d, _cache):
        return d * np.inf, {}


ONE = np.ones((1, 1))


def test_every_part_of_a_step_can_be_where_it_began():
    network = Network([Dense(1), "relu", Dense(1)], (1,))

    def report(weights, target=0.0, after=None):
        network.parameters[...] = weights
        return locate(network, MSE, ONE, np.full((1, 1), target, np.float32), INFERENCE, 5, after)

    assert report([3e38, 3e38, 1, 0]) == Divergence(5, "dense 1", "forward", "hidden layer 1")
    assert report([1e30, 0, 1e30, 0]) == Divergence(5, "dense 2", "forward", "output")
    assert report([1, 0, 1e30, 0]) == Divergence(5, "loss", "loss", "loss")
    assert report([1e25, 0, 1e-7, 0]) == Divergence(5, "dense 2", "backward", "output")
    assert report([1e-25, 0, 1, 0], after=np.array([1, 1, 1, np.inf])) == Divergence(5, "dense 2", "update", "output")
    assert report([1, 1, 1, 1], after=np.ones(4)) == Divergence(5, "optimizer", "update", "")
    assert report([1, 1, 1, 1]) == Divergence(5, "optimizer", "update", "")


def test_the_way_back_is_gone_from_behind():
    layers = [Conv2D(2, 2), BatchNorm(), Steep(), "relu", Flatten(), Dense(1)]
    network = Network(layers, (3, 3, 1), seed=1)
    report = locate(network, MSE, np.ones((2, 3, 3, 1)), np.ones((2, 1)), INFERENCE, 0)
    assert report == Divergence(0, "steep 1", "backward", "hidden layer 1")


def test_locating_changes_nothing():
    network = Network([Dense(3), BatchNorm(), "tanh", Dense(1)], (1,))
    before = network.parameters.tobytes(), network.state.tobytes()
    locate(network, MSE, ONE, ONE, INFERENCE, 0)
    assert (network.parameters.tobytes(), network.state.tobytes()) == before


@pytest.mark.parametrize("title", ["hidden layer 2", "output", "loss", ""])
@pytest.mark.parametrize("part", ["forward", "loss", "backward", "update"])
def test_the_sentence_is_for_people(title, part):
    sentence = str(Divergence(340, "dense 2", part, title))
    assert "step 340" in sentence
    assert "learning rate" in sentence
    assert title in sentence
    for word in ("dense", "forward", "backward", "clip", "NaN", "nan", "optimizer", "float", "gradient"):
        assert word not in sentence
