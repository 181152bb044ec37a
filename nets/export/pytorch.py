"""A network as PyTorch source: a text that builds the same network and loads the weights of its .npz file.

PyTorch keeps the channels of images before their pixels, (N, C, H, W), and ours last. The text takes and gives what
the network does; inside, the axes are turned wherever the next layer needs them otherwise.
"""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any, NamedTuple

from nets.activations import LEAK
from nets.errors import ExportError
from nets.layers.activation import Activation
from nets.layers.base import Layer
from nets.layers.conv import Conv2D
from nets.layers.dense import Dense
from nets.layers.dropout import Dropout
from nets.layers.flatten import Flatten
from nets.layers.norm import EPSILON, BatchNorm
from nets.layers.pool import GlobalMeanPool, MaxPool, MeanPool
from nets.network import Network

FIRST, LAST, ANYWHERE = "first", "last", "anywhere"

ACTIVATIONS = {
    "tanh": "nn.Tanh()",
    "sigmoid": "nn.Sigmoid()",
    "relu": "nn.ReLU()",
    "leaky relu": f"nn.LeakyReLU({LEAK})",
    "elu": "nn.ELU()",
    "gelu": 'nn.GELU(approximate="tanh")',
    "softplus": "nn.Softplus(threshold=50)",
    "sine": "Sine()",
    "linear": "nn.Identity()",
}
NORMS = {1: "BatchNorm1d", 2: "BatchNorm1d", 3: "BatchNorm2d", 4: "BatchNorm3d"}

HELPERS = {
    "Sine": """

class Sine(nn.Module):
    def forward(self, x):
        return torch.sin(x)
""",
    "ChannelsFirst": """

class ChannelsFirst(nn.Module):
    def forward(self, x):
        return x.movedim(-1, 1)
""",
    "ChannelsLast": """

class ChannelsLast(nn.Module):
    def forward(self, x):
        return x.movedim(1, -1)
""",
}
TEMPLATE = '''"""The network of a Glassbox file, in PyTorch. It takes samples {shape}, N of them."""

import numpy as np
import torch
from torch import nn
{helpers}

def build():
    """The network with first weights of PyTorch's own."""
{shared}    return nn.Sequential(
{modules}    ).{precision}()


def load(path="network.npz"):
    """The network with the weights of the file, ready to answer."""
    with np.load(path) as arrays:
        weights = {{
{weights}        }}
    model = build()
    model.load_state_dict({{name: torch.from_numpy(array) for name, array in weights.items()}})
    return model.eval()
'''


class Counterpart(NamedTuple):
    """What stands for one layer.

    modules    PyTorch's modules in their order; if there are weights, the last one holds them
    channels   where the modules need the channels of samples that have further axes
    weights    PyTorch's name of a tensor -> our name of the array, and how its axes are turned
    """

    modules: list[str]
    channels: str = ANYWHERE
    weights: Mapping[str, tuple[str, str]] = MappingProxyType({})


def to_pytorch(network: Network) -> str:
    """Source code with two functions, `build()` and `load(path)`, where path is a file that `save` wrote.

    The model computes what the network computes, in training, too, with one exception: where a batch holds one number
    of a channel only, batch normalisation refuses it there, and takes the running averages here.

    Raises ExportError for what PyTorch has no layer for.
    """
    modules: list[str] = []
    weights: dict[str, str] = {}
    shared: dict[str, str] = {}
    first = False
    for layer in network.layers:
        made = counterpart(layer)
        if len(layer.input_shape) > 1 and made.channels == (LAST if first else FIRST):
            modules.append(turned(first))
            first = not first
        modules.extend(made.modules)
        place = len(modules) - 1
        if made.weights and network.layers.count(layer) > 1:
            shared[variable(layer)], modules[place] = modules[place], variable(layer)
        for tensor, (array, axes) in made.weights.items():
            weights[f"{place}.{tensor}"] = f'arrays["{layer.name}/{array}"]{axes}'
        first = first and len(layer.shape) > 1
    if first:
        modules.append(turned(first))
    everything = "".join(modules)
    return TEMPLATE.format(
        shape=network.input_shape,
        helpers="".join(text for name, text in HELPERS.items() if name in everything),
        shared="".join(f"    {name} = {module}\n" for name, module in shared.items()),
        modules="".join(f"        {module},\n" for module in modules),
        precision="double" if network.dtype == "float64" else "float",
        weights="".join(f'            "{name}": {array},\n' for name, array in weights.items()),
    )


