"""Blocks: every layer with weights finds the activation that follows it."""

from nets import BatchNorm, Conv2D, Dense, Dropout, Flatten, MaxPool, Network
from nets.blocks import blocks_of, spoken, title_at


def places(network: Network) -> list[tuple]:
    return [(block.layer.name, *block[2:]) for block in blocks_of(network)]


def test_dense_layers():
    assert places(Network.dense(2, (3,), output="sigmoid")) == [
        ("dense 1", 1, 2, "tanh", "hidden layer 1"),
        ("dense 2", 3, 4, "sigmoid", "output"),
    ]


def test_without_an_activation_z_is_a():
    assert places(Network.dense(2, (), 3)) == [("dense 1", 1, 1, "linear", "output")]
    assert places(Network([Dense(3), BatchNorm(), Dropout(0.5), Dense(1)], (2,))) == [
        ("dense 1", 2, 2, "linear", "hidden layer 1"),
        ("dense 2", 4, 4, "linear", "output"),
    ]


def test_a_normalisation_and_dropout_may_lie_between():
    layers = [Conv2D(2, 3), BatchNorm(), "relu", MaxPool(2), Flatten(), Dense(3), Dropout(0.5), "tanh", Dense(1)]
    assert places(Network(layers, (6, 6, 1))) == [
        ("conv 1", 2, 3, "relu", "hidden layer 1"),
        ("dense 1", 7, 8, "tanh", "hidden layer 2"),
        ("dense 2", 9, 9, "linear", "output"),
    ]


def test_a_normalisation_behind_the_activation_is_not_its_z():
    network = Network([BatchNorm(), Dense(3), "relu", BatchNorm(), Dense(1)], (2,))
    assert places(network)[0] == ("dense 1", 2, 3, "relu", "hidden layer 1")


def test_a_layer_that_is_used_twice_makes_two_blocks():
    shared = Dense(2)
    network = Network([shared, "tanh", shared, "relu", Dense(1)], (2,))
    assert [(block.layer.name, block.activation, block.title) for block in blocks_of(network)] == [
        ("dense 1", "tanh", "hidden layer 1"),
        ("dense 1", "relu", "hidden layer 2"),
        ("dense 2", "linear", "output"),
    ]


def test_every_layer_has_a_title():
    network = Network([BatchNorm(), Dense(3), "relu", BatchNorm(), Dense(1)], (2,))
    titles = [title_at(network, place) for place in range(5)]
    assert titles == ["input", "hidden layer 1", "hidden layer 1", "hidden layer 1", "output"]
    assert [spoken(title) for title in ("hidden layer 1", "output")] == ["hidden layer 1", "the output"]
