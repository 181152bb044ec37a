"""Recurrent layers: against the papers, against differences, in chunks with a memory, and at a task that needs one."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nets import initializers
from nets.errors import SettingError, ShapeError
from nets.layers import GRU, INFERENCE, KINDS, LSTM, BatchNorm, Dense, Dropout, Embedding, Mode, OneHot, SimpleRNN
from nets.losses import CrossEntropy
from nets.network import Network
from tests.nets.gradients import built, check
from tests.nets.recurrent_reference import slope, unroll

RECURRENT = [SimpleRNN, GRU, LSTM]
SEEDS = st.integers(0, 10_000)
SMALL = st.integers(1, 4)
SHAPES = st.tuples(st.integers(1, 6), SMALL)


@pytest.mark.parametrize("layer", RECURRENT)
@settings(max_examples=25, deadline=None)
@given(seed=SEEDS, shape=SHAPES, units=SMALL, n=SMALL, sequence=st.booleans(), training=st.booleans())
def test_gradients(layer, seed, shape, units, n, sequence, training):
    check([layer(units, sequence=sequence)], shape, seed=seed, n=n, training=training)


@settings(max_examples=25, deadline=None)
@given(
    seed=SEEDS,
    shape=SHAPES,
    n=st.integers(2, 4),
    kinds=st.lists(st.sampled_from(RECURRENT), min_size=1, max_size=3),
    last=st.booleans(),
    training=st.booleans(),
)
def test_gradients_of_a_stack(seed, shape, n, kinds, last, training):
    hidden = [layer for kind in kinds for layer in (kind(3, sequence=True), Dropout(0.3), BatchNorm())]
    layers = [Dense(2), *hidden, Dense(3), "tanh", GRU(2, sequence=last), Dense(2)]
    check(layers, shape, seed=seed, n=n, training=training)


@pytest.mark.parametrize("layer", RECURRENT)
@settings(max_examples=10, deadline=None)
@given(seed=SEEDS, n=SMALL, steps=st.integers(1, 5), units=SMALL)
def test_gradients_of_a_layer_that_is_used_twice(layer, seed, n, steps, units):
    shared = layer(units, sequence=True)
    check([shared, "tanh", shared], (steps, units), seed=seed, n=n)


@pytest.mark.parametrize("layer", RECURRENT)
@settings(max_examples=25, deadline=None)
@given(seed=SEEDS, shape=SHAPES, units=SMALL, n=SMALL)
def test_the_papers_say_the_same(layer, seed, shape, units, n):
    network = built([layer(units, sequence=True)], shape, seed)
    last = built([layer(units)], shape, seed)
    x = np.random.default_rng(seed).normal(0, 1, (n, *shape))
    expected = unroll(layer.kind, network.layers[0].parameters, x)
    np.testing.assert_allclose(network.forward(x), expected, atol=1e-13)
    np.testing.assert_allclose(last.forward(x), expected[:, -1], atol=1e-13)


LENGTHS = st.lists(st.integers(1, 4), min_size=1, max_size=4)


@pytest.mark.parametrize("layer", RECURRENT)
@settings(max_examples=25, deadline=None)
@given(seed=SEEDS, lengths=LENGTHS, features=SMALL, units=SMALL, n=SMALL)
def test_chunks_are_the_unrolled_network_with_its_gradient_cut(layer, seed, lengths, features, units, n):
    """The gradients of Σ outputs * weights: the chunks' together are those of the whole, cut; of one chunk, uncut."""
    random = np.random.default_rng(seed)
    borders = [int(border) for border in np.cumsum(lengths)[:-1]]
    x = random.normal(0, 1, (n, sum(lengths), features))
    weights = random.normal(0, 1, (n, sum(lengths), units))
    mode = Mode(training=True, keeps=True, carried={})
    outputs, samples, gradient, own = [], [], 0, {}
    for chunk, weight in zip(np.split(x, borders, axis=1), np.split(weights, borders, axis=1), strict=True):
        network = built([layer(units, sequence=True, carry=True)], (chunk.shape[1], features), seed)
        run = network.run(chunk, mode)
        found = network.backward(run, weight)
        outputs.append(run.output)
        samples.append(found.values[0])
        gradient = gradient + found.parameters
        own = network.layers[0].parameters

    np.testing.assert_allclose(np.concatenate(outputs, axis=1), unroll(layer.kind, own, x), atol=1e-13)
    dx = np.concatenate(samples, axis=1)
    along = {name: random.normal(0, 1, value.shape) for name, value in own.items()}
    beside = random.normal(0, 1, x.shape)
    slopes = slope(
        lambda x, *values: unroll(layer.kind, dict(zip(own, values, strict=True)), x, cuts=borders),
        [x, *own.values()],
        [beside, *along.values()],
    )
    flat = np.concatenate([value.ravel() for value in along.values()])
    np.testing.assert_allclose(gradient @ flat + (dx * beside).sum(), (slopes * weights).sum(), rtol=1e-11, atol=1e-11)


