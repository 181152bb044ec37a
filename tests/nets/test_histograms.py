"""Histograms: edges on both sides of zero, and counts that add up."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from nets import BatchNorm, Conv2D, Dense, Flatten, Network, probes
from nets.errors import SettingError
from nets.probes import count, samples, symlog_edges
from tests.nets.probed import MSE


def test_edges_by_hand():
    np.testing.assert_allclose(symlog_edges(0.1, 100, 1), [-100, -10, -1, -0.1, 0.1, 1, 10, 100])
    np.testing.assert_allclose(symlog_edges(1, 50, 1), [-100, -10, -1, 1, 10, 100])
    assert len(symlog_edges(1e-8, 10, 2)) == 2 * 19


@given(st.floats(1e-30, 1e10), st.floats(1.001, 1e20), st.integers(1, 12))
def test_edges_are_mirror_images_around_a_bin_that_holds_zero(smallest, factor, per_decade):
    edges = symlog_edges(smallest, smallest * factor, per_decade)
    assert (np.diff(edges) > 0).all()
    np.testing.assert_array_equal(edges, -edges[::-1])
    middle = len(edges) // 2
    assert (edges[middle - 1], edges[middle]) == (-smallest, smallest)
    assert edges[-1] >= smallest * factor
    ratios = edges[middle + 1 :] / edges[middle:-1]
    np.testing.assert_allclose(ratios, 10 ** (1 / per_decade), rtol=1e-4)
    assert count(np.zeros(3), edges)[middle] == 3


@given(
    hnp.arrays(np.float64, st.integers(0, 60), elements=st.floats(width=64)),
    st.floats(1e-6, 1),
    st.integers(1, 5),
)
def test_every_number_is_counted_once(values, smallest, per_decade):
    edges = symlog_edges(smallest, 1e3, per_decade)
    counts = count(values, edges)
    assert counts.shape == (len(edges) + 1,)
    assert counts.sum() == (~np.isnan(values)).sum()
    assert counts[0] == (values < edges[0]).sum()
    assert counts[-1] == (values >= edges[-1]).sum()
    for place in range(len(edges) - 1):
        assert counts[place + 1] == ((edges[place] <= values) & (values < edges[place + 1])).sum()


@pytest.mark.parametrize(("smallest", "largest"), [(0, 1), (-1, 1), (1, 1), (2, 1), (1, np.inf), (np.nan, 1)])
def test_edges_that_cannot_be(smallest, largest):
    with pytest.raises(SettingError, match="above 0"):
        symlog_edges(smallest, largest, 2)
    with pytest.raises(SettingError, match="at least 1"):
        symlog_edges(1, 10, 0)


def test_histograms_by_hand():
    network = Network([Dense(3), "relu", Dense(1)], (1,), dtype=np.float64)
    network.parameters[...] = [-5, 0, 0.5, 1, 2, 0, 1, 1, 1, 0]
    x, targets = np.array([[1.0], [2.0]]), np.array([[2.5], [3.0]])
    edges = np.array([0.0, 0.5, 1.0])
    probe = probes.Histograms(network, MSE, x, targets, weights=edges, gradients=edges, activations=edges)
    first, last = probe.measure()
    assert (first.name, first.title, last.title) == ("dense 1", "hidden layer 1", "output")
    np.testing.assert_array_equal(first.weights, [1, 1, 1, 0])
    np.testing.assert_array_equal(first.biases, [0, 1, 0, 2])
    np.testing.assert_array_equal(first.activations, [0, 2, 1, 3])  # 0, 2, 0.5 and 0, 2, 1
    np.testing.assert_array_equal(last.activations, [0, 0, 0, 2])  # 2.5 and 3: nothing is left to learn
    np.testing.assert_array_equal(last.gradients, [0, 3, 0, 0])


def test_histograms_go_through_all_samples_of_any_network(monkeypatch):
    layers = [Conv2D(2, 3), BatchNorm(), "relu", Flatten(), Dense(2)]
    network = Network(layers, (5, 5, 1), dtype=np.float64)
    random = np.random.default_rng(0)
    probe = probes.Histograms(network, MSE, random.normal(size=(9, 5, 5, 1)), random.normal(size=(9, 2)))
    whole = probe.measure()
    monkeypatch.setattr(samples, "NUMBERS", 250)
    assert samples.chunk_size(network) == 2
    for one, other in zip(whole, probe.measure(), strict=True):
        for counts, again in zip(one[2:], other[2:], strict=True):
            np.testing.assert_array_equal(counts, again)
    assert [histogram.activations.sum() for histogram in whole] == [9 * 3 * 3 * 2, 9 * 2]
    assert [histogram.gradients.sum() for histogram in whole] == [3 * 3 * 2, 18 * 2]


def test_numbers_that_broke_are_left_out():
    network = Network([Dense(3)], (1,))
    network.layers[0].parameters["weights"][...] = [[np.nan, np.inf, 1]]
    (histogram,) = probes.Histograms(network, MSE, np.ones((1, 1)), np.ones((1, 3))).measure()
    assert histogram.weights.sum() == 2
    assert histogram.weights[-1] == 1


@pytest.mark.parametrize("wrong", [[0.0], [1.0, 1.0], [[0.0, 1.0]], [0, np.inf]])
@pytest.mark.parametrize("which", ["weights", "gradients", "activations"])
def test_edges_are_checked_when_the_probe_is_made(which, wrong):
    network = Network([Dense(1)], (1,))
    with pytest.raises(SettingError, match="edges"):
        probes.Histograms(network, MSE, np.ones((1, 1)), np.ones((1, 1)), **{which: np.array(wrong)})
