"""The plane: a landscape of the loss, and a network that is the same afterwards."""

from itertools import islice

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nets import BatchNorm, Conv2D, Dense, Flatten, Network, losses
from nets.errors import SettingError, ShapeError
from nets.probes import Plane
from nets.probes.plane import filter_normalised
from tests.nets.probed import MSE

X = np.array([[1.0, 0.0], [0.0, 1.0]])
TARGETS = np.array([[3.0], [-1.0]])


def flat() -> Network:
    """y = w₁ x₁ + w₂ x₂ + b: with `X` and `TARGETS`, the loss is ((w₁ + b - 3)² + (w₂ + b + 1)²) / 2."""
    network = Network([Dense(1)], (2,), dtype=np.float64)
    network.parameters[...] = [3, -1, 0]
    return network


def images() -> Network:
    return Network([Conv2D(3, 2), BatchNorm(), "relu", Flatten(), Dense(2)], (4, 4, 2), seed=3)


def test_a_plane_by_hand():
    directions = np.array([[1.0, 0, 0], [0, 2, 0]])
    plane = Plane(flat(), MSE, X, TARGETS, directions=directions, extent=2, resolution=5)
    a, b = np.meshgrid(plane.axis, plane.axis)
    np.testing.assert_array_equal(plane.axis, [-2, -1, 0, 1, 2])
    np.testing.assert_allclose(plane.measure(), (a**2 + (2 * b) ** 2) / 2)
    np.testing.assert_allclose(plane.parameters_at(1, -1), [4, -3, 0])
    elsewhere = Plane(flat(), MSE, X, TARGETS, centre=np.array([3, -1, 1]), directions=directions, resolution=3)
    assert elsewhere.loss_at(0, 0) == pytest.approx(1)


def test_it_comes_row_by_row_and_the_network_is_its_own_in_between():
    network = images()
    random = np.random.default_rng(0)
    plane = Plane(network, MSE, random.normal(size=(5, 4, 4, 2)), random.normal(size=(5, 2)), resolution=4)
    whole, before = plane.measure(), network.parameters.copy()
    rows = plane.rows()
    for place, row in enumerate(islice(rows, 2)):
        assert (row.row, row.b) == (place, plane.axis[place])
        np.testing.assert_array_equal(row.losses, whole[place])
        assert network.parameters.tobytes() == before.tobytes()
    del rows  # seen enough
    assert network.parameters.tobytes() == before.tobytes()
    network.parameters[...] += 1  # training goes on; the plane stays where it is
    np.testing.assert_array_equal(plane.measure(), whole)
    np.testing.assert_array_equal(network.parameters, before + 1)


def test_an_exception_leaves_the_network_as_it_was(monkeypatch):
    network = images()
    before = network.parameters.tobytes(), network.state.tobytes()
    plane = Plane(network, MSE, np.ones((2, 4, 4, 2)), np.ones((2, 2)), resolution=3)
    calls = []

    def broken(*_arguments):
        calls.append(network.parameters.tobytes())
        if len(calls) == 5:
            raise KeyboardInterrupt
        return 0.0

    monkeypatch.setattr(losses, "mean", broken)
    with pytest.raises(KeyboardInterrupt):
        plane.measure()
    assert calls[3] != before[0]
    assert (network.parameters.tobytes(), network.state.tobytes()) == before


def test_filters_of_random_directions_are_as_long_as_the_network_s():
    network = images()
    network.parameters[...] += np.random.default_rng(1).normal(size=network.parameters.shape)
    plane = Plane(network, MSE, np.ones((2, 4, 4, 2)), np.ones((2, 2)), seed=4)
    for direction in plane.directions:
        for layer in network.different:
            for name, part in network.parts(layer, direction).items():
                if name == "weights":
                    own = layer.parameters[name].reshape(-1, layer.parameters[name].shape[-1])
                    filters = part.reshape(-1, part.shape[-1])
                    np.testing.assert_allclose(np.linalg.norm(filters, axis=0), np.linalg.norm(own, axis=0), rtol=1e-5)
                else:
                    assert not part.any()
    again = Plane(network, MSE, np.ones((2, 4, 4, 2)), np.ones((2, 2)), seed=4)
    np.testing.assert_array_equal(again.directions, plane.directions)
    assert not np.array_equal(plane.directions[0], plane.directions[1])


