"""Products: in which form they are written on a tape.

NumPy in WebAssembly has neither BLAS nor SIMD, and there the same product can be three times as fast in another form:
dot products of rows that lie in memory, or sums of long columns, each times a number. With BLAS, `matmul` is best.
"""

import math
from collections.abc import Sequence

import numpy as np

from nets.arrays import Array
from nets.fast import forms
from nets.fast.call import Call, address, buffer, key, owner, same
from nets.fast.forms import dot_rows, sum_rows
from nets.fast.operations import tensordot_into, tensordot_of_few
from nets.fast.rules import Plan, whole

LONG = 64  # numbers in a run from which other forms than matmul's pay
LARGE = 1 << 16  # products of two numbers, likewise


def biases_in_products(plan: Plan, ones: Sequence[tuple[Array, Array]]) -> None:
    """x W + b is one product, [x 1] [W; b], if b lies behind W and x has a column of ones beside it.

    A buffer of the tape's own gets that column; of those that come from outside, `ones` lists pairs: x, and x with it.
    """
    extended = {key(x): (x, wide) for x, wide in ones}
    place = 0
    while place + 1 < len(plan.calls):
        product, add = plan.calls[place : place + 2]
        place += 1
        if product.function is not np.matmul or add.function is not np.add:
            continue
        (x, weights), (total, biases) = product.arguments, add.arguments
        if not (same(total, product.output) and x.ndim == weights.ndim == 2 and lies_behind(biases, weights)):
            continue
        if len(plan.users(total)) != 2 or not (wide := _widened(plan, x, extended)).size:
            continue
        plan.calls[place - 1 : place + 1] = [Call(np.matmul, (wide, with_row_behind(weights)), add.output)]
    _gradients_in_products(plan, extended)


def _gradients_in_products(plan: Plan, extended: dict[int, tuple[Array, Array]]) -> None:
    """xᵀ d and Σ d likewise, where their targets lie one behind the other in the vector of gradients."""
    sums = [call for call in plan.calls if call.function == np.add.reduce and call.arguments[1] == 0]
    for total in sums:
        for place, product in enumerate(plan.calls):
            if product.function is not np.matmul or not lies_behind(total.output, product.output):
                continue
            x, d = product.arguments
            known = extended.get(key(x))
            if known is None or not same(known[0].T, x) or not same(d, total.arguments[0]):
                continue
            plan.calls[place] = Call(np.matmul, (known[1].T, d), with_row_behind(product.output))
            plan.calls.remove(total)
            break


def _widened(plan: Plan, x: Array, extended: dict[int, tuple[Array, Array]]) -> Array:
    """x with a column of ones behind it, if it can have one; else an empty array."""
    if key(x) in extended:
        known, wide = extended[key(x)]
        return wide if same(known, x) else np.empty(0)
    if key(x) in plan.outside or not whole(x) or not x.flags.f_contiguous:
        return np.empty(0)
    samples, width = x.shape
    wide = buffer((samples, width + 1), x.dtype)
    wide[:, :-1] = x
    wide[:, -1] = 1
    plan.keep(wide)
    start, old, flat = address(x), key(x), owner(wide)

    def moved(array: Array) -> Array:
        if key(array) != old:
            return array
        return np.ndarray(array.shape, array.dtype, flat, address(array) - start, array.strides)

    plan.move([old], moved)
    extended[key(wide)] = wide[:, :-1], wide
    return wide


def lies_behind(biases: Array, weights: Array) -> bool:
    """Whether (K, U) and (U,) are one run of memory."""
    if not isinstance(biases, np.ndarray) or weights.ndim != 2 or biases.shape != weights.shape[1:]:
        return False
    solid = weights.flags.c_contiguous and biases.flags.c_contiguous
    return solid and key(biases) == key(weights) and address(biases) == address(weights) + weights.nbytes


def with_row_behind(weights: Array) -> Array:
    """(K, U) and the (U,) behind it in memory as one array (K + 1, U)."""
    flat = owner(weights)
    shape = (len(weights) + 1, *weights.shape[1:])
    return np.ndarray(shape, weights.dtype, flat, address(weights) - address(flat), weights.strides)


