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


class Evaluator:
    """Measures a network on fixed samples, x (N, *input_shape) with targets (N, outputs), in chunks."""

    def __init__(self, network: Network, loss: Loss, x: Array, targets: Targets) -> None:
        self.loss = loss
        self.targets = targets
        self._x = x
        self._passes = {size: Pass(network, size, training=False) for size in {min(CHUNK, len(x)), len(x) % CHUNK} - {0}}
        self._output = np.empty((len(x), *network.shape), x.dtype)

    def outputs(self) -> Array:
        """The network's answers, (N, outputs), in a buffer that the next call overwrites."""
        for start in range(0, len(self._x), CHUNK):
            chunk = self._x[start : start + CHUNK]
            self._output[start : start + CHUNK] = self._passes[len(chunk)].run(chunk)
        return self._output

    def measure(self) -> tuple[float, float]:
        """Mean loss and accuracy."""
        if not len(self._x):
            return float('nan'), float('nan')
        y, t = self.outputs(), self.targets.values
        loss = float(self.loss.values(y, t).mean())
        return loss, float(self.loss.correct(y, t).mean()) if self.targets.classes else float('nan')
