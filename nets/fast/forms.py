"""Products of two matrices in the forms that are fast where there is no BLAS.

NumPy in WebAssembly has neither BLAS nor SIMD, and there `matmul` takes up to three times as long as these.
"""

import sys

import numpy as np

from nets.arrays import Array

HAS_BLAS = sys.platform != "emscripten"


def dot_rows(a: Array, b: Array, out: Array) -> None:
    """a @ b.T, the dot products of all pairs of rows: (I, J) (K, J) -> (I, K)."""
    if HAS_BLAS:
        np.matmul(a, b.T, out)
    else:
        np.einsum("ij,kj->ik", a, b, out=out)


def dot_all(a: Array, b: Array, out: Array) -> None:
    """The same for few and short a, many b, in the order that is quicker then: (I, J) (K, J) -> (I, K)."""
    if HAS_BLAS:
        np.matmul(a, b.T, out)
    else:
        np.einsum("kj,ij->ik", b, a, out=out)


def sum_rows(a: Array, b: Array, out: Array) -> None:
    """a @ b, sums of the rows of b: (I, J) (J, K) -> (I, K)."""
    if HAS_BLAS:
        np.matmul(a, b, out)
    else:
        np.einsum("ij,jk->ik", a, b, out=out)


def sum_few_rows(a: Array, b: Array, out: Array) -> None:
    """a @ b where a is mostly zero: (I, J) (J, K) -> (I, K). Of b, only the rows that count are looked at."""
    for weights, total in zip(a, out, strict=True):
        places = weights.nonzero()[0]
        np.einsum("j,jk->k", weights.take(places), b.take(places, 0), out=total)
