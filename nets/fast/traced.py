"""Traced arrays: NumPy arrays that carry out what is done to them, and write it down.

Plain code is run once on them. Every operation goes into a buffer of its own, and a `Call` on the tape says how to fill
that buffer again. Buffers never move; so a view that is taken once (a transpose, a slice, windows over an image) stays
right. What cannot be written down raises `Untraceable`: branches on data, and results whose shape depends on data.

PyTorch's and JAX's tracers are the known relatives; NumPy's own hooks (NEP 13 and NEP 18) are all that is needed here.
"""

from collections.abc import Callable
from typing import Any

import numpy as np

from nets.arrays import Array
from nets.fast.call import Call, arrays_in, buffer, replaced
from nets.fast.number import Number
from nets.fast.operations import AT, FILLED, INTO, PYTHON, applied, cast, picked, predicted, put, reshaped, typed


class Untraceable(Exception):  # noqa: N818 (it is no error: the code is played plainly then)
    """What was done depends on the data in a way that cannot be written down."""


class Recorder:
    """Collects calls.

    dtype   the network's precision
    dry     whether operations are only written down, where their results' shapes are known without: for code of which
            it is known that it does not look at its data
    """

    def __init__(self, dtype: Any, *, dry: bool = False) -> None:
        self.dtype = np.dtype(dtype)
        self.dry = dry
        self.calls: list[Call] = []
        self.numbers: list[tuple[Array, Number]] = []

    def write(self, function: Callable[..., Any], arguments: tuple[Any, ...], *outputs: Array) -> None:
        """Write down a call that has just been carried out, or is only to be played."""
        self.calls.append(Call(function, arguments, *outputs))

    def lift(self, array: Array) -> "Traced":
        """The same array, traced."""
        traced = array.view(Traced)
        traced.recorder = self
        return traced

    def result(self, function: Callable[..., Any], arguments: tuple[Any, ...], value: Array) -> "Traced":
        """A buffer that holds `value` now, and that `function(*arguments, buffer)` fills when played."""
        target = value
        if value.base is not None or value.ndim == 0 or not value.flags.f_contiguous:
            target = buffer(value.shape, value.dtype)
            target[...] = value
        self.write(function, arguments, target)
        return self.lift(target)

    def operand(self, value: Any, dtype: np.dtype) -> Any:
        """A number as a 0-d array, which NumPy need not convert at every call; arrays as they are."""
        if isinstance(value, Number):
            cell = np.full((), value.value, dtype)
            self.numbers.append((cell, value))
            return cell
        if isinstance(value, bool | int | float):
            return np.full((), value, dtype)
        return plain(value)


