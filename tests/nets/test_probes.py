"""Probes: they say what is there, and change nothing."""

import numpy as np
import pytest

from nets import Activation, Conv2D, Dense, Dropout, Flatten, Network, Trainer, datasets, features, losses, probes
from nets.errors import SettingError, ShapeError, UnknownNameError
from tests.nets.runs import bits, moody, spiral, trainer


def test_regions_are_what_the_network_says_at_each_point():
    names = ("x1", "x2", "sin x1")
    network = Network.dense(3, (4, 5), output="tanh", seed=2)
    regions = probes.Regions(network, names, resolution=7, extent=3)
    measured = regions.measure()
    assert [units.shape for units in measured] == [(3, 7, 7), (4, 7, 7), (5, 7, 7), (1, 7, 7)]
    axis = np.linspace(-3, 3, 7)
    np.testing.assert_allclose(measured[0][0, 2], axis, atol=1e-6)
    np.testing.assert_allclose(measured[0][1, :, 2], axis, atol=1e-6)
    for row, column in ((0, 0), (0, 6), (4, 1)):
        at = features.expand(np.array([[axis[column], axis[row]]]), names)
        assert measured[-1][0, row, column] == pytest.approx(network.forward(at)[0, 0], abs=1e-6)
    before = measured[1].copy()
    network.parameters *= 2
    assert not np.array_equal(regions.measure()[1], before)


def test_regions_need_the_network_s_features():
    with pytest.raises(ShapeError, match=r"\(N, 3\)"):
        probes.Regions(Network.dense(3), ("x1", "x2"))


def test_no_probe_changes_a_run():
    watched, alone = moody(test=spiral(20, seed=1)), moody(test=spiral(20, seed=1))
    x, y = spiral()
    network = watched.network
    each = [
        probes.Regions(network, ("x1", "x2"), 5),
        probes.Activations(network, x),
        probes.Gradients(network, watched.loss, *watched.samples),
        probes.Histograms(network, np.linspace(-1, 1, 5)),
        probes.Scores(network, watched.loss, x, y),
        probes.Summary(watched),
    ]
    for _ in range(30):
        for probe in each:
            probe.measure()
        probes.Unit(network, 0, 1).measure(x[0])
        watched.run(2)
        watched.evaluate()
    alone.run(60)
    assert bits(watched) == bits(alone)


def test_activations_by_hand():
    network = Network.dense(1, (1,), activation="relu", dtype=np.float64)
    network.parameters[...] = [2, 1, -3, 0.5]
    x, hidden, output = probes.Activations(network, np.array([[1.0], [-4.0]])).measure()
    np.testing.assert_allclose(x, [[1], [-4]])
    np.testing.assert_allclose(hidden, [[3], [0]])
    np.testing.assert_allclose(output, [[-8.5], [0.5]])


def test_gradients_by_hand():
    network = Network.dense(1, (1,), activation="relu", dtype=np.float64)
    network.parameters[...] = [2, 1, -3, 0.5]
    loss = losses.named("mean squared error")
    reading = probes.Gradients(network, loss, np.array([[1.0]]), np.array([[0.0]])).measure()
    assert reading.loss == pytest.approx(8.5**2)
    np.testing.assert_allclose(reading.activations[1], [[-17]])
    np.testing.assert_allclose(reading.activations[0], [[51]])
    np.testing.assert_allclose(reading.parameters[1].ravel(), [-51, -17])
    np.testing.assert_allclose(reading.parameters[0].ravel(), [51, 51])
    np.testing.assert_allclose(reading.flat, [51, 51, -51, -17])
    with pytest.raises(ShapeError, match=r"\(2, 1\)"):
        probes.Gradients(network, loss, np.ones((2, 1)), np.ones((3, 1)))


def test_a_unit_shows_its_sum():
    network = Network.dense(2, (3, 2), seed=4)
    x = np.array([0.5, -1.5])
    hidden = probes.Unit(network, 0, 2).measure(x)
    np.testing.assert_allclose(hidden.inputs, x)
    assert hidden.z == pytest.approx(hidden.inputs @ hidden.weights + hidden.bias, abs=1e-6)
    assert hidden.activation == pytest.approx(np.tanh(hidden.z), abs=1e-6)
    output = probes.Unit(network, 2, 0).measure(x)
    assert output.activation == output.z == pytest.approx(network.forward(x[None])[0, 0])
    for layer, unit in ((3, 0), (-1, 0), (0, 3), (0, -1)):
        with pytest.raises(UnknownNameError):
            probes.Unit(network, layer, unit)
    with pytest.raises(UnknownNameError, match="known are: 1"):
        probes.Unit(Network([Flatten(), Dense(1)], (2,)), 0, 0)


