"""The tape: the NumPy calls of one pass through a network, written down once and then played many times.

A call on a small array costs far more than its arithmetic: looking names up, making arrays for results, throwing them
away. None of that depends on the numbers. So before training, every layer writes on a tape which calls it makes
forwards and which backwards, and into which buffers; a training step is then nothing but playing the tape.

    tape = Tape(samples=10, parameters=network.parameters)
    x = tape.signal((2,))
    y = layer.record(tape, x)        # the layer adds its calls and returns the signal it makes
    tape.play_forward()              # x.value -> y.value
    tape.play_backward()             # y.gradient -> x.gradient, and the gradients of the parameters

Forward calls are played in the order in which they were written. Backward calls are played layer by layer from the
last to the first, but inside one layer in the order in which the layer wrote them.
"""

from collections.abc import Callable
from functools import partial
from typing import Any

import numpy as np

from nets.arrays import Array, Shape


class Signal:
    """What flows between two layers: a value and, where training needs it, the loss's gradient with respect to it.

    value      (N, *shape)
    gradient   (N, *shape), or an empty array if nobody needs it
    extended   (N, D + 1): the value with a last column of ones, which meets the bias row of a weight matrix;
               only for flat signals made with `ones=True`, else an empty array
    before     the pre-activation z, if this is an activation a = f(z)
    """

    __slots__ = ("before", "extended", "gradient", "shape", "value")

    def __init__(self, value: Array, gradient: Array, extended: Array) -> None:
        self.shape: Shape = value.shape[1:]
        self.value = value
        self.gradient = gradient
        self.extended = extended
        self.before: Signal | None = None


class Tape:
    """The calls and buffers of one pass of `samples` samples.

    samples      N, fixed for the life of the tape
    parameters   the network's flat vector of parameters; gradients get a vector of the same length
    state        the network's flat vector of what is not learned by gradients (running averages)
    training     whether to keep what the way back needs, and to behave as in training (dropout, batch statistics)
    random       for layers that draw (`draws` says whether there are any): to be replaced before each play
    """

    def __init__(self, samples: int, parameters: Array, state: Array | None = None, *, training: bool) -> None:
        self.samples = samples
        self.training = training
        self.dtype = parameters.dtype
        self.parameters = parameters
        self.state = np.zeros(0, self.dtype) if state is None else state
        self.gradients = np.zeros(parameters.size if training else 0, self.dtype)
        self.random = np.random.default_rng(0)
        self.draws = False
        self.forward_calls: list[Callable[[], Any]] = []
        self.backward_calls: list[Callable[[], Any]] = []
        self._backward_of_layer: list[Callable[[], Any]] = []

    def empty(self, *shape: int) -> Array:
        """A buffer (N, *shape) in the network's precision.

        Of flat samples, each feature lies together in memory (order F): even without its column of ones a buffer is
        then one run of numbers, which NumPy walks through several times as fast as through short rows.
        """
        return np.empty((self.samples, *shape), self.dtype, order="F" if len(shape) == 1 else "C")

    def signal(self, shape: Shape, *, ones: bool = True) -> Signal:
        """A new signal; flat ones get the column of ones that a dense layer reads, unless `ones` is false."""
        gradient = self.empty(*shape) if self.training else np.empty(0, self.dtype)
        if len(shape) != 1 or not ones:
            return Signal(self.empty(*shape), gradient, np.empty(0, self.dtype))
        extended = self.empty(shape[0] + 1)
        extended[:, -1] = 1
        return Signal(extended[:, :-1], gradient, extended)

    def scalar(self, value: float) -> Array:
        """A number as a 0-d array in the network's precision: NumPy need not convert it in every call."""
        return np.array(value, self.dtype)

    def forward(self, call: Callable[..., Any], *arguments: Any) -> None:
        """Write down a call for the way forwards."""
        self.forward_calls.append(partial(call, *arguments))

    def backward(self, call: Callable[..., Any], *arguments: Any) -> None:
        """Write down a call for the way back; nothing on a tape that only goes forwards."""
        if self.training:
            self._backward_of_layer.append(partial(call, *arguments))

    def end_layer(self) -> None:
        """Close a layer: its backward calls come before those of all layers written so far."""
        self.backward_calls[:0] = self._backward_of_layer
        self._backward_of_layer = []

    def play_forward(self) -> None:
        """From the input's value to the output's value."""
        with np.errstate(all="ignore"):
            for call in self.forward_calls:
                call()

    def play_backward(self) -> None:
        """From the output's gradient to the gradients of every signal and parameter."""
        with np.errstate(all="ignore"):
            for call in self.backward_calls:
                call()
