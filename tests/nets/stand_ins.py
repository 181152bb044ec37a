"""The few parts of PyTorch and Keras that exported texts use, in NumPy, so that the texts can be run without either.

Each is written from that library's documentation: PyTorch has the channels at axis 1, Keras at the end.
"""

from contextlib import nullcontext
from math import prod
from types import ModuleType, SimpleNamespace

import numpy as np

windows_of = np.lib.stride_tricks.sliding_window_view

FUNCTIONS = {
    "tanh": np.tanh,
    "sigmoid": lambda x: 1 / (1 + np.exp(-x)),
    "relu": lambda x: np.maximum(x, 0),
    "elu": lambda x: np.where(x > 0, x, np.exp(np.minimum(x, 0)) - 1),
    "softplus": lambda x: np.log1p(np.exp(x)),
    "linear": lambda x: x,
}


def leaky(x, slope):
    return np.where(x > 0, x, slope * x)


def gelu(x):
    return x / 2 * (1 + np.tanh(np.sqrt(2 / np.pi) * (x + 0.044715 * x**3)))


class Tensor(np.ndarray):
    """An array with the one method that arrays lack."""

    def movedim(self, source, destination):
        return np.moveaxis(self, source, destination)


class Module:
    """shapes: of the tensors that belong to it, by name."""

    weight: np.ndarray
    bias: np.ndarray

    def __init__(self, shapes=None):
        self.shapes = shapes or {}

    def forward(self, x):
        return x

    def __call__(self, x):
        return self.forward(x)


class Sequential(Module):
    def __init__(self, *modules):
        super().__init__()
        self.modules = modules

    def forward(self, x):
        for module in self.modules:
            x = np.asarray(module(x)).view(Tensor)
        return x

    def load_state_dict(self, tensors):
        wanted = {
            f"{place}.{name}": shape for place, each in enumerate(self.modules) for name, shape in each.shapes.items()
        }
        assert {name: tensor.shape for name, tensor in tensors.items()} == wanted
        for name, tensor in tensors.items():
            place, _, name = name.partition(".")
            setattr(self.modules[int(place)], name, np.asarray(tensor))

    def eval(self):
        return self

    double = float = eval


class Linear(Module):
    def __init__(self, inputs, outputs):
        super().__init__({"weight": (outputs, inputs), "bias": (outputs,)})

    def forward(self, x):
        return x @ self.weight.T + self.bias


class Conv2d(Module):
    def __init__(self, inputs, outputs, kernel, stride):
        self.kernel, self.stride = kernel, stride
        super().__init__({"weight": (outputs, inputs, *kernel), "bias": (outputs,)})

    def forward(self, x):
        windows = windows_of(x, self.kernel, (2, 3))[:, :, :: self.stride[0], :: self.stride[1]]
        return np.einsum("nchwkl,ockl->nohw", windows, self.weight) + self.bias[:, None, None]


class BatchNorm(Module):
    def __init__(self, axes, channels, eps, momentum):
        self.axes, self.eps, self.momentum = axes, eps, momentum
        super().__init__(dict.fromkeys(["weight", "bias", "running_mean", "running_var"], (channels,)))

    def forward(self, x):
        assert x.ndim in self.axes
        column = [tensor.reshape(-1, *[1] * (x.ndim - 2)) for tensor in (getattr(self, name) for name in self.shapes)]
        weight, bias, mean, variance = column
        return (x - mean) / np.sqrt(variance + self.eps) * weight + bias


def simple(function):
    """A kind of module without tensors: function(x, *arguments)."""

    def kind(*arguments, **options):
        module = Module()
        module.forward = lambda x: function(x, *arguments, **options)
        return module

    return kind


def pooled(x, size, stride, reduce):
    """Over windows of the axes 2 and 3."""
    return reduce(windows_of(x, (size, size), (2, 3))[:, :, ::stride, ::stride], axis=(-2, -1))