@pytest.mark.parametrize("layer", RECURRENT)
def test_chunks_and_the_whole_give_the_same_bits_or_nearly(layer):
    x = np.random.default_rng(1).normal(0, 1, (5, 24, 3))
    whole, part = (built([layer(4, carry=True)], (steps, 3)) for steps in (24, 6))
    mode = Mode(keeps=True, carried={})
    given = [part.run(x[:, start : start + 6], mode).output for start in range(0, 24, 6)]
    np.testing.assert_allclose(given[-1], whole.forward(x), atol=1e-15)


@pytest.mark.parametrize("layer", RECURRENT)
def test_a_memory_is_carried_only_where_both_sides_want_it(layer):
    x = np.random.default_rng(2).normal(0, 1, (3, 4, 2))
    carrying, forgetful = (built([layer(3, carry=carry)], (4, 2)) for carry in (True, False))
    fresh = carrying.forward(x)
    mode = Mode(keeps=True, carried={})
    np.testing.assert_array_equal(carrying.forward(x), fresh)
    np.testing.assert_array_equal(forgetful.run(x, mode).output, fresh)
    np.testing.assert_array_equal(carrying.run(x, mode).output, fresh)
    assert abs(carrying.run(x, mode).output - fresh).max() > 1e-3
    np.testing.assert_array_equal(forgetful.run(x, mode).output, fresh)
    with pytest.raises(ShapeError, match=rf"{layer.kind} 1 carries \(3, 3\).*\(2, 3\)"):
        carrying.run(x[:2], mode)


@pytest.mark.parametrize("layer", RECURRENT)
def test_looking_leaves_the_carried_memory_as_it_is(layer):
    x = np.random.default_rng(3).normal(0, 1, (3, 4, 2))
    network, carried = built([layer(3, carry=True)], (4, 2)), {}
    network.run(x, Mode(keeps=True, carried=carried))
    kept = {key: value.copy() for key, value in carried.items()}
    looks = [network.run(x, Mode(carried=carried)).output for _ in range(2)]
    np.testing.assert_array_equal(looks[0], looks[1])
    assert set(carried) == {(f"{layer.kind} 1", name) for name in layer.memory}
    for key, value in kept.items():
        np.testing.assert_array_equal(carried[key], value)


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
@pytest.mark.parametrize("layer", RECURRENT)
def test_everything_is_in_the_precision_of_the_network(layer, dtype):
    layers = [Embedding(5, 3), layer(4, sequence=True, carry=True), Dense(3), layer(2), Dense(1)]
    for network in (Network(layers, (6,), dtype=dtype), Network([OneHot(5), *layers[1:]], (6,), dtype=dtype)):
        carried = {}
        mode = Mode(training=True, keeps=True, carried=carried)
        _, run = [network.run(np.ones((3, 6)), mode) for _ in range(2)]
        found = network.backward(run, np.ones((3, 1)))
        seen = [*run.values, *found.values, found.parameters, *carried.values(), *arrays(run.caches)]
        assert {array.dtype for array in seen if array.dtype != np.intp} == {np.dtype(dtype)}
        for place, each in enumerate(network.layers):  # before adding to the flat gradient would hide it
            dx, named = each.backward(found.values[place + 1], run.caches[place])
            assert {array.dtype for array in (dx, *named.values())} == {np.dtype(dtype)}


def arrays(cache):
    if isinstance(cache, np.ndarray):
        return [cache]
    return [array for part in cache for array in arrays(part)] if isinstance(cache, (list, tuple)) else []


@settings(max_examples=30, deadline=None)
@given(seed=SEEDS, rows=st.integers(1, 8), columns=st.integers(1, 8))
def test_orthogonal_matrices(seed, rows, columns):
    q = initializers.draw("orthogonal", np.random.default_rng(seed), 0, 0, (rows, columns))
    product = q.T @ q if rows >= columns else q @ q.T
    np.testing.assert_allclose(product, np.eye(min(rows, columns)), atol=1e-14)


