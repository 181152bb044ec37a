"""A network as PyTorch source: a text that builds the same network and loads the weights of its .npz file."""

from collections.abc import Iterator

from nets.errors import ExportError
from nets.layers import Activation, BatchNorm, Conv2D, Dense, Dropout, Flatten, Layer, MaxPool
from nets.layers.norm import EPSILON
from nets.layers.pool import Pool
from nets.layers.weighted import Weighted
from nets.network import Network

ACTIVATIONS = {
    "tanh": "nn.Tanh()",
    "sigmoid": "nn.Sigmoid()",
    "relu": "nn.ReLU()",
    "leaky relu": "nn.LeakyReLU(0.01)",
    "elu": "nn.ELU()",
    "gelu": 'nn.GELU(approximate="tanh")',
    "softplus": "nn.Softplus(threshold=50)",
    "sine": "Sine()",
}
TEMPLATE = '''"""The network of a Glassbox file, in PyTorch. It takes samples {shape}, N of them."""

import numpy as np
import torch
from torch import nn


class Sine(nn.Module):
    def forward(self, x):
        return torch.sin(x)


class ToChannelsFirst(nn.Module):
    def forward(self, x):
        return x.permute(0, 3, 1, 2)


class ToChannelsLast(nn.Module):
    def forward(self, x):
        return x.permute(0, 2, 3, 1)


def build():
    return nn.Sequential(
{modules}
    ).{precision}()


def load(path="network.npz"):
    """The network with the weights of the file, ready to answer."""
    model = build()
    with np.load(path) as arrays, torch.no_grad():
        state = torch.from_numpy(arrays["state"])
{loading}
    return model.eval()
'''


def source(network: Network) -> str:
    """Source code with two functions, `build()` and `load(path)`, where path is a file that `Network.save` wrote.

    PyTorch keeps images as (N, C, H, W): the text turns them on the way in and out. Raises ExportError for what PyTorch
    has no layer for.
    """
    modules: list[str] = []
    loading: list[str] = []
    first = len(network.input_shape) == 3
    if first:
        modules.append("ToChannelsFirst()")
    for layer in network.layers:
        if isinstance(layer, Flatten) and len(layer.input_shape) == 3:
            modules.append("ToChannelsLast()")
            first = False
        place = len(modules)
        modules.extend(lines(layer))
        loading.extend(loads(layer, place + offset(layer)))
    if first:
        modules.append("ToChannelsLast()")
    return TEMPLATE.format(
        shape=network.input_shape,
        modules="\n".join(f"        {module}," for module in modules),
        precision="double" if network.parameters.dtype == "float64" else "float",
        loading="\n".join(f"        {line}" for line in loading) or "        pass",
    )


def lines(layer: Layer) -> Iterator[str]:
    """The modules that stand for one layer."""
    match layer:
        case Dense():
            yield f"nn.Linear({layer.input_shape[0]}, {layer.units})"
        case Conv2D():
            pads = padding(layer)
            if any(pads):
                yield f"nn.ZeroPad2d({pads})"
            yield f"nn.Conv2d({layer.input_shape[2]}, {layer.filters}, {layer.kernel}, stride={layer.stride})"
        case Pool():
            kind = "MaxPool2d" if isinstance(layer, MaxPool) else "AvgPool2d"
            yield f"nn.{kind}({layer.size}, stride={layer.stride})"
        case Flatten():
            yield "nn.Flatten()"
        case Dropout():
            yield f"nn.Dropout({layer.rate})"
        case BatchNorm():
            kind = "BatchNorm2d" if len(layer.shape) == 3 else "BatchNorm1d"
            yield f"nn.{kind}({layer.shape[-1]}, eps={EPSILON}, momentum={round(1 - layer.momentum, 12)})"
        case _ if not isinstance(layer, Activation):
            raise ExportError(f"PyTorch has no layer for {layer.name}")
    activation = layer.activation if isinstance(layer, Weighted | Activation) else "linear"
    if activation != "linear":
        yield ACTIVATIONS[activation]


def loads(layer: Layer, place: int) -> Iterator[str]:
    """The lines that load one layer's matrix into the module at that place."""
    if not layer.matrix.size:
        return
    yield f'matrix = torch.from_numpy(arrays["{layer.name}"])'
    if isinstance(layer, Conv2D):
        shape = (*layer.kernel, layer.input_shape[2], layer.filters)
        yield f"model[{place}].weight.copy_(matrix[:-1].reshape{shape}.permute(3, 2, 0, 1))"
    elif isinstance(layer, Dense):
        yield f"model[{place}].weight.copy_(matrix[:-1].T)"
    else:
        yield f"model[{place}].weight.copy_(matrix[0])"
        start, end = layer.state_place.start, layer.state_place.stop
        yield f"mean, variance = state[{start}:{end}].reshape(2, -1)"
        yield f"model[{place}].running_mean.copy_(mean)"
        yield f"model[{place}].running_var.copy_(variance)"
    yield f"model[{place}].bias.copy_(matrix[-1])"


def offset(layer: Layer) -> int:
    """How many modules stand before the one with the weights."""
    return int(isinstance(layer, Conv2D) and any(padding(layer)))


def padding(layer: Conv2D) -> tuple[int, int, int, int]:
    """Zeros on the left, right, top and bottom."""
    (top, bottom), (left, right) = layer.paddings
    return left, right, top, bottom
