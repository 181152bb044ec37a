"""Operations that NumPy has no `out=` for, as functions whose last argument is the buffer they write."""

from collections.abc import Callable
from typing import Any

import numpy as np

from nets.arrays import Array


def predicted(ufunc: np.ufunc, inputs: list[Any]) -> Array | None:
    """An array of zeros like the result of a function of single numbers; None for all others."""
    if ufunc.signature is not None:
        return None
    kinds = tuple(each.dtype if isinstance(each, np.ndarray) else type(each) for each in inputs)
    if not all(isinstance(kind, np.dtype) or kind in (int, float) for kind in kinds):
        return None
    shape = np.broadcast_shapes(*(each.shape for each in inputs if isinstance(each, np.ndarray)))
    return np.zeros(shape, ufunc.resolve_dtypes((*kinds, None))[-1], order="F")


def tensordot_into(a: Array, b: Array, axes: Any, out: Array) -> None:
    """np.tensordot(a, b, axes), as it is; the rules have better forms."""
    out[...] = np.tensordot(a, b, axes)


def tensordot_of_few(a: Array, b: Array, axes: Any, out: Array) -> None:
    """The same where b is known to be mostly zero."""
    tensordot_into(a, b, axes, out)


def applied(function: Callable[..., Any]) -> Callable[..., None]:
    """Any function of NumPy: its result is copied."""

    def apply(args: Any, kwargs: Any, out: Array) -> None:
        out[...] = function(*args, **kwargs)

    return apply


def typed(ufunc: np.ufunc) -> Callable[..., Any]:
    """A ufunc that computes in a type that is named."""

    def apply(*arguments: Any) -> None:
        *inputs, dtype, out = arguments
        ufunc(*inputs, out, dtype=dtype)

    return apply


def picked(source: Array, where: Any, out: Array) -> None:
    """source[where], by numbers of rows."""
    out[...] = source[where]


def put(_target: Array, where: Any, value: Any, out: Array) -> None:
    """target[where] = value, by numbers of rows."""
    out[where] = value


def reshaped(source: Array, out: Array) -> None:
    """The same numbers in another shape, where their order in memory has to change."""
    out[...] = source.reshape(out.shape)


def cast(source: Array, out: Array) -> None:
    """The same numbers in another type."""
    np.copyto(out, source, casting="unsafe")


def _add_at(_target: Array, where: Any, value: Any, out: Array) -> None:
    np.add.at(out, where, value)


def _subtract_at(_target: Array, where: Any, value: Any, out: Array) -> None:
    np.subtract.at(out, where, value)


AT = {np.add: _add_at, np.subtract: _subtract_at}
FILLED = {np.zeros_like, np.ones_like, np.empty_like, np.full_like}
INTO = {np.tensordot: tensordot_into}
# Written in Python over ufuncs and methods: what they do is traced by itself.
PYTHON = {np.sum, np.mean, np.max, np.min, np.prod, np.all, np.any, np.stack, np.reshape, np.clip}
