"""The loss curve's points: losses at the steps at which they were measured, each with its true epoch."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from math import nan
from typing import NamedTuple

import numpy as np

from nets import Evaluation
from nets.arrays import Array
from nets.training.log import Change, parting

MOST = 400
"""More points than this are thinned to half: memory does not grow with the length of a run."""

WIDTH = 2 + len(Evaluation._fields)


class Scored(NamedTuple):
    """An evaluation of all samples, and when it was made."""

    step: int
    epochs: float
    evaluation: Evaluation


class Curve(NamedTuple):
    """Points of the loss curve, (points,) each: when they were measured, losses, and accuracies from 0 to 1."""

    steps: Array
    epochs: Array
    training: Array
    test: Array
    training_accuracy: Array
    test_accuracy: Array


class Losses:
    """Evaluations of one course of a run, by step."""

    def __init__(self) -> None:
        self._points: list[Scored] = []

    def copy(self) -> "Losses":
        """The same so far, for a branch."""
        other = Losses()
        other._points = list(self._points)
        return other

    def to_array(self) -> Array:
        """(points, 6) float64: step, epochs, and the numbers of the evaluation."""
        rows = [(scored.step, scored.epochs, *scored.evaluation) for scored in self._points]
        return np.array(rows, np.float64).reshape(-1, WIDTH)

    @classmethod
    def of_array(cls, rows: Array) -> "Losses":
        """What `to_array` was called on, from an array of any shape with these numbers."""
        losses = cls()
        for step, epochs, *numbers in rows.reshape(-1, WIDTH).tolist():
            losses._points.append(Scored(int(step), epochs, Evaluation(*numbers)))
        return losses

    def add(self, scored: Scored) -> None:
        """Remember an evaluation."""
        place = bisect_left(self._points, scored.step, key=_step)
        if place < len(self._points) and self._points[place].step == scored.step:
            self._points[place] = scored
            return
        self._points.insert(place, scored)
        if len(self._points) > MOST:
            del self._points[1:-1:2]

    def add_all(self, others: "Losses") -> None:
        """Remember evaluations of the same course."""
        for scored in others._points:
            self.add(scored)

    def forget_after(self, step: float) -> None:
        """What came later was of another course."""
        del self._points[bisect_right(self._points, step, key=_step) :]

    def known(self, step: int) -> int:
        """The last step up to this one at which there is a point; 0 if there is none."""
        place = bisect_right(self._points, step, key=_step)
        return self._points[place - 1].step if place else 0

    @property
    def last_test_loss(self) -> float:
        """Of the latest point; NaN if there is none."""
        return self._points[-1].evaluation.test_loss if self._points else nan

    def until(self, step: int) -> Curve:
        """The curve up to a step."""
        points = self._points[: bisect_right(self._points, step, key=_step)]
        rows = [(scored.step, scored.epochs, *scored.evaluation) for scored in points]
        steps, *others = np.array(rows, np.float64).reshape(-1, WIDTH).T
        return Curve(steps, *(each.astype(np.float32) for each in others))


def alike(one: Iterable[Change], other: Iterable[Change]) -> float:
    """The last step at which runs with these two logs have the same losses.

    At the step at which the logs part these are still the same, unless a number of the network was changed there.
    """
    one, other = tuple(one), tuple(other)
    step = parting(one, other)
    return step - 1 if any(change.step == step and change.is_edit for change in (*one, *other)) else step


def _step(scored: Scored) -> int:
    return scored.step
