"""Probes: they say what is there, and change nothing."""

import numpy as np
import pytest

from nets import BatchNorm, Conv2D, Dense, Dropout, Flatten, Network, features, losses, probes
from nets.errors import DataError, ShapeError, UnknownNameError
from tests.nets.probed import MSE, bits, busy, points


def test_regions_are_what_the_network_says_at_each_point():
    names = ("x1", "x2", "sin x1")
    network = Network.dense(3, (4, 5), output="tanh", seed=2)
    regions = probes.Regions(network, names, resolution=7, extent=3)
    measured = regions.measure()
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
    watched, alone = busy(), busy()
    x, y = points()
    network, loss, (samples, targets) = watched.network, watched.loss, watched.samples
    each = [
        probes.Regions(network, ("x1", "x2"), 5),
        probes.Activations(network, x),
        probes.Gradients(network, loss, samples, targets),
        probes.Gradients(network, loss, samples, targets, training=True),
        probes.Histograms(network, loss, samples, targets),
        probes.Plane(network, loss, samples, targets, resolution=2),
        probes.Scores(network, loss, x, y),
        probes.Step(watched),
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
    x, z, a, output = probes.Activations(network, np.array([[1.0], [-4.0]])).measure()
    np.testing.assert_allclose(x, [[1], [-4]])
    np.testing.assert_allclose(z, [[3], [-7]])
    np.testing.assert_allclose(a, [[3], [0]])
    np.testing.assert_allclose(output, [[-8.5], [0.5]])


def test_activations_of_images():
    images = np.random.default_rng(0).normal(size=(3, 12, 12, 1))
    network = Network([Conv2D(2, 3), "relu", Flatten(), Dense(10)], (12, 12, 1))
    shapes = [values.shape for values in probes.Activations(network, images).measure()]
    assert shapes == [(3, 12, 12, 1), (3, 10, 10, 2), (3, 10, 10, 2), (3, 200), (3, 10)]


def test_gradients_by_hand():
    network = Network.dense(1, (1,), activation="relu", dtype=np.float64)
    network.parameters[...] = [2, 1, -3, 0.5]
    reading = probes.Gradients(network, MSE, np.array([[1.0]]), np.array([[0.0]])).measure()
    assert reading.loss == pytest.approx(8.5**2)
    x, z, a, output = reading.values
    np.testing.assert_allclose(output, [[-17]])
    np.testing.assert_allclose(a, [[51]])
    np.testing.assert_allclose(z, [[51]])
    np.testing.assert_allclose(x, [[102]])
    np.testing.assert_allclose(reading.layers["dense 1"]["weights"], [[51]])
    np.testing.assert_allclose(reading.layers["dense 2"]["biases"], [-17])
    np.testing.assert_allclose(reading.parameters, [51, 51, -51, -17])
    assert list(reading.layers) == ["dense 1", "dense 2"]


def test_gradients_want_targets_for_their_samples():
    network = Network.dense(1, (1,))
    with pytest.raises(ShapeError, match=r"\(2, 1\)"):
        probes.Gradients(network, MSE, np.ones((2, 1)), np.ones((3, 1)))
    with pytest.raises(DataError):
        probes.Gradients(network, MSE, np.ones((1, 1)), np.full((1, 1), np.nan))


def normalised() -> Network:
    """A network whose batch normalisation has seen other samples."""
    network = Network([Dense(4), BatchNorm(), "tanh", Dropout(0.5), Dense(1)], (3,), seed=5, dtype=np.float64)
    network.state[...] = [0.3, -0.2, 0.1, 0.5, 2, 0.5, 1.5, 0.8]
    return network


def test_one_sample_through_a_batch_normalisation_has_gradients():
    """With batch statistics one sample is its own mean: dL/dx would be 0, and the loss a constant."""
    network, target = normalised(), np.array([[0.7]])
    x = np.array([[0.4, -1.0, 0.2]])
    reading = probes.Gradients(network, MSE, x, target).measure()
    assert reading.loss == pytest.approx(losses.mean(MSE, network.forward(x), target))
    for place in range(3):
        step = np.eye(3)[place] * 1e-6
        up, down = (losses.mean(MSE, network.forward(x + side * step), target) for side in (1, -1))
        assert reading.values[0][0, place] == pytest.approx((up - down) / 2e-6, rel=1e-6)
    assert np.abs(reading.values[0]).min() > 1e-4


def test_gradients_as_in_training_draw_the_same_each_time():
    network, random = normalised(), np.random.default_rng(1)
    x, targets = random.normal(size=(8, 3)), random.normal(size=(8, 1))
    probe = probes.Gradients(network, MSE, x, targets, training=True)
    first, second = probe.measure(), probe.measure()
    np.testing.assert_array_equal(first.parameters, second.parameters)
    assert first.loss != probes.Gradients(network, MSE, x, targets).measure().loss
    np.testing.assert_allclose(first.values[0].sum(axis=0), 0, atol=1e-12)  # what all samples share is taken off


def test_a_unit_shows_its_sum():
    network = Network.dense(2, (3, 2), seed=4)
    x = np.array([0.5, -1.5])
    hidden = probes.Unit(network, 0, 2).measure(x)
    np.testing.assert_allclose(hidden.inputs, x)
    assert hidden.weighted_sum == pytest.approx(hidden.inputs @ hidden.weights + hidden.bias, abs=1e-6)
    assert hidden.z == hidden.weighted_sum
    assert hidden.a == pytest.approx(np.tanh(hidden.z), abs=1e-6)
    assert hidden.activation == "tanh"
    output = probes.Unit(network, 4, 0).measure(x)
    assert output.a == output.z == pytest.approx(network.forward(x[None])[0, 0])
    assert output.activation == "linear"


def test_a_unit_of_a_normalised_layer():
    network, x = normalised(), np.array([0.4, -1.0, 0.2])
    reading = probes.Unit(network, 0, 3).measure(x)
    assert reading.weighted_sum == pytest.approx(reading.inputs @ reading.weights + reading.bias)
    assert reading.z == pytest.approx((reading.weighted_sum - 0.5) / np.sqrt(0.8 + 1e-5))
    assert reading.a == pytest.approx(np.tanh(reading.z))


def test_a_unit_that_is_not_there():
    network = Network.dense(2, (3, 2))
    for layer, unit in ((5, 0), (1, 0), (-1, 0), (0, 3), (0, -1)):
        with pytest.raises(UnknownNameError):
            probes.Unit(network, layer, unit)
    with pytest.raises(UnknownNameError, match="known are: 1"):
        probes.Unit(Network([Flatten(), Dense(1)], (2,)), 0, 0)
