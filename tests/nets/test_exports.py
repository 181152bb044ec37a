"""Sources for other libraries: run, they compute what the network computes.

Where PyTorch is installed, its text runs there. Where it is not, and for Keras, a stand-in runs the text, which has no
more than the text needs. That the texts compute the same in the libraries themselves, in training, too, was checked
with some thousand networks of random layers.
"""

import ast
import sys
from importlib.util import find_spec
from types import ModuleType

import numpy as np
import pytest

from nets import activations
from nets.errors import ExportError
from nets.export import save, to_keras, to_pytorch
from nets.layers import (
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
)
from nets.network import Network
from tests.nets import stand_ins
from tests.nets.test_storage import everything, samples, shaken

WRITERS = [to_pytorch, to_keras]
DENSE, CONV, NORM = Dense(3), Conv2D(2, 3, padding="same"), BatchNorm()

NETWORKS = {
    "everything": everything(),
    "dense": Network.dense(3, (4, 5), 2, "relu", "sigmoid"),
    "nothing learned": Network(["tanh"], (2,)),
    "each activation": Network([Dense(4), *activations.NAMES], (3,), dtype=np.float64),
    "norm of rows": Network([Dense(3), BatchNorm(0.5), "tanh"], (2,), dtype=np.float64),
    "norm of a square": Network([BatchNorm()], (3, 3), dtype=np.float64),
    "norm of a sequence": Network([BatchNorm(), "sine", Flatten(), Dense(2)], (4, 3), dtype=np.float64),
    "norm of four axes": Network([BatchNorm(), Dropout(0.5)], (2, 3, 4, 5), dtype=np.float64),
    "norm of an image": Network([BatchNorm(), Dropout(0.5), "relu"], (4, 4, 4), dtype=np.float64),
    "norm and flatten": Network([BatchNorm(), Flatten(), BatchNorm()], (2, 3, 4), dtype=np.float64),
    "images out": Network([Conv2D(3, 2), "elu"], (5, 4, 2), dtype=np.float64),
    "odd padding": Network([Conv2D(2, (2, 3), (1, 2), "same"), MaxPool(2, 1)], (5, 6, 1), dtype=np.float64),
    "stride past the kernel": Network([Conv2D(2, 1, 3, "same"), MeanPool(2, 1)], (5, 6, 1), dtype=np.float64),
    "a rest": Network([MaxPool(2, 3), MeanPool(1, 2)], (6, 7, 3), dtype=np.float64),
    "global mean": Network([Conv2D(4, 3), GlobalMeanPool(), Dense(2)], (6, 5, 2), dtype=np.float64),
    "global mean alone": Network([GlobalMeanPool(), BatchNorm()], (3, 4, 5), dtype=np.float64),
    "shared dense": Network([DENSE, "tanh", DENSE, "tanh", DENSE], (3,), dtype=np.float64),
    "shared images": Network([CONV, NORM, CONV, NORM, Flatten(), DENSE], (4, 5, 2), dtype=np.float64),
}


def run(text: str) -> ModuleType:
    module = ModuleType("generated")
    exec(text, module.__dict__)
    return module


@pytest.fixture
def torch(monkeypatch):
    if find_spec("torch") is None:
        for name, module in stand_ins.torch().items():
            monkeypatch.setitem(sys.modules, name, module)
    return __import__("torch")


@pytest.fixture
def keras(monkeypatch):
    for name, module in stand_ins.keras().items():
        monkeypatch.setitem(sys.modules, name, module)
    return sys.modules["keras"]


def assert_same(answers: np.ndarray, network: Network) -> None:
    tolerance = 1e-5 if network.dtype == np.float32 else 1e-12
    np.testing.assert_allclose(answers, network.forward(samples(network)), tolerance, tolerance)


@pytest.mark.parametrize("name", NETWORKS)
def test_pytorch_computes_the_same(name, torch, tmp_path):
    network = shaken(NETWORKS[name])
    save(network, tmp_path / "network")
    model = run(to_pytorch(network)).load(tmp_path / "network")
    with torch.no_grad():
        assert_same(np.asarray(model(torch.from_numpy(samples(network)))), network)


