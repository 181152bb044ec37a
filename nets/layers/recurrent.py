"""Recurrent layers: one small network for every step of a sequence, which also sees what it gave at the step before.

Unrolled in time it is a deep network that uses the same weights in each of its T layers. The way back goes through all
of them and adds up what each step says about the weights: Werbos, "Backpropagation through time" (1990).

What differs from kind to kind is one step, and the same step backwards. All else is here. Only the product with the
memory must wait for the step before; everything that need not wait is done for all steps at once: the product with the
inputs before the first step, the gradients of the weights after the last.
"""

from typing import Any, ClassVar

import numpy as np

from nets import initializers
from nets.arrays import Array, Shape
from nets.errors import ShapeError, at_least_one
from nets.flat import Named
from nets.layers.base import Layer
from nets.layers.mode import Mode

States = tuple[Array, ...]


class Recurrent(Layer):
    """What all kinds share: (N, T, D) -> (N, T, units), or (N, units), the last of them.

    units               how many numbers are remembered, and given, at each step
    sequence            give what every step gives, for a layer that takes sequences; else what the last one gives
    carry               begin where the batch before ended, if the mode carries that on; else at zeros. The way back
                        ends where the batch begins: truncated back-propagation through time (Williams and Peng, 1990)
    weights             (D, gates*units), from the input to each gate: `gates` blocks of columns, in the kind's order
    recurrent_weights   (units, gates*units), from what was given at the step before
    biases              (gates*units,)

    A kind has three methods: `step`, `derivatives` and `step_back`.
    """

    gates: ClassVar[int] = 1
    memory: ClassVar[tuple[str, ...]] = ("hidden",)
    penalised: ClassVar[tuple[str, ...]] = ("weights", "recurrent_weights")
    weights: Array
    recurrent_weights: Array
    biases: Array

    def __init__(
        self,
        units: int,
        *,
        sequence: bool = False,
        carry: bool = False,
        initializer: str = "xavier",
        recurrent_initializer: str = "orthogonal",
    ) -> None:
        self.units = at_least_one("the number of units of a recurrent layer", units)
        self.sequence = bool(sequence)
        self.carry = bool(carry)
        self.initializer = initializers.named(initializer)
        self.recurrent_initializer = initializers.named(recurrent_initializer)

    def output_shape(self, input_shape: Shape) -> Shape:
        """(T, D) -> (T, units), or (units,)."""
        if len(input_shape) != 2:
            hint = ": put a OneHot or an Embedding before it" if len(input_shape) == 1 else ""
            raise ShapeError(f"{self.name} takes sequences (T, D), but gets samples of shape {input_shape}{hint}")
        return (input_shape[0], self.units) if self.sequence else (self.units,)

    def initial_parameters(self, random: np.random.Generator) -> Named:
        """Each gate is drawn as a layer of its own, from the input and from the memory; zero biases."""
        return {
            "weights": self._draw(self.initializer, random, self.input_shape[1]),
            "recurrent_weights": self._draw(self.recurrent_initializer, random, self.units),
            "biases": np.zeros(self.gates * self.units),
        }

    def step(self, _sums: Array, states: States) -> tuple[States, States]:
        """One step: x W + b (N, gates*units) and the memory, arrays (N, units), that which is given first.

        Gives the new memory, and what `derivatives` needs besides.
        """
        return states, ()

    def derivatives(self, _before: States, _after: States, _kept: States) -> States:
        """The derivatives within a step, for all steps at once: the memory before and after, and what `step` kept.

        All of these are (T*N, …), and so is what it gives.
        """
        return ()

    def step_back(self, _derivatives: States, back: States) -> tuple[Array, States]:
        """A step backwards: from dL/d(memory after it) to dL/d(x W + b) (N, gates*units) and dL/d(memory before it)."""
        return back[0], back

    def recurrent_gradients(self, before: Array, sums: Array, _derivatives: States) -> Named:
        """From what each step was given by the one before, (T*N, units), and dL/d(x W + b), (T*N, gates*units)."""
        return {"recurrent_weights": before.T @ sums}

    def forward(self, x: Array, mode: Mode) -> tuple[Array, Any]:
        """Step after step."""
        samples, steps, features = x.shape
        inputs = x.transpose(1, 0, 2).reshape(steps * samples, features)  # (T*N, D)
        sums = (inputs @ self.weights + self.biases).reshape(steps, samples, -1)  # (T, N, gates*units)
        states, kept = [self._first_states(x, mode)], []
        for t in range(steps):
            memory, more = self.step(sums[t], states[-1])
            states.append(memory)
            kept.append(more)
        self._carry_on(states[-1], mode)
        memories = one_below_another(states)  # ((T + 1)*N, units)
        before, after = tuple(each[:-samples] for each in memories), tuple(each[samples:] for each in memories)
        y = after[0].reshape(steps, samples, -1).transpose(1, 0, 2) if self.sequence else states[-1][0]
        return y, (inputs, before, after, kept)

    def backward(self, d: Array, cache: Any) -> tuple[Array, Named]:
        """Step after step, from the last; dL/dW = Σ xᵀ dL/d(x W + b) over all steps, and so on.

        A step's memory is wrong in two ways: through what the layer gave there, and through the steps that followed.
        """
        inputs, before, after, kept = cache
        steps, samples = len(kept), len(d)
        derivatives = self.derivatives(before, after, one_below_another(kept))  # (T*N, …)
        by_step = [each.reshape(steps, samples, -1) for each in derivatives]
        given = {t: d[:, t] for t in range(steps)} if self.sequence else {steps - 1: d}
        back, parts = tuple(np.zeros_like(each[:samples]) for each in after), []
        for t in reversed(range(steps)):
            if t in given:
                back = (back[0] + given[t], *back[1:])
            part, back = self.step_back(tuple(each[t] for each in by_step), back)
            parts.append(part)
        sums = np.concatenate(parts[::-1])  # (T*N, gates*units)
        gradients = {"weights": inputs.T @ sums, "biases": sums.sum(axis=0)}
        gradients |= self.recurrent_gradients(before[0], sums, derivatives)
        dx = (sums @ self.weights.T).reshape(steps, samples, -1)  # (T, N, D)
        return dx.transpose(1, 0, 2), gradients

    def _draw(self, initializer: str, random: np.random.Generator, inputs: int) -> Array:
        fans = inputs, self.units
        return np.concatenate([initializers.draw(initializer, random, *fans, fans) for _ in range(self.gates)], axis=1)

    def _first_states(self, x: Array, mode: Mode) -> States:
        zeros = np.zeros_like(x, shape=(len(x), self.units))
        return tuple(mode.start(self.name, name, zeros) if self.carry else zeros for name in self.memory)

    def _carry_on(self, states: States, mode: Mode) -> None:
        for name, state in zip(self.memory, states, strict=True):
            if self.carry:
                mode.carry(self.name, name, state)


def one_below_another(steps: list[States]) -> States:
    """Of each step some arrays (N, …) -> each of these for all steps, (T*N, …)."""
    return tuple(np.concatenate(each) for each in zip(*steps, strict=True))
