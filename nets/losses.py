"""Losses: how wrong an output is, and in which direction it should move.

A loss is a mean over the samples (and over the outputs, where there are several). Each loss has four parts:

    encode(labels, outputs)   labels as people write them -> targets (N, outputs); raises DataError, ShapeError
    values(y, t)              the loss of each sample, (N, outputs) and (N, outputs) -> (N,)
    slope(y, t, out)          dL/dy of the mean over all samples, (N, outputs), into `out`
    correct(y, t)             whether each sample is on the right side, (N,) bool
"""

from typing import NamedTuple, Protocol

import numpy as np

from nets.activations import sigmoid_value, softmax
from nets.errors import DataError, ShapeError, UnknownNameError
from nets.tape import Array


class Targets(NamedTuple):
    """What the outputs should be, (N, outputs), and whether they stand for classes, which have an accuracy."""

    values: Array
    classes: bool


class Loss(Protocol):
    """The four parts, and a name."""

    name: str

    def encode(self, labels: Array, outputs: int) -> Targets:
        """Labels as people write them -> targets."""
        ...

    def values(self, y: Array, t: Array) -> Array:
        """The loss of each sample."""
        ...

    def slope(self, y: Array, t: Array, out: Array) -> None:
        """The gradient of the mean loss with respect to the outputs."""
        ...

    def correct(self, y: Array, t: Array) -> Array:
        """Whether each sample is on the right side."""
        ...


class MeanSquaredError:
    """mean (y - t)²: for numbers, and for labels -1 and +1 with a tanh or linear output."""

    name = "mean squared error"

    def encode(self, labels: Array, outputs: int) -> Targets:
        """Any numbers, (N,) or (N, outputs)."""
        targets = columns(labels, outputs)
        return Targets(targets, is_signs(targets))

    def values(self, y: Array, t: Array) -> Array:
        """(y - t)², a mean over the outputs."""
        return np.square(y - t).mean(axis=1)

    def slope(self, y: Array, t: Array, out: Array) -> None:
        """2 (y - t) / (N outputs)."""
        np.subtract(y, t, out)
        np.multiply(out, 2 / y.size, out)

    def correct(self, y: Array, t: Array) -> Array:
        """The output has the label's sign."""
        return same_side(y, t)


class CrossEntropy:
    """Binary cross-entropy on logits: -log of the probability sigmoid(±y) that the output gives the true class.

    With t in {0, 1} it is softplus(y) - t y, and softplus(y) = max(y, 0) + log(1 + e^-|y|), which never overflows.
    """

    name = "cross-entropy"

    def encode(self, labels: Array, outputs: int) -> Targets:
        """Labels -1/+1 or 0/1, (N,) or (N, outputs) -> 0/1."""
        targets = columns(labels, outputs)
        if not is_signs(targets) and not np.isin(targets, (0, 1)).all():
            raise DataError(f"cross-entropy takes labels -1 and +1, or 0 and 1; got {some(targets)}")
        return Targets((targets > 0).astype(float), True)

    def values(self, y: Array, t: Array) -> Array:
        """softplus(y) - t y, a mean over the outputs."""
        return (np.maximum(y, 0) + np.log1p(np.exp(-np.abs(y))) - t * y).mean(axis=1)

    def slope(self, y: Array, t: Array, out: Array) -> None:
        """(sigmoid(y) - t) / (N outputs)."""
        sigmoid_value(y, out)
        np.subtract(out, t, out)
        np.multiply(out, 1 / y.size, out)

    def correct(self, y: Array, t: Array) -> Array:
        """The logit is positive for class 1 and not for class 0."""
        return same_side(y, t)


