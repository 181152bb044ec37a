"""A call: one NumPy operation into a buffer that is already there, written down to be played many times.

The rules that improve a tape ask what a call reads and writes. Two arrays have to do with one another if they are views
of one buffer; a buffer is known by the array that owns its memory.
"""

from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

import numpy as np

from nets.arrays import Array


class Call:
    """`function(*arguments, *outputs)`, or for `np.copyto`, which wants it so, `function(*outputs, *arguments)`.

    arguments   arrays, numbers, or lists of these; whatever is read, a buffer that is added into included
    outputs     the arrays that are written
    reads       the arrays among the arguments
    sources     the buffers that are read
    targets     the buffers that are written
    """

    __slots__ = ("arguments", "function", "outputs", "reads", "sources", "targets")

    def __init__(self, function: Callable[..., Any], arguments: tuple[Any, ...], *outputs: Array) -> None:
        self.function = function
        self.arguments = arguments
        self.outputs = outputs
        self.reads = list(arrays_in(arguments))
        self.sources = {key(array) for array in self.reads}
        self.targets = {key(output) for output in outputs}

    @property
    def output(self) -> Array:
        """The array that is written, of calls that write one."""
        return self.outputs[0]

    def touches(self, buffer: int) -> bool:
        """Whether the call reads or writes that buffer."""
        return buffer in self.sources or buffer in self.targets

    def bound(self) -> Callable[[], Any]:
        """The call as something that can be played."""
        if self.function is np.copyto:
            return partial(np.copyto, *self.outputs, *self.arguments)
        if self.function is np.maximum or self.function is np.minimum:  # which want their output by name
            return partial(self.function, *self.arguments, out=self.output)
        return partial(self.function, *self.arguments, *self.outputs)

    def replaced(self, change: Callable[[Array], Array]) -> "Call":
        """The same call on other arrays."""
        return Call(self.function, replaced(self.arguments, change), *(change(output) for output in self.outputs))


def arrays_in(value: Any) -> Iterator[Array]:
    """All arrays in nested tuples, lists and dicts."""
    if isinstance(value, np.ndarray):
        yield value
    elif isinstance(value, dict):
        yield from arrays_in(tuple(value.values()))
    elif isinstance(value, tuple | list):
        for item in value:
            yield from arrays_in(item)


def replaced(value: Any, change: Callable[[Array], Array]) -> Any:
    """Nested tuples, lists and dicts with each array exchanged for another."""
    if isinstance(value, np.ndarray):
        return change(value)
    if isinstance(value, dict):
        return {key: replaced(item, change) for key, item in value.items()}
    if isinstance(value, tuple | list):
        return type(value)(replaced(item, change) for item in value)
    return value


def owner(array: Array) -> Array:
    """The array whose memory this one is a view of."""
    while (base := getattr(array, "base", None)) is not None:
        array = base
    return array


def key(array: Array) -> int:
    """What tells buffers apart: the same for all views of one."""
    return id(owner(array))


def address(array: Array) -> int:
    """Where its first number lies in memory."""
    return array.__array_interface__["data"][0]


def same(a: Array, b: Array) -> bool:
    """Whether two arrays are the same numbers in the same places."""
    return address(a) == address(b) and a.shape == b.shape and a.strides == b.strides and a.dtype == b.dtype


def buffer(shape: tuple[int, ...], dtype: Any, *, rows: bool = False) -> Array:
    """An array of its own, made of one flat run of memory.

    Its first axis, the samples, lies innermost (order F): whatever is done to a feature, a pixel or a unit runs through
    the samples, which lie side by side. With `rows`, the last axis lies innermost (order C).
    """
    flat = np.empty(int(np.prod(shape, dtype=np.int64)), dtype)
    return flat.reshape(shape) if rows else flat.reshape(shape[::-1]).T