def test_directions_of_orthogonal_matrices_are_equally_likely():
    random = np.random.default_rng(0)
    corners = [initializers.draw("orthogonal", random, 0, 0, (3, 3)).trace() for _ in range(2000)]
    assert abs(np.mean(corners)) < 0.1


@pytest.mark.parametrize("layer", RECURRENT)
def test_first_values(layer):
    network = Network([layer(6)], (9, 2), dtype=np.float64)
    own = network.layers[0].parameters
    for block in np.split(own["recurrent_weights"], layer.gates, axis=1):
        np.testing.assert_allclose(block.T @ block, np.eye(6), atol=1e-14)
    assert abs(own["weights"]).max() <= np.sqrt(6 / (2 + 6))
    assert len(np.unique(own["weights"])) == own["weights"].size
    forget = np.arange(own["biases"].size) // 6 == 1
    np.testing.assert_array_equal(own["biases"], forget * (layer is LSTM))
    penalised = network.parts(network.layers[0], network.penalised())
    assert {name for name, part in penalised.items() if part.all()} == {"weights", "recurrent_weights"}


def test_shapes_follow_from_the_input():
    layers = [Embedding(10, 4), SimpleRNN(5, sequence=True), GRU(6, sequence=True), Dense(7), LSTM(8), Dense(1)]
    network = Network(layers, (12,))
    assert [layer.shape for layer in network.layers] == [(12, 4), (12, 5), (12, 6), (12, 7), (8,), (1,)]
    assert [layer.name for layer in network.layers[1:3]] == ["simple rnn 1", "gru 1"]


@pytest.mark.parametrize(
    ("layers", "shape", "says"),
    [
        ([GRU(3)], (4,), r"gru 1 .*\(4,\).*Embedding"),
        ([LSTM(3), LSTM(3)], (4, 2), r"lstm 2 .*\(3,\)"),
        ([SimpleRNN(3)], (4, 4, 1), r"simple rnn 1 .*\(4, 4, 1\)"),
    ],
)
def test_layers_that_do_not_fit_are_named_with_shapes(layers, shape, says):
    with pytest.raises(ShapeError, match=says):
        Network(layers, shape)


@pytest.mark.parametrize("layer", RECURRENT)
def test_settings_make_the_same_layer_again(layer):
    one = layer(3, sequence=True, carry=True, initializer="glorot", recurrent_initializer="zeros")
    again = KINDS[one.kind](**one.settings())
    assert type(again) is layer
    assert again.settings() == one.settings()
    with pytest.raises(SettingError):
        layer(0)


def train(network, batches, rate=0.02):
    """Adam, written out, on the binary cross-entropy of each step; see `nets.optimizers` for its source."""
    loss, first, second = CrossEntropy(), 0, 0
    for count, (x, labels) in enumerate(batches, 1):
        run = network.run(x, Mode(training=True))
        gradient = network.backward(run, loss.gradient(run.output, labels)).parameters
        first = 0.9 * first + 0.1 * gradient
        second = 0.999 * second + 0.001 * gradient**2
        scaled = first / (1 - 0.9**count) / (np.sqrt(second / (1 - 0.999**count)) + 1e-8)
        network.parameters -= (rate * scaled).astype(network.dtype)


def echoes(count, seed, delay=3, steps=12, n=32):
    """Bits, and what they were `delay` steps ago (0 at the first ones): (N, T, 1) each."""
    random = np.random.default_rng(seed)
    for _ in range(count):
        bits = random.integers(0, 2, (n, steps, 1)).astype(np.float32)
        yield bits, np.concatenate([np.zeros_like(bits[:, :delay]), bits[:, :-delay]], axis=1)


def test_a_gru_learns_to_repeat_what_it_saw_three_steps_ago():
    network = Network([GRU(12, sequence=True), Dense(1)], (12, 1), seed=1)
    forgetful = Network([Dense(12), "tanh", Dense(1)], (12, 1), seed=1)
    accuracies = []
    for each in (network, forgetful):
        train(each, echoes(300, seed=2))
        x, labels = next(echoes(1, seed=3, n=200))
        accuracies.append(CrossEntropy().correct(each.forward(x, INFERENCE), labels).mean())
    assert accuracies[0] > 0.99
    assert accuracies[1] < 0.7
