"""The sanity check: what is forgotten, what is compared, and that the network itself stays as it is."""

import numpy as np
import pytest

from nets import Conv2D, Dense, Flatten, Network
from nets.attribution import METHODS, gradient, rank_correlation, sanity
from nets.errors import SettingError, ShapeError, UnknownNameError
from tests.nets.attributed import IMAGE, images, network


def slow_ranks(values):
    """Of each number, how many are smaller, and half of those that are the same."""
    return np.array([sum(v < each for v in values) + (sum(v == each for v in values) + 1) / 2 for each in values])


def test_rank_correlation_by_hand():
    one = np.array([[1.0, 2, 3, 4], [1, 2, 3, 4], [1, 2, 3, 4]])
    other = np.array([[10.0, 20, 30, 1000], [4, 3, 2, 1], [2, 1, 4, 3]])
    np.testing.assert_allclose(rank_correlation(one, other), [1, -1, 0.6])


@pytest.mark.parametrize("seed", range(5))
def test_rank_correlation_is_pearson_s_of_ranks(seed):
    random = np.random.default_rng(seed)
    one, other = random.integers(0, 5, (2, 3, 4, 5)).astype(float)
    expected = [
        np.corrcoef(slow_ranks(a.ravel()), slow_ranks(b.ravel()))[0, 1] for a, b in zip(one, other, strict=True)
    ]
    np.testing.assert_allclose(rank_correlation(one, other), expected, atol=1e-12)
    np.testing.assert_allclose(rank_correlation(np.exp(one), other), expected, atol=1e-12)
    np.testing.assert_allclose(rank_correlation(one, one), 1, atol=1e-12)
    np.testing.assert_allclose(rank_correlation(one, -one), -1, atol=1e-12)


def test_rank_correlation_of_what_cannot_be_compared():
    assert np.isnan(rank_correlation(np.ones((1, 3)), np.array([[1.0, 2, 3]]))).all()
    with pytest.raises(ShapeError, match="one shape"):
        rank_correlation(np.ones((1, 3)), np.ones((1, 4)))


@pytest.mark.parametrize("name", METHODS)
@pytest.mark.parametrize("cascading", [True, False])
def test_forgetting_changes_the_picture_and_not_the_network(name, cascading):
    learned, x = network(seed=2), images(2, low=0)
    before, own = learned.parameters.copy(), METHODS[name](learned, x, 1).picture
    found = sanity(learned, x, 1, method=name, cascading=cascading)
    np.testing.assert_array_equal(learned.parameters, before)
    np.testing.assert_array_equal(METHODS[name](learned, x, 1).picture, own)
    np.testing.assert_array_equal(found.original, own)
    assert found.steps == (("dense 2", "dense 1", "conv 2", "conv 1") if cascading else ("all layers",))
    assert found.pictures.shape == (len(found.steps), *x.shape)
    for each, signed, absolute in zip(found.pictures, found.signed, found.absolute, strict=True):
        assert not np.allclose(each, own)
        np.testing.assert_allclose(signed, rank_correlation(own, each))
        np.testing.assert_allclose(absolute, rank_correlation(np.abs(own), np.abs(each)))


def test_the_cascade_forgets_one_more_layer_in_each_step():
    learned, x = network(), images()
    found = sanity(learned, x, 0, method="gradient", seed=4)
    everything = sanity(learned, x, 0, method="gradient", seed=4, cascading=False)
    np.testing.assert_array_equal(found.pictures[-1], everything.pictures[0])
    weights = learned.layers[-1].parameters["weights"]
    slopes = np.stack([gradient(learned, x, j, 7).picture.ravel() for j in range(len(weights))])
    # The picture after the first step is one of other weights of the same units before.
    inside = np.linalg.lstsq(slopes.T, found.pictures[0].ravel())[0]
    np.testing.assert_allclose(inside @ slopes, found.pictures[0].ravel(), atol=1e-10)
    assert not np.allclose(inside, weights[:, 0])


def test_only_layers_up_to_the_unit_s_forget():
    found = sanity(network(), images(), 1, 4, method="deconvolution")
    assert found.steps == ("conv 2", "conv 1")


def test_running_averages_are_forgotten_too():
    learned = network("normal")
    state = learned.state.copy()
    found = sanity(learned, images(), 1, method="gradient")
    np.testing.assert_array_equal(learned.state, state)
    assert found.steps[:3] == ("dense 2", "batch norm 4", "dense 1")
    assert found.steps[-1] == "batch norm 1"
    other = sanity(network("normal", seed=8), images(), 1, method="gradient")
    np.testing.assert_array_equal(found.pictures[-1], other.pictures[-1])  # nothing is left of what they learned
    assert not np.allclose(found.pictures[-2], other.pictures[-2])


def test_the_same_seed_forgets_alike_and_new_weights_are_not_the_first_ones():
    fresh, x = Network(network().layers, IMAGE, seed=0, dtype=np.float64), images()
    one, same, other = (sanity(fresh, x, 1, method="gradient", seed=seed) for seed in (0, 0, 1))
    np.testing.assert_array_equal(one.pictures, same.pictures)
    assert not np.allclose(one.pictures, other.pictures)
    assert np.abs(one.signed[-1]).max() < 0.9  # though the network has the weights of the same seed


def test_settings_of_the_method_are_handed_on():
    learned, x = network(), images()
    found = sanity(learned, x, 1, method="integrated gradients", baseline=x, steps=1)
    assert not found.original.any()
    assert not found.pictures.any()
    assert np.isnan(found.signed).all()


def test_what_cannot_be_checked_is_refused():
    with pytest.raises(UnknownNameError, match="method 'lime'"):
        sanity(network(), images(), 0, method="lime")
    with pytest.raises(SettingError, match="no unit 7"):
        sanity(network(), images(), 7, method="gradient")
    with pytest.raises(SettingError, match="nothing to forget as far as flatten 1"):
        sanity(Network([Flatten(), Dense(2)], IMAGE), images(), 7, 0, method="gradient")
    with pytest.raises(SettingError, match="seed"):
        sanity(Network([Conv2D(1, 2), "relu"], IMAGE), images(), 0, method="gradient", seed=-1)
