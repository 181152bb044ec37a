"""A run: the dataset, the network and the trainer that Settings stand for. Nothing about a run lives outside it."""

import numpy as np

from nets import Trainer, datasets, features
from nets.arrays import Array
from playground.core.own import NOTHING, Owned, build_network, loss_of, optimizer_of
from playground.core.settings import Settings

SAMPLES = 500


class Run:
    """Everything that one Settings makes; `own` is code in place of parts of the original, and may raise anything."""

    def __init__(self, settings: Settings, own: Owned = NOTHING) -> None:
        self.settings, self.own = settings, own
        whole = datasets.make(settings.dataset, n=SAMPLES, noise=settings.noise / 100, seed=settings.seed)
        self.training, self.test = whole.split(settings.train_share / 100, settings.seed)
        self.network = build_network(settings, own)
        self.trainer = Trainer(
            self.network,
            loss=loss_of(settings, own),
            optimizer=optimizer_of(own),
            learning_rate=settings.learning_rate,
            batch_size=settings.batch_size,
            train=self._examples(self.training),
            test=self._examples(self.test),
            seed=settings.seed,
        )

    def _examples(self, points: datasets.Dataset) -> tuple[Array, Array]:
        return features.expand(points.x, self.settings.features), points.y  # (N, D), (N,)

    def certainty(self, output: Array) -> Array:
        """An output as -1 … +1: tanh as it is, a logit z as 2·sigmoid(z) - 1 = tanh(z/2)."""
        return np.tanh(output / 2) if self.settings.loss == "cross-entropy" else output
