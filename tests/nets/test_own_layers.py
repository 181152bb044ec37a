"""A layer of one's own is a layer like all others: in networks, trainers and pictures."""

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nets import Dense, Mode, Network, Trainer
from nets.probes.regions import Regions, grid
from tests.nets.gradients import built, check
from tests.nets.own import Centre, Loudest, Scale
from tests.nets.runs import bits, spiral

LAYERS = {
    "scale": [Scale(), Dense(5), Scale(), "tanh", Dense(1)],
    "centre": [Centre(), Dense(5), "tanh", Centre(0.5), Dense(1)],
    "loudest": [Dense(5), Loudest(), Scale(), Dense(1)],
}


def trainer(layers, dtype: Any = np.float32) -> Trainer:
    return Trainer(Network(layers, (2,), dtype=dtype), train=spiral(50), test=spiral(20, seed=1), optimizer="momentum")


@pytest.mark.parametrize("layers", LAYERS.values(), ids=LAYERS)
@settings(max_examples=15, deadline=None)
@given(seed=st.integers(0, 10_000), n=st.integers(1, 5), training=st.booleans())
def test_gradients(layers, seed, n, training):
    check(layers, (3,), n=n, seed=seed, training=training)


def test_it_gets_a_name_views_and_settings_like_all_others():
    network = Network([Scale(), Scale(), Centre(0.7)], (3,))
    assert [layer.name for layer in network.layers] == ["scale 1", "scale 2", "centre 1"]
    assert network.parameter_count == 6
    network.parameters[...] = 2
    network.state[...] = 1
    np.testing.assert_array_equal(network.forward([[1.0, 2.0, 3.0]]), [[3, 7, 11]])
    scale, _, centre = network.layers
    assert isinstance(scale, Scale)
    scale.factor[...] = 0
    np.testing.assert_array_equal(network.parameters, [0, 0, 0, 2, 2, 2])
    assert (scale.settings(), centre.settings()) == ({}, {"momentum": 0.7})
    assert not network.penalised().any()


def test_its_state_is_kept_where_a_pass_keeps():
    network = Network([Centre(0.5)], (1,))
    for mode in (Mode(), Mode(training=True), Mode(keeps=True)):
        network.run([[4.0], [8.0]], mode)
        assert network.state == [0]
    network.run([[4.0], [8.0]], Mode(training=True, keeps=True))
    assert network.state == [3]
    np.testing.assert_array_equal(network.forward([[4.0]]), [[1]])


@pytest.mark.parametrize("layers", LAYERS.values(), ids=LAYERS)
def test_it_trains_to_the_same_bits_however_it_is_asked(layers):
    straight, steps, sought = (trainer(layers) for _ in range(3))
    first = straight.evaluate().train_loss
    straight.run(40)
    for _ in range(40):
        steps.step()
    sought.seek(63)
    sought.seek(11)
    sought.seek(40)
    assert bits(straight) == bits(steps) == bits(sought)
    assert straight.evaluate().train_loss < first


@pytest.mark.parametrize("layers", LAYERS.values(), ids=LAYERS)
def test_evaluation_is_of_what_the_network_answers(layers):
    run = trainer(layers, np.float64)
    run.run(20)
    result = run.evaluate()
    for (x, y), found in ((spiral(50), result.train_loss), (spiral(20, seed=1), result.test_loss)):
        assert found == pytest.approx(np.square(run.network.forward(x)[:, 0] - y).mean(), rel=1e-12)


def test_layers_that_cannot_be_traced_are_named():
    run = trainer(LAYERS["loudest"])
    run.step()
    assert run.untraced == {"loudest 1"}


@pytest.mark.parametrize("layers", LAYERS.values(), ids=LAYERS)
def test_it_is_seen_in_pictures(layers):
    network = built(layers, (2,), dtype=np.float32)
    maps = Regions(network, ("x1", "x2"), resolution=7, extent=2).measure()
    x = grid(np.linspace(-2, 2, 7), 2)
    np.testing.assert_allclose(maps[-1][0].ravel(), network.forward(x)[:, 0], atol=2e-6)
