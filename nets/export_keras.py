"""A network as Keras source: a text that builds the same network and loads the weights of its .npz file."""

from collections.abc import Iterator

from nets.errors import ExportError
from nets.layers import Activation, BatchNorm, Conv2D, Dense, Dropout, Flatten, Layer, MaxPool, MeanPool
from nets.layers.norm import EPSILON
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
    "linear": "None",
}
TEMPLATE = '''"""The network of a Glassbox file, in Keras. It takes samples {shape}, N of them."""

import keras
import numpy as np
from keras import layers

keras.backend.set_floatx("{dtype}")


def leaky_relu(x):
    return keras.activations.leaky_relu(x, negative_slope=0.01)


def gelu(x):
    return keras.activations.gelu(x, approximate=True)


def build():
    return keras.Sequential(
        [
            keras.Input({shape}),
{modules}
        ]
    )


def load(path="network.npz"):
    """The network with the weights of the file."""
    model = build()
    with np.load(path) as arrays:
        state = arrays["state"]
{loading}
    return model
'''


def source(network: Network) -> str:
    """Source code with two functions, `build()` and `load(path)`, where path is a file that `Network.save` wrote.

    Raises ExportError for what Keras has no layer for.
    """
    modules: list[str] = []
    loading: list[str] = []
    for layer in network.layers:
        before = len(modules)
        modules.extend(lines(layer))
        loading.extend(loads(layer, before))
    return TEMPLATE.format(
        shape=network.input_shape,
        dtype=network.parameters.dtype,
        modules="\n".join(f"            {module}," for module in modules),
        loading="\n".join(f"        {line}" for line in loading) or "        pass",
    )


def lines(layer: Layer) -> Iterator[str]:
    """The Keras layer that stands for one of ours."""
    activation = ACTIVATIONS[layer.settings().get("activation", "linear")]
    match layer:
        case Dense():
            yield f"layers.Dense({layer.units}, activation={activation})"
        case Conv2D():
            options = f'strides={layer.stride}, padding="{layer.padding}", activation={activation}'
            yield f"layers.Conv2D({layer.filters}, {layer.kernel}, {options})"
        case MaxPool():
            yield f"layers.MaxPooling2D({layer.size}, strides={layer.stride})"
        case MeanPool():
            yield f"layers.AveragePooling2D({layer.size}, strides={layer.stride})"
        case Flatten():
            yield "layers.Flatten()"
        case Dropout():
            yield f"layers.Dropout({layer.rate})"
        case BatchNorm():
            yield f"layers.BatchNormalization(epsilon={EPSILON}, momentum={layer.momentum})"
        case Activation():
            yield f"layers.Activation({ACTIVATIONS[layer.activation]})"
        case _:
            raise ExportError(f"Keras has no layer for {layer.name}")


def loads(layer: Layer, place: int) -> Iterator[str]:
    """The lines that load one layer's matrix into the Keras layer at that place."""
    if not layer.matrix.size:
        return
    yield f'matrix = arrays["{layer.name}"]'
    if isinstance(layer, Conv2D):
        shape = (*layer.kernel, layer.input_shape[2], layer.filters)
        yield f"model.layers[{place}].set_weights([matrix[:-1].reshape{shape}, matrix[-1]])"
    elif isinstance(layer, Dense):
        yield f"model.layers[{place}].set_weights([matrix[:-1], matrix[-1]])"
    else:
        start, end = layer.state_place.start, layer.state_place.stop
        yield f"mean, variance = state[{start}:{end}].reshape(2, -1)"
        yield f"model.layers[{place}].set_weights([matrix[0], matrix[1], mean, variance])"
