"""From a network's plain code to the calls of a whole pass: forwards, the loss's gradient, and back.

A layer that cannot be traced is played plainly: its own methods become one call each way.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import numpy as np

from nets.arrays import Array
from nets.fast.call import Call, buffer
from nets.fast.modes import TracedMode
from nets.fast.operations import tensordot_into, tensordot_of_few
from nets.fast.traced import Recorder, Traced, Untraceable, plain
from nets.flat import Named
from nets.layers.activation import Activation
from nets.layers.base import Layer
from nets.losses import Loss
from nets.network import Network

PLACES = 7  # places in a pool's window from which it pays to pick the few windows that it hands something back to


class Trace:
    """Traces one pass of a network, a layer at a time.

    untraced   names of the layers that are played plainly, because they could not be traced or are named in `plainly`
    every      whether the values of all layers are wanted, in their order

    values     the samples, then what each layer gives
    """

    def __init__(
        self, network: Network, recorder: Recorder, mode: TracedMode, plainly: set[str], *, every: bool = False
    ) -> None:
        self._network = network
        self._layers = network.layers if every else pools_first(network.layers)
        self._recorder = recorder
        self._mode = mode
        self.untraced = set(plainly)
        self.values: list[Traced] = []
        self._caches: list[Any] = []
        self._written: set[int] = set()

    def forward(self, x: Array) -> Traced:
        """Go forwards from the buffer x (N, *input_shape)."""
        self.values = [self._recorder.lift(x)]
        for layer in self._layers:
            y, cache = self._guarded(layer, self._forward_traced, self._forward_plain, self.values[-1])
            self.values.append(y)
            self._caches.append(cache)
        return self.values[-1]

    def gradient(self, loss: Loss, targets: Array) -> Traced:
        """The gradient of the mean loss with respect to the output; a loss that cannot be traced is played plainly."""
        y, t, mark = self.values[-1], self._recorder.lift(targets), len(self._recorder.calls)
        try:
            d = loss.gradient(y, t)
            if isinstance(d, Traced) and "loss" not in self.untraced:
                return d
        except Untraceable:
            pass
        del self._recorder.calls[mark:]
        self.untraced.add("loss")

        def play(y: Array, t: Array, out: Array) -> None:
            out[...] = loss.gradient(y, t)

        return self._recorder.result(play, (plain(y), targets), loss.gradient(plain(y), targets))

    def backward(self, d: Traced, gradients: Array) -> None:
        """Go back from d (N, *shape); the gradients of the parameters go into the vector `gradients` (P,)."""
        for place in range(len(self._layers) - 1, -1, -1):
            layer = self._layers[place]
            x, y, cache = self.values[place], self.values[place + 1], self._caches[place]
            traced = not isinstance(cache, _Cell)
            mark = len(self._recorder.calls)
            d, named = (self._backward_traced if traced else self._backward_plain)(layer, d, cache, x, y)
            if behind_pool(self._layers, place):
                self._mark_few(mark)
            for name, part in self._network.parts(layer, gradients).items():
                self._add(plain(named[name]), part)

    def _mark_few(self, mark: int) -> None:
        """Note that the tensordots written since `mark` are with a gradient that is mostly zero."""
        calls = self._recorder.calls
        for place, call in enumerate(calls[mark:], mark):
            if call.function is tensordot_into:
                calls[place] = Call(tensordot_of_few, call.arguments, *call.outputs)

    def _add(self, gradient: Array, part: Array) -> None:
        """Gradients of a layer that is used more than once add up; the first is written."""
        if part.__array_interface__["data"][0] in self._written:
            self._recorder.write(np.add, (part, gradient), part)
        else:
            self._recorder.write(np.copyto, (gradient,), part)
            self._written.add(part.__array_interface__["data"][0])

    def _guarded(self, layer: Layer, traced: Any, plainly: Any, x: Traced) -> tuple[Traced, Any]:
        mark = len(self._recorder.calls)
        if layer.name not in self.untraced:
            try:
                y, cache = traced(layer, x)
                if isinstance(y, Traced):
                    return y, cache
            except Exception:  # whatever goes wrong in code that is not ours: it is played as it stands
                if proven(layer):
                    raise
            del self._recorder.calls[mark:]
            self.untraced.add(layer.name)
        return plainly(layer, x)

    def _forward_traced(self, layer: Layer, x: Traced) -> tuple[Any, Any]:
        with traced_arrays(layer, self._recorder):
            y, cache = layer.forward(x, self._mode)
            if self._mode.training and not proven(layer):
                # A way back that cannot be traced is found out here, before anything builds on it.
                mark, calls = len(self._recorder.calls), self._recorder.calls
                dx, named = layer.backward(self._recorder.lift(np.zeros_like(plain(y))), cache)
                if not all(isinstance(each, Traced) for each in (dx, *named.values())):
                    raise Untraceable("a way back that leaves NumPy")
                del calls[mark:]
        return y, cache

    def _backward_traced(self, layer: Layer, d: Traced, cache: Any, _x: Traced, _y: Traced) -> tuple[Any, Named]:
        with traced_arrays(layer, self._recorder):
            return layer.backward(d, cache)

    def _forward_plain(self, layer: Layer, x: Traced) -> tuple[Traced, "_Cell"]:
        cell, mode = _Cell(), self._mode.untraced()

        def play(x: Array, out: Array) -> None:
            out[...], cell.cache = layer.forward(x, mode)

        value, cell.cache = layer.forward(plain(x), mode)
        return self._recorder.result(play, (plain(x),), np.asarray(value)), cell

    def _backward_plain(self, layer: Layer, d: Traced, cell: "_Cell", x: Traced, y: Traced) -> tuple[Traced, Named]:
        dx = buffer(x.shape, x.dtype)
        named = {name: buffer(part.shape, part.dtype) for name, part in layer.parameters.items()}

        def play(d: Array, _x: Array, _y: Array, dx: Array, *parts: Array) -> None:
            dx[...], gradients = layer.backward(d, cell.cache)
            for name, part in zip(named, parts, strict=True):
                part[...] = gradients[name]

        self._recorder.write(play, (plain(d), plain(x), plain(y)), dx, *named.values())
        return self._recorder.lift(dx), named


def pools_first(layers: list[Layer]) -> list[Layer]:
    """ReLU behind max-pools, where it has fewer numbers to look at: max relu(z) is relu(max z).

    The gradients are the same, too: where no number of a window is above zero, they are zero either way.
    """
    layers = list(layers)
    for place in range(len(layers) - 1):
        first, second = layers[place : place + 2]
        if isinstance(first, Activation) and first.function == "relu" and second.largest_of:
            layers[place : place + 2] = second, first
    return layers


def behind_pool(layers: Sequence[Layer], place: int) -> bool:
    """Whether the layer's output goes, but for activations, into a max-pool that hands most of it nothing back."""
    after = next((layer for layer in layers[place + 1 :] if not isinstance(layer, Activation)), None)
    if after is None or after.largest_of is None:
        return False
    size, stride = after.largest_of
    return stride >= size and size**2 >= PLACES


