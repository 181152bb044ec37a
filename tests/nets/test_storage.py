"""Networks as files: both ways the same, and strict about what they read."""

import io
import json
from pathlib import Path

import numpy as np
import pytest

from nets.errors import ExportError, FileError
from nets.export import from_json, load, load_weights, save, to_json
from nets.layers import (
    KINDS,
    Activation,
    BatchNorm,
    Conv2D,
    Dense,
    Dropout,
    Flatten,
    GlobalMeanPool,
    Layer,
    MaxPool,
    MeanPool,
    register,
)
from nets.network import Network

FILES = Path(__file__).parent / "files"
SHARED = Dense(4, initializer="normal")


def everything(seed: int = 5) -> Network:
    """Every layer there is, one of them used twice, with weights and averages that are not the first ones."""
    layers = [
        Conv2D(3, 3, 2, "same", initializer="lecun"),
        "relu",
        BatchNorm(0.8),
        Activation("gelu"),
        MaxPool(2, 1),
        MeanPool(2),
        Conv2D(5, (2, 1), (1, 2)),
        Flatten(),
        Dropout(0.25),
        Dense(4),
        SHARED,
        "elu",
        SHARED,
        Dense(2),
    ]
    return shaken(Network(layers, (9, 9, 2), seed=seed, dtype=np.float64))


def shaken(network: Network) -> Network:
    random = np.random.default_rng(network.seed)
    network.parameters[...] = random.normal(size=network.parameters.shape)
    network.state[...] = random.uniform(0.5, 2, network.state.shape)
    return network


def samples(network: Network, n: int = 4) -> np.ndarray:
    return np.random.default_rng(0).normal(size=(n, *network.input_shape)).astype(network.dtype)


def same(one: Network, other: Network) -> bool:
    return (
        to_json(one) == to_json(other)
        and np.array_equal(one.parameters, other.parameters)
        and np.array_equal(one.state, other.state)
    )


def in_memory(network: Network) -> io.BytesIO:
    file = io.BytesIO()
    save(network, file)
    file.seek(0)
    return file


def test_the_architecture_comes_back():
    network = everything()
    again = from_json(to_json(network))
    assert to_json(again) == to_json(network)
    network.initialise()
    assert same(again, network)


def test_the_form_of_version_2():
    shared = Dense(2)
    assert json.loads(to_json(Network([shared, "tanh", shared], (2,), seed=7))) == {
        "format": "glassbox-network",
        "version": 2,
        "input": [2],
        "dtype": "float32",
        "seed": 7,
        "layers": [
            {"kind": "dense", "units": 2, "initializer": "xavier"},
            {"kind": "activation", "function": "tanh"},
            {"again": 1},
        ],
    }


def test_a_shared_layer_stays_shared():
    again = from_json(to_json(everything()))
    assert again.layers[10] is again.layers[12]
    assert [layer.name for layer in again.layers] == [layer.name for layer in everything().layers]


def test_a_global_mean_and_a_kernel_that_is_not_square_come_back():
    network = Network([Conv2D(2, (3, 1), (1, 2)), GlobalMeanPool()], (4, 4, 1))
    again = from_json(to_json(network)).layers
    assert again[0].settings() == network.layers[0].settings()
    assert isinstance(again[1], GlobalMeanPool)


@pytest.mark.parametrize("name", ["net", "net.npz", "net.weights"])
def test_the_path_given_is_the_path_written(tmp_path, monkeypatch, name):
    monkeypatch.chdir(tmp_path)
    network = everything()
    save(network, name)
    assert [path.name for path in tmp_path.iterdir()] == [name]
    assert same(load(name), network)
    assert same(load(tmp_path / name), network)
    with Path(name).open("rb") as file:
        assert same(load(file), network)


def test_the_weights_come_back():
    network, other = everything(), everything(seed=6)
    file = in_memory(network)
    again = load(file)
    assert same(again, network)
    np.testing.assert_array_equal(again.forward(samples(network)), network.forward(samples(network)))
    file.seek(0)
    load_weights(other, file)
    np.testing.assert_array_equal(other.forward(samples(network)), network.forward(samples(network)))


def test_other_programs_read_each_array():
    network = everything()
    with np.load(in_memory(network)) as arrays:
        np.testing.assert_array_equal(arrays["conv 1/weights"], network.layers[0].parameters["weights"])
        np.testing.assert_array_equal(arrays["batch norm 1/mean"], network.state[:3])
        assert arrays["dense 3/biases"].shape == (2,)
        assert str(arrays["architecture"]) == to_json(network)
        sizes = [array.size for name, array in arrays.items() if "/" in name]
    assert sum(sizes) == network.parameters.size + network.state.size


