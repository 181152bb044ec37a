"""A tape: the calls of a pass, improved by the rules and bound to their buffers, ready to be played."""

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from nets.arrays import Array
from nets.fast import elementwise, memory, products, rules
from nets.fast.rules import Plan
from nets.fast.traced import Recorder

Play = Callable[[], Any]


class Tape:
    """Made of what a recorder wrote.

    outside   arrays that are written or read from outside, and stay where they are
    results   arrays that the tape is played for; calls that serve none of them are left out
    ones      pairs of arrays that come from outside: x, and x with a column of ones behind it
    loose     whether tanh may be off by 2e-7, which no picture shows

    calls     what is played
    bytes     of its own buffers
    refresh   computes the numbers that change from play to play; None if there are none
    """

    def __init__(
        self,
        recorder: Recorder,
        outside: Sequence[Array],
        results: Sequence[Array],
        *,
        ones: Sequence[tuple[Array, Array]] = (),
        loose: bool = False,
    ) -> None:
        plan = Plan(recorder.calls, outside, results)
        rules.without_dead(plan)
        rules.first_sums_written(plan)
        rules.copies_forwarded(plan)
        products.biases_in_products(plan, ones)
        products.contractions(plan)
        elementwise.without_branches(plan, loose=loose)
        rules.without_dead(plan)
        rules.filled_once(plan)
        self.bytes = memory.shared(plan)
        self._plan = plan
        self.calls: list[Play] = [call.bound() for call in plan.calls]
        numbers = recorder.numbers
        self.refresh: Play | None = (lambda: [cell.fill(number.value) for cell, number in numbers]) if numbers else None

    def now(self, array: Array) -> Array:
        """Where an array that was traced lies now."""
        return self._plan.now(array)

    def play(self) -> None:
        """Carry out all calls."""
        with np.errstate(all="ignore"):
            for call in self.calls:
                call()
