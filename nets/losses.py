"""Losses: how wrong an output is, and in which direction it should move.

A loss is a mean over the samples (and over the outputs, where there are several). `values` gives the loss of each
sample, (N, outputs) and (N, outputs) -> (N,); `record` writes on a tape the gradient of the mean.
"""

from typing import NamedTuple

import numpy as np

from nets.activations import sigmoid_value
from nets.errors import DataError, ShapeError, UnknownName
from nets.tape import Array, Signal, Tape


class Targets(NamedTuple):
    """What the outputs should be, (N, outputs), and whether they stand for classes, which have an accuracy."""

    values: Array
    classes: bool


class MeanSquaredError:
    """mean (y - t)²: for numbers, and for labels -1 and +1 with a tanh or linear output."""

    name = 'mean squared error'

    def encode(self, labels: Array, outputs: int) -> Targets:
        """(N,) or (N, outputs) -> (N, outputs), the numbers as they are."""
        return Targets(columns(labels, outputs), bool(np.isin(labels, (-1, 1)).all()))

    def values(self, y: Array, t: Array) -> Array:
        """Loss of each sample."""
        return np.square(y - t).mean(axis=1)

    def record(self, tape: Tape, y: Signal, t: Array) -> None:
        """dL/dy = 2 (y - t) / (N outputs)."""
        tape.backward(np.subtract, y.value, t, y.gradient)
        tape.backward(np.multiply, y.gradient, tape.scalar(2 / y.value.size), y.gradient)
        tape.end_layer()

    def correct(self, y: Array, t: Array) -> Array:
        """(N,) bool: whether the output has the label's sign."""
        return ((y > 0) == (t > 0)).all(axis=1)


class CrossEntropy:
    """Binary cross-entropy on logits: -log of the probability sigmoid(±y) that the output gives the true class.

    With t in {0, 1} it is softplus(y) - t y, and softplus(y) = max(y, 0) + log(1 + e^-|y|), which never overflows.
    """

    name = 'cross-entropy'

    def encode(self, labels: Array, outputs: int) -> Targets:
        """Labels -1/+1 or 0/1, (N,) or (N, outputs) -> 0/1, (N, outputs)."""
        targets = columns(labels, outputs)
        if not np.isin(targets, (-1, 0, 1)).all():
            raise DataError('cross-entropy takes labels -1 and +1, or 0 and 1')
        return Targets((targets > 0).astype(targets.dtype), True)

    def values(self, y: Array, t: Array) -> Array:
        """Loss of each sample."""
        return (np.maximum(y, 0) + np.log1p(np.exp(-np.abs(y))) - t * y).mean(axis=1)

    def record(self, tape: Tape, y: Signal, t: Array) -> None:
        """dL/dy = (sigmoid(y) - t) / (N outputs)."""
        tape.backward(sigmoid_value, y.value, y.gradient)
        tape.backward(np.subtract, y.gradient, t, y.gradient)
        tape.backward(np.multiply, y.gradient, tape.scalar(1 / y.value.size), y.gradient)
        tape.end_layer()

    def correct(self, y: Array, t: Array) -> Array:
        """(N,) bool: whether the logit is on the label's side."""
        return ((y > 0) == (t > 0.5)).all(axis=1)


Loss = MeanSquaredError | CrossEntropy
LOSSES: dict[str, type[Loss]] = {loss.name: loss for loss in (MeanSquaredError, CrossEntropy)}
NAMES = tuple(LOSSES)


def named(name: str) -> Loss:
    """A loss by name; raises UnknownName."""
    if name not in LOSSES:
        raise UnknownName('loss', name, NAMES)
    return LOSSES[name]()


def columns(labels: Array, outputs: int) -> Array:
    """(N,) or (N, outputs) -> (N, outputs) float64; raises ShapeError for anything else."""
    targets = np.asarray(labels, np.float64)
    targets = targets[:, None] if targets.ndim == 1 else targets
    if targets.ndim != 2 or targets.shape[1] != outputs:
        raise ShapeError(f'the network has {outputs} outputs, but the labels are an array {np.shape(labels)}')
    return targets
