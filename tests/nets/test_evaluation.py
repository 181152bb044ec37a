"""Evaluation: of all samples, at any parameters, and without a trace."""

import copy

import numpy as np
import pytest

from nets import Dense, Network, Trainer, datasets
from nets.errors import ShapeError
from tests.nets.runs import bits, moody, spiral, trainer


def test_in_chunks_equals_at_once():
    x, y = spiral(3100)
    run = Trainer(Network.dense(2, (5,), output="tanh"), train=(x, y), test=(x[:7], y[:7]))
    result = run.evaluate()
    answers = run.network.forward(x)[:, 0]
    assert result.train_loss == pytest.approx(np.square(answers - y).mean(), rel=1e-5)
    assert result.train_accuracy == pytest.approx(((answers > 0) == (y > 0)).mean())
    assert result.test_loss == pytest.approx(np.square(answers[:7] - y[:7]).mean(), rel=1e-5)


def test_without_test_samples_there_is_no_test_loss():
    result = trainer().evaluate()
    assert np.isnan(result.test_loss)
    assert np.isnan(result.test_accuracy)


def test_numbers_have_a_loss_and_no_accuracy():
    train, test = datasets.make("plane", n=20).split(0.5)
    result = Trainer(Network.dense(), train=train, test=test).evaluate()
    assert np.isfinite([result.train_loss, result.test_loss]).all()
    assert np.isnan([result.train_accuracy, result.test_accuracy]).all()


@pytest.mark.parametrize("loss", ["mean squared error", "hinge", "cross-entropy", "huber"])
def test_a_sample_with_several_labels_is_right_if_all_of_them_are(loss):
    y = np.where(np.random.default_rng(0).random((60, 2)) < 0.5, -1.0, 1.0)
    network = Network.dense(2, (5,), 2, seed=3)
    result = Trainer(network, train=(spiral()[0], y), loss=loss).evaluate()
    right = ((network.forward(spiral()[0]) > 0) == (y > 0)).all(axis=1).mean()
    assert 0 < right < 1
    assert result.train_accuracy == pytest.approx(right)


def test_sequences_are_right_step_by_step():
    x, y = np.zeros((4, 3, 1)), np.array([[0, 1, 1], [1, 1, 1], [1, 0, 0], [0, 0, 0]])
    network = Network([Dense(2)], (3, 1))
    network.layers[0].parameters["biases"][...] = [0, 1]
    result = Trainer(network, train=(x, y), loss="softmax cross-entropy").evaluate()
    assert result.train_accuracy == pytest.approx(6 / 12)


def test_at_other_parameters_it_is_that_of_a_copy_and_leaves_no_trace():
    run = moody(test=spiral(30, seed=5))
    run.run(30)
    others = np.linspace(-1, 1, run.network.parameter_count)
    before, network = bits(run), copy.deepcopy(run.network)
    network.parameters[...] = others
    expected = Trainer(network, train=spiral(), test=spiral(30, seed=5)).evaluate()
    assert run.evaluate(others) == expected
    assert run.evaluate() != expected
    assert bits(run) == before
    run.run(10)
    straight = moody(test=spiral(30, seed=5))
    straight.run(40)
    assert bits(run) == bits(straight)


def test_it_moves_nothing():
    looked, alone = moody(), moody()
    for _ in range(15):
        looked.evaluate()
        looked.step()
    alone.run(15)
    assert bits(looked) == bits(alone)


def test_parameters_of_another_shape_are_refused():
    run = trainer()
    with pytest.raises(ShapeError, match=r"31 parameters, got an array \(3,\)"):
        run.evaluate(np.zeros(3))
