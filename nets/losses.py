"""Losses: how wrong an output is, and in which direction it should move.

Outputs are (N, K), or (N, T, K) for sequences; the loss is a mean over all predictions, that is over all axes but the
last (and over that one, too, where the K outputs are K numbers and not K classes). Each loss has four parts:

    encode(labels, shape)   labels as people write them -> targets (N, *shape); raises DataError, ShapeError
    values(y, t)            the loss of each prediction, (…, K) and (…, K) -> (…,)
    gradient(y, t)          dL/dy of the mean over all predictions, (…, K)
    correct(y, t)           whether each prediction is on the right side, (…,) bool
"""

from typing import NamedTuple, Protocol

import numpy as np

from nets.activations import sigmoid, softmax
from nets.arrays import Array, Shape
from nets.errors import DataError, SettingError, ShapeError, as_numbers, check_name


class Targets(NamedTuple):
    """What the outputs should be, (N, *shape), and whether they stand for classes, which have an accuracy."""

    values: Array
    classes: bool


class Loss(Protocol):
    """The four parts, and a name."""

    name: str

    def encode(self, labels: Array, shape: Shape) -> Targets:
        """Labels as people write them -> targets."""
        ...

    def values(self, y: Array, t: Array) -> Array:
        """The loss of each prediction."""
        ...

    def gradient(self, y: Array, t: Array) -> Array:
        """The gradient of the mean loss with respect to the outputs."""
        ...

    def correct(self, y: Array, t: Array) -> Array:
        """Whether each prediction is on the right side."""
        ...


class MeanSquaredError:
    """mean (y - t)²: for numbers, and for labels -1 and +1 with a tanh or linear output."""

    name = "mean squared error"

    def encode(self, labels: Array, shape: Shape) -> Targets:
        """Any numbers, (N,) or (N, *shape)."""
        targets = columns(labels, shape)
        return Targets(targets, is_signs(targets))

    def values(self, y: Array, t: Array) -> Array:
        """(y - t)², a mean over the K outputs."""
        return np.square(y - t).mean(axis=-1)

    def gradient(self, y: Array, t: Array) -> Array:
        """2 (y - t) / (N K)."""
        return (y - t) * (2 / y.size)

    def correct(self, y: Array, t: Array) -> Array:
        """All outputs have their labels' signs."""
        return same_side(y, t)


class CrossEntropy:
    """Binary cross-entropy on logits: -log of the probability sigmoid(±y) that the output gives the true class.

    With s = -y for class 1 and s = y for class 0 it is log(1 + e^s) = max(s, 0) + log(1 + e^-|s|), which neither
    overflows nor loses a small loss beside a large logit.
    """

    name = "cross-entropy"

    def encode(self, labels: Array, shape: Shape) -> Targets:
        """Labels -1/+1 or 0/1, (N,) or (N, *shape) -> 0/1."""
        targets = columns(labels, shape)
        if not is_signs(targets) and not np.isin(targets, (0, 1)).all():
            raise DataError(f"cross-entropy takes labels -1 and +1, or 0 and 1; got {some(targets)}")
        return Targets((targets > 0).astype(float), True)

    def values(self, y: Array, t: Array) -> Array:
        """log(1 + e^s), a mean over the K outputs."""
        s = (1 - 2 * t) * y
        return (np.maximum(s, 0) + np.log1p(np.exp(-np.abs(s)))).mean(axis=-1)

    def gradient(self, y: Array, t: Array) -> Array:
        """(sigmoid(y) - t) / (N K)."""
        return (sigmoid(y) - t) * (1 / y.size)

    def correct(self, y: Array, t: Array) -> Array:
        """Each logit is positive for class 1 and not for class 0."""
        return same_side(y, t)


class SoftmaxCrossEntropy:
    """Cross-entropy of K classes on logits: -log of the probability softmax(y) that the outputs give the true class.

    With one-hot t it is log Σ e^(y - m) - Σ t (y - m), where m, the largest logit, is taken off so that nothing
    overflows; it is not added back, which would cost the digits of a small loss, and sums are taken in float64.
    """

    name = "softmax cross-entropy"

    def encode(self, labels: Array, shape: Shape) -> Targets:
        """Class numbers 0 to K - 1, (N,) or for sequences (N, T), -> one-hot, (N, K) or (N, T, K)."""
        classes, outputs = as_numbers("the labels", labels, np.float64), shape[-1]
        if classes.ndim != len(shape) or classes.shape[1:] != shape[:-1]:
            wanted = ", ".join(["N", *map(str, shape[:-1])]) + ("," if len(shape) == 1 else "")
            raise ShapeError(f"softmax cross-entropy takes class numbers ({wanted}), got an array {classes.shape}")
        if outputs < 2:
            raise ShapeError(f"softmax cross-entropy needs an output for each class, at least 2, not {outputs}")
        if not np.isin(classes, np.arange(outputs)).all():
            raise DataError(f"with {outputs} outputs, classes are the numbers 0 to {outputs - 1}; got {some(classes)}")
        return Targets(np.eye(outputs)[classes.astype(int)], True)

    def values(self, y: Array, t: Array) -> Array:
        """log Σ e^(y - m) - Σ t (y - m)."""
        below = np.subtract(y, y.max(axis=-1, keepdims=True), dtype=np.float64)
        return np.log(np.exp(below).sum(axis=-1)) - (t * below).sum(axis=-1)

    def gradient(self, y: Array, t: Array) -> Array:
        """(softmax(y) - t) / N, where N counts all predictions."""
        return (softmax(y) - t) * (y.shape[-1] / y.size)

    def correct(self, y: Array, t: Array) -> Array:
        """The largest logit is that of the true class."""
        return y.argmax(axis=-1) == t.argmax(axis=-1)


