"""Products with all windows of images, where these are best laid out in rows: one window a row, as im2col does.

Without BLAS, dot products of long rows are some tenth faster than sums of columns. And behind a max-pool most of dL/dy
is zero (a window of 3 × 3 hands its gradient on to one pixel of nine): the weight gradient of a convolution then needs
few of the windows, filter by filter, which takes a third of the time.
"""

import math

import numpy as np

from nets.arrays import Array
from nets.fast import forms
from nets.fast.call import Call, address, buffer, owner, same

WIDE = 64  # numbers in a convolution's window from which rows pay
INSIDE, OUTSIDE = 3, ((0, 1, 2), (0, 1, 2))  # the axes of a tensordot: within windows, or over all windows

Copies = list[tuple[Array, Array]]


def contraction(call: Call, copies: Copies, *, few: bool) -> list[Call] | None:
    """Calls in the place of a tensordot of windows (N, H', W', K, L, C); None where rows would not pay.

    copies   pairs of arrays and what holds a copy of them already; new ones are added
    few      whether the other array is mostly zero
    """
    windows, other, axes = call.arguments
    if forms.HAS_BLAS or windows.ndim != 6 or other.ndim != 4 or math.prod(windows.shape[3:]) < WIDE:
        return None
    if axes == INSIDE and call.output.T.flags.c_contiguous:
        return _answers(call, copies)
    if axes == OUTSIDE and few and other.T.flags.c_contiguous:
        return _weight_gradient(call, copies)
    return None


def _answers(call: Call, copies: Copies) -> list[Call] | None:
    """Σ window W within each window: (N, H', W', K, L, C) and (K, L, C, F) -> (N, H', W', F)."""
    windows, weights, _ = call.arguments
    made: list[Call] = []
    rows = _rows(windows, copies, made)
    if rows is None:
        return None
    turned = buffer((weights.shape[-1], *weights.shape[:-1]), weights.dtype, rows=True)
    flat = turned.reshape(len(turned), -1)
    made.append(Call(np.copyto, (weights.transpose(3, 0, 1, 2),), turned))
    return [*made, Call(forms.dot_all, (flat, rows), call.output.T.reshape(len(turned), -1))]


def _weight_gradient(call: Call, copies: Copies) -> list[Call] | None:
    """Σ window dL/dy over samples, rows and columns: (N, H', W', K, L, C) and (N, H', W', F) -> (K, L, C, F)."""
    windows, d, _ = call.arguments
    made: list[Call] = []
    rows = _rows(windows, copies, made)
    if rows is None:
        return None
    gradient = buffer((d.shape[-1], rows.shape[1]), d.dtype, rows=True)
    flat = d.T.reshape(d.shape[-1], -1)
    turned = gradient.T.reshape(*windows.shape[3:], -1)
    return [
        *made,
        Call(forms.sum_few_rows, (flat, rows), gradient),
        Call(np.copyto, (turned,), call.output),
    ]


def _rows(windows: Array, copies: Copies, made: list[Call]) -> Array | None:
    """All windows as rows (W'*H'*N, K*L*C); `made` gets the calls that copy them, unless it has been done."""
    for source, copy in copies:
        if same(source, windows):
            return copy
    images = _images(windows)
    if images is None:
        return None
    turned = buffer(images.shape, images.dtype, rows=True)
    pixels = turned.strides[1:3]
    strides = (turned.strides[0], *pixels, *pixels, turned.strides[3])
    view = np.ndarray(windows.shape, turned.dtype, owner(turned), 0, strides).transpose(2, 1, 0, 3, 4, 5)
    rows = buffer(view.shape, view.dtype, rows=True)
    made += [Call(np.copyto, (images,), turned), Call(np.copyto, (view,), rows)]
    flat = rows.reshape(math.prod(view.shape[:3]), -1)
    copies.append((windows, flat))
    return flat


def _images(windows: Array) -> Array | None:
    """The images that windows (N, H', W', K, L, C) are views of, if the windows lie one pixel apart; else None."""
    size = windows.itemsize
    n, down, right, k, across, c = (stride // size for stride in windows.strides)
    total = owner(windows).size
    if n != 1 or down != k or right != across or address(windows) != address(owner(windows)):
        return None
    if right % down or c % right or total % c:
        return None
    shape = (down, right // down, c // right, total // c)
    return owner(windows).reshape(shape[::-1]).T if math.prod(shape) == total else None