def contractions(plan: Plan) -> None:
    """Every tensordot becomes one flat product, after copies into long runs of memory where they are not long yet.

    So does a large matmul, where that is quicker.
    """
    calls: list[Call] = []
    copies: list[tuple[Array, Array]] = []
    for call in plan.calls:
        copies = [(source, copy) for source, copy in copies if key(source) not in call.targets]
        if call.function in (tensordot_into, tensordot_of_few):
            calls.extend(_of_windows(call, copies) or _contraction(call, copies))
        elif call.function is np.matmul:
            calls.extend(_product(call, copies))
        else:
            calls.append(call)
    plan.calls = calls


def _of_windows(call: Call, copies: list[tuple[Array, Array]]) -> list[Call] | None:
    """A convolution's product with its windows in rows, where that is quicker; only those load what it takes."""
    from nets.fast import windows

    return windows.contraction(call, copies, few=call.function is tensordot_of_few)


def _product(call: Call, copies: list[tuple[Array, Array]]) -> list[Call]:
    """A large matmul as a contraction, if dot products or sums have long runs; else as it is.

    A recurrent layer's weights are copied once then, for all its steps.
    """
    (a, b), out = call.arguments, call.output
    if forms.HAS_BLAS or b.ndim != 2 or out.size * len(b) < LARGE:
        return [call]
    if out.ndim == 2 and not out.flags.f_contiguous:
        a, b, out = b.T, a.T, out.T
    inner, rows = len(b), out.size // b.shape[1]
    if max(inner, rows) < LONG:
        return [call]
    return _contraction(Call(tensordot_into, (a, b, 1), out), copies, dots=inner >= LONG)


def _contraction(call: Call, copies: list[tuple[Array, Array]], *, dots: bool = False) -> list[Call]:
    """Of a (kept, summed) and b (summed, kept): dot products of rows if the sum is long, else sums of columns."""
    a, b, axes = call.arguments
    summed_a, summed_b = as_axes(a, b, axes)
    kept_a, kept_b = (
        tuple(axis for axis in range(array.ndim) if axis not in summed)
        for array, summed in ((a, summed_a), (b, summed_b))
    )
    inner = math.prod(a.shape[axis] for axis in summed_a)
    rows, columns = (math.prod(array.shape[axis] for axis in kept) for array, kept in ((a, kept_a), (b, kept_b)))
    made: list[Call] = []

    def lying(array: Array, outer: tuple[int, ...], within: tuple[int, ...]) -> Array:
        """The array as (outer, within), one run of memory a row; a copy, unless it lies so."""
        turned = array.transpose(*outer[::-1], *within[::-1])
        shape = (math.prod(turned.shape[: len(outer)]), math.prod(turned.shape[len(outer) :]))
        if turned.flags.c_contiguous:
            return turned.reshape(shape)
        for source, copy in copies:
            if same(source, turned):
                return copy.reshape(shape)
        copy = buffer(turned.shape, array.dtype, rows=True)
        made.append(Call(np.copyto, (turned,), copy))
        copies.append((turned, copy))
        return copy.reshape(shape)

    # The output's axes are (kept a, kept b); turned around, it is one run of memory with the samples innermost.
    if dots or inner >= max(rows, columns):
        left, right = lying(b, kept_b, summed_b), lying(a, kept_a, summed_a)
        product, arguments = dot_rows, (left, right)
    else:
        left, right = lying(b, kept_b, summed_b), lying(a, summed_a, kept_a)
        product, arguments = sum_rows, (left, right)
    out = call.output
    flat = out.T if out.T.flags.c_contiguous else None
    if flat is None:
        target = buffer(out.shape, out.dtype)
        return [*made, Call(product, arguments, target.T.reshape(columns, rows)), Call(np.copyto, (target,), out)]
    return [*made, Call(product, arguments, flat.reshape(columns, rows))]


def as_axes(a: Array, b: Array, axes: int | Sequence[Sequence[int]]) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """The axes that a tensordot sums over, of both arrays."""
    if isinstance(axes, int):
        return tuple(range(a.ndim - axes, a.ndim)), tuple(range(axes))
    first, second = ((each,) if isinstance(each, int) else tuple(each) for each in axes)
    return tuple(axis % a.ndim for axis in first), tuple(axis % b.ndim for axis in second)
