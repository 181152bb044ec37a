"""Batch normalisation: every channel is brought to mean 0 and variance 1 over the batch, then scaled and shifted.

Ioffe and Szegedy, "Batch normalization" (2015), algorithms 1 and 2. After training, running averages stand in for the
batch, so that the answer for a sample does not depend on its neighbours.
"""

from typing import Any, ClassVar

import numpy as np

from nets.arrays import Array
from nets.errors import fraction
from nets.flat import Named
from nets.layers.base import Layer
from nets.layers.mode import Mode

EPSILON = 1e-5


class BatchNorm(Layer):
    """y = scale (x - mean) / √(variance + ε) + shift, for each channel C: the last axis of any shape.

    momentum          how much of the running averages each batch leaves as it is
    scale, shift      (C,)
    mean, variance    (C,), the running averages

    Normalising takes the variance over the m numbers of the batch, Σ (x - mean)² / m. The running average takes
    Σ (x - mean)² / (m - 1), which on average is the variance of all the data (algorithm 2, step 10). A channel of which
    the batch holds one number only has neither: it is normalised by the running averages, which stay as they are.
    """

    kind: ClassVar[str] = "batch norm"
    normalises: ClassVar[bool] = True
    scale: Array
    shift: Array
    mean: Array
    variance: Array

    def __init__(self, momentum: float = 0.9) -> None:
        self.momentum = fraction("the momentum of running averages", momentum)

    def initial_parameters(self, _random: np.random.Generator) -> Named:
        """Scale 1, shift 0."""
        return {"scale": np.ones(self.shape[-1]), "shift": np.zeros(self.shape[-1])}

    def initial_state(self) -> Named:
        """Mean 0, variance 1."""
        return {"mean": np.zeros(self.shape[-1]), "variance": np.ones(self.shape[-1])}

    def forward(self, x: Array, mode: Mode) -> tuple[Array, Any]:
        """By the batch in training, else by the running averages."""
        axes = tuple(range(x.ndim - 1))
        count = x.size // x.shape[-1]
        by_batch = mode.training and count > 1
        mean, variance = self.mean, self.variance
        if by_batch:
            mean = x.mean(axis=axes)  # (C,)
            variance = np.square(x - mean).mean(axis=axes)  # (C,)
            mode.keep(self.mean, self.momentum * self.mean + (1 - self.momentum) * mean)
            unbiased = variance * (count / (count - 1))
            mode.keep(self.variance, self.momentum * self.variance + (1 - self.momentum) * unbiased)
        deviation = np.sqrt(variance + EPSILON)
        normal = (x - mean) / deviation
        return normal * self.scale + self.shift, (normal, deviation, by_batch)

    def backward(self, d: Array, cache: Any) -> tuple[Array, Named]:
        """dL/dscale = Σ dL/dy normal,  dL/dshift = Σ dL/dy,  and with n = dL/dy scale / √(variance + ε)

        dL/dx = n - mean n - normal mean(n normal) where the batch gave mean and variance (the paper's p. 4), else n.
        """
        normal, deviation, by_batch = cache
        axes = tuple(range(d.ndim - 1))
        gradients = {"scale": (d * normal).sum(axis=axes), "shift": d.sum(axis=axes)}
        factor = self.scale / deviation
        if not by_batch:
            return d * factor, gradients
        count = d.size // d.shape[-1]
        dx = factor * (d - gradients["shift"] / count - normal * (gradients["scale"] / count))
        return dx, gradients
