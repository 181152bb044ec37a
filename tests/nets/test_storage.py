"""Networks as files: both ways the same, and strict about what they read."""

import io
import json

import numpy as np
import pytest

from nets import Activation, BatchNorm, Conv2D, Dense, Dropout, Flatten, MaxPool, MeanPool, Network, Trainer
from nets.errors import FileError

EVERYTHING = [
    Conv2D(3, 3, 2, "same", "relu", "lecun"),
    BatchNorm(0.8),
    Activation("gelu"),
    MaxPool(2, 1),
    MeanPool(2),
    Flatten(),
    Dropout(0.25),
    Dense(4, "elu", "normal"),
    Dense(2),
]


def everything(seed: int = 5) -> Network:
    return Network(EVERYTHING, (9, 9, 2), seed=seed, dtype=np.float64)


def images(n: int = 12) -> np.ndarray:
    return np.random.default_rng(0).normal(size=(n, 9, 9, 2))


def test_the_architecture_comes_back():
    network = everything()
    again = Network.from_json(network.to_json())
    assert again.to_json() == network.to_json()
    np.testing.assert_array_equal(again.parameters, network.parameters)
    assert json.loads(network.to_json())["layers"][0] == {
        "kind": "conv",
        "filters": 3,
        "kernel": 3,
        "stride": 2,
        "padding": "same",
        "activation": "relu",
        "initializer": "lecun",
    }


def test_a_kernel_that_is_not_square_comes_back():
    network = Network([Conv2D(2, (3, 1), (1, 2))], (4, 4, 1))
    again = Network.from_json(network.to_json()).layers[0]
    assert again.settings() == network.layers[0].settings()
    assert (again.settings()["kernel"], again.settings()["stride"]) == ([3, 1], [1, 2])


def test_the_weights_come_back(tmp_path):
    network = everything()
    Trainer(network, train=(images(), np.zeros((12, 2))), learning_rate=0.01).run(5)
    network.save(tmp_path / "network.npz")
    again = Network.load(tmp_path / "network.npz")
    np.testing.assert_array_equal(again.forward(images()), network.forward(images()))
    other = everything(seed=6)
    other.load_weights(tmp_path / "network.npz")
    np.testing.assert_array_equal(other.forward(images()), network.forward(images()))
    with np.load(tmp_path / "network.npz") as arrays:
        np.testing.assert_array_equal(arrays["dense 9"], network.layers[8].matrix)


def test_weights_of_another_network_are_refused():
    file = io.BytesIO()
    Network.dense(2, (3,)).save(file)
    other = Network.dense(2, (4,))
    before = other.parameters.copy()
    file.seek(0)
    with pytest.raises(FileError, match="another network"):
        other.load_weights(file)
    np.testing.assert_array_equal(other.parameters, before)


def altered(**changes) -> str:
    return json.dumps({**json.loads(Network.dense().to_json()), **changes})


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("{", "not JSON"),
        ("[]", "not a network"),
        (altered(format="x"), "not a network"),
        (altered(version=2), "version 2"),
        (altered(more=1), "more"),
        (altered(dtype="int8"), "int8"),
        (altered(layers=[]), "at least one"),
        (altered(layers=[{"kind": "magic"}]), "layer 1 .*dense, conv"),
        (altered(layers=[{"kind": "dense"}]), r"layer 1 \(dense\)"),
        (altered(layers=[{"kind": "dense", "units": 2, "colour": "red"}]), "colour"),
        (altered(layers=[{"kind": "dense", "units": 2, "activation": "x"}]), "tanh"),
        (altered(layers=[{"kind": "conv", "filters": 2, "kernel": 3}]), "conv 1"),
        (altered(input=[0]), "at least 1"),
    ],
)
def test_texts_that_are_no_network_are_refused(text, says):
    with pytest.raises(FileError, match=says):
        Network.from_json(text)


def saved(**changes) -> io.BytesIO:
    file = io.BytesIO()
    Network.dense(2, (3,)).save(file)
    file.seek(0)
    with np.load(file) as archive:
        arrays = {**archive, **changes}
    file = io.BytesIO()
    np.savez(file, **{name: array for name, array in arrays.items() if array is not None})
    file.seek(0)
    return file


@pytest.mark.parametrize(
    ("file", "says"),
    [
        (io.BytesIO(b"not a zip"), "cannot be read"),
        (saved(state=None), "state missing"),
        (saved(version=np.array(7)), "version 7"),
        (saved(parameters=np.zeros(3)), r"13 finite parameters, the file an array \(3,\)"),
        (saved(parameters=np.full(13, np.nan)), "finite"),
    ],
)
def test_files_that_hold_no_network_are_refused(file, says):
    with pytest.raises(FileError, match=says):
        Network.load(file)
