"""Activations: each is a pair, a function and its slope.

`value(z, out)` writes f(z); `slope(z, a, out)` writes f'(z), and may use a = f(z), which is already known then. All
arrays have one shape, any shape.
"""

from collections.abc import Callable
from typing import Any, NamedTuple

import numpy as np

from nets.errors import UnknownName
from nets.tape import Array, Signal, Tape


class Activation(NamedTuple):
    """A function applied to each number alone, with its slope."""

    name: str
    value: Callable[..., Any]
    slope: Callable[[Array, Array, Array], Any]


def tanh_slope(z: Array, a: Array, out: Array) -> None:
    """1 - a²."""
    np.multiply(a, a, out)
    np.subtract(1, out, out)


def sigmoid_value(z: Array, out: Array) -> None:
    """1 / (1 + e^-z), written as (1 + tanh(z/2)) / 2, which cannot overflow."""
    np.multiply(z, 0.5, out)
    np.tanh(out, out)
    np.multiply(out, 0.5, out)
    np.add(out, 0.5, out)


def sigmoid_slope(z: Array, a: Array, out: Array) -> None:
    """a (1 - a)."""
    np.subtract(1, a, out)
    np.multiply(out, a, out)


def relu_value(z: Array, out: Array) -> None:
    """max(z, 0)."""
    np.maximum(z, 0, out)


def relu_slope(z: Array, a: Array, out: Array) -> None:
    """1 where z > 0, else 0; at 0 itself, where there is no slope, 0."""
    np.greater(z, 0, out)


def linear_value(z: Array, out: Array) -> None:
    """z itself."""
    np.copyto(out, z)


def linear_slope(z: Array, a: Array, out: Array) -> None:
    """1."""
    out.fill(1)


ACTIVATIONS = {
    activation.name: activation
    for activation in (
        Activation('tanh', np.tanh, tanh_slope),
        Activation('sigmoid', sigmoid_value, sigmoid_slope),
        Activation('relu', relu_value, relu_slope),
        Activation('linear', linear_value, linear_slope),
    )
}
NAMES = tuple(ACTIVATIONS)


def named(name: str) -> Activation:
    """The activation of that name; raises UnknownName."""
    if name not in ACTIVATIONS:
        raise UnknownName('activation', name, NAMES)
    return ACTIVATIONS[name]


def record(name: str, tape: Tape, z: Signal) -> Signal:
    """Write an activation on the tape: from the pre-activation z to the activation a, of the same shape."""
    activation = named(name)
    a = tape.signal(z.shape)
    tape.forward(activation.value, z.value, a.value)
    if tape.training:
        slope = tape.empty(*z.shape)
        tape.backward(activation.slope, z.value, a.value, slope)
        tape.backward(np.multiply, a.gradient, slope, z.gradient)
    return a
