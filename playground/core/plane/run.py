"""The run of the playground: the dataset, the network and the trainer that its settings stand for.

Every part of it is the engine's, or one's own in its place (`own`), which nobody has to know who has none.
"""

from functools import partial
from typing import Any

import numpy as np

from nets import Activation, Dense, Layer, Network, Trainer, datasets, losses, optimizers, schedules
from nets.activations import softmax
from nets.arrays import Array
from nets.datasets.dataset import SIGNS
from nets.features import Inputs
from nets.losses import Loss
from nets.optimizers import Optimizer
from nets.schedules import Schedule
from playground.core.declare import LIVE
from playground.core.plane.rules import OF_SCHEDULE, OWN
from playground.core.plane.settings import CROSS_ENTROPY, SOFTMAX, PlaneSettings
from playground.core.run import NOTHING, Owned, Run
from playground.core.settings import Settings
from playground.core.worded import Worded, Words

SAMPLES = 500
DENSE = "layer:dense"
"""The key of the part that every layer with weights is."""


class PlaneRun(Run):
    """A dense network that learns from points; its settings are `fitted`. `own` may raise anything."""

    def __init__(self, settings: PlaneSettings, own: Owned = NOTHING) -> None:
        settings = settings.fitted
        self.settings, self.own = settings, own
        whole = made(settings)
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
        """The output's maps (K, …) as they are drawn, from -1 to +1: see `DRAWN`. A curve is drawn as it is."""
        return output if self.settings.is_curve else DRAWN.get(self.settings.loss, bounded)(output)


def bounded(output: Array) -> Array:
    """What goes beyond -1 or +1 is drawn as that."""
    return np.clip(output, -1, 1)


def of_logit(output: Array) -> Array:
    """2·sigmoid(z) - 1 = tanh(z/2)."""
    return np.tanh(output / 2)


def of_logits(output: Array) -> Array:
    """2·p - 1, where p is the share of a class in the softmax over all outputs: (K, …)."""
    return 2 * np.moveaxis(softmax(np.moveaxis(output, 0, -1)), -1, 0) - 1


DRAWN = {CROSS_ENTROPY: of_logit, SOFTMAX: of_logits}
"""How an output is drawn that is no answer itself, by loss."""


def made(settings: PlaneSettings) -> datasets.Dataset:
    """The points of these settings, all of them."""
    return settings.points.dataset if settings.is_own else datasets.make(**recipe(settings))


def recipe(settings: PlaneSettings) -> dict[str, Any]:
    """What `datasets.make` is asked for."""
    return {
        "name": settings.dataset,
        "n": SAMPLES,
        "noise": settings.noise / 100,
        "label_noise": settings.label_noise / 100,
        "imbalance": settings.imbalance / 100,
        "classes": settings.classes,
        "seed": settings.seed,
    }


def build_network(settings: PlaneSettings, owned: Owned = NOTHING, **options: Any) -> Network:
    """The network of these settings, with own layers and activations where there are some."""
    layers: list[Layer] = []
    for layer, units in enumerate(settings.hidden):
        layers += [_dense(units, settings, owned), *_activations(settings.activation_of(layer), owned)]
    layers.append(_dense(settings.outputs, settings, owned))
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
    """The activation of the output: tanh for labels of -1 and +1; logits, margins and numbers have no bounds."""
    return "tanh" if settings.task == SIGNS and settings.loss in ("mean squared error", "huber") else "linear"


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


def optimizer_of(words: Words, owned: Owned = NOTHING) -> Optimizer:
    """The optimizer that these settings name with its own ones, or one's own."""
    name = words["optimizer"]
    own = owned.get(f"optimizer:{name}")
    if own is not None:
        return own.made
    return optimizers.named(name, **{theirs: words[ours] for theirs, ours in OWN.get(name, {}).items()})


def schedule_of(words: Words, name: str) -> Schedule:
    """The schedule of that name, with its own settings."""
    own = {theirs: words[ours] for theirs, ours in OF_SCHEDULE.get(name, {}).items()}
    if "then" in own:
        own["then"] = schedule_of(words, own["then"])
    return schedules.named(name, **own)


def meant(words: Words, owned: Owned = NOTHING) -> dict[str, Any]:
    """What the trainer makes of the settings that may change while it goes on."""
    kind, rate = words["regularisation"], words["regularisation_rate"]
    return {
        "learning_rate": words["learning_rate"],
        "batch_size": words["batch_size"],
        "optimizer": optimizer_of(words, owned),
        "schedule": schedule_of(words, words["schedule"]),
        "l1": rate if kind == "l1" else 0.0,
        "l2": rate if kind == "l2" else 0.0,
    }
