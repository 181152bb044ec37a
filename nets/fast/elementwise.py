"""Functions of single numbers: forms without branches, which WebAssembly takes faster, and which give the same numbers.

A float that is not negative, read as an integer, is a larger integer the larger it is. So ReLU and its gradient can be
done by integer operations, which have no branch: ReLU exactly, infinities, tiny numbers and NaN included; its gradient
for all numbers that are numbers (0 · ∞ is 0 here).
"""

import sys
from collections.abc import Callable

import numpy as np

from nets.arrays import Array
from nets.fast.call import Call, address, same
from nets.fast.rules import Plan

BRANCHES_COST = sys.platform == "emscripten"
LONG = 4096  # numbers from which ReLU is quicker by integers
SOME = 256  # numbers from which tanh is quicker by its long form
clip: Callable[..., Array] = np._core.umath.clip  # pyright: ignore  (np.clip is a slow wrapper around it)

SIGNED = {np.dtype(np.float32): np.int32, np.dtype(np.float64): np.int64}
UNSIGNED = {np.dtype(np.float32): np.uint32, np.dtype(np.float64): np.uint64}


def without_branches(plan: Plan, *, loose: bool = False) -> None:
    """ReLU and its gradient as integers; if numbers may be loose, tanh by its long form."""
    if not BRANCHES_COST:
        return
    calls = []
    masks: dict[int, Call] = {}
    for call in plan.calls:
        if call.function is np.greater and _is_number(call.arguments[1], 0):
            masks[address(call.output)] = call
        calls.extend(_relu(call) or _masked(call, masks) or (loose and _tanh(call)) or [call])
    plan.calls = calls


def _is_number(value: object, wanted: float) -> bool:
    return isinstance(value, np.ndarray) and value.ndim == 0 and value.base is None and value == wanted


def _relu(call: Call) -> list[Call] | None:
    """max(z, 0)."""
    if call.function is not np.maximum or not _is_number(call.arguments[1], 0) or call.output.dtype not in SIGNED:
        return None
    z, out = call.arguments[0], call.output
    if z.size < LONG:
        zero, infinity = (np.full((), number, z.dtype) for number in (0, np.inf))
        return [Call(clip, (z, zero, infinity), out)]
    return relu_by_integers(z, out)


def relu_by_integers(z: Array, out: Array) -> list[Call]:
    """max(z, 0) in three operations.

    As unsigned integers, floats come in the order 0 … ∞, NaN, -0 … -∞, -NaN. Turned on by so much that -NaN goes over
    into the small ones, the negative numbers are all that is left at the end, and a minimum makes them -0.
    """
    kind = UNSIGNED[z.dtype]
    turn = np.full((), (1 << np.finfo(z.dtype).nmant) - 1, kind)
    least = np.full((), (1 << (8 * z.itemsize - 1)) + int(turn), kind)
    bits, result = z.view(kind), out.view(kind)
    return [
        Call(np.add, (bits, turn), result),
        Call(np.minimum, (result, least), result),
        Call(np.subtract, (result, turn), result),
    ]


def _masked(call: Call, masks: dict[int, Call]) -> list[Call] | None:
    """d · (a > 0): the bits of d times 0 or 1."""
    if call.function is not np.multiply or call.output.dtype not in SIGNED:
        return None
    d, mask = call.arguments
    compared = masks.get(address(mask)) if isinstance(mask, np.ndarray) and mask.dtype == bool else None
    if compared is None or not same(compared.output, mask) or d.shape != mask.shape:
        return None
    kind = SIGNED[call.output.dtype]
    a, (zero, one) = compared.arguments[0], (np.full((), number, kind) for number in (0, 1))
    if not solid(a) or not solid(d) or not solid(call.output):
        return None
    work = np.empty_like(a.view(kind))
    return [
        Call(clip, (a.view(kind), zero, one), work),
        Call(np.multiply, (d.view(kind), work), call.output.view(kind)),
    ]


def _tanh(call: Call) -> list[Call] | None:
    """tanh z = 1 - 2 / (1 + e^2z): without branches, twice as fast for many numbers, and off by up to 2e-7.

    Where e^2z overflows, 2 / ∞ is 0 and the result is right.
    """
    if call.function is not np.tanh or call.output.size < SOME:
        return None
    (z,), out = call.arguments, call.output
    one, two = (np.full((), number, out.dtype) for number in (1, 2))
    return [
        Call(np.add, (z, z), out),
        Call(np.exp, (out,), out),
        Call(np.add, (out, one), out),
        Call(np.divide, (two, out), out),
        Call(np.subtract, (one, out), out),
    ]


def solid(array: Array) -> bool:
    """Whether the array can be read as integers of the same size: all can but those without a dense last axis."""
    try:
        array.view(SIGNED[array.dtype])
    except (KeyError, ValueError):
        return False
    return True
