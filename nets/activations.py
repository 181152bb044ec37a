"""Activations: each is a pair, a function and its derivative.

`value(z)` gives a = f(z); `derivative(z, a)` gives f'(z), and may use a, which is known by then. All arrays have one
shape, any shape. Where e^-z overflows, the result is right all the same; whoever calls silences NumPy's warning.

Softmax is not among them: it looks at all outputs together, and with its loss it becomes one simple thing. The loss
"softmax cross-entropy" takes a linear output (logits) and contains it; `softmax` below turns logits into probabilities.
"""

from collections.abc import Callable
from typing import NamedTuple

import numpy as np

from nets.arrays import Array
from nets.errors import SettingError, check_name

LEAK = 0.01
GELU_SCALE = float(np.sqrt(2 / np.pi))
GELU_CUBE = 0.044715


class Function(NamedTuple):
    """A function applied to each number alone, with its derivative."""

    name: str
    value: Callable[[Array], Array]
    derivative: Callable[[Array, Array], Array]


def tanh(z: Array) -> Array:
    """(e^z - e^-z) / (e^z + e^-z), between -1 and 1."""
    return np.tanh(z)


def tanh_derivative(_z: Array, a: Array) -> Array:
    """1 - a²."""
    return 1 - a * a


def sigmoid(z: Array) -> Array:
    """1 / (1 + e^-z), between 0 and 1."""
    return 1 / (1 + np.exp(-z))


def sigmoid_derivative(_z: Array, a: Array) -> Array:
    """a (1 - a)."""
    return a * (1 - a)


def relu(z: Array) -> Array:
    """max(z, 0)."""
    return np.maximum(z, 0)


def relu_derivative(_z: Array, a: Array) -> Array:
    """1 where z > 0, else 0; at 0 itself, where there is none, 0."""
    return a > 0


def leaky_relu(z: Array) -> Array:
    """z where z > 0, else z / 100: a unit that never goes quite dead."""
    return np.maximum(z, LEAK * z)


def leaky_relu_derivative(z: Array, _a: Array) -> Array:
    """1 where z > 0, else 1/100."""
    return np.where(z > 0, 1, LEAK).astype(z.dtype)


def elu(z: Array) -> Array:
    """z where z > 0, else e^z - 1 (Clevert, Unterthiner and Hochreiter, 2015)."""
    return np.where(z > 0, z, np.expm1(np.minimum(z, 0)))


def elu_derivative(_z: Array, a: Array) -> Array:
    """1 where z > 0, else e^z = a + 1."""
    return np.minimum(a, 0) + 1


def gelu_switch(z: Array) -> Array:
    """t = tanh(√(2/π) (z + 0.044715 z³)), the smooth switch of GELU."""
    return np.tanh(GELU_SCALE * (z + GELU_CUBE * z * z * z))


def gelu(z: Array) -> Array:
    """z (1 + t) / 2: z times about the chance that a normal number is below z (Hendrycks and Gimpel, 2016, sec. 2)."""
    return z * ((1 + gelu_switch(z)) / 2)


def gelu_derivative(z: Array, _a: Array) -> Array:
    """(1 + t) / 2 + z (1 - t²) √(2/π) (1 + 3 · 0.044715 z²) / 2.

    Beyond ±10, where t is ±1 and it changes no more, z stays there, so that z² does not overflow.
    """
    z = np.clip(z, -10, 10)
    t = gelu_switch(z)
    return (1 + t) / 2 + z * (1 - t * t) * (GELU_SCALE / 2) * (1 + 3 * GELU_CUBE * z * z)


def softplus(z: Array) -> Array:
    """log(1 + e^z), a ReLU without its corner."""
    return np.logaddexp(z, 0)


def softplus_derivative(z: Array, _a: Array) -> Array:
    """1 / (1 + e^-z), the sigmoid."""
    return sigmoid(z)


def sine(z: Array) -> Array:
    """sin z."""
    return np.sin(z)


def sine_derivative(z: Array, _a: Array) -> Array:
    """cos z."""
    return np.cos(z)


def linear(z: Array) -> Array:
    """z itself."""
    return z


def linear_derivative(z: Array, _a: Array) -> Array:
    """1."""
    return np.ones_like(z)


ACTIVATIONS = {
    function.name: function
    for function in (
        Function("tanh", tanh, tanh_derivative),
        Function("sigmoid", sigmoid, sigmoid_derivative),
        Function("relu", relu, relu_derivative),
        Function("leaky relu", leaky_relu, leaky_relu_derivative),
        Function("elu", elu, elu_derivative),
        Function("gelu", gelu, gelu_derivative),
        Function("softplus", softplus, softplus_derivative),
        Function("sine", sine, sine_derivative),
        Function("linear", linear, linear_derivative),
    )
}
NAMES = tuple(ACTIVATIONS)


def named(name: str) -> Function:
    """The activation of that name; raises UnknownNameError, and SettingError for softmax, which belongs to its loss."""
    if name == "softmax":
        raise SettingError("softmax is part of its loss: use a linear output with the loss 'softmax cross-entropy'")
    check_name("activation", name, ACTIVATIONS)
    return ACTIVATIONS[name]


def softmax(logits: Array) -> Array:
    """Probabilities of the classes, (…, K) -> (…, K): e^y / Σ e^y, with the largest logit taken off first."""
    powers = np.exp(logits - logits.max(axis=-1, keepdims=True))
    return powers / powers.sum(axis=-1, keepdims=True)
