"""Summaries: signals and gradients of every layer, in little memory."""

import tracemalloc

import numpy as np
import pytest

from nets import BatchNorm, Conv2D, Dense, Dropout, Flatten, Network, Trainer, probes
from nets.errors import SettingError
from nets.probes import samples
from tests.nets.probed import busy, digits


def test_a_summary_by_hand():
    x = np.array([[1.0, 1.0], [2.0, 0.0]])
    network = Network([Dense(4), "relu", Dense(1)], (2,), dtype=np.float64)
    dense, output = network.layers[0].parameters, network.layers[2].parameters
    dense["weights"][...] = [[1, -1, 0, 3], [0, -1, 0, 3]]
    dense["biases"][...] = [0, 0, -1, 0]
    run = Trainer(network, train=(x, np.array([0.0, 1.0])), learning_rate=0.5)
    first, last = probes.Summary(run).measure()
    assert (first.name, first.title, first.activation) == ("dense 1", "hidden layer 1", "relu")
    assert (last.name, last.title, last.activation) == ("dense 2", "output", "linear")
    assert first.dead == 0.5
    assert first.mean == pytest.approx((1 + 6 + 2 + 6) / 8)
    assert first.deviation == pytest.approx(np.std([1, 0, 0, 6, 2, 0, 0, 6]))
    assert first.saturated == 0
    gradient = probes.Gradients(network, run.loss, *run.samples).measure().layers["dense 2"]
    length = np.linalg.norm(np.append(gradient["weights"], gradient["biases"]))
    assert last.gradient_norm == pytest.approx(length)
    assert last.gradient_size == pytest.approx(length / np.sqrt(5))
    assert last.update_ratio == pytest.approx(0.5 * length / np.linalg.norm(output["weights"]))


def test_saturation_is_seen():
    network = Network([Dense(2), "tanh", Dense(1), "sigmoid"], (1,), dtype=np.float64)
    network.parameters[...] = [0, 0, 5, 0.1, 0, 0, -9]
    first, last = probes.Summary(Trainer(network, train=(np.ones((3, 1)), np.ones(3)))).measure()
    assert (first.saturated, last.saturated) == (0.5, 1)


def test_dead_units_behind_a_normalisation_are_seen():
    """The activation is a layer of its own, and what it gets comes from the normalisation."""
    layers = [Conv2D(4, 3), BatchNorm(), "relu", Flatten(), Dense(1)]
    images = np.random.default_rng(0).normal(size=(6, 5, 5, 1))
    network = Network(layers, (5, 5, 1))
    network.layers[1].parameters["shift"][:3] = -100
    first, last = probes.Summary(Trainer(network, train=(images, np.ones(6)))).measure()
    assert (first.name, first.activation, first.dead) == ("conv 1", "relu", 0.75)
    assert (last.name, last.activation) == ("dense 1", "linear")


def test_chunks_say_the_same_as_all_at_once(monkeypatch):
    run = busy(optimizer="sgd", clip_norm=0.0)
    run.run(20)
    whole = probes.Summary(run).measure()
    monkeypatch.setattr(samples, "NUMBERS", 200)
    assert 1 < samples.chunk_size(run.network) < 10
    for one, other in zip(whole, probes.Summary(run).measure(), strict=True):
        assert one[:4] == other[:4]
        np.testing.assert_allclose(one[4:], other[4:], rtol=1e-4, atol=1e-7)


def test_layers_without_weights_are_left_out():
    layers = [Conv2D(2, 3), "relu", "tanh", Flatten(), Dropout(0.5), Dense(1)]
    images = np.random.default_rng(0).normal(size=(6, 5, 5, 1))
    run = Trainer(Network(layers, (5, 5, 1)), train=(images, np.ones(6)))
    assert [layer.name for layer in probes.Summary(run).measure()] == ["conv 1", "dense 1"]


def test_a_summary_looks_at_the_first_samples_only():
    x = np.array([[1.0], [3.0], [100.0]])
    network = Network([Dense(1)], (1,), dtype=np.float64)
    network.parameters[...] = [1, 0]
    run = Trainer(network, train=(x, np.zeros(3)))
    assert probes.Summary(run, samples=2).measure()[0].mean == pytest.approx(2)
    with pytest.raises(SettingError, match="at least 1"):
        probes.Summary(run, samples=0)


def test_the_digits_are_summarised_in_little_memory():
    random = np.random.default_rng(0)
    images, labels = random.random((256, 24, 24, 1), np.float32), random.integers(0, 10, 256)
    run = Trainer(digits(), train=(images, labels), loss="softmax cross-entropy")
    summary = probes.Summary(run)
    tracemalloc.start()
    try:
        measured = summary.measure()
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert [layer.name for layer in measured] == ["conv 1", "conv 2", "dense 1"]
    assert peak < 20e6
