"""Long short-term memory: beside what it gives, the layer has cells that nothing but gates can touch.

Hochreiter and Schmidhuber, "Long short-term memory" (1997), with the forget gate of Gers, Schmidhuber and Cummins,
"Learning to forget" (2000). On the way back the gradient of a cell is multiplied by the forget gate and by nothing
else: where that is open, it comes back undiminished, over any number of steps.
"""

from typing import ClassVar

import numpy as np

from nets.activations import sigmoid
from nets.arrays import Array
from nets.flat import Named
from nets.layers.recurrent import Recurrent, States


class LSTM(Recurrent):
    """Gates in the order input, forget, output, candidate; see `Recurrent` for settings and shapes.

        i = σ(x W_i + b_i + h R_i)      input: is something new written into the cell?
        f = σ(x W_f + b_f + h R_f)      forget: does the cell keep what it holds?
        o = σ(x W_o + b_o + h R_o)      output: is it shown?
        g = tanh(x W_g + b_g + h R_g)   candidate
        c = f c + i g
        h = o tanh(c)

    The three with the same function stand side by side. Other libraries put the candidate before the output gate.
    """

    kind: ClassVar[str] = "lstm"
    gates: ClassVar[int] = 4
    memory: ClassVar[tuple[str, ...]] = ("hidden", "cell")

    def initial_parameters(self, random: np.random.Generator) -> Named:
        """As for all recurrent layers, but with 1 for the forget gate's biases: at first, nothing is forgotten.

        Jozefowicz, Zaremba and Sutskever, "An empirical exploration of recurrent network architectures" (2015).
        """
        first = super().initial_parameters(random)
        first["biases"][self.units : 2 * self.units] = 1
        return first

    def step(self, sums: Array, states: States) -> tuple[States, States]:
        """i, f and o at once; then g, c and h."""
        hidden, cell = states
        units, three = self.units, 3 * self.units
        sums = sums + hidden @ self.recurrent_weights  # (N, 4*units)
        gates = sigmoid(sums[:, :three])
        candidate = np.tanh(sums[:, three:])
        cell = gates[:, units : 2 * units] * cell + gates[:, :units] * candidate
        shown = np.tanh(cell)
        return (gates[:, 2 * units :] * shown, cell), (gates, candidate, shown)

    def derivatives(self, before: States, _after: States, kept: States) -> States:
        """How c, or for the output gate h, changes with x W + b, (T*N, 4*units); how h changes with c; and f."""
        (_, cell), (gates, candidate, shown) = before, kept
        entering, forget, output = (gates[:, k * self.units : (k + 1) * self.units] for k in range(3))
        by_gates = np.concatenate([candidate, cell, shown], axis=1) * gates * (1 - gates)
        by_sums = np.concatenate([by_gates, entering * (1 - candidate * candidate)], axis=1)
        return by_sums, output * (1 - shown * shown), forget

    def step_back(self, derivatives: States, back: States) -> tuple[Array, States]:
        """The cell is wrong through h and through the next step; all gates but the output gate hear of that."""
        (by_sums, by_cell, forget), (dh, dc) = derivatives, back
        dc = dc + dh * by_cell
        d = np.concatenate([dc, dc, dh, dc], axis=1) * by_sums  # (N, 4*units)
        return d, (d @ self.recurrent_weights.T, dc * forget)
