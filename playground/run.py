"""A run: the dataset, the network and the trainer that Settings stand for. Nothing about a run lives outside it."""

import numpy as np

from nets import Network, Trainer, datasets, features
from playground.settings import Settings

SAMPLES = 500


class Run:
    """Everything that one Settings makes. ``change`` takes what can change in the middle of it."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        whole = datasets.make(settings.dataset, n=SAMPLES, noise=settings.noise / 100, seed=settings.seed)
        self.training, self.test = whole.split(settings.train_share / 100, settings.seed)
        self.network = Network.dense(
            inputs=len(settings.features),
            hidden=tuple(settings.hidden),
            outputs=1,
            activation=settings.activation,
            output="linear" if settings.loss == "cross-entropy" else "tanh",
            seed=settings.seed + 10_000 * settings.weights,
        )
        self.trainer = Trainer(
            self.network,
            loss=settings.loss,
            optimizer="sgd",
            learning_rate=settings.learning_rate,
            batch_size=settings.batch_size,
            train=self._examples(self.training),
            test=self._examples(self.test),
            seed=settings.seed,
        )

    def _examples(self, points: datasets.Dataset) -> tuple[np.ndarray, np.ndarray]:
        return features.expand(points.x, self.settings.features), points.y  # (N, D), (N,)

    def change(self, settings: Settings) -> None:
        """Go on with another learning rate or batch size, from the present step: with what differs from before.

        What was changed later in the run, and gone back behind, is not changed here.
        """
        live = {name: getattr(settings, name) for name in ("learning_rate", "batch_size")}
        self.trainer.change(**{name: value for name, value in live.items() if value != getattr(self.settings, name)})
        self.settings = settings