class Traced(np.ndarray):
    """An array whose operations are written down by its recorder."""

    recorder: Recorder

    def __array_finalize__(self, source: Any) -> None:
        if isinstance(source, Traced):
            self.recorder = source.recorder

    def __array_ufunc__(self, ufunc: np.ufunc, method: str, *inputs: Any, out: Any = None, **options: Any) -> Any:
        recorder = next(each.recorder for each in (*inputs, *(out or ())) if isinstance(each, Traced))
        options = {name: value for name, value in options.items() if name not in ("casting", "subok", "order")}
        if options.pop("where", True) is not True or ufunc.nout != 1:
            raise Untraceable(f"np.{ufunc.__name__} with a mask, or with several results")
        if method == "reduce":
            return reduced(recorder, ufunc, plain(inputs[0]), out, options)
        if method == "at":
            target, *rest = map(plain, inputs)
            ufunc.at(target, *rest)
            recorder.write(AT[ufunc], (target, *rest), target)
            return None
        if method != "__call__" or options.keys() - {"dtype"}:
            raise Untraceable(f"np.{ufunc.__name__}.{method}")
        value = (
            predicted(ufunc, [number(each) for each in inputs])
            if recorder.dry and out is None and not options
            else None
        )
        if value is None:
            value = np.asarray(ufunc(*(number(plain(each)) for each in inputs), **options))
        kinds = [each.dtype for each in inputs if isinstance(each, np.ndarray)]
        dtype = np.result_type(*kinds) if value.dtype == bool else value.dtype
        arguments = tuple(recorder.operand(each, dtype) for each in inputs)
        if options:
            arguments, ufunc = (*arguments, options["dtype"]), typed(ufunc)  # pyright: ignore[reportAssignmentType]
        if out is None:
            return recorder.result(ufunc, arguments, value)
        target = plain(out[0])
        target[...] = value
        recorder.write(ufunc, arguments, target)
        return out[0]

    def __array_function__(self, function: Any, types: Any, args: Any, kwargs: Any) -> Any:
        if function in PYTHON:
            return super().__array_function__(function, types, args, kwargs)
        recorder = next(each.recorder for each in arrays_in((args, kwargs)) if isinstance(each, Traced))
        if function in FILLED:
            return filled(recorder, function, args, kwargs)
        args, kwargs = replaced(args, plain), replaced(kwargs, plain)
        value = function(*args, **kwargs)
        sources = list(arrays_in((args, kwargs)))
        if isinstance(value, tuple | list):
            if all(any(np.may_share_memory(part, source) for source in sources) for part in value):
                return [recorder.lift(part) for part in value]
            raise Untraceable(f"np.{function.__name__}, which gives several arrays")
        value = np.asarray(value)
        if any(np.may_share_memory(value, source) for source in sources):
            return recorder.lift(value)
        into = INTO.get(function)
        if into is not None:
            return recorder.result(into, (*args, *kwargs.values()), value)
        return recorder.result(applied(function), (args, kwargs), value)

    def __getitem__(self, where: Any) -> Any:
        where = replaced(where, plain)
        source = plain(self)
        value = source[where]
        if not isinstance(value, np.ndarray):
            where = where if isinstance(where, tuple) else (where,)
            return self.recorder.lift(source[(*where, ...)])
        if np.may_share_memory(value, source):
            return self.recorder.lift(value)
        if any(index.dtype == bool for index in arrays_in(where)):
            raise Untraceable("picking by a mask, which gives as many as there are")
        return self.recorder.result(picked, (source, where), value)

    def __setitem__(self, where: Any, value: Any) -> None:
        target, value, where = plain(self), plain(value), replaced(where, plain)
        target[where] = value
        part = target[where]
        if isinstance(part, np.ndarray) and not np.may_share_memory(part, target):
            self.recorder.write(put, (target, where, value), target)
            return
        part = (
            part if isinstance(part, np.ndarray) else target[(*(where if isinstance(where, tuple) else (where,)), ...)]
        )
        self.recorder.write(np.copyto, (value,), part)

    def reshape(self, *shape: Any, **options: Any) -> Any:
        """A view where there is one, else a copy that is written down."""
        source = plain(self)
        value = source.reshape(*shape, **options)
        if np.may_share_memory(value, source):
            return self.recorder.lift(value)
        target = buffer(value.shape, value.dtype)
        target[...] = value
        try:
            self.recorder.write(np.copyto, (source,), target.reshape(source.shape, copy=False))
        except ValueError:
            self.recorder.write(reshaped, (source,), target)
        return self.recorder.lift(target)

    def astype(self, dtype: Any, *_args: Any, **_options: Any) -> Any:
        """A copy in another precision, written down."""
        value = plain(self).astype(dtype)
        target = buffer(value.shape, value.dtype)
        target[...] = value
        self.recorder.write(cast, (plain(self),), target)
        return self.recorder.lift(target)

    def copy(self, *_args: Any, **_options: Any) -> Any:
        """A copy, written down."""
        target = buffer(self.shape, self.dtype)
        target[...] = plain(self)
        self.recorder.write(np.copyto, (plain(self),), target)
        return self.recorder.lift(target)

    def fill(self, value: Any) -> None:
        """Every number becomes `value`, written down."""
        self[...] = value

    def dot(self, other: Any, out: Any = None) -> Any:
        """The product with another array, written down."""
        return np.matmul(self, other) if out is None else _data_needed()


def _data_needed(*_args: Any, **_options: Any) -> Any:
    """Cannot be traced: its result is needed while the code runs."""
    raise Untraceable("the value of an array was asked for while it was traced")


for _name in ("bool", "int", "float", "index", "complex", "contains"):
    setattr(Traced, f"__{_name}__", _data_needed)
for _name in (
    "item",
    "tolist",
    "tobytes",
    "nonzero",
    "argmax",
    "argmin",
    "argsort",
    "argpartition",
    "sort",
    "partition",
):
    setattr(Traced, _name, _data_needed)
for _name in ("searchsorted", "cumsum", "cumprod", "put", "take", "repeat", "choose", "compress", "diagonal", "trace"):
    setattr(Traced, _name, _data_needed)


def plain(value: Any) -> Any:
    """A traced array as a plain one, the same memory; anything else as it is."""
    return value.view(np.ndarray) if isinstance(value, Traced) else value


def number(value: Any) -> Any:
    """What a number that changes from play to play is now."""
    return value.value if isinstance(value, Number) else value


def reduced(recorder: Recorder, ufunc: np.ufunc, source: Array, out: Any, options: dict[str, Any]) -> Any:
    """A sum, a maximum or the like along axes."""
    axis, dtype, keep = options.pop("axis", 0), options.pop("dtype", None), bool(options.pop("keepdims", False))
    if any(value is not None and value is not np._NoValue for value in options.values()):
        raise Untraceable(f"np.{ufunc.__name__}.reduce with {', '.join(options)}")
    value = np.asarray(ufunc.reduce(source, axis=axis, dtype=dtype, keepdims=keep))
    target = buffer(value.shape, value.dtype) if out is None else plain(out[0])
    target[...] = value
    place = target.reshape(np.shape(ufunc.reduce(source, axis=axis, dtype=dtype)), copy=False)
    recorder.write(ufunc.reduce, (source, axis, dtype), place)
    return recorder.lift(target) if out is None else out[0]


def filled(recorder: Recorder, function: Any, args: Any, kwargs: Any) -> Traced:
    """A new buffer that is filled with one number at every play."""
    value = function(*replaced(args, plain), **replaced(kwargs, plain))
    target = buffer(value.shape, value.dtype)
    target[...] = value
    if function is not np.empty_like:
        recorder.write(np.copyto, (value.flat[0].item() if value.size else 0,), target)
    return recorder.lift(target)