class Hinge:
    """mean max(0, 1 - t y): asks for a margin of 1 on the right side, and for no more (labels -1 and +1)."""

    name = "hinge"

    def encode(self, labels: Array, shape: Shape) -> Targets:
        """Labels -1/+1, (N,) or (N, *shape)."""
        targets = columns(labels, shape)
        if not is_signs(targets):
            raise DataError(f"hinge loss takes labels -1 and +1; got {some(targets)}")
        return Targets(targets, True)

    def values(self, y: Array, t: Array) -> Array:
        """max(0, 1 - t y), a mean over the K outputs."""
        return np.maximum(1 - t * y, 0).mean(axis=-1)

    def gradient(self, y: Array, t: Array) -> Array:
        """-t / (N K) where the margin is below 1, else 0; with 0 y, which is 0 or hands on that y is no number."""
        return (t * y < 1) * t * (-1 / y.size) + 0 * y

    def correct(self, y: Array, t: Array) -> Array:
        """All outputs have their labels' signs."""
        return same_side(y, t)


class Huber:
    """e² / 2 for errors |e| up to 1, |e| - 1/2 beyond: outliers pull with a bounded force (Huber, 1964)."""

    name = "huber"

    def encode(self, labels: Array, shape: Shape) -> Targets:
        """Any numbers, (N,) or (N, *shape)."""
        targets = columns(labels, shape)
        return Targets(targets, is_signs(targets))

    def values(self, y: Array, t: Array) -> Array:
        """With the bounded error c = clip(e, -1, 1) both branches are c (e - c / 2)."""
        error = y - t
        bounded = np.clip(error, -1, 1)
        return (bounded * (error - bounded / 2)).mean(axis=-1)

    def gradient(self, y: Array, t: Array) -> Array:
        """clip(y - t, -1, 1) / (N K); with 0 y, which is 0 or hands on that y is no number."""
        return np.clip(y - t, -1, 1) * (1 / y.size) + 0 * y

    def correct(self, y: Array, t: Array) -> Array:
        """All outputs have their labels' signs."""
        return same_side(y, t)


LOSSES: dict[str, type[Loss]] = {
    loss.name: loss for loss in (MeanSquaredError, CrossEntropy, SoftmaxCrossEntropy, Hinge, Huber)
}
NAMES = tuple(LOSSES)
PARTS = ("encode", "values", "gradient", "correct")


def named(name: str) -> Loss:
    """A loss by name; raises UnknownNameError."""
    check_name("loss", name, LOSSES)
    return LOSSES[name]()


def chosen(loss: Loss | str) -> Loss:
    """A loss by name, or one of one's own as it is; raises UnknownNameError, and SettingError for what is no loss."""
    if isinstance(loss, str):
        return named(loss)
    missing = [part for part in PARTS if not callable(getattr(loss, part, None))]
    if missing or isinstance(loss, type) or not isinstance(getattr(loss, "name", None), str):
        raise SettingError(
            f"a loss is a name, or has a name, {', '.join(PARTS[:-1])} and {PARTS[-1]}; got {loss!r:.40}"
        )
    return loss


def mean(loss: Loss, y: Array, t: Array) -> float:
    """The mean loss over all predictions, summed in float64."""
    return float(loss.values(y, t).mean(dtype=np.float64))


def columns(labels: Array, shape: Shape) -> Array:
    """(N,) or (N, *shape) -> (N, *shape) float64; raises ShapeError for anything else."""
    targets = as_numbers("the labels", labels, np.float64)
    targets = targets[..., None] if targets.ndim == len(shape) and shape[-1] == 1 else targets
    if targets.ndim != 1 + len(shape) or targets.shape[1:] != shape:
        raise ShapeError(f"the network gives {shape} for a sample, but the labels are an array {np.shape(labels)}")
    return targets


def is_signs(targets: Array) -> bool:
    """Whether all are -1 or +1."""
    return bool(np.isin(targets, (-1, 1)).all())


def same_side(y: Array, t: Array) -> Array:
    """(…,) bool: whether outputs and targets (…, K) are on the same side of zero, all of them."""
    return ((y > 0) == (t > 0)).all(axis=-1)


def some(labels: Array) -> str:
    """A few of the different labels, for a message."""
    different = np.unique(labels)
    return ", ".join(f"{label:g}" for label in different[:6]) + (", …" if len(different) > 6 else "")
