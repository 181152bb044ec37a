"""The network: one flat vector, views of it, names, a summary, and what it refuses."""

import numpy as np
import pytest

from nets import BatchNorm, Conv2D, Dense, Dropout, Flatten, MaxPool, Mode, Network
from nets.errors import DataError, SettingError, ShapeError
from nets.layers import Embedding


def test_all_weights_are_views_of_one_vector():
    network = Network.dense(3, (4, 5), 2)
    assert network.parameters.dtype == np.float32
    assert network.parameter_count == network.parameters.size == 4 * 4 + 5 * 5 + 6 * 2
    for layer, shape in zip(network.layers[::2], [(3, 4), (4, 5), (5, 2)], strict=True):
        assert isinstance(layer, Dense)
        assert layer.weights.shape == shape
        assert layer.biases.shape == shape[1:]
        assert layer.parameters == {"weights": layer.weights, "biases": layer.biases}
        assert np.shares_memory(layer.weights, network.parameters)
    network.parameters[...] = 7
    assert (network.layers[2].parameters["weights"] == 7).all()


def test_a_layer_can_be_used_in_two_networks():
    layer = Dense(2)
    one, two = Network([layer], (3,), seed=0), Network([layer], (5,), seed=1)
    assert one.layers[0].parameters["weights"].shape == (3, 2)
    assert two.layers[0].parameters["weights"].shape == (5, 2)
    assert not np.shares_memory(one.parameters, two.parameters)
    assert not layer.parameters


def test_a_layer_that_is_given_twice_is_one_layer():
    shared = Dense(3)
    network = Network([shared, "tanh", shared, "tanh", Dense(3)], (3,))
    assert network.parameter_count == 2 * 12
    assert network.layers[0] is network.layers[2]
    assert [layer.name for layer in network.layers] == ["dense 1", "tanh 1", "dense 1", "tanh 2", "dense 2"]
    assert [layer.name for layer in network.different] == ["dense 1", "tanh 1", "tanh 2", "dense 2"]
    x = np.array([[1.0, -1, 2]], np.float32)
    weights, biases = shared_values(network)
    twice = np.tanh(np.tanh(x @ weights + biases) @ weights + biases)
    np.testing.assert_allclose(network.run(x).values[4], twice, rtol=1e-5)
    with pytest.raises(ShapeError, match=r"dense 1 is used for samples \(2,\) and again for samples \(3,\)"):
        Network([shared, shared], (2,))


def shared_values(network):
    return network.layers[0].parameters["weights"], network.layers[0].parameters["biases"]


def test_first_weights_can_be_drawn_again():
    network = Network([Dense(3), BatchNorm(), Dense(1)], (2,), seed=1)
    first = network.parameters.copy()
    network.state[...] = 9
    network.initialise()
    np.testing.assert_array_equal(network.parameters, first)
    np.testing.assert_array_equal(network.state, [0, 0, 0, 1, 1, 1])
    network.initialise(2)
    assert not np.array_equal(network.parameters, first)
    np.testing.assert_array_equal(network.parameters, Network(network.layers, (2,), seed=2).parameters)


def test_first_weights_do_not_depend_on_layers_that_learn_nothing():
    bare = Network([Dense(4), "tanh", Dense(3), Dense(1)], (2,), seed=5)
    dropped = Network([Dropout(0.1), Dense(4), "relu", Dropout(0.5), Dense(3), Flatten(), Dense(1)], (2,), seed=5)
    np.testing.assert_array_equal(bare.parameters, dropped.parameters)


def test_first_weights_of_layers_of_one_shape_differ():
    network = Network([Dense(4), Dense(4), Dense(4)], (4,))
    assert len({layer.parameters["weights"].tobytes() for layer in network.layers}) == 3


def test_answers_are_new_arrays():
    network = Network.dense(2)
    x = np.ones((3, 2))
    first = network.forward(x)
    kept = first.copy()
    network.forward(2 * x)
    np.testing.assert_array_equal(first, kept)
    assert first.shape == (3, 1)
    np.testing.assert_allclose(network.forward(x[:1]), kept[:1], rtol=1e-6)


def test_a_run_keeps_what_every_layer_gives():
    network = Network.dense(2, (3,), 1, activation="tanh", dtype=np.float64)
    x = np.random.default_rng(0).normal(size=(300, 2))
    run = network.run(x)
    np.testing.assert_array_equal(run.values[0], x)
    np.testing.assert_array_equal(np.tanh(run.values[1]), run.values[2])
    assert [value.shape for value in run.values] == [(300, 2), (300, 3), (300, 3), (300, 1)]
    assert run.output is run.values[-1]
    assert len(run.caches) == len(network.layers)
    np.testing.assert_allclose(network.forward(x), run.output, rtol=1e-12)