@pytest.mark.parametrize("name", NETWORKS)
def test_keras_computes_the_same(name, keras, tmp_path):
    network = shaken(NETWORKS[name])
    save(network, tmp_path / "network")
    model = run(to_keras(network)).load(tmp_path / "network")
    assert keras.config.told == {"floatx": str(network.dtype), "images": "channels_last"}
    assert_same(keras.ops.convert_to_numpy(model(samples(network))), network)


@pytest.mark.parametrize("write", WRITERS)
def test_the_text_is_python_that_reads_every_array(write):
    network = everything()
    text = write(network)
    tree = ast.parse(text)
    assert [node.name for node in tree.body if isinstance(node, ast.FunctionDef)][-2:] == ["build", "load"]
    for layer in network.layers:
        assert (f'arrays["{layer.name}/' in text) == bool(layer.parameters)


@pytest.mark.parametrize("write", WRITERS)
def test_the_text_defines_no_more_than_it_uses(write):
    text = write(Network.dense())
    assert "class " not in text
    assert text.count("def ") == 2


def test_pytorch_layers_in_order():
    text = to_pytorch(everything())
    body = text[text.index("nn.Sequential(") : text.index(").double()")]
    modules = [line.strip(" ,") for line in body.splitlines()[1:] if line.strip()]
    assert modules == [
        "ChannelsFirst()",
        "nn.ZeroPad2d((1, 1, 1, 1))",
        "nn.Conv2d(2, 3, (3, 3), stride=(2, 2))",
        "nn.ReLU()",
        "nn.BatchNorm2d(3, eps=1e-05, momentum=0.2)",
        'nn.GELU(approximate="tanh")',
        "nn.MaxPool2d(2, stride=1)",
        "nn.AvgPool2d(2, stride=2)",
        "nn.Conv2d(3, 5, (2, 1), stride=(1, 2))",
        "ChannelsLast()",
        "nn.Flatten()",
        "nn.Dropout(0.25)",
        "nn.Linear(5, 4)",
        "dense_2",
        "nn.ELU()",
        "dense_2",
        "nn.Linear(4, 2)",
    ]
    assert "    dense_2 = nn.Linear(4, 4)\n" in text
    assert '"2.weight": arrays["conv 1/weights"].transpose(3, 2, 0, 1),' in text
    assert '"4.running_mean": arrays["batch norm 1/mean"],' in text
    assert '"16.bias": arrays["dense 3/biases"],' in text


def test_the_axes_are_not_turned_back_where_there_are_none():
    text = to_pytorch(NETWORKS["global mean"])
    assert text.count("ChannelsFirst()") == 1
    assert "ChannelsLast" not in text


def test_keras_shares_what_is_shared():
    text = to_keras(everything())
    assert text.count("layers.Dense(") == 3
    assert text.count("x = dense_2(x)") == 2
    assert text.count('get_layer("dense_2")') == 1


class Strange(Layer):
    kind = "strange"


class Bent(Dense):
    """A layer that would pass for its parent, and computes something else."""

    def forward(self, x, mode):
        y, cache = super().forward(x, mode)
        return -y, cache


@pytest.mark.parametrize("write", WRITERS)
@pytest.mark.parametrize(("layer", "says"), [(Strange(), r"strange 1 \(Strange\)"), (Bent(2), r"dense 1 \(Bent\)")])
def test_a_layer_that_others_do_not_know_is_refused(write, layer, says):
    with pytest.raises(ExportError, match=f"for {says}, only for Dense, Activation"):
        write(Network([layer, Dense(1)], (2,)))


def test_what_pytorch_cannot_normalise_is_refused():
    with pytest.raises(ExportError, match="batch norm 1"):
        to_pytorch(Network([BatchNorm()], (1, 1, 1, 1, 2)))


@pytest.mark.parametrize("write", WRITERS)
def test_an_activation_that_others_do_not_know_is_refused(write, monkeypatch):
    monkeypatch.setitem(activations.ACTIVATIONS, "step", activations.ACTIVATIONS["tanh"]._replace(name="step"))
    with pytest.raises(ExportError, match="'step', only for tanh"):
        write(Network([Activation("step")], (2,)))