def torch() -> dict[str, ModuleType]:
    """Modules to be put into sys.modules."""
    nn = ModuleType("torch.nn")
    parts = {
        "Module": Module,
        "Sequential": Sequential,
        "Linear": Linear,
        "Conv2d": Conv2d,
        "BatchNorm1d": lambda *a, **k: BatchNorm((2, 3), *a, **k),
        "BatchNorm2d": lambda *a, **k: BatchNorm((4,), *a, **k),
        "BatchNorm3d": lambda *a, **k: BatchNorm((5,), *a, **k),
        "ZeroPad2d": simple(lambda x, four: np.pad(x, ((0, 0), (0, 0), four[2:], four[:2]))),
        "MaxPool2d": simple(lambda x, size, stride: pooled(x, size, stride, np.max)),
        "AvgPool2d": simple(lambda x, size, stride: pooled(x, size, stride, np.mean)),
        "AdaptiveAvgPool2d": simple(lambda x, _one: x.mean(axis=(2, 3), keepdims=True)),
        "Flatten": simple(lambda x: x.reshape(len(x), -1)),
        "Dropout": simple(lambda x, _rate: x),
        "Identity": simple(FUNCTIONS["linear"]),
        "Tanh": simple(FUNCTIONS["tanh"]),
        "Sigmoid": simple(FUNCTIONS["sigmoid"]),
        "ReLU": simple(FUNCTIONS["relu"]),
        "ELU": simple(FUNCTIONS["elu"]),
        "LeakyReLU": simple(leaky),
        "GELU": simple(lambda x, approximate: gelu(x) if approximate == "tanh" else x),
        "Softplus": simple(lambda x, threshold: np.where(x > threshold, x, FUNCTIONS["softplus"](x))),
    }
    nn.__dict__.update(parts)
    module = ModuleType("torch")
    module.__dict__.update(nn=nn, sin=np.sin, no_grad=nullcontext, from_numpy=lambda array: array.view(Tensor))
    return {"torch": module, "torch.nn": nn}


class KerasLayer:
    """A function of x and the layer's weights; it is called on what was made of the input so far."""

    def __init__(self, function, *, name=None):
        self.function, self.name, self.weights = function, name, ()

    def set_weights(self, weights):
        self.weights = weights

    def __call__(self, before):
        call = SimpleNamespace(layers=[*before.layers, self])
        call.value = lambda x: self.function(before.value(x), *self.weights)
        return call


class Model:
    def __init__(self, _inputs, outputs):
        self.layers, self.value = outputs.layers, outputs.value

    def get_layer(self, name):
        layers = {id(layer): layer for layer in self.layers if layer.name == name}
        (layer,) = layers.values()
        return layer

    def __call__(self, x):
        return Answer(self.value(x))


class Answer:
    """What a model answers: NumPy alone cannot read it, as it cannot where Keras runs on PyTorch."""

    def __init__(self, numbers):
        self.numbers = numbers

    def __array__(self, *_args, **_more):
        raise RuntimeError("Can't call numpy() on Tensor that requires grad")


def keras_conv(_filters, kernel, strides, padding, name):
    def function(x, weights, biases):
        if padding == "same":
            sides = zip(x.shape[1:3], kernel, strides, strict=True)
            whole = [max((-(-side // stride) - 1) * stride + k - side, 0) for side, k, stride in sides]
            x = np.pad(x, ((0, 0), *((each // 2, each - each // 2) for each in whole), (0, 0)))
        windows = windows_of(x, kernel, (1, 2))[:, :: strides[0], :: strides[1]]
        return np.einsum("nhwckl,klco->nhwo", windows, weights) + biases

    return KerasLayer(function, name=name)


def keras_norm(epsilon, momentum, name):
    assert 0 <= momentum < 1
    return KerasLayer(lambda x, g, b, mean, variance: (x - mean) / np.sqrt(variance + epsilon) * g + b, name=name)


def keras_pool(reduce):
    def kind(size, strides):
        return KerasLayer(lambda x: np.moveaxis(pooled(np.moveaxis(x, 3, 1), size, strides, reduce), 1, 3))

    return kind


def keras() -> dict[str, ModuleType]:
    """Modules to be put into sys.modules."""
    layers, module = ModuleType("keras.layers"), ModuleType("keras")
    parts = {
        "Dense": lambda _units, name: KerasLayer(lambda x, weights, biases: x @ weights + biases, name=name),
        "Conv2D": keras_conv,
        "BatchNormalization": keras_norm,
        "MaxPooling2D": keras_pool(np.max),
        "AveragePooling2D": keras_pool(np.mean),
        "GlobalAveragePooling2D": lambda: KerasLayer(lambda x: x.mean(axis=(1, 2))),
        "Flatten": lambda: KerasLayer(lambda x: x.reshape(len(x), prod(x.shape[1:]))),
        "Dropout": lambda _rate: KerasLayer(lambda x: x),
        "Activation": lambda f: KerasLayer(FUNCTIONS[f] if isinstance(f, str) else f),
    }
    layers.__dict__.update(parts)
    told: dict[str, str] = {}
    module.__dict__.update(
        layers=layers,
        Model=Model,
        Input=lambda _shape: SimpleNamespace(layers=[], value=lambda x: x),
        ops=SimpleNamespace(sin=np.sin, convert_to_numpy=lambda answer: answer.numbers),
        activations=SimpleNamespace(
            leaky_relu=lambda x, negative_slope: leaky(x, negative_slope),
            gelu=lambda x, approximate: gelu(x) if approximate else x,
        ),
        config=SimpleNamespace(
            told=told,
            set_floatx=lambda name: told.update(floatx=name),
            set_image_data_format=lambda name: told.update(images=name),
        ),
    )
    return {"keras": module, "keras.layers": layers}