def test_a_summary_by_hand():
    x = np.array([[1.0, 1.0], [2.0, 0.0]])
    network = Network([Dense(4, "relu"), Dense(1)], (2,), dtype=np.float64)
    network.layers[0].matrix[...] = [[1, -1, 0, 3], [0, -1, 0, 3], [0, 0, -1, 0]]
    run = Trainer(network, train=(x, np.array([0.0, 1.0])), learning_rate=0.5)
    first, last = probes.Summary(run).measure()
    assert (first.name, last.name) == ("dense 1", "dense 2")
    assert first.dead == 0.5
    assert first.mean == pytest.approx((1 + 6 + 2 + 6) / 8)
    assert first.saturated == 0
    gradient = probes.Gradients(network, run.loss, *run.samples).measure().parameters[1]
    assert last.gradient_norm == pytest.approx(np.linalg.norm(gradient))
    assert last.gradient_size == pytest.approx(np.linalg.norm(gradient) / np.sqrt(5))
    assert last.update_ratio == pytest.approx(0.5 * np.linalg.norm(gradient) / np.linalg.norm(network.layers[1].matrix))


def test_saturation_is_seen():
    network = Network([Dense(2, "tanh"), Dense(1, "sigmoid")], (1,), dtype=np.float64)
    network.layers[0].matrix[...] = [[0, 0], [5, 0.1]]
    network.layers[1].matrix[...] = [[0], [0], [-9]]
    first, last = probes.Summary(Trainer(network, train=(np.ones((3, 1)), np.ones(3)))).measure()
    assert (first.saturated, last.saturated) == (0.5, 1)


def test_a_summary_leaves_out_layers_without_weights():
    layers = [Conv2D(2, 3, activation="relu"), Activation("tanh"), Flatten(), Dropout(0.5), Dense(1)]
    images = np.random.default_rng(0).normal(size=(6, 5, 5, 1))
    run = Trainer(Network(layers, (5, 5, 1)), train=(images, np.ones(6)))
    assert [layer.name for layer in probes.Summary(run).measure()] == ["conv 1", "dense 5"]


def test_histograms_by_hand():
    network = Network.dense(1, (3,), dtype=np.float64)
    network.layers[0].matrix[...] = [[-5, 0, 0.5], [1, 2, np.nan]]
    histogram = probes.Histograms(network, np.array([0.0, 0.5, 1.0])).measure()[0]
    np.testing.assert_array_equal(histogram.weights, [1, 1, 1, 0])
    np.testing.assert_array_equal(histogram.biases, [0, 0, 0, 2])
    for wrong in ([0.0], [1.0, 1.0], [[0.0, 1.0]]):
        with pytest.raises(SettingError, match="edges"):
            probes.Histograms(network, np.array(wrong))


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


def test_two_classes_have_a_two_by_two_confusion():
    x, y = spiral(50)
    run = trainer(n=50)
    score = probes.Scores(run.network, run.loss, x, y).measure()
    assert score.confusion.shape == (2, 2)
    assert score.confusion.trace() / 50 == pytest.approx(score.accuracy) == pytest.approx(run.evaluate().train_accuracy)


def test_a_timeline_stays_small_and_keeps_both_ends():
    timeline: probes.Timeline[int] = probes.Timeline(16)
    for step in range(1000):
        timeline.add(step, step * 10)
        assert len(timeline) <= 17
    steps = [step for step, _ in timeline.entries]
    assert (steps[0], steps[-1]) == (0, 999)
    assert steps == sorted(set(steps))
    assert max(np.diff(steps)) <= 160
    timeline.add(500, -1)
    assert timeline.entries[-1] == (500, -1)
    assert max(step for step, _ in timeline.entries) == 500


def test_digits_can_be_looked_at():
    train, _ = datasets.mnist(margin=8)
    network = Network([Conv2D(2, 3, activation="relu"), Flatten(), Dense(10)], (12, 12, 1))
    shapes = [signal.shape for signal in probes.Activations(network, train.x[:3]).measure()]
    assert shapes == [(3, 12, 12, 1), (3, 10, 10, 2), (3, 200), (3, 10)]
