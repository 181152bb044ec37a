"""Sequences of codes become numbers, and a dense layer treats each step of a sequence alike."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nets.errors import DataError, SettingError, ShapeError
from nets.layers import GRU, KINDS, LSTM, Dense, Embedding, OneHot
from nets.network import Network
from tests.nets.gradients import built, check

SEEDS = st.integers(0, 10_000)
SMALL = st.integers(1, 4)


def test_codes_become_numbers():
    x = np.array([[0, 2, 2], [1, 0, 3]])
    one_hot = Network([OneHot(4)], (3,)).forward(x)
    np.testing.assert_array_equal(one_hot[0], [[1, 0, 0, 0], [0, 0, 1, 0], [0, 0, 1, 0]])
    np.testing.assert_array_equal(one_hot[1], [[0, 1, 0, 0], [1, 0, 0, 0], [0, 0, 0, 1]])
    network = Network([Embedding(4, 2)], (3,))
    network.layers[0].parameters["weights"][...] = [[1, 2], [3, 4], [5, 6], [7, 8]]
    run = network.run(x)
    np.testing.assert_array_equal(run.output[0], [[1, 2], [5, 6], [5, 6]])
    found = network.backward(run, np.ones((2, 3, 2)))
    np.testing.assert_array_equal(network.parts(network.layers[0], found.parameters)["weights"][:, 0], [2, 1, 2, 1])


def test_an_embedding_is_a_dense_layer_on_one_hot_codes():
    x = np.random.default_rng(4).integers(0, 7, (5, 6))
    embedding, dense = Network([Embedding(7, 3)], (6,)), Network([OneHot(7), Dense(3)], (6,))
    dense.layers[1].parameters["weights"][...] = embedding.parameters.reshape(7, 3)
    np.testing.assert_array_equal(embedding.forward(x), dense.forward(x))


@pytest.mark.parametrize("layer", [OneHot(4), Embedding(4, 2)])
@pytest.mark.parametrize("wrong", [4, -1, 0.5])
def test_what_is_no_code_is_named(layer, wrong):
    with pytest.raises(DataError, match=f"0 to 3; got {wrong}"):
        Network([layer], (3,)).forward(np.array([[0, 1, wrong]]))


@settings(max_examples=15, deadline=None)
@given(seed=SEEDS, n=SMALL, steps=st.integers(1, 6), codes=SMALL, size=SMALL)
def test_gradients_from_codes(seed, n, steps, codes, size):
    check([Embedding(codes, size), GRU(2)], (steps,), seed=seed, n=n, codes=codes)
    check([OneHot(codes), LSTM(2, sequence=True), Dense(2)], (steps,), seed=seed, n=n, codes=codes)


@settings(max_examples=15, deadline=None)
@given(seed=SEEDS, n=SMALL, steps=st.integers(1, 5), features=SMALL, units=SMALL)
def test_dense_treats_each_step_alike(seed, n, steps, features, units):
    check([Dense(units)], (steps, features), seed=seed, n=n)
    network = built([Dense(units)], (steps, features), seed)
    flat = Network([Dense(units)], (features,), dtype=np.float64)
    flat.parameters[...] = network.parameters
    x = np.random.default_rng(seed).normal(0, 1, (n, steps, features))
    np.testing.assert_allclose(
        network.forward(x), flat.forward(x.reshape(-1, features)).reshape(n, steps, units), atol=1e-14
    )


@pytest.mark.parametrize(
    ("layer", "shape", "says"),
    [
        (OneHot(3), (4, 2), r"one hot 1 .*\(4, 2\)"),
        (Embedding(3, 2), (4, 2), r"embedding 1 .*\(4, 2\)"),
        (Dense(3), (4, 4, 1), r"dense 1 .*\(4, 4, 1\).*Flatten"),
    ],
)
def test_layers_that_do_not_fit_are_named_with_shapes(layer, shape, says):
    with pytest.raises(ShapeError, match=says):
        Network([layer], shape)


@pytest.mark.parametrize("make", [lambda: OneHot(0), lambda: Embedding(0, 2), lambda: Embedding(2, 0)])
def test_impossible_settings_are_refused(make):
    with pytest.raises(SettingError):
        make()


@pytest.mark.parametrize("layer", [OneHot(4), Embedding(4, 2, initializer="lecun")])
def test_settings_make_the_same_layer_again(layer):
    again = KINDS[layer.kind](**layer.settings())
    assert type(again) is type(layer)
    assert again.settings() == layer.settings()
