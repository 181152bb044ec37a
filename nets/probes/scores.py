"""Scores: how often a network is right, what it takes for what, how much of the variance it explains."""

from typing import NamedTuple

import numpy as np

from nets.evaluation import Outputs
from nets.losses import Loss
from nets.network import Network
from nets.tape import Array


class Score(NamedTuple):
    """On a set of samples:

    loss        the mean loss
    accuracy    share of right answers; NaN if numbers are to be predicted
    confusion   (K, K) counts, a row for each true class and a column for each predicted one; empty for numbers
    r2          coefficient of determination; NaN if there are classes
    """

    loss: float
    accuracy: float
    confusion: Array
    r2: float


class Scores:
    """Scores a network on samples x (N, *input_shape) with labels (N,), as its loss takes them."""

    def __init__(self, network: Network, loss: Loss, x: Array, labels: Array) -> None:
        self._loss = loss
        self._targets, self._classes = loss.encode(np.asarray(labels), network.shape[-1])
        self._outputs = Outputs(network, network.checked(x))

    def measure(self) -> Score:
        """The scores at the network's present parameters; reads only."""
        y, t = self._outputs.measure(), self._targets
        loss = float(self._loss.values(y, t).mean())
        if not self._classes:
            return Score(loss, float("nan"), np.zeros((0, 0), int), r_squared(y, t))
        true, predicted = class_numbers(t), class_numbers(y)
        matrix = confusion(true, predicted, max(2, t.shape[1]))
        return Score(loss, accuracy(true, predicted), matrix, float("nan"))


def class_numbers(y: Array) -> Array:
    """Outputs or targets (N, K) -> class numbers (N,): the largest of several; of one, whether it is above 0."""
    return y.argmax(axis=1) if y.shape[1] > 1 else (y[:, 0] > 0).astype(int)


def accuracy(true: Array, predicted: Array) -> float:
    """Share of equal class numbers, both (N,)."""
    return float((true == predicted).mean())


def confusion(true: Array, predicted: Array, classes: int) -> Array:
    """Counts (K, K) of class numbers (N,): row, the true class; column, the predicted one."""
    return np.bincount(true * classes + predicted, minlength=classes**2).reshape(classes, classes)


def r_squared(y: Array, t: Array) -> float:
    """1 - Σ(t - y)² / Σ(t - mean t)²: 1 is perfect, 0 no better than the mean; NaN if all targets are the same."""
    spread = np.square(t - t.mean(axis=0)).sum()
    return float(1 - np.square(t - y).sum() / spread) if spread else float("nan")
