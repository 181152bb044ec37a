"""Percentiles: those of all numbers of a layer, whatever chunks they come in."""

import numpy as np
import pytest

from nets import Activation, Dense, Network, losses, probes
from nets.errors import ShapeError
from nets.probes import samples
from nets.probes.percentiles import SHARES, percentiles

MSE = losses.named("mean squared error")


def test_percentiles_are_those_of_all_weights_gradients_and_activations(monkeypatch):
    network = Network([Dense(5), Activation("tanh"), Dense(2)], (3,), seed=4, dtype=np.float64)
    random = np.random.default_rng(0)
    x, targets = random.normal(size=(40, 3)), random.normal(size=(40, 2))
    run = network.run(x)
    gradient = network.backward(run, MSE.gradient(run.output, targets)).parameters
    monkeypatch.setattr(samples, "NUMBERS", 50)  # so that they go through the network in several chunks
    first, last = probes.Percentiles(network, MSE, x, targets).measure()
    dense = network.layers[0]
    np.testing.assert_allclose(first.weights, np.percentile(dense.parameters["weights"], SHARES))
    np.testing.assert_allclose(first.gradients, np.percentile(network.parts(dense, gradient)["weights"], SHARES))
    np.testing.assert_allclose(first.activations, np.percentile(run.values[2], SHARES))
    np.testing.assert_allclose(last.activations, np.percentile(run.output, SHARES))


def test_what_is_no_number_is_left_out():
    np.testing.assert_array_equal(percentiles(np.array([np.nan, 3.0, np.inf])), [3.0] * 5)
    assert np.isnan(percentiles(np.array([np.nan]))).all()


def test_samples_must_fit():
    with pytest.raises(ShapeError):
        probes.Percentiles(Network([Dense(1)], (3,)), MSE, np.ones((4, 2)), np.ones((4, 1)))
