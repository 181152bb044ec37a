"""Scores: how often a network is right, what it takes for what, how much of the variance it explains."""

from typing import NamedTuple

import numpy as np

from nets import losses
from nets.arrays import Array
from nets.errors import ShapeError
from nets.losses import Loss, SoftmaxCrossEntropy
from nets.network import Network


class Score(NamedTuple):
    """On a set of samples:

    loss        the mean loss
    accuracy    share of right predictions, as the loss counts them; NaN if numbers are to be predicted
    confusion   (K, K) counts, a row for each true class and a column for each predicted one; empty, (0, 0), where
                outputs are no classes: for numbers, and for several outputs that each say yes or no
    r2          coefficient of determination; NaN if there are classes
    """

    loss: float
    accuracy: float
    confusion: Array
    r2: float


class Scores:
    """Scores a network on samples x (N, *input_shape) with labels as its loss takes them.

    Raises ShapeError or DataError for what does not fit the network or the loss.
    """

    def __init__(self, network: Network, loss: Loss, x: Array, labels: Array) -> None:
        self._network = network
        self._loss = loss
        self._x = network.checked(x).copy()
        self._targets, self._classes = loss.encode(np.asarray(labels), network.shape)
        if len(self._targets) != len(self._x):
            raise ShapeError(f"{len(self._x)} samples need as many labels, got {len(self._targets)}")

    def measure(self) -> Score:
        """The scores at the network's present parameters."""
        y, t = self._network.forward(self._x), self._targets
        with np.errstate(all="ignore"):
            loss = losses.mean(self._loss, y, t)
            if not self._classes:
                return Score(loss, float("nan"), np.zeros((0, 0), int), r_squared(y, t))
            return Score(loss, float(self._loss.correct(y, t).mean()), self._confusion(y), float("nan"))

    def _confusion(self, y: Array) -> Array:
        """Which class was taken for which, where outputs (…, K) are classes: softmax's K, or one output's two sides."""
        if isinstance(self._loss, SoftmaxCrossEntropy):
            return confusion(self._targets.argmax(axis=-1), y.argmax(axis=-1), y.shape[-1])
        if y.shape[-1] == 1:
            return confusion(self._targets > 0, y > 0, 2)
        return np.zeros((0, 0), int)


def confusion(true: Array, predicted: Array, classes: int) -> Array:
    """Counts (K, K) of class numbers, two arrays of one shape: row, the true class; column, the predicted one."""
    pairs = np.ravel(true).astype(int) * classes + np.ravel(predicted)
    return np.bincount(pairs, minlength=classes**2).reshape(classes, classes)


class ClassScores(NamedTuple):
    """Of every class, (K,) each; NaN where nothing can be said, for no sample is, or was taken for, one of the class.

    precision   share of the samples that were taken for one of the class that are one
    recall      share of the samples of the class that were taken for one
    f1          harmonic mean of both: 2 · precision · recall / (precision + recall)
    """

    precision: Array
    recall: Array
    f1: Array


def by_class(counts: Array) -> ClassScores:
    """The scores of every class from counts (K, K): row, the true class; column, the predicted one."""
    right, taken, true = np.diag(counts), counts.sum(axis=0), counts.sum(axis=1)
    with np.errstate(invalid="ignore"):
        return ClassScores(right / taken, right / true, 2 * right / (taken + true))


def r_squared(y: Array, t: Array) -> float:
    """1 - Σ(t - y)² / Σ(t - mean t)² over predictions (…, K), the mean taken for each of the K outputs.

    1 is perfect, 0 no better than the mean; NaN if all targets are the same.
    """
    t = t.astype(np.float64)
    spread = np.square(t - t.mean(axis=tuple(range(t.ndim - 1)))).sum()
    return float(1 - np.square(t - y).sum() / spread) if spread else float("nan")