class _Cell:
    """Where a layer that is played plainly leaves its cache for the way back."""

    cache: Any = None


@contextmanager
def traced_arrays(layer: Layer, recorder: Recorder) -> Iterator[None]:
    """The layer's parameters and state, traced for as long as the block lasts."""
    own, parameters = dict(layer.parameters) | dict(layer.state), layer.parameters
    for name, value in own.items():
        setattr(layer, name, recorder.lift(value))
    layer.parameters = {name: getattr(layer, name) for name in parameters}
    try:
        yield
    finally:
        layer.parameters = parameters
        for name, value in own.items():
            setattr(layer, name, value)


def let_go(layers: list[Layer]) -> None:
    """Layers that kept traced arrays to themselves keep plain ones."""
    for layer in layers:
        for name, value in list(vars(layer).items()):
            if isinstance(value, Traced):
                setattr(layer, name, plain(value))


def doubtful(network: Network, *losses: Loss) -> set[str]:
    """Names of the layers, and 'loss' for a loss, of which no test of this package proves that they are traced well."""
    names = {layer.name for layer in network.layers if not proven(layer)}
    return names | ({"loss"} if not proven(*losses) else set())


def proven(*parts: object) -> bool:
    """Whether these layers and losses are of this package, whose tests prove that they are traced rightly."""
    return all(type(each).__module__.startswith(("nets.layers.", "nets.losses")) for each in parts)