def test_weights_go_into_another_precision_and_past_layers_that_learn_nothing():
    source = shaken(Network([Dense(3), "tanh", Dense(1)], (2,), seed=1, dtype=np.float64))
    target = Network([Dense(3), Dropout(0.5), "relu", Dense(1)], (2,))
    load_weights(target, in_memory(source))
    np.testing.assert_array_equal(target.parameters, source.parameters.astype(np.float32))


def test_weights_of_another_network_are_refused():
    other = Network.dense(2, (4,))
    before = other.parameters.copy()
    with pytest.raises(FileError, match=r"another network:\ndense 1/weights \(2, 3\)[^:]*this one has:\ndense 1"):
        load_weights(other, in_memory(Network.dense(2, (3,))))
    np.testing.assert_array_equal(other.parameters, before)


@pytest.mark.parametrize("name", ["version-1-dense", "version-1-images"])
def test_files_of_version_1_open(name):
    network = load(FILES / f"{name}.npz")
    with np.load(FILES / f"{name}.npz") as old, np.load(FILES / "version-1-answers.npz") as known:
        np.testing.assert_array_equal(network.parameters, old["parameters"])
        np.testing.assert_array_equal(network.state, old["state"])
        tolerance = 1e-6 if network.dtype == np.float32 else 1e-12
        answers = network.forward(known[f"{name} samples"])
        np.testing.assert_allclose(answers, known[f"{name} answers"], tolerance, tolerance)
        matrices = [array for key, array in old.items() if key.startswith(("dense", "conv"))]
    learned = [layer for layer in network.layers if isinstance(layer, Dense | Conv2D)]
    for layer, matrix in zip(learned, matrices, strict=True):
        np.testing.assert_array_equal(layer.weights.reshape(len(matrix) - 1, -1), matrix[:-1])
        np.testing.assert_array_equal(layer.biases, matrix[-1])
    fresh = from_json(to_json(network))
    load_weights(fresh, FILES / f"{name}.npz")
    assert same(fresh, network)
    assert same(load(in_memory(network)), network)


def test_texts_of_version_1_open():
    network = from_json((FILES / "version-1-images.json").read_text())
    names = [layer.name for layer in network.layers]
    assert names[:5] == ["conv 1", "relu 1", "batch norm 1", "gelu 1", "conv 2"]
    assert names[-4:] == ["dense 1", "elu 1", "batch norm 2", "dense 2"]
    assert (network.seed, network.dtype) == (5, np.float64)


class Scale(Layer):
    """A layer of somebody's own."""

    kind = "scale"
    factor: np.ndarray

    def __init__(self, first: float) -> None:
        self.first = first

    def initial_parameters(self, _random):
        return {"factor": np.full(self.input_shape, self.first)}

    def forward(self, x, _mode):
        return x * self.factor, x


class Wider(Dense):
    """A layer that would pass for its parent."""


@pytest.mark.parametrize("layer", [Scale(2.0), Wider(3)])
def test_a_layer_that_is_not_registered_is_not_saved(layer, tmp_path):
    file = tmp_path / "net"
    file.write_bytes(b"what was there")
    with pytest.raises(ExportError, match=rf"{layer.kind} 1.* {type(layer).__name__}.*register"):
        save(Network([layer, Dense(1)], (2,)), file)
    assert file.read_bytes() == b"what was there"


@pytest.fixture
def registered():
    register(Scale)
    yield
    del KINDS["scale"]


@pytest.mark.usefixtures("registered")
def test_a_registered_layer_comes_back():
    network = shaken(Network([Scale(2.5), Dense(1)], (2,)))
    again = load(in_memory(network))
    assert same(again, network)
    assert isinstance(again.layers[0], Scale)
    assert again.layers[0].first == 2.5


@pytest.mark.usefixtures("registered")
@pytest.mark.parametrize("settings", [{"first": float("nan")}, {"first": np.ones(2)}, {"other": 1}, {"kind": "x"}, {}])
def test_settings_that_no_file_can_hold_are_not_saved(settings, monkeypatch):
    network = Network([Scale(2.5)], (2,))
    monkeypatch.setattr(Scale, "settings", lambda _layer: settings)
    with pytest.raises(ExportError, match="scale 1"):
        to_json(network)


def test_numbers_that_are_not_finite_are_not_saved():
    network = Network.dense()
    network.parameters[-1] = np.nan
    with pytest.raises(ExportError, match="dense 3/biases"):
        save(network, io.BytesIO())
