"""The simple recurrent layer: what was given at the step before is one more input.

Elman, "Finding structure in time" (1990), fig. 2, with tanh for his logistic units, as is usual today.
"""

from typing import ClassVar

import numpy as np

from nets.arrays import Array
from nets.layers.recurrent import Recurrent, States


class SimpleRNN(Recurrent):
    """h_t = tanh(x_t W + b + h_(t-1) R), with R the recurrent weights; see `Recurrent` for settings and shapes.

    On its way back through T steps the gradient is multiplied T times by Rᵀ and a slope of at most 1: it fades, or it
    explodes (Bengio, Simard and Frasconi, "Learning long-term dependencies with gradient descent is difficult", 1994).
    """

    kind: ClassVar[str] = "simple rnn"

    def step(self, sums: Array, states: States) -> tuple[States, States]:
        """h = tanh(x W + b + h R)."""
        (hidden,) = states
        return (np.tanh(sums + hidden @ self.recurrent_weights),), ()

    def derivatives(self, _before: States, after: States, _kept: States) -> States:
        """tanh' = 1 - h²."""
        (hidden,) = after
        return (1 - hidden * hidden,)

    def step_back(self, derivatives: States, back: States) -> tuple[Array, States]:
        """d = dL/dh (1 - h²), and d Rᵀ for the step before."""
        (derivative,), (dh,) = derivatives, back
        d = dh * derivative  # (N, units)
        return d, (d @ self.recurrent_weights.T,)
