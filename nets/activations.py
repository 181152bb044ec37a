"""Activations: each is a pair, a function and its slope.

`value(z, out)` writes f(z); `slope(z, a, out)` writes f'(z), and may use a = f(z), which is known by then. All arrays
have one shape, any shape; `out` is never z or a.

Softmax is not among them: it looks at all outputs together, and with its loss it becomes one simple thing. The loss
"softmax cross-entropy" takes a linear output (logits) and contains it; `softmax` below turns logits into probabilities.
"""

from collections.abc import Callable
from typing import Any, NamedTuple

import numpy as np

from nets import fast
from nets.errors import SettingError, UnknownNameError
from nets.fast import ONE
from nets.tape import Array, Signal, Tape

LEAK = 0.01
GELU_SCALE = np.sqrt(2 / np.pi)
GELU_CUBE = 0.044715


class Activation(NamedTuple):
    """A function applied to each number alone, with its slope."""

    name: str
    value: Callable[..., Any]
    slope: Callable[[Array, Array, Array], Any]


def tanh_value(z: Array, out: Array) -> None:
    """(e^z - e^-z) / (e^z + e^-z), between -1 and 1."""
    fast.tanh_of(z.size)(z, out)


def tanh_slope(_z: Array, a: Array, out: Array) -> None:
    """1 - a²."""
    np.multiply(a, a, out)
    np.subtract(ONE, out, out)


def sigmoid_value(z: Array, out: Array) -> None:
    """1 / (1 + e^-z), between 0 and 1; where e^-z overflows, 1 / inf is the right 0."""
    np.negative(z, out)
    np.exp(out, out)
    np.add(out, ONE, out)
    np.divide(ONE, out, out)


def sigmoid_slope(_z: Array, a: Array, out: Array) -> None:
    """a (1 - a)."""
    np.subtract(ONE, a, out)
    np.multiply(out, a, out)


def relu_value(z: Array, out: Array) -> None:
    """max(z, 0)."""
    fast.relu(z, out)


def relu_slope(z: Array, _a: Array, out: Array) -> None:
    """1 where z > 0, else 0; at 0 itself, where there is no slope, 0."""
    fast.step(z, out)


def leaky_relu_value(z: Array, out: Array) -> None:
    """z where z > 0, else z / 100: a unit that never goes quite dead."""
    np.multiply(z, LEAK, out)
    np.maximum(z, out, out=out)


def leaky_relu_slope(z: Array, _a: Array, out: Array) -> None:
    """1 where z > 0, else 1/100."""
    np.greater(z, 0, out)
    np.maximum(out, LEAK, out=out)


def elu_value(z: Array, out: Array) -> None:
    """z where z > 0, else e^z - 1 (Clevert, Unterthiner and Hochreiter, 2015)."""
    np.minimum(z, 0, out=out)
    np.expm1(out, out)
    np.maximum(out, z, out=out)


def elu_slope(_z: Array, a: Array, out: Array) -> None:
    """1 where z > 0, else e^z = a + 1."""
    np.minimum(a, 0, out=out)
    np.add(out, ONE, out)


def gelu_inner(z: Array, out: Array) -> None:
    """t = tanh(√(2/π) (z + 0.044715 z³)), the smooth switch of GELU."""
    np.multiply(z, z, out)
    np.multiply(out, GELU_CUBE, out)
    np.add(out, ONE, out)
    np.multiply(out, z, out)
    np.multiply(out, GELU_SCALE, out)
    np.tanh(out, out)


def gelu_value(z: Array, out: Array) -> None:
    """z (1 + t) / 2: z times about the chance that a normal number is below z (Hendrycks and Gimpel, 2016, sec. 2)."""
    gelu_inner(z, out)
    np.add(out, ONE, out)
    np.multiply(out, z, out)
    np.multiply(out, 0.5, out)


def gelu_slope(z: Array, _a: Array, out: Array) -> None:
    """(1 + t) / 2 + z (1 - t²) √(2/π) (1 + 3 · 0.044715 z²) / 2."""
    gelu_inner(z, out)
    bend = z * (1 - out * out) * GELU_SCALE * (1 + 3 * GELU_CUBE * z * z)
    np.add(out, ONE, out)
    np.add(out, bend, out)
    np.multiply(out, 0.5, out)


def softplus_value(z: Array, out: Array) -> None:
    """log(1 + e^z), a ReLU without its corner."""
    np.logaddexp(z, 0, out)


def softplus_slope(z: Array, _a: Array, out: Array) -> None:
    """1 / (1 + e^-z), the sigmoid."""
    sigmoid_value(z, out)


def sine_slope(z: Array, _a: Array, out: Array) -> None:
    """cos z."""
    np.cos(z, out)


def linear_value(z: Array, out: Array) -> None:
    """z itself."""
    np.copyto(out, z)


def linear_slope(_z: Array, _a: Array, out: Array) -> None:
    """1."""
    out.fill(1)


ACTIVATIONS = {
    activation.name: activation
    for activation in (
        Activation("tanh", tanh_value, tanh_slope),
        Activation("sigmoid", sigmoid_value, sigmoid_slope),
        Activation("relu", relu_value, relu_slope),
        Activation("leaky relu", leaky_relu_value, leaky_relu_slope),
        Activation("elu", elu_value, elu_slope),
        Activation("gelu", gelu_value, gelu_slope),
        Activation("softplus", softplus_value, softplus_slope),
        Activation("sine", np.sin, sine_slope),
        Activation("linear", linear_value, linear_slope),
    )
}
NAMES = tuple(ACTIVATIONS)


def named(name: str) -> Activation:
    """The activation of that name; raises UnknownNameError, and SettingError for softmax, which belongs to its loss."""
    if name == "softmax":
        raise SettingError("softmax is part of its loss: use a linear output with the loss 'softmax cross-entropy'")
    if name not in ACTIVATIONS:
        raise UnknownNameError("activation", name, NAMES)
    return ACTIVATIONS[name]


def softmax(logits: Array) -> Array:
    """Probabilities of the classes, (N, K) -> (N, K): e^y / Σ e^y, with the largest logit taken off first."""
    powers = np.exp(logits - logits.max(axis=1, keepdims=True))
    return powers / powers.sum(axis=1, keepdims=True)


def record(name: str, tape: Tape, z: Signal) -> Signal:
    """Write an activation on the tape: from the pre-activation z to the activation a, of the same shape."""
    z.before = z
    if name == "linear":
        return z
    activation = named(name)
    value = fast.tanh_of(z.value.size) if name == "tanh" else activation.value
    a = tape.signal(z.shape)
    a.before = z
    tape.forward(value, z.value, a.value)
    if z.gradient.size:
        slope = tape.empty(*z.shape)
        tape.backward(activation.slope, z.value, a.value, slope)
        tape.backward(np.multiply, a.gradient, slope, z.gradient)
    return a
