"""How good a network is on a set of samples: the mean loss and the share of right answers."""

from collections.abc import Callable
from typing import NamedTuple

import numpy as np

from nets import losses
from nets.arrays import Array
from nets.losses import Loss
from nets.training.data import Data


class Evaluation(NamedTuple):
    """Losses and accuracies (from 0 to 1; NaN where the labels are no classes, or there are no test samples)."""

    train_loss: float
    test_loss: float
    train_accuracy: float
    test_accuracy: float

    @classmethod
    def of(cls, train: tuple[float, float] | None, test: tuple[float, float] | None) -> "Evaluation":
        """From loss and accuracy of the training and of the test samples, if there are any."""
        nothing = float("nan"), float("nan")
        (train_loss, train_accuracy), (test_loss, test_accuracy) = train or nothing, test or nothing
        return cls(train_loss, test_loss, train_accuracy, test_accuracy)


def measured(predict: Callable[[Array], Array], loss: Loss, data: Data) -> tuple[float, float]:
    """Mean loss and accuracy of what `predict` answers; the accuracy is NaN if there are no classes."""
    targets, classes = data.targets
    y = predict(data.x)
    with np.errstate(all="ignore"):
        mean = losses.mean(loss, y, targets)
    return mean, float(loss.correct(y, targets).mean()) if classes else float("nan")
