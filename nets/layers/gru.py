"""The gated recurrent unit: a gate decides, number by number, what is remembered and what is replaced.

Cho and others, "Learning phrase representations using RNN encoder-decoder for statistical machine translation" (2014),
sec. 2.3. There the reset gate acts on the memory before it is multiplied, tanh(x W + b + (r h) R). This is the other
variant, with the reset gate after the product, as in cuDNN, PyTorch and Keras: the products of all three gates with the
memory are one then, which is quicker, and weights can be exchanged with those libraries.
"""

from typing import ClassVar

import numpy as np

from nets.activations import sigmoid
from nets.arrays import Array
from nets.flat import Named
from nets.layers.recurrent import Recurrent, States


class GRU(Recurrent):
    """Gates in the order reset, update, candidate; see `Recurrent` for settings and shapes.

        r = σ(x W_r + b_r + h R_r)              reset: does the candidate get to see the memory?
        u = σ(x W_u + b_u + h R_u)              update: does the memory stay as it was?
        n = tanh(x W_n + b_n + r (h R_n + c))   candidate
        h = (1 - u) n + u h

    recurrent_biases   (units,), c. Beside h R_r and h R_u further biases could do nothing that b_r and b_u cannot
    """

    kind: ClassVar[str] = "gru"
    gates: ClassVar[int] = 3
    recurrent_biases: Array

    def initial_parameters(self, random: np.random.Generator) -> Named:
        """As for all recurrent layers, with zero recurrent biases."""
        return super().initial_parameters(random) | {"recurrent_biases": np.zeros(self.units)}

    def step(self, sums: Array, states: States) -> tuple[States, States]:
        """r and u, which are the same function, at once; then n, and h = n + u (h - n)."""
        (hidden,) = states
        both = 2 * self.units
        products = hidden @ self.recurrent_weights  # (N, 3*units)
        gates = sigmoid(sums[:, :both] + products[:, :both])  # (N, 2*units)
        reset, update = gates[:, : self.units], gates[:, self.units :]
        recalled = products[:, both:] + self.recurrent_biases
        candidate = np.tanh(sums[:, both:] + reset * recalled)
        return (candidate + update * (hidden - candidate),), (gates, recalled, candidate)

    def derivatives(self, before: States, _after: States, kept: States) -> States:
        """How h changes with x W + b, (T*N, 3*units); how h R + c goes into that, (T*N, 3*units); and u."""
        (hidden,), (gates, recalled, candidate) = before, kept
        reset, update = gates[:, : self.units], gates[:, self.units :]
        by_candidate = (1 - update) * (1 - candidate * candidate)
        by_gates = np.concatenate([by_candidate * recalled, hidden - candidate], axis=1) * gates * (1 - gates)
        by_sums = np.concatenate([by_gates, by_candidate], axis=1)
        return by_sums, np.concatenate([np.ones_like(gates), reset], axis=1), update

    def step_back(self, derivatives: States, back: States) -> tuple[Array, States]:
        """Every gate hears of dL/dh; the step before hears of it through u, and through the products with R."""
        (by_sums, through, update), (dh,) = derivatives, back
        d = np.concatenate([dh, dh, dh], axis=1) * by_sums  # (N, 3*units)
        return d, (dh * update + (d * through) @ self.recurrent_weights.T,)

    def recurrent_gradients(self, before: Array, sums: Array, derivatives: States) -> Named:
        """The candidate's product with the memory counts as far as the reset gate is open."""
        products = sums * derivatives[1]  # (T*N, 3*units)
        return {"recurrent_weights": before.T @ products, "recurrent_biases": products[:, 2 * self.units :].sum(axis=0)}
