"""What is said of attributions in words: the question, what the numbers add up to, how a sanity check went."""

from collections.abc import Mapping
from math import isfinite, isnan
from typing import TYPE_CHECKING

import numpy as np

from nets.arrays import Array
from playground.core.digits.measures import Activity
from playground.core.digits.why import Aim, Forgotten, Reasons
from playground.views import opened
from playground.views.words import number

if TYPE_CHECKING:
    from nets.attribution import Attribution

MUCH = 0.6
ALIKE = ((0.9, "nearly the same picture"), (MUCH, "much of it stays"), (0.3, "some of it stays"))
"""From which rank correlation on what is said of two pictures."""
BROKEN = "There is no number: those of the network broke."
SILENT = "Below zero ReLU answers 0, whatever changes a little: pictures made of slopes are blank."
LEAST, FAINTEST = 0.005, 5e-5
"""What is smaller is not worth a word; what is smaller than that is nothing."""


def signed(value: float) -> str:
    """A number to two places; what is hardly below zero is zero."""
    return opened.signed(value if abs(value) >= FAINTEST else 0.0)


def heading(reasons: Reasons, activity: Activity) -> str:
    """The question."""
    aim = reasons.aim
    if aim is None or aim.place is not None:
        return "Why this map?" if aim is not None and aim.whole else "Why this number?"
    digit = activity.answer if aim.unit is None else aim.unit
    article = "an" if digit == 8 else "a"
    return f"Why {article} {digit}?" if digit == activity.answer else f"What would speak for {article} {digit}?"


def subject(reasons: Reasons, activity: Activity, activation: str) -> str:
    """What is explained, or why nothing is."""
    aim = reasons.aim
    if aim is None:
        return reasons.refusal
    if aim.place is not None:
        value = float(at(aim, activity))
        is_silent = value == 0 and activation == "relu" and activity.stages[aim.place.stage].kind != "answer"
        silent = f" {SILENT}" if is_silent else ""
        return f"What is explained is {where(aim, activity)}: {signed(value)}.{silent}"
    digit = activity.answer if aim.unit is None else aim.unit
    logit, share = float(activity.maps[-1][digit]), float(activity.probabilities[digit])
    if not isfinite(logit):
        return BROKEN
    chance = f"Beside the others that is a probability of {100 * share:.1f} %."
    return f"What is explained is the sum behind the {digit}: {signed(logit)}. {chance}"


def where(aim: Aim, activity: Activity) -> str:
    """A number of the maps, as a person finds it."""
    assert aim.place is not None
    stage, place = activity.stages[aim.place.stage], aim.place
    if stage.kind == "answer":
        return f"the sum behind the {place.unit}"
    if aim.whole:
        count = activity.maps[aim.place.stage][..., 0].size
        return f"{stage.title}, map {place.unit + 1}, the sum of its {count} numbers"
    if not isinstance(aim.unit, tuple):
        return f"{stage.title}, number {place.unit + 1}"
    return f"{stage.title}, map {place.unit + 1}, row {place.row + 1}, column {place.column + 1}"


def at(aim: Aim, activity: Activity) -> Array:
    """That number."""
    assert aim.place is not None
    values = activity.maps[aim.place.stage]
    return values[..., aim.unit].sum() if aim.whole else values[aim.unit]


def span(picture: Array) -> str:
    """The smallest and the largest number of a picture."""
    low, high = float(picture.min()), float(picture.max())
    return f"from {signed(low)} to {signed(high)}" if isfinite(low + high) else "no number"


def balance(name: str, found: "Attribution") -> str:
    """What the numbers of a picture add up to, where that says something."""
    from nets.attribution import Integrated, Occlusion, Relevance

    answer, total = float(found.answers[0]), float(found.picture.sum())
    if not isfinite(answer + total):
        return BROKEN
    adds = f"Adds up to {signed(total)}"
    match found:
        case Relevance():
            biases, nobody = float(found.biases.sum()), float(found.unshared.sum())
            absorbed = [f"biases absorb {signed(biases)}"] * (abs(biases) >= LEAST)
            if abs(nobody) >= LEAST:
                absorbed.append(
                    f"ε absorbs {signed(nobody)}" if name == "lrp epsilon" else f"{signed(nobody)} finds nobody"
                )
            return f"{adds} of {signed(answer)}{': ' * bool(absorbed)}{', '.join(absorbed)}."
        case Integrated():
            before, gap = float(found.baseline_answers[0]), float(found.gap[0])
            return (
                f"{adds} of {signed(answer - before)}: {signed(answer)} here less {signed(before)} for blank paper; "
                f"the steps miss {number(gap)}."
            )
        case Occlusion():
            return f"The largest fall under one patch is {signed(float(found.falls.max()))} of {signed(answer)}."
    return f"{adds}; the answer is {signed(answer)}." if name == "gradient x input" else ""


def forgot(step: str, titles: Mapping[str, str], first: bool) -> str:
    """What was forgotten in a step, `titles` being those of layers."""
    title = titles.get(step, f"{step[0].upper()}{step[1:]}")
    return f"{title} forgotten" if first else f"{title}, too"


def likeness(signed_ranks: float, absolute: float) -> str:
    """How far a picture is the one from before."""
    if isnan(signed_ranks):
        return "nothing to compare: all one number"
    said = next((words for least, words in ALIKE if signed_ranks >= least), "another picture")
    without = "" if isnan(absolute) else f", {signed(absolute)} without signs"
    return f"{said}: ranks agree {signed(signed_ranks)}{without}"


def verdict(found: Forgotten) -> str:
    """What the last picture, of a network that has forgotten everything, says of the method."""
    last, absolute = found.signed[-1], found.absolute[-1]
    if isnan(last):
        return "Nothing can be compared: a picture is the same everywhere."
    if last >= MUCH:
        return "Nothing that was learned is left, and yet most of the picture stays: it shows the image, no reasons."
    if found.signed[0] >= MUCH:
        return (
            "Most of the picture stays when the first layer is forgotten: what that layer knows hardly matters to it."
        )
    if np.nan_to_num(absolute) >= MUCH:
        return (
            "Signs change, but where there is colour does not: that follows the ink, whatever the network has learned."
        )
    return "The picture changes as what was learned goes: for this image, the method passes."