class SoftmaxCrossEntropy:
    """Cross-entropy of K classes on logits: -log of the probability softmax(y) that the outputs give the true class.

    With one-hot t it is log Σ e^y - Σ t y, computed with the largest logit taken off first, so that it never overflows.
    """

    name = "softmax cross-entropy"

    def encode(self, labels: Array, outputs: int) -> Targets:
        """Class numbers 0 to K - 1, (N,), -> one-hot, (N, K)."""
        classes = np.asarray(labels)
        if classes.ndim != 1:
            raise ShapeError(f"softmax cross-entropy takes class numbers (N,), got an array {classes.shape}")
        if outputs < 2:
            raise ShapeError(f"softmax cross-entropy needs an output for each class, at least 2, not {outputs}")
        if not np.isin(classes, np.arange(outputs)).all():
            raise DataError(f"with {outputs} outputs, classes are the numbers 0 to {outputs - 1}; got {some(classes)}")
        return Targets(np.eye(outputs)[classes.astype(int)], True)

    def values(self, y: Array, t: Array) -> Array:
        """log Σ e^y - Σ t y."""
        largest = y.max(axis=1)
        return largest + np.log(np.exp(y - largest[:, None]).sum(axis=1)) - (t * y).sum(axis=1)

    def slope(self, y: Array, t: Array, out: Array) -> None:
        """(softmax(y) - t) / N."""
        np.subtract(softmax(y), t, out)
        np.multiply(out, 1 / len(y), out)

    def correct(self, y: Array, t: Array) -> Array:
        """The largest logit is that of the true class."""
        return y.argmax(axis=1) == t.argmax(axis=1)


class Hinge:
    """mean max(0, 1 - t y): asks for a margin of 1 on the right side, and for no more (labels -1 and +1)."""

    name = "hinge"

    def encode(self, labels: Array, outputs: int) -> Targets:
        """Labels -1/+1, (N,) or (N, outputs)."""
        targets = columns(labels, outputs)
        if not is_signs(targets):
            raise DataError(f"hinge loss takes labels -1 and +1; got {some(targets)}")
        return Targets(targets, True)

    def values(self, y: Array, t: Array) -> Array:
        """max(0, 1 - t y), a mean over the outputs."""
        return np.maximum(0, 1 - t * y).mean(axis=1)

    def slope(self, y: Array, t: Array, out: Array) -> None:
        """-t / (N outputs) where the margin is below 1, else 0."""
        np.multiply(t, y, out)
        np.less(out, 1, out)
        np.multiply(out, t, out)
        np.multiply(out, -1 / y.size, out)

    def correct(self, y: Array, t: Array) -> Array:
        """The output has the label's sign."""
        return same_side(y, t)


class Huber:
    """e² / 2 for errors |e| up to 1, |e| - 1/2 beyond: outliers pull with a bounded force (Huber, 1964)."""

    name = "huber"

    def encode(self, labels: Array, outputs: int) -> Targets:
        """Any numbers, (N,) or (N, outputs)."""
        targets = columns(labels, outputs)
        return Targets(targets, is_signs(targets))

    def values(self, y: Array, t: Array) -> Array:
        """With the bounded error c = clip(e, -1, 1) both branches are c (e - c / 2)."""
        error = y - t
        bounded = np.clip(error, -1, 1)
        return (bounded * (error - bounded / 2)).mean(axis=1)

    def slope(self, y: Array, t: Array, out: Array) -> None:
        """clip(y - t, -1, 1) / (N outputs)."""
        np.subtract(y, t, out)
        np.clip(out, -1, 1, out)
        np.multiply(out, 1 / y.size, out)

    def correct(self, y: Array, t: Array) -> Array:
        """The output has the label's sign."""
        return same_side(y, t)


LOSSES: dict[str, type[Loss]] = {
    loss.name: loss for loss in (MeanSquaredError, CrossEntropy, SoftmaxCrossEntropy, Hinge, Huber)
}
NAMES = tuple(LOSSES)


def named(name: str) -> Loss:
    """A loss by name; raises UnknownNameError."""
    if name not in LOSSES:
        raise UnknownNameError("loss", name, NAMES)
    return LOSSES[name]()


def columns(labels: Array, outputs: int) -> Array:
    """(N,) or (N, outputs) -> (N, outputs) float64; raises ShapeError for anything else."""
    targets = np.asarray(labels, np.float64)
    targets = targets[:, None] if targets.ndim == 1 else targets
    if targets.ndim != 2 or targets.shape[1] != outputs:
        raise ShapeError(f"the network has {outputs} outputs, but the labels are an array {np.shape(labels)}")
    return targets


def is_signs(targets: Array) -> bool:
    """Whether all are -1 or +1."""
    return bool(np.isin(targets, (-1, 1)).all())


def same_side(y: Array, t: Array) -> Array:
    """(N,) bool: whether output and target are on the same side of zero, in all outputs."""
    return ((y > 0) == (t > 0)).all(axis=1)


def some(labels: Array) -> str:
    """A few of the different labels, for a message."""
    different = np.unique(labels)
    return ", ".join(f"{label:g}" for label in different[:6]) + (", …" if len(different) > 6 else "")
