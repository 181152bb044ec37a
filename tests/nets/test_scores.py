"""Scores: one definition of what is right."""

import numpy as np
import pytest

from nets import Network, Trainer, losses, probes
from nets.errors import ShapeError
from tests.nets.probed import MSE, busy, points


def test_scores_by_hand():
    network = Network.dense(1, (), 3, dtype=np.float64)
    network.parameters[...] = [-1, 0, 1, 0, 0.5, 0]
    x = np.array([[-1.0], [0.0], [1.0], [2.0]])
    score = probes.Scores(network, losses.named("softmax cross-entropy"), x, np.array([0, 1, 1, 2])).measure()
    np.testing.assert_array_equal(score.confusion, [[1, 0, 0], [0, 1, 1], [0, 0, 1]])
    assert score.accuracy == 0.75
    assert np.isnan(score.r2)


def test_r_squared_by_hand():
    network = Network.dense(1, (), dtype=np.float64)
    network.parameters[...] = [1, 0]
    x, values = np.array([[1.0], [2.0], [3.0]]), np.array([1, 2, 6])
    score = probes.Scores(network, losses.named("huber"), x, values).measure()
    assert score.r2 == pytest.approx(1 - 9 / (4 + 1 + 9))
    assert np.isnan(score.accuracy)
    assert score.confusion.shape == (0, 0)
    assert np.isnan(probes.Scores(network, MSE, x, np.full(3, 2.5)).measure().r2)


def test_two_classes_have_a_two_by_two_confusion():
    x, y = points()
    run = busy()
    run.run(30)
    score = probes.Scores(run.network, run.loss, x, y).measure()
    assert score.confusion.shape == (2, 2)
    assert score.confusion.trace() / 60 == pytest.approx(score.accuracy) == pytest.approx(run.evaluate().train_accuracy)
    assert score.loss == pytest.approx(run.evaluate().train_loss)
    np.testing.assert_array_equal(score.confusion.sum(axis=1), [(y < 0).sum(), (y > 0).sum()])


@pytest.mark.parametrize("loss", ["mean squared error", "cross-entropy", "hinge", "huber"])
def test_several_outputs_are_right_together_and_have_no_confusion(loss):
    """The trainer's accuracy and this one are the same number; two yes-or-no outputs are not two classes."""
    random = np.random.default_rng(3)
    x, labels = random.normal(size=(40, 2)), np.sign(random.normal(size=(40, 2)))
    run = Trainer(Network.dense(2, (4,), 2, seed=1), train=(x, labels), loss=loss)
    score = probes.Scores(run.network, run.loss, x, labels).measure()
    y = run.network.forward(x)
    assert score.accuracy == run.evaluate().train_accuracy == ((y > 0) == (labels > 0)).all(axis=1).mean()
    assert score.confusion.shape == (0, 0)


def test_every_sample_needs_a_label():
    with pytest.raises(ShapeError, match="as many labels"):
        probes.Scores(Network.dense(2), MSE, np.ones((3, 2)), np.ones(4))
