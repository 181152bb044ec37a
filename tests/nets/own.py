"""Layers of one's own, as a reader would write them."""

from typing import Any

import numpy as np

from nets import Layer, Mode
from nets.arrays import Array
from nets.flat import Named


class Scale(Layer):
    """y = x factor, as the docstring of `nets.layers.base` has it."""

    kind = "scale"
    factor: Array

    def initial_parameters(self, _random):
        return {"factor": np.ones(self.input_shape)}

    def forward(self, x, _mode):
        return x * self.factor, x

    def backward(self, d, x):
        return d * self.factor, {"factor": (d * x).sum(axis=0)}


class Centre(Layer):
    """y = x - the mean of the samples so far, for each feature; it learns nothing, but keeps that mean as its state."""

    kind = "centre"
    mean: Array

    def __init__(self, momentum: float = 0.8) -> None:
        self.momentum = momentum

    def initial_state(self) -> Named:
        return {"mean": np.zeros(self.input_shape)}

    def forward(self, x: Array, mode: Mode) -> tuple[Array, Any]:
        before = self.mean.copy()
        if mode.training:
            mode.keep(self.mean, self.momentum * self.mean + (1 - self.momentum) * x.mean(axis=0))
        return x - before, None

    def backward(self, d: Array, _cache: Any) -> tuple[Array, Named]:
        return d, {}


class Loudest(Layer):
    """Lets through the largest number of each sample alone: plain Python on the way, which cannot be traced."""

    kind = "loudest"

    def forward(self, x: Array, _mode: Mode) -> tuple[Array, Any]:
        y = np.zeros_like(x)
        for n, row in enumerate(x.tolist()):
            best = row.index(max(row))
            y[n, best] = row[best]
        return y, y != 0

    def backward(self, d: Array, cache: Any) -> tuple[Array, Named]:
        return d * cache, {}
