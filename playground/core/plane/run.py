"""The run of the playground: the dataset, the network and the trainer that its settings stand for.

Every part of it is the engine's, or one's own in its place (`own`), which nobody has to know who has none.
"""

from functools import partial
from typing import Any

import numpy as np

from nets import Activation, Dense, Layer, Network, Trainer, datasets, losses, optimizers
from nets.arrays import Array
from nets.features import Inputs
from nets.losses import Loss
from nets.optimizers import Optimizer
from playground.core.declare import LIVE
from playground.core.plane.settings import PlaneSettings
from playground.core.run import NOTHING, Owned, Run
from playground.core.settings import Settings
from playground.core.worded import Worded, Words

SAMPLES = 500
DENSE = "layer:dense"
"""The key of the part that every layer with weights is."""


class PlaneRun(Run):
    """A dense network that learns to tell points of the plane apart; `own` may raise anything."""

    def __init__(self, settings: PlaneSettings, own: Owned = NOTHING) -> None:
        self.settings, self.own = settings, own
        whole = datasets.make(**recipe(settings))
        self.training, self.test = whole.split(settings.train_share / 100, settings.seed)
        self.inputs = Inputs.fit(self.training.x, settings.features, standardize=settings.standardise)
        self.network = build_network(settings, own)
        self.trainer = Trainer(
            self.network,
            loss=loss_of(settings, own),
            base=Worded.of(settings.part(LIVE), partial(meant, owned=own)),
            train=self._examples(self.training),
            test=self._examples(self.test),
            seed=settings.seed,
        )

    def _examples(self, points: datasets.Dataset) -> tuple[Array, Array]:
        return points.seen_by(self.inputs).samples  # (N, D), (N,)

    def certainty(self, output: Array) -> Array:
        """An output as -1 … +1: tanh as it is, a logit z as 2·sigmoid(z) - 1 = tanh(z/2)."""
        return np.tanh(output / 2) if self.settings.loss == "cross-entropy" else output


def recipe(settings: PlaneSettings) -> dict[str, Any]:
    """What `datasets.make` is asked for."""
    return {
        "name": settings.dataset,
        "n": SAMPLES,
        "noise": settings.noise / 100,
        "label_noise": settings.label_noise / 100,
        "imbalance": settings.imbalance / 100,
        "seed": settings.seed,
    }


def build_network(settings: PlaneSettings, owned: Owned = NOTHING, **options: Any) -> Network:
    """The network of these settings, with own layers and activations where there are some."""
    layers: list[Layer] = []
    for units in settings.hidden:
        layers += [_dense(units, settings, owned), *_activations(settings.activation, owned)]
    layers.append(_dense(1, settings, owned))
    if output_activation(settings) != "linear":
        layers += _activations(output_activation(settings), owned)
    seed = settings.seed + 10_000 * settings.weights
    return Network(layers, (len(settings.features),), seed=seed, **options)


def _dense(units: int, settings: PlaneSettings, owned: Owned) -> Layer:
    """A layer with weights; one's own is told the initialiser too, whatever its code makes of it."""
    layer: Any = owned[DENSE].made(units) if DENSE in owned else Dense(units)
    layer.initializer = settings.initialiser
    return layer


def output_activation(settings: Settings) -> str:
    """The activation of the output: cross-entropy takes logits, mean squared error labels of -1 and +1."""
    return "linear" if settings.loss == "cross-entropy" else "tanh"


def _activations(name: str, owned: Owned) -> list[Layer]:
    """The layer of an activation; none for a linear one, which would change nothing."""
    own = owned.get(f"activation:{name}")
    if own is not None:
        return [own.activation()]
    return [] if name == "linear" else [Activation(name)]


def loss_of(settings: PlaneSettings, owned: Owned = NOTHING) -> Loss:
    """The loss of these settings, or one's own."""
    own = owned.get(f"loss:{settings.loss}")
    return losses.named(settings.loss) if own is None else own.made


def optimizer_of(name: str, owned: Owned = NOTHING) -> Optimizer:
    """The optimizer of that name with its usual settings, or one's own."""
    own = owned.get(f"optimizer:{name}")
    return optimizers.named(name) if own is None else own.made


def meant(words: Words, owned: Owned = NOTHING) -> dict[str, Any]:
    """What the trainer makes of the settings that may change while it goes on."""
    kind, rate = words["regularisation"], words["regularisation_rate"]
    return {
        "learning_rate": words["learning_rate"],
        "batch_size": words["batch_size"],
        "optimizer": optimizer_of(words["optimizer"], owned),
        "schedule": words["schedule"],
        "l1": rate if kind == "l1" else 0.0,
        "l2": rate if kind == "l2" else 0.0,
    }
