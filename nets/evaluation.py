"""How good a network is on a set of samples: the mean loss and the share of right answers."""

from typing import NamedTuple

import numpy as np

from nets.losses import Loss, Targets
from nets.network import Network, Pass
from nets.tape import Array

CHUNK = 512


class Evaluation(NamedTuple):
    """Losses and accuracies (shares from 0 to 1; NaN where the labels are no classes, or there are no test samples)."""

    train_loss: float
    test_loss: float
    train_accuracy: float
    test_accuracy: float


class Outputs:
    """A network's answers to fixed samples x (N, *input_shape), computed in chunks, with buffers made once."""

    def __init__(self, network: Network, x: Array) -> None:
        self._x = x
        sizes = {min(CHUNK, len(x)), len(x) % CHUNK} - {0}
        self._passes = {size: Pass(network, size, training=False) for size in sizes}
        self._outputs = np.empty((len(x), *network.shape), network.parameters.dtype)

    def measure(self) -> Array:
        """(N, *shape), in a buffer that the next call overwrites."""
        for start in range(0, len(self._x), CHUNK):
            chunk = self._x[start : start + CHUNK]
            self._outputs[start : start + CHUNK] = self._passes[len(chunk)].run(chunk)
        return self._outputs


class Evaluator:
    """Measures a network on fixed samples x (N, *input_shape) with targets (N, outputs)."""

    def __init__(self, network: Network, loss: Loss, x: Array, targets: Targets) -> None:
        self._loss = loss
        self._targets = targets
        self._outputs = Outputs(network, x)

    def measure(self) -> tuple[float, float]:
        """Mean loss and accuracy, which is NaN if there are no classes."""
        targets, classes = self._targets
        y = self._outputs.measure()
        with np.errstate(all="ignore"):
            loss = float(self._loss.values(y, targets).mean())
        return loss, float(self._loss.correct(y, targets).mean()) if classes else float("nan")
