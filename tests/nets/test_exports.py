"""Sources for other libraries: they name the layers, and their numbers come from the file.

Neither library is needed here: a stand-in for each runs the generated text and keeps what it is told. That the texts
compute the same as the network was checked with the libraries themselves.
"""

import ast
import sys
from functools import partial
from types import ModuleType, SimpleNamespace
from unittest.mock import MagicMock

import numpy as np
import pytest

from nets import BatchNorm, Conv2D, Dense, Dropout, Flatten, MaxPool, MeanPool, Network
from nets.errors import ExportError
from nets.layers import Layer
from nets.layers.activation import Activation
from tests.nets.test_storage import everything


@pytest.mark.parametrize("name", ["to_pytorch", "to_keras"])
def test_the_text_is_python_that_reads_every_matrix(name):
    network = everything()
    text = getattr(network, name)()
    tree = ast.parse(text)
    assert [node.name for node in tree.body if isinstance(node, ast.FunctionDef)][-2:] == ["build", "load"]
    for layer in network.layers:
        assert (f'arrays["{layer.name}"]' in text) == bool(layer.matrix.size)


def test_pytorch_layers_in_order():
    text = everything().to_pytorch()
    body = text[text.index("nn.Sequential(") : text.index(").double()")]
    modules = [line.strip(" ,") for line in body.splitlines()[1:] if line.strip()]
    assert modules == [
        "ToChannelsFirst()",
        "nn.ZeroPad2d((1, 1, 1, 1))",
        "nn.Conv2d(2, 3, (3, 3), stride=(2, 2))",
        "nn.ReLU()",
        "nn.BatchNorm2d(3, eps=1e-05, momentum=0.2)",
        'nn.GELU(approximate="tanh")',
        "nn.MaxPool2d(2, stride=1)",
        "nn.AvgPool2d(2, stride=2)",
        "ToChannelsLast()",
        "nn.Flatten()",
        "nn.Dropout(0.25)",
        "nn.Linear(12, 4)",
        "nn.ELU()",
        "nn.Linear(4, 2)",
    ]
    assert "model[2].weight.copy_(matrix[:-1].reshape(3, 3, 2, 3).permute(3, 2, 0, 1))" in text
    assert "model[4].running_mean.copy_(mean)" in text
    assert "model[13].bias.copy_(matrix[-1])" in text


def test_the_keras_text_hands_over_the_weights(monkeypatch, tmp_path):
    layers = [Conv2D(2, 3), MaxPool(2), MeanPool(1), BatchNorm(), Flatten(), Dropout(0.1), Dense(3, "sine")]
    network = Network([*layers, Activation("leaky relu")], (6, 6, 1), dtype=np.float64)
    network.save(tmp_path / "network.npz")
    given: dict[int, list[np.ndarray]] = {}

    def sequential(parts):
        places = range(len(parts) - 1)
        return SimpleNamespace(layers=[SimpleNamespace(set_weights=partial(given.__setitem__, p)) for p in places])

    keras = MagicMock(Sequential=sequential)
    monkeypatch.setitem(sys.modules, "keras", keras)
    module = ModuleType("generated")
    exec(network.to_keras(), module.__dict__)
    module.load(tmp_path / "network.npz")
    assert set(given) == {0, 3, 6}
    conv, norm, dense = network.layers[0], network.layers[3], network.layers[6]
    np.testing.assert_array_equal(given[0][0].reshape(-1, 2), conv.matrix[:-1])
    assert given[0][0].shape == (3, 3, 1, 2)
    np.testing.assert_array_equal(given[6][0], dense.matrix[:-1])
    np.testing.assert_array_equal(given[6][1], dense.matrix[-1])
    np.testing.assert_array_equal(given[3][2:], norm.state_in(network.state))
    keras.layers.Activation.assert_called_once()


class Strange(Layer):
    kind = "strange"


@pytest.mark.parametrize("name", ["to_pytorch", "to_keras"])
def test_a_layer_that_others_do_not_know_is_refused(name):
    with pytest.raises(ExportError, match="strange 1"):
        getattr(Network([Strange(), Dense(1)], (2,)), name)()
