"""The way back: from any layer, weighing any units, with other rules, and through layers that are used twice."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nets import Activation, BatchNorm, Conv2D, Dense, Dropout, Flatten, MaxPool, Mode, Network
from nets.errors import SettingError, ShapeError
from nets.layers import GRU, INFERENCE
from tests.nets.gradients import built, check, separate

SEEDS = st.integers(0, 100_000)
STACK = [
    Conv2D(3, 2),
    BatchNorm(),
    "tanh",
    Dropout(0.3),
    MaxPool(2),
    Flatten(),
    Dense(4),
    BatchNorm(),
    "gelu",
    Dense(2),
]
IMAGE = (5, 4, 2)


@pytest.mark.parametrize("training", [True, False])
@settings(max_examples=30, deadline=None)
@given(seed=SEEDS, layer=st.integers(0, len(STACK) - 1), n=st.integers(1, 3))
def test_from_any_layer_in_training_and_when_answering(training, seed, layer, n):
    check(STACK, IMAGE, n=n, seed=seed, training=training, layer=layer)


@pytest.mark.parametrize("mode", [INFERENCE, Mode(training=True, random=np.random.default_rng(1))])
def test_gradients_of_layers_behind_the_beginning_are_zero(mode):
    network = built(STACK, IMAGE)
    run = network.run(np.random.default_rng(2).normal(size=(3, *IMAGE)), mode)
    found = network.backward(run, 1, layer=5)
    assert [value.shape for value in found.values] == [value.shape for value in run.values[:7]]
    for place, layer in enumerate(network.layers):
        for part in network.parts(layer, found.parameters).values():
            assert part.any() == (place <= 5)


@settings(max_examples=20, deadline=None)
@given(seed=SEEDS, unit=st.integers(0, 3), n=st.integers(1, 4))
def test_one_unit_alone(seed, unit, n):
    """A weighting of units is broadcast to all samples: the gradients of Σ over samples of that unit's answers."""
    network = built([Dense(4), "tanh", Dense(4)], (3,), seed)
    x = np.random.default_rng(seed).normal(size=(n, 3))
    run = network.run(x)
    chosen = np.eye(4)[unit]
    found = network.backward(run, chosen, layer=1)
    expected = (1 - run.values[2][:, [unit]] ** 2) * network.layers[0].parameters["weights"][:, unit]
    np.testing.assert_allclose(found.values[0], expected, atol=1e-14)
    same = network.backward(run, np.tile(chosen, (n, 1)), layer=1)
    np.testing.assert_array_equal(found.parameters, same.parameters)


@settings(max_examples=20, deadline=None)
@given(seed=SEEDS)
def test_gradients_of_a_sum_are_the_sum_of_gradients(seed):
    network = built(STACK, IMAGE, seed)
    random = np.random.default_rng(seed)
    run = network.run(random.normal(size=(3, *IMAGE)))
    one, two = random.normal(size=(2, 3, 2))
    parts = [network.backward(run, d) for d in (one, two, 2 * one - two)]
    np.testing.assert_allclose(2 * parts[0].parameters - parts[1].parameters, parts[2].parameters, atol=1e-12)
    np.testing.assert_allclose(2 * parts[0].values[0] - parts[1].values[0], parts[2].values[0], atol=1e-12)


def test_the_same_run_can_be_gone_back_through_again():
    network = built(STACK, IMAGE)
    mode = Mode(training=True, random=np.random.default_rng(0))
    run = network.run(np.random.default_rng(0).normal(size=(3, *IMAGE)), mode)
    kept = [value.copy() for value in run.values]
    one, two = (network.backward(run, 1) for _ in range(2))
    np.testing.assert_array_equal(one.parameters, two.parameters)
    for before, after in zip(kept, run.values, strict=True):
        np.testing.assert_array_equal(before, after)


