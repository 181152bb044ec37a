"""How good a network is on a set of samples: the mean loss and the share of right answers."""

from collections.abc import Callable, Generator
from typing import NamedTuple

import numpy as np

from nets import losses
from nets.arrays import Array
from nets.losses import Loss
from nets.network import Network
from nets.training.data import Data, Pair

CHUNK, NUMBERS = 512, 20_000
"""Samples that are evaluated at once, between two moments at which something else may be done, and numbers in them."""


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


def evaluating(
    network: Network, predict: Callable[[Array], Array], loss: Loss, data: Pair
) -> Generator[float, None, Evaluation]:
    """Evaluate the network as it is now, a chunk of samples at a time; what is done to it in between is not seen.

    Yields the share that is done, and returns the evaluation.
    """
    parameters, state = network.parameters.copy(), network.state.copy()
    total = sum(len(each.x) for each in data if each)
    done, found = 0, []
    for each in data:
        if each is None:
            found.append(None)
            continue
        sums, count = np.zeros(2), max(1, min(CHUNK, NUMBERS // each.x[0].size))
        for start in range(0, len(each.x), count):
            chunk = each.part(start, start + count)
            now = network.state.copy()
            with network.at(parameters):
                network.state[...] = state
                sums += len(chunk.x) * np.array(measured(predict, loss, chunk))
                network.state[...] = now
            done += len(chunk.x)
            yield done / total
        found.append((float(sums[0]) / len(each.x), float(sums[1]) / len(each.x)))
    return Evaluation.of(*found)
