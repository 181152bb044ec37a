"""The rules: what a run's observations say about it.

A healthy run has no findings; so every rule asks for two signs at once: something odd inside, and a loss that shows it.
"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np

from nets.arrays import Array
from nets.blocks import spoken, spoken_together
from nets.diagnosis.remedies import REMEDIES, Remedy
from nets.probes.summary import LayerSummary
from nets.training.divergence import Divergence
from nets.training.evaluation import Evaluation
from nets.written import written

LOOKS = 8  # fewer observations, or
EARLY = 200  # fewer steps, say nothing about a trend
PATIENCE = 2000  # steps in which something should have been learned
GOOD = 0.35  # share of the baseline below which a loss has been learned well
UNLEARNED = 0.97  # share of the baseline above which nothing has been learned
WORSE = 1.2  # share of the baseline above which that needs no patience
DEAD = 0.4  # share of a layer's units
SATURATED = 0.75  # share of a layer's activations
FADED = 1e-3  # gradient of the first layer compared with that of the last
GROWN = 1e3  # the other way round, or its length
HASTY = 0.3  # update-to-weight ratio of too large a step
SLOW = 2e-5  # update-to-weight ratio of too small a step
HARDLY = 0.8  # share of its first value above which a loss has hardly fallen
JITTER = 0.25  # share of looks in which the loss rose by a tenth or more
OVERFIT = 1.2  # test loss compared with the lowest it has been


class Observation(NamedTuple):
    """What was seen at one step.

    step         how many steps had been made
    evaluation   losses and accuracies
    layers       a summary of each layer with weights
    baseline     the training loss of the best constant answer, which takes no learning
    """

    step: int
    evaluation: Evaluation
    layers: tuple[LayerSummary, ...]
    baseline: float


class Finding(NamedTuple):
    """Something that goes wrong.

    kind       one of `KINDS`
    where      name of a layer, the first if there are several, or 'run'
    evidence   the numbers that say so
    advice     what to try
    """

    kind: str
    where: str
    evidence: str
    advice: str

    @property
    def remedies(self) -> tuple[Remedy, ...]:
        """The advice as settings, as far as settings express it."""
        return REMEDIES[self.kind]


def diagnose(seen: Sequence[Observation], divergence: Divergence | None = None) -> tuple[Finding, ...]:
    """Findings from observations in order of steps, and from a report of divergence if there is one."""
    if divergence is not None:
        return (diverged(divergence),)
    if len(seen) < LOOKS or seen[-1].step < EARLY or not seen[-1].layers:
        return ()
    with np.errstate(all="ignore"):
        found = [finding for rule in FIRST for finding in rule(seen)]
        return tuple(found) or tuple(rate_too_small(seen)) or tuple(nothing_learned(seen))


def diverged(report: Divergence) -> Finding:
    """Numbers stopped being finite."""
    place = spoken(report.title) if report.title else "the step"
    evidence = f"after step {report.step}, the numbers of {place} would be too large to compute with"
    return Finding("diverged", report.layer, evidence, "reset, or go back a few steps, and lower the learning rate")


def dead_units(seen: Sequence[Observation]) -> Iterator[Finding]:
    """ReLUs that are silent for every sample have no slope, and so never learn again."""
    silent = [layer for layer in hidden(seen[-1]) if layer.dead >= DEAD]
    if silent and not learned(seen):
        of = spoken_together([layer.title for layer in silent])
        evidence = f"{shares([layer.dead for layer in silent])} of the units of {of} are silent for every sample"
        drawn = "" if all(layer.initializer == "he" for layer in silent) else " or He's weights"
        yield Finding("dying relu", silent[0].name, evidence, f"lower the learning rate, or use leaky ReLU{drawn}")


def symmetry(seen: Sequence[Observation]) -> Iterator[Finding]:
    """Neurons with the same weights answer the same, and no gradient makes them differ: what began at 0 stays there."""
    for layer in hidden(seen[-1]):
        if layer.deviation == 0 and layer.gradient_norm == 0 and layer.dead < DEAD and not learned(seen):
            evidence = f"all neurons of {spoken(layer.title)} answer the same everywhere, and no gradient reaches them"
            yield Finding("symmetric weights", layer.name, evidence, "start from other first weights than 0")
            return


def saturation(seen: Sequence[Observation]) -> Iterator[Finding]:
    """Tanh and sigmoid far out on their flat ends pass hardly any gradient."""
    flat = [layer for layer in hidden(seen[-1]) if layer.saturated >= SATURATED]
    if flat and not learned(seen):
        ends = " and ".join(dict.fromkeys(layer.activation for layer in flat))
        of = spoken_together([layer.title for layer in flat])
        evidence = (
            f"{shares([layer.saturated for layer in flat])} of the activations of {of} lie on the flat ends of {ends}"
        )
        advice = "lower the learning rate, start from smaller weights, or standardise the features"
        yield Finding("saturation", flat[0].name, evidence, advice)


def gradients(seen: Sequence[Observation]) -> Iterator[Finding]:
    """From layer to layer on the way back, a gradient can fade, or grow without measure."""
    first, last = seen[-1].layers[0], seen[-1].layers[-1]
    if first is last or not first.gradient_size or not last.gradient_size or learned(seen):
        return
    ratio = first.gradient_size / last.gradient_size
    evidence = f"the gradient of {spoken(first.title)} is {written(ratio, 1)} times that of {spoken(last.title)}"
    if ratio < FADED:
        others = [whose for name, whose in (("he", "He's"), ("xavier", "Glorot's")) if name != first.initializer]
        advice = f"use ReLU or tanh, fewer layers, or {' or '.join(others)} weights"
        yield Finding("vanishing gradient", first.name, evidence, advice)
    if ratio > GROWN or max(layer.gradient_norm for layer in seen[-1].layers) > GROWN:
        norm = max(seen[-1].layers, key=lambda layer: layer.gradient_norm)
        evidence = f"the gradient of {spoken(norm.title)} has length {written(norm.gradient_norm)}; {evidence}"
        yield Finding("exploding gradient", norm.name, evidence, "clip the gradient, or start from smaller weights")


def rate_too_large(seen: Sequence[Observation]) -> Iterator[Finding]:
    """Steps so long that they jump across the valley: the loss jitters and does not fall."""
    losses = training_losses(seen)[-4 * LOOKS :]
    rises = float((losses[1:] > 1.1 * losses[:-1]).mean())
    half = len(losses) // 2
    falls = losses[half:].mean() < 0.8 * losses[:half].mean()
    ratio = max(layer.update_ratio for each in seen for layer in each.layers)
    evidence = ""
    if rises >= JITTER:
        evidence = (
            f"the training loss rose by a tenth in {shares([rises])} of the last {len(losses)} looks and does not fall"
        )
    elif ratio > HASTY:
        evidence = f"one step changed a layer by {shares([ratio])} of its size, and the training loss does not fall"
    if evidence and not falls and not learned(seen):
        yield Finding("learning rate too large", "run", evidence, "lower the learning rate to a third or a tenth")


def rate_too_small(seen: Sequence[Observation]) -> Iterator[Finding]:
    """Steps so short that the loss falls steadily but hardly gets anywhere."""
    losses = training_losses(seen)
    ratio = max(layer.update_ratio for layer in seen[-1].layers)
    steady = (np.diff(losses) <= 0).mean() > 0.8
    if 0 < ratio < SLOW and steady and losses[-1] > HARDLY * losses[0]:
        fall = f"the loss fell from {written(losses[0])} to {written(losses[-1])}"
        evidence = f"one step changes the weights by {written(ratio, 1)} of their size; {fall}"
        yield Finding("learning rate too small", "run", evidence, "raise the learning rate three or ten times")


def overfitting(seen: Sequence[Observation]) -> Iterator[Finding]:
    """The training loss still falls while the test loss rises: noise is being learned by heart."""
    tests = np.array([each.evaluation.test_loss for each in seen])
    if not np.isfinite(tests).all():
        return
    best = int(tests.argmin())
    losses = training_losses(seen)
    recent, known = tests[-LOOKS // 2 :].mean(), losses[-LOOKS // 2 :].mean()  # one look may be a lucky one
    rises = recent - tests[best] > max((OVERFIT - 1) * tests[best], 0.05 * seen[-1].baseline)
    if rises and recent > 2 * known and known < 0.9 * losses[best]:
        evidence = (
            f"the test loss was {written(tests[best])} and is {written(recent)}, the training loss is {written(known)}"
        )
        advice = "stop earlier, use more data or a smaller network, add L2 or dropout"
        yield Finding("overfitting", "run", evidence, advice)


def nothing_learned(seen: Sequence[Observation]) -> Iterator[Finding]:
    """The loss is no better than that of a constant answer, or has long been worse; nothing above explains it."""
    loss, baseline = seen[-1].evaluation.train_loss, seen[-1].baseline
    stuck = bool((training_losses(seen[-LOOKS:]) > WORSE * baseline).all())
    if (stuck or seen[-1].step >= PATIENCE) and loss > UNLEARNED * baseline:
        evidence = (
            f"the training loss is {written(loss)}; giving always the same answer would make it {written(baseline)}"
        )
        yield Finding(
            "nothing learned", "run", evidence, "use other features, more units or other first weights, or train longer"
        )


def hidden(observation: Observation) -> tuple[LayerSummary, ...]:
    """All layers but the output."""
    return observation.layers[:-1]


def shares(of: Sequence[float]) -> str:
    """Shares in percent, from the lowest to the highest: '50 %', '50 to 62 %'."""
    low, high = (f"{100 * share:.0f}" for share in (min(of), max(of)))
    return f"{low} %" if low == high else f"{low} to {high} %"


def learned(seen: Sequence[Observation]) -> bool:
    """Whether the training loss is well below the baseline, so that oddities inside do no harm."""
    return seen[-1].evaluation.train_loss < GOOD * seen[-1].baseline


def training_losses(seen: Sequence[Observation]) -> Array:
    """(looks,): the training losses in order."""
    return np.array([each.evaluation.train_loss for each in seen])


FIRST = (dead_units, symmetry, saturation, gradients, rate_too_large, overfitting)
KINDS = (
    "diverged",
    "dying relu",
    "symmetric weights",
    "saturation",
    "vanishing gradient",
    "exploding gradient",
    "learning rate too large",
    "learning rate too small",
    "overfitting",
    "nothing learned",
)
