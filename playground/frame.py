"""A Frame: what can be seen of a run at one step, as a plain record of arrays. Views draw Frames, nothing else."""

from dataclasses import dataclass

import numpy as np

from nets import Dense, probes
from playground.run import Run

TILE = 48
"""Samples along each side of a neuron's tile."""
COARSE, FINE = 64, 128
"""Samples along each side of a region that is looked at closely: of a Frame in passing, and of one that stays."""
EXTENT = 6.0
"""The plane reaches from -EXTENT to +EXTENT along both axes."""


@dataclass(frozen=True)
class Frame:
    """One step of a run. Arrays are float32 and are not changed after the Frame is taken."""

    step: int
    epoch: int
    training_loss: float
    test_loss: float
    training_accuracy: float
    test_accuracy: float
    regions: tuple[np.ndarray, ...]  # a layer each, features first: (units, TILE, TILE), row 0 lowest
    close: tuple[np.ndarray, ...]  # the same, sampled more closely: (units, COARSE, COARSE) or (units, FINE, FINE)
    weights: tuple[np.ndarray, ...]  # a layer each: (fan_in, fan_out)
    biases: tuple[np.ndarray, ...]  # a layer each: (fan_out,)
    divergence: str  # where the numbers broke, in a sentence; empty if they did not

    @property
    def output(self) -> np.ndarray:
        """The output's region, closely: (side, side), -1 to +1."""
        return self.close[-1][0]


class Observer:
    """Takes Frames of one run. It owns the probes and their buffers, so two runs have two Observers."""

    def __init__(self, run: Run) -> None:
        self.run = run
        names = run.settings.features
        self._tiles, self._coarse, self._fine = (
            probes.Regions(run.network, names, resolution=side, extent=EXTENT) for side in (TILE, COARSE, FINE)
        )

    def observe(self, *, fine: bool = True) -> Frame:
        """The Frame of the run's present step. It reads the trainer and changes nothing."""
        close = self._fine if fine else self._coarse
        trainer = self.run.trainer
        layers = [layer for layer in self.run.network.layers if isinstance(layer, Dense)]
        score = trainer.evaluate()
        return Frame(
            step=trainer.step_number,
            epoch=trainer.epoch,
            training_loss=score.train_loss,
            test_loss=score.test_loss,
            training_accuracy=score.train_accuracy,
            test_accuracy=score.test_accuracy,
            regions=self._measure(self._tiles),
            close=self._measure(close),
            weights=tuple(layer.weights.copy() for layer in layers),
            biases=tuple(layer.biases.copy() for layer in layers),
            divergence="" if trainer.divergence is None else str(trainer.divergence),
        )

    def _measure(self, regions: probes.Regions) -> tuple[np.ndarray, ...]:
        """Regions of every layer, with the output as a certainty."""
        *layers, output = regions.measure()
        return (*(np.array(units) for units in layers), self._certainty(output))

    def _certainty(self, output: np.ndarray) -> np.ndarray:
        """An output as -1 … +1: tanh as it is, a logit z as 2·sigmoid(z) - 1 = tanh(z/2)."""
        return np.tanh(output / 2) if self.run.settings.loss == "cross-entropy" else np.array(output)