def test_the_landscape_does_not_depend_on_how_scale_is_spread_over_layers():
    """ReLU passes scale on: doubled weights before it and halved ones behind it make the same network."""
    network = Network([Dense(6), "relu", Dense(1)], (2,), seed=2, dtype=np.float64)
    random = np.random.default_rng(0)
    x, targets = random.normal(size=(20, 2)), random.normal(size=(20, 1))
    one = Plane(network, MSE, x, targets, resolution=5).measure()
    network.layers[0].parameters["weights"][...] *= 8
    network.layers[2].parameters["weights"][...] /= 8
    np.testing.assert_allclose(Plane(network, MSE, x, targets, resolution=5).measure(), one)


def test_a_filter_of_zeros_stays():
    network = flat()
    network.parameters[...] = 0
    assert not filter_normalised(network, np.ones(3), network.parameters).any()
    with pytest.raises(SettingError, match="no plane"):
        Plane(network, MSE, X, TARGETS)


def test_overflow_is_infinite_and_no_warning():
    network = Network([Dense(1)], (2,), seed=1)
    plane = Plane(network, MSE, X, TARGETS, extent=1e30, resolution=3)
    assert np.isinf(plane.measure()[0, 0])
    assert np.isfinite(plane.measure()[1, 1])


@given(st.integers(0, 2**32 - 1), st.floats(1e-3, 1e3), st.floats(-2, 2), st.floats(-2, 2))
def test_points_of_the_plane_are_projected_onto_themselves(seed, scale, a, b):
    random = np.random.default_rng(seed)
    network = Network.dense(2, (3,), seed=1)
    directions = random.normal(size=(2, network.parameter_count)) * [[1], [scale]]
    plane = Plane(network, MSE, X, TARGETS, directions=directions, resolution=2)
    np.testing.assert_allclose(plane.project(plane.parameters_at(a, b)), [a, b], atol=1e-9, rtol=1e-9)
    off = random.normal(size=network.parameter_count)
    off -= off @ np.linalg.pinv(directions) @ directions  # perpendicular to the plane
    np.testing.assert_allclose(plane.project(plane.parameters_at(a, b) + off), [a, b], atol=1e-9, rtol=1e-9)


def test_a_path_is_projected():
    plane = Plane(flat(), MSE, X, TARGETS, directions=np.array([[1.0, 0, 0], [1, 1, 0]]))
    path = np.array([[3.0, -1, 0], [4, -1, 7], [4, 0, 0]])
    np.testing.assert_allclose(plane.project(path), [[0, 0], [1, 0], [0, 1]], atol=1e-12)
    with pytest.raises(ShapeError, match="3"):
        plane.project(np.zeros((4, 2)))


@pytest.mark.parametrize(
    ("error", "settings"),
    [
        (SettingError, {"extent": 0}),
        (SettingError, {"extent": np.inf}),
        (SettingError, {"resolution": 1}),
        (SettingError, {"resolution": 2.5}),
        (ShapeError, {"centre": np.zeros(4)}),
        (ShapeError, {"directions": np.ones((2, 4))}),
        (ShapeError, {"directions": np.ones(3)}),
        (SettingError, {"directions": np.ones((2, 3))}),
        (SettingError, {"directions": np.array([[1.0, 0, 0], [0, 0, 0]])}),
        (SettingError, {"directions": np.array([[1.0, 0, 0], [np.nan, 0, 0]])}),
    ],
)
def test_planes_that_cannot_be(error, settings):
    with pytest.raises(error):
        Plane(flat(), MSE, X, TARGETS, **settings)