def turned(first: bool) -> str:
    """The module that moves the channels from where they are to the other end."""
    return "ChannelsLast()" if first else "ChannelsFirst()"


def variable(layer: Layer) -> str:
    """The layer's name as a name in Python: dense_1."""
    return layer.name.replace(" ", "_")


def counterpart(layer: Layer) -> Counterpart:
    """What stands for the layer; raises ExportError."""
    if type(layer) not in COUNTERPARTS:
        known = ", ".join(each.__name__ for each in COUNTERPARTS)
        raise ExportError(f"there is no layer of PyTorch for {layer.name} ({type(layer).__name__}), only for {known}")
    return COUNTERPARTS[type(layer)](layer)


def activation(layer: Activation) -> Counterpart:
    """Every function as PyTorch calls it; its softplus becomes linear at 20, which is moved to where nobody sees it."""
    if layer.function not in ACTIVATIONS:
        raise ExportError(
            f"there is no activation of PyTorch for {layer.function!r}, only for {', '.join(ACTIVATIONS)}"
        )
    return Counterpart([ACTIVATIONS[layer.function]])


def dense(layer: Dense) -> Counterpart:
    """y = x Aᵀ + b there, along the last axis."""
    module = f"nn.Linear({layer.input_shape[-1]}, {layer.units})"
    return Counterpart([module], LAST, {"weight": ("weights", ".T"), "bias": ("biases", "")})


def conv(layer: Conv2D) -> Counterpart:
    """Kernels are (filters, C, K, L) there; uneven padding needs a module of its own."""
    (top, bottom), (left, right) = layer.paddings
    zeros = (left, right, top, bottom)
    pad = [f"nn.ZeroPad2d({zeros})"] if any(zeros) else []
    module = f"nn.Conv2d({layer.input_shape[2]}, {layer.filters}, {layer.kernel}, stride={layer.stride})"
    weights = {"weight": ("weights", ".transpose(3, 2, 0, 1)"), "bias": ("biases", "")}
    return Counterpart([*pad, module], FIRST, weights)


def norm(layer: BatchNorm) -> Counterpart:
    """There, the momentum is the share of the batch, and the module's name tells how many axes there are."""
    if len(layer.shape) not in NORMS:
        raise ExportError(f"{layer.name} has samples {layer.shape}; PyTorch normalises those of at most 4 axes")
    kind, momentum = NORMS[len(layer.shape)], round(1 - layer.momentum, 12)
    module = f"nn.{kind}({layer.shape[-1]}, eps={EPSILON}, momentum={momentum})"
    names = {"weight": "scale", "bias": "shift", "running_mean": "mean", "running_var": "variance"}
    return Counterpart([module], FIRST, {theirs: (ours, "") for theirs, ours in names.items()})


COUNTERPARTS: dict[type[Layer], Callable[[Any], Counterpart]] = {
    Dense: dense,
    Activation: activation,
    Conv2D: conv,
    MaxPool: lambda layer: Counterpart([f"nn.MaxPool2d({layer.size}, stride={layer.stride})"], FIRST),
    MeanPool: lambda layer: Counterpart([f"nn.AvgPool2d({layer.size}, stride={layer.stride})"], FIRST),
    GlobalMeanPool: lambda _layer: Counterpart(["nn.AdaptiveAvgPool2d(1)", "nn.Flatten()"], FIRST),
    Flatten: lambda _layer: Counterpart(["nn.Flatten()"], LAST),
    Dropout: lambda layer: Counterpart([f"nn.Dropout({layer.rate})"]),
    BatchNorm: norm,
}
