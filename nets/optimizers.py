"""Optimizers: from a gradient to a step. Each works on the flat vector of all parameters at once."""

import numpy as np

from nets.errors import UnknownName
from nets.tape import Array


class SGD:
    """w ← w - η dL/dw."""

    name = 'sgd'

    def __init__(self, size: int, dtype: np.dtype) -> None:
        self.rate = np.zeros((), dtype)
        self.memory: Array = np.zeros(0, dtype)
        self._step = np.zeros(size, dtype)

    def update(self, parameters: Array, gradients: Array) -> None:
        """Move the parameters, in place; both (P,)."""
        np.multiply(gradients, self.rate, self._step)
        np.subtract(parameters, self._step, parameters)


OPTIMIZERS = {SGD.name: SGD}
NAMES = tuple(OPTIMIZERS)


def named(name: str, size: int, dtype: np.dtype) -> SGD:
    """A new optimizer for `size` parameters; raises UnknownName."""
    if name not in OPTIMIZERS:
        raise UnknownName('optimizer', name, NAMES)
    return OPTIMIZERS[name](size, dtype)
