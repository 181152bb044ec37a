"""A network as Keras source: a text that builds the same network and loads the weights of its .npz file."""

from collections.abc import Callable
from typing import Any, NamedTuple

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

ACTIVATIONS = {
    "tanh": '"tanh"',
    "sigmoid": '"sigmoid"',
    "relu": '"relu"',
    "leaky relu": "leaky_relu",
    "elu": '"elu"',
    "gelu": "gelu",
    "softplus": '"softplus"',
    "sine": "keras.ops.sin",
    "linear": '"linear"',
}
HELPERS = {
    "leaky_relu": """

def leaky_relu(x):
    return keras.activations.leaky_relu(x, negative_slope=0.01)
""",
    "gelu": """

def gelu(x):
    return keras.activations.gelu(x, approximate=True)
""",
}
TEMPLATE = '''"""The network of a Glassbox file, in Keras. It takes samples {shape}, N of them."""

import keras
import numpy as np
from keras import layers

keras.config.set_floatx("{dtype}")
keras.config.set_image_data_format("channels_last")
{helpers}

def build():
    """The network with first weights of Keras' own."""
{shared}    x = inputs = keras.Input({shape})
{calls}    return keras.Model(inputs, x)


def load(path="network.npz"):
    """The network with the weights of the file."""
    model = build()
    with np.load(path) as arrays:
{loading}    return model
'''


class Counterpart(NamedTuple):
    """What stands for one layer: a class of Keras, the arguments that make it, and its weights in Keras' order."""

    name: str
    arguments: str = ""
    weights: tuple[str, ...] = ()


def to_keras(network: Network) -> str:
    """Source code with two functions, `build()` and `load(path)`, where path is a file that `save` wrote.

    The model answers as the network does, in float64 only where Keras runs on TensorFlow: elsewhere Keras multiplies in
    float32 whatever it is told. In training there is one difference: for the running variance of batch normalisation,
    Keras takes the variance of the batch as it is, Σ (x - mean)² / m, and ours takes Σ (x - mean)² / (m - 1).

    Raises ExportError for what Keras has no layer for.
    """
    shared: dict[str, str] = {}
    calls: list[str] = []
    loading: dict[str, str] = {}
    for layer in network.layers:
        made, name = counterpart(layer), layer.name.replace(" ", "_")
        text = f"layers.{made.name}({made.arguments})"
        if made.weights:
            text = f'layers.{made.name}({made.arguments}, name="{name}")'
            loading[name] = f'model.get_layer("{name}").set_weights({read(layer, made)})'
        if made.weights and network.layers.count(layer) > 1:
            shared[name], text = text, name
        calls.append(text)
    return TEMPLATE.format(
        shape=network.input_shape,
        dtype=network.dtype,
        helpers="".join(text for name, text in HELPERS.items() if f"Activation({name})" in "".join(calls)),
        shared="".join(f"    {name} = {layer}\n" for name, layer in shared.items()),
        calls="".join(f"    x = {call}(x)\n" for call in calls),
        loading="".join(f"        {line}\n" for line in loading.values()) or "        pass\n",
    )


def read(layer: Layer, made: Counterpart) -> str:
    """The text of a list of the layer's arrays."""
    names = ", ".join(f'"{array}"' for array in made.weights)
    return f'[arrays["{layer.name}/" + name] for name in [{names}]]'


def counterpart(layer: Layer) -> Counterpart:
    """What stands for the layer; raises ExportError."""
    if type(layer) not in COUNTERPARTS:
        known = ", ".join(each.__name__ for each in COUNTERPARTS)
        raise ExportError(f"there is no layer of Keras for {layer.name} ({type(layer).__name__}), only for {known}")
    return COUNTERPARTS[type(layer)](layer)


def activation(layer: Activation) -> Counterpart:
    """Every function as Keras calls it."""
    if layer.function not in ACTIVATIONS:
        raise ExportError(f"there is no activation of Keras for {layer.function!r}, only for {', '.join(ACTIVATIONS)}")
    return Counterpart("Activation", ACTIVATIONS[layer.function])


def conv(layer: Conv2D) -> Counterpart:
    """The same kernels, and the same padding."""
    arguments = f'{layer.filters}, {layer.kernel}, strides={layer.stride}, padding="{layer.padding}"'
    return Counterpart("Conv2D", arguments, ("weights", "biases"))


def norm(layer: BatchNorm) -> Counterpart:
    """The last axis of any shape, as here."""
    arguments = f"epsilon={EPSILON}, momentum={layer.momentum}"
    return Counterpart("BatchNormalization", arguments, ("scale", "shift", "mean", "variance"))


COUNTERPARTS: dict[type[Layer], Callable[[Any], Counterpart]] = {
    Dense: lambda layer: Counterpart("Dense", f"{layer.units}", ("weights", "biases")),
    Activation: activation,
    Conv2D: conv,
    MaxPool: lambda layer: Counterpart("MaxPooling2D", f"{layer.size}, strides={layer.stride}"),
    MeanPool: lambda layer: Counterpart("AveragePooling2D", f"{layer.size}, strides={layer.stride}"),
    GlobalMeanPool: lambda _layer: Counterpart("GlobalAveragePooling2D"),
    Flatten: lambda _layer: Counterpart("Flatten"),
    Dropout: lambda layer: Counterpart("Dropout", f"{layer.rate}"),
    BatchNorm: norm,
}
