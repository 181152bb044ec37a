"""Numbers of a network by name, set one at a time in the middle of a run."""

import numpy as np
import pytest

from nets import Conv2D, Dense, Flatten, Network, Trainer
from nets.errors import SettingError
from nets.training import places
from tests.nets.runs import bits, spiral


def network() -> Network:
    return Network([Dense(3), "tanh", Dense(2), "tanh", Dense(1), "tanh"], (2,), seed=4)


def trainer() -> Trainer:
    return Trainer(network(), train=spiral(20, seed=1), test=spiral(9, seed=2), seed=9)


def test_every_number_has_a_name_of_its_own():
    net = network()
    layers = [layer for layer in net.layers if layer.parameters]
    found = {}
    for layer, each in enumerate(layers, 1):
        for parameter, values in each.parameters.items():
            for place in np.ndindex(values.shape):
                name = places.named(parameter, layer, *(i + 1 for i in place))
                assert places.split(name) == (parameter, layer, tuple(i + 1 for i in place))
                index = places.index_of(net, name)
                assert net.parameters[index] == values[place]
                found[index] = name
    assert sorted(found) == list(range(net.parameter_count))
    assert len(set(found.values())) == net.parameter_count


def test_kernels_have_four_places():
    net = Network([Conv2D(2, 3), "relu", Flatten(), Dense(2)], (6, 6, 1), seed=0)
    index = places.index_of(net, "weights.1.3.2.1.2")
    net.parameters[index] = 7
    assert 7 in net.layers[0].parameters["weights"]


@pytest.mark.parametrize(
    "name",
    [
        "weights.0.1.1", "weights.4.1.1", "weights.1.3.1", "weights.1.1.4", "weights.1.1", "weights.1.1.1.1", "",
        "biases.1.1.1", "weights.1.0.1", "weights.1.-1.1", "gains.1.1", "weights", "weights.1.1.99999",
        "weights.1.1.1 ", "parameters",
    ],
)  # fmt: skip
def test_what_is_no_number_of_the_network_is_refused_and_nothing_changes(name):
    run = trainer()
    run.run(3)
    before = bits(run)
    with pytest.raises(SettingError):
        run.put(name, 1.0)
    assert bits(run) == before
    assert run.log == ()


@pytest.mark.parametrize("value", [np.nan, np.inf, -np.inf, 1e300])
def test_numbers_are_finite_in_the_networks_precision(value):
    run = trainer()
    with pytest.raises(SettingError):
        run.put("weights.1.1.1", value)
    assert run.log == ()


def test_a_number_that_is_set_stands_and_training_goes_on_from_it():
    run, other = trainer(), trainer()
    run.run(5)
    other.run(5)
    run.put("weights.1.2.3", 0.3)
    assert run.network.layers[0].parameters["weights"][1, 2] == np.float32(0.3)
    assert run.log == ((5, "weights.1.2.3", float(np.float32(0.3))),)
    parameters = other.network.parameters.copy()
    parameters[places.index_of(other.network, "weights.1.2.3")] = 0.3
    other.edit(parameters)
    run.run(20)
    other.run(20)
    assert bits(run) == bits(other)
    run.seek(2)
    run.seek(25)
    assert bits(run) == bits(other)