def test_a_batch_is_whole_where_samples_depend_on_one_another():
    network = Network([BatchNorm()], (2,), dtype=np.float64)
    x = np.random.default_rng(0).normal(3, 2, (1000, 2))
    answers = network.forward(x, Mode(training=True))
    np.testing.assert_allclose(answers.mean(axis=0), 0, atol=1e-12)
    np.testing.assert_allclose(answers.std(axis=0), 1, atol=1e-5)


def test_the_parts_of_a_vector_are_views_by_name():
    network = Network.dense(2, (3,))
    changes = np.arange(network.parameter_count)
    parts = network.parts(network.layers[0], changes)
    np.testing.assert_array_equal(parts["weights"], [[0, 1, 2], [3, 4, 5]])
    np.testing.assert_array_equal(parts["biases"], [6, 7, 8])
    parts["biases"][1] = 99
    assert changes[7] == 99
    assert network.parts(network.layers[1], changes) == {}


def test_weights_are_penalised_and_nothing_else():
    network = Network([Embedding(3, 2), Flatten(), Dense(2), BatchNorm(), Dense(1)], (2,))
    by_name = {layer.name: network.parts(layer, network.penalised()) for layer in network.layers}
    found = {(name, part): value.mean() for name, parts in by_name.items() for part, value in parts.items()}
    assert {where for where, share in found.items() if share == 1} == {
        ("embedding 1", "weights"),
        ("dense 1", "weights"),
        ("dense 2", "weights"),
    }
    assert set(found.values()) == {0, 1}


def test_a_summary_can_be_read():
    network = Network([Conv2D(8, 5, padding="same"), "relu", MaxPool(2), Flatten(), Dense(10)], (24, 24, 1))
    assert network.summary().splitlines() == [
        "layer       shape        parameters",
        "input       24 × 24 × 1           0",
        "conv 1      24 × 24 × 8         208",
        "relu 1      24 × 24 × 8           0",
        "max pool 1  12 × 12 × 8           0",
        "flatten 1   1152                  0",
        "dense 1     10               11,530",
        "total                        11,738",
    ]
    shared = Dense(2)
    assert [row.split()[-1] for row in Network([shared, shared], (2,)).summary().splitlines()[1:]] == list("0606")


@pytest.mark.parametrize("wrong", [np.ones(2), np.ones((3, 3)), np.ones((0, 2)), np.ones((1, 2, 1)), 7])
def test_samples_of_another_shape_are_refused(wrong):
    for ask in (Network.dense(2).forward, Network.dense(2).run):
        with pytest.raises(ShapeError, match=r"\(N, 2\), N at least 1; got"):
            ask(wrong)


@pytest.mark.parametrize("wrong", [[[1, np.nan]], [[np.inf, 0]], [["one", "two"]], [[1, 2], [3]]])
def test_samples_that_are_no_numbers_are_refused(wrong):
    for ask in (Network.dense(2).forward, Network.dense(2).run):
        with pytest.raises(DataError, match=r"NaN or infinite|must be numbers in rows of equal length"):
            ask(wrong)


@pytest.mark.parametrize(
    ("make", "says"),
    [
        (lambda: Network([], (2,)), "at least one"),
        (lambda: Network(Dense(2), (2,)), "list of layers"),  # pyright: ignore[reportArgumentType]
        (lambda: Network("tanh", (2,)), "list of layers"),
        (lambda: Network(None, (2,)), "list of layers"),  # pyright: ignore[reportArgumentType]
        (lambda: Network([Dense(2), 3], (2,)), "not of 3"),  # pyright: ignore[reportArgumentType]
        (lambda: Network([Dense], (2,)), "names of activations, not of"),  # pyright: ignore[reportArgumentType]
        (lambda: Network([Dense(1)], 2), r"a tuple, as in \(2,\).*got 2"),  # pyright: ignore[reportArgumentType]
        (lambda: Network([Dense(1)], ()), r"got \(\)"),
        (lambda: Network([Dense(1)], (0,)), "at least 1, not 0"),
        (lambda: Network([Dense(1)], (2,), seed=-1), "seed .*-1"),
        (lambda: Network([Dense(1)], (2,), seed=0.5), "seed .*0.5"),  # pyright: ignore[reportArgumentType]
        (lambda: Network.dense(dtype=np.float16), "float32 or float64, not in float16"),
        (lambda: Network.dense(dtype="real"), "float32 or float64, not in real"),
        (lambda: Network.dense(0), "at least 1, not 0"),
        (lambda: Network.dense(2, 8), r"as in \(8, 8\); got 8"),  # pyright: ignore[reportArgumentType]
        (lambda: Network.dense(2, "8"), "got '8'"),  # pyright: ignore[reportArgumentType]
        (lambda: Network.dense(2, (8, 0)), "units .*not 0"),
    ],
)
def test_impossible_networks_are_refused(make, says):
    with pytest.raises(SettingError, match=says):
        make()
