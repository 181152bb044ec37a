"""Activations: values worked by hand, large and small numbers, and the precision that single precision has."""

import numpy as np
import pytest

from nets import Activation, Dense, Network, activations
from nets.errors import NetsError, SettingError, UnknownNameError

POINTS = np.array([-40.0, -2.0, -0.5, 0.0, 0.5, 2.0, 40.0])
BY_HAND = {
    "tanh": [-1, -0.9640276, -0.4621172, 0, 0.4621172, 0.9640276, 1],
    "sigmoid": [0, 0.1192029, 0.3775407, 0.5, 0.6224593, 0.8807971, 1],
    "relu": [0, 0, 0, 0, 0.5, 2, 40],
    "leaky relu": [-0.4, -0.02, -0.005, 0, 0.5, 2, 40],
    "elu": [-1, -0.8646647, -0.3934693, 0, 0.5, 2, 40],
    "gelu": [0, -0.0454023, -0.1542860, 0, 0.3457140, 1.9545977, 40],
    "softplus": [0, 0.1269280, 0.4740770, 0.6931472, 0.9740770, 2.1269280, 40],
    "sine": [-0.7451132, -0.9092974, -0.4794255, 0, 0.4794255, 0.9092974, 0.7451132],
    "linear": POINTS,
}


@pytest.mark.parametrize("name", activations.NAMES)
def test_by_hand(name):
    network = Network([name], (len(POINTS),), dtype=np.float64)
    np.testing.assert_allclose(network.forward([POINTS])[0], BY_HAND[name], atol=1e-6)


@pytest.mark.parametrize("name", activations.NAMES)
def test_large_numbers_stay_finite_on_both_ways(name):
    extreme = np.array([-1e30, -1e20, -1e4, -100, 100, 1e4, 1e20, 1e30], np.float32)
    network = Network([name], extreme.shape)
    run = network.run([extreme])
    assert np.isfinite(run.output).all()
    assert np.isfinite(network.backward(run, 1).values[0]).all()


def test_relu_of_the_largest_numbers():
    largest = np.array([-np.inf, -2.5e38, 2.5e38], np.float32)
    np.testing.assert_array_equal(activations.relu(largest), np.array([0, 0, 2.5e38], np.float32))
    network = Network(["relu"], (2,))
    np.testing.assert_array_equal(network.forward([largest[1:]]), [[0, largest[2]]])


def test_the_derivative_of_relu_at_zero_is_zero():
    network = Network(["relu"], (4,))
    run = network.run([[-0.0, 0.0, -1e-30, 1e-30]])
    np.testing.assert_array_equal(network.backward(run, 1).values[0], [[0, 0, 0, 1]])


@pytest.mark.parametrize("name", ["tanh", "elu", "sine", "gelu"])
@pytest.mark.parametrize("n", [1, 40, 1000])
def test_small_numbers_keep_their_digits_in_single_precision(name, n):
    """Near 0 these are z times their slope there; forms that are quick on long arrays once answered 0 to 1e-8."""
    z = np.float32(10.0) ** -np.arange(3, 12, dtype=np.float32)
    y = Network([name], z.shape).forward(np.tile(z, (n, 1)))
    exact = activations.named(name).value(z.astype(np.float64))
    np.testing.assert_allclose(y, np.tile(exact, (n, 1)), rtol=3e-6)


@pytest.mark.parametrize("name", activations.NAMES)
def test_single_precision_is_right_to_a_few_digits_of_its_last_ones(name):
    """Softplus and GELU are small where they are differences of large numbers: there the error counts beside 1."""
    z = np.random.default_rng(0).normal(0, 2, (500, 7)).astype(np.float32)
    f = activations.named(name)
    exact = f.value(z.astype(np.float64))
    np.testing.assert_allclose(f.value(z), exact, rtol=5e-7, atol=2e-7)
    assert f.value(z).dtype == f.derivative(z, f.value(z)).dtype or name == "relu"


def test_the_answer_for_a_sample_does_not_depend_on_how_many_come_with_it():
    network = Network.dense(2, (30, 30, 30), 3, activation="tanh", seed=1)
    network.parameters *= 1e-3
    x = np.random.default_rng(0).normal(0, 1e-3, (3000, 2))
    together, alone = network.forward(x)[:5], network.forward(x[:5])
    assert np.abs(together - alone).max() <= 1e-6 * np.abs(alone).max()


def test_a_deep_network_of_tiny_weights_does_not_answer_zero():
    network = Network.dense(2, (8, 8, 8, 8), 1, activation="tanh", seed=1)
    network.parameters *= 1e-2
    x = np.random.default_rng(0).normal(size=(500, 2))
    exact = Network.dense(2, (8, 8, 8, 8), 1, activation="tanh", dtype=np.float64)
    exact.parameters[...] = network.parameters
    answers = network.forward(x)
    assert answers.all()
    np.testing.assert_allclose(answers, exact.forward(x), rtol=1e-4, atol=1e-16)


def test_softmax_by_hand():
    np.testing.assert_allclose(activations.softmax(np.log([[1.0, 3.0, 4.0]])), [[0.125, 0.375, 0.5]])
    np.testing.assert_allclose(activations.softmax(np.array([[1e4, 0.0]])), [[1, 0]])


def test_softmax_is_no_activation_but_part_of_its_loss():
    with pytest.raises(SettingError, match=r"linear output .*'softmax cross-entropy'"):
        Activation("softmax")


def test_unknown_names_are_answered_with_the_known_ones():
    with pytest.raises(UnknownNameError, match=r"'thanh'.*tanh, sigmoid"):
        Activation("thanh")
    with pytest.raises(UnknownNameError, match=r"'thanh'.*tanh, sigmoid"):
        Network([Dense(1), "thanh"], (2,))
    with pytest.raises(UnknownNameError, match="xavier"):
        Dense(1, initializer="best")
    assert issubclass(UnknownNameError, NetsError)
    assert issubclass(NetsError, ValueError)
