"""The training step that comes next, opened for one sample of its mini-batch, or for all of them."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from nets import activations
from nets.arrays import Array
from nets.layers.dense import Dense
from nets.probes.step import BlockReading, ParameterReading, Step, StepReading
from playground.core.plane.measures import places_of

if TYPE_CHECKING:
    from playground.core.experiment import Experiment
    from playground.core.run import Owned, Run


class LayerStep(NamedTuple):
    """A layer with weights in this step: D numbers come in, U neurons answer.

    Of one sample, or of all: then x, z and a are means, and slopes are sums. Every sample's slopes are those of its
    share of the mean loss, so that they add up to the slopes of that.

    activation   its name; empty if own code stands for it
    adds_up      whether z = x @ weights + biases, and own code does not stand for that
    x, z, a      (D,), (U,), (U,)
    bend         (U,): da/dz of one sample; None for all, which have one each
    da, dz       (U,)
    carried      (D, U): what every weight carries forwards, x · w; no numbers if that does not add up
    back         (D, U): what every weight carries back, w · dz; likewise
    data         (D, U) and (U,): dL/dweights and dL/dbiases from what is looked at
    weights, biases   of the whole mini-batch, as the step will be made
    all_x, all_dz     (n, D) and (n, U), of every sample
    """

    activation: str
    adds_up: bool
    x: Array
    z: Array
    a: Array
    bend: Array | None
    da: Array
    dz: Array
    carried: Array
    back: Array
    data: tuple[Array, Array]
    weights: ParameterReading
    biases: ParameterReading
    all_x: Array
    all_dz: Array


class Rule(NamedTuple):
    """How gradients become changes.

    optimizer   its name; empty if own code stands for it
    settings    the optimizer's own, by name
    rate, t     see `StepReading`
    l1, l2, clip     of the trainer; the factor of clipping
    """

    optimizer: str
    settings: dict[str, float]
    rate: float
    t: int
    l1: float
    l2: float
    clip: float


class Opened(NamedTuple):
    """The step that comes next.

    sample    which of the mini-batch is looked at, counted from 0; None for all
    places    (n, 2), where the samples stand in the plot
    targets, outputs   (n, K)
    losses    (n,)
    loss      their mean
    criterion    the loss's name; empty if own code stands for it
    """

    step: int
    sample: int | None
    places: Array
    targets: Array
    outputs: Array
    losses: Array
    loss: float
    criterion: str
    rule: Rule
    layers: tuple[LayerStep, ...]


@dataclass(frozen=True)
class NextStep:
    """The step that comes next, for the sample at this place of the mini-batch or the last one before; None for all.

    A sentence instead, if there is no such step.
    """

    sample: int | None = None

    def probe(self, experiment: "Experiment") -> "Callable[[], Opened | str]":
        """All that it computes; nothing changes."""
        run = experiment.run
        probe = Step(run.trainer)

        def measure() -> Opened | str:
            if run.trainer.divergence is not None:
                return "No step follows: the network's numbers have become too large to compute with."
            try:
                return opened(run, probe, self.sample)
            except BaseException as error:
                blamed = experiment.blamed(error)
                if blamed is None:
                    raise
                return f"This step cannot be opened: {blamed}"

        return measure


def opened(run: "Run", probe: Step, sample: int | None) -> Opened:
    """What the next step of a run computes."""
    whole = probe.measure()
    place = None if sample is None else min(max(sample, 0), whole.size - 1)
    part = whole if place is None else probe.measure(places=[place])
    settings, rule = run.trainer.settings, run.trainer.settings.rule
    own = {key.partition(":")[0] for key in run.own}
    is_own = "optimizer" in own
    return Opened(
        whole.step,
        place,
        places_of(run.training.take(whole.rows)),
        whole.targets,
        whole.outputs,
        whole.losses,
        whole.loss,
        "" if "loss" in own else run.trainer.loss.name,
        Rule(
            "" if is_own else rule.name,
            {} if is_own else {name: value for name, value in rule.settings().items() if name != "name"},
            whole.rate,
            whole.t,
            settings.l1,
            settings.l2,
            whole.clip_factor,
        ),
        tuple(layer_step(run.own, whole, part, number) for number in range(len(whole.blocks))),
    )


def layer_step(own: "Owned", whole: StepReading, part: StepReading, number: int) -> LayerStep:
    """Layer `number` in all samples, and in those that are looked at."""
    all_of, block = whole.blocks[number], part.blocks[number]
    is_own = f"activation:{block.block.activation}" in own
    name = "" if is_own else block.block.activation
    readings, parts = (reading.layers[block.block.layer.name] for reading in (whole, part))
    weights = readings["weights"].value
    x, z, a = (array.mean(axis=0) for array in (block.x, block.z, block.a))
    da, dz = (array.sum(axis=0) for array in (block.da, block.dz))
    adds_up = type(block.block.layer) is Dense and block.block.z == block.block.place + 1
    with np.errstate(all="ignore"):
        return LayerStep(
            name,
            adds_up,
            x,
            z,
            a,
            bend(name, block) if len(block.x) == 1 and part is not whole else None,
            da,
            dz,
            x[:, None] * weights if adds_up else np.full_like(weights, np.nan),
            weights * dz if adds_up else np.full_like(weights, np.nan),
            (parts["weights"].data, parts["biases"].data),
            readings["weights"],
            readings["biases"],
            all_of.x,
            all_of.dz,
        )


def bend(name: str, block: BlockReading) -> Array | None:
    """How steep the activation is where the sample's z are, (U,); None for own code."""
    if not name:
        return None
    slope = activations.named(name).derivative(block.z, block.a)
    return np.asarray(slope, block.z.dtype)[0]