@settings(max_examples=20, deadline=None)
@given(seed=SEEDS, units=st.integers(1, 4), uses=st.integers(2, 4), n=st.integers(1, 4))
def test_gradients_of_a_layer_used_often_add_up(seed, units, uses, n):
    """Against as many layers, each with a copy of its parameters, whose gradients are added up by hand."""
    dense, norm = Dense(units), BatchNorm()
    shared = built([dense, norm, "tanh"] * uses, (units,), seed)
    apart = Network(separate(shared.layers), (units,), dtype=np.float64)
    apart.parameters[...] = np.tile(shared.parameters, uses)
    x, d = np.random.default_rng(seed).normal(size=(2, n, units))
    found, by_layer = (each.backward(each.run(x, Mode(training=True)), d) for each in (shared, apart))
    assert shared.parameter_count * uses == apart.parameter_count
    assert len(shared.different) == 2 + uses
    by_hand = by_layer.parameters.reshape(uses, -1).sum(axis=0)
    np.testing.assert_allclose(found.parameters, by_hand, atol=1e-12 * max(1, np.abs(by_hand).max()))
    for one, other in zip(found.values, by_layer.values, strict=True):
        np.testing.assert_array_equal(one, other)


@settings(max_examples=15, deadline=None)
@given(seed=SEEDS, units=st.integers(1, 4), n=st.integers(1, 3), training=st.booleans())
def test_gradients_of_shared_layers_are_slopes(seed, units, n, training):
    shared, recurrent = Dense(units), GRU(units, sequence=True)
    layers = [shared, "tanh", recurrent, shared, BatchNorm(), recurrent, shared]
    check(layers, (3, units), n=n, seed=seed, training=training)


def guided(_layer, d, x, y, cache):
    """Springenberg, Dosovitskiy, Brox and Riedmiller, "Striving for simplicity" (2015): only what is positive."""
    assert cache[0] is x
    np.testing.assert_array_equal(np.maximum(x, 0), y)
    return d * (x > 0) * (d > 0)


@settings(max_examples=20, deadline=None)
@given(seed=SEEDS, n=st.integers(1, 5))
def test_guided_backpropagation(seed, n):
    network = built([Dense(6), "relu", Dense(5), "relu", Dense(2)], (3,), seed)
    run = network.run(np.random.default_rng(seed).normal(size=(n, 3)))
    found = network.backward(run, [1, 0], rules={Activation: guided})
    one, two, three = (layer.parameters["weights"] for layer in network.layers[::2])
    _, z1, _, z2, *_ = run.values
    d = np.tile(three[:, 0], (n, 1))
    d = (d * (z2 > 0) * (d > 0)) @ two.T
    d = (d * (z1 > 0) * (d > 0)) @ one.T
    np.testing.assert_allclose(found.values[0], d, atol=1e-12)


def test_a_rule_for_all_layers_that_does_what_they_do_changes_nothing_but_gradients_of_parameters():
    network = built(STACK, IMAGE)
    run = network.run(np.random.default_rng(0).normal(size=(3, *IMAGE)))
    usual = network.backward(run, 1)
    kinds = {type(layer): lambda layer, d, _x, _y, cache: layer.backward(d, cache)[0] for layer in network.layers}
    ruled = network.backward(run, 1, rules=kinds)
    assert not ruled.parameters.any()
    for one, other in zip(usual.values, ruled.values, strict=True):
        np.testing.assert_array_equal(one, other)


def test_the_parameters_of_layers_under_a_rule_get_no_gradient():
    network = built(STACK, IMAGE)
    run = network.run(np.random.default_rng(0).normal(size=(3, *IMAGE)))
    found = network.backward(run, 1, rules={Dense: lambda _layer, d, x, _y, _cache: np.full_like(x, d.mean())})
    for layer in network.layers:
        parts = network.parts(layer, found.parameters).values()
        assert any(part.any() for part in parts) == isinstance(layer, Conv2D | BatchNorm)


def test_what_cannot_be_gone_back_from_is_named():
    network = built(STACK, IMAGE)
    run = network.run(np.zeros((3, *IMAGE)))
    for wrong in (-1, 10, 2.5, "dense 1"):
        with pytest.raises(SettingError, match=f"0 to 9.*{wrong}"):
            network.backward(run, 1, layer=wrong)  # pyright: ignore[reportArgumentType]
    with pytest.raises(ShapeError, match=r"dense 2 gives \(3, 2\).*\(3, 4\)"):
        network.backward(run, np.ones((3, 4)))
    with pytest.raises(ShapeError, match=r"flatten 1 gives \(3, 6\).*\(2,\)"):
        network.backward(run, [1, 2], layer=5)
    with pytest.raises(SettingError, match="random"):
        network.run(np.zeros((3, *IMAGE)), Mode(training=True))
