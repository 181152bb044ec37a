"""Attributions in small parts, so that a person who presses a button meanwhile does not wait for them."""

from collections.abc import Generator
from itertools import pairwise
from typing import Any, TypeVar

import numpy as np

from nets.arrays import Array
from nets.attribution import METHODS, Attribution, Target, integrated_gradients, rank_correlation, smoothgrad
from nets.attribution.integrated import Integrated
from nets.attribution.patches import occluding
from nets.attribution.randomised import forgetful
from nets.attribution.target import Unit, generator
from nets.errors import SettingError
from nets.network import Network
from playground.core.digits.why import Forgotten, Reason

SEGMENTS, STEPS = 10, 5
"""Of the way of integrated gradients, and steps in each."""
ROUNDS, COPIES = 5, 4
"""Of SmoothGrad, and noisy copies in each."""

T = TypeVar("T")
Parts = Generator[float, None, T]
Found = tuple[int, int, int] | int


def explaining(
    name: str, network: Network, image: Array, layer: int | None, unit: Found | None, settings: dict[str, Any]
) -> Parts[Reason]:
    """What a method says of an image (SIDE, SIDE); without a unit, of the digit that the network takes it for."""
    x = image[None, :, :, None]
    aimed = answer(network, x) if unit is None else unit
    try:
        return Reason(aimed, (yield from quietly(attributing(name, network, x, aimed, layer, settings))))
    except SettingError as error:
        return Reason(aimed, None, str(error))


def forgetting(
    name: str, network: Network, image: Array, layer: int | None, unit: Found | None, settings: dict[str, Any]
) -> Parts[Forgotten]:
    """What it says as the network, which is its own to spoil, forgets layer after layer: see `sanity`."""
    x = image[None, :, :, None]
    aimed = answer(network, x) if unit is None else unit
    steps, pictures = [], []
    try:
        first = (yield from quietly(attributing(name, network, x, aimed, layer, settings))).picture
        for step, other in forgetful(Target(network, x, aimed, layer)):
            found = yield from quietly(attributing(name, other, x, aimed, layer, settings))
            steps.append(step)
            pictures.append(found.picture)
    except SettingError as error:
        return Forgotten(aimed, image, refusal=str(error))
    with np.errstate(all="ignore"):
        signed = tuple(float(rank_correlation(first, each)[0]) for each in pictures)
        absolute = tuple(float(rank_correlation(abs(first), abs(each))[0]) for each in pictures)
    shown = tuple(each[0, :, :, 0] for each in pictures)
    return Forgotten(aimed, first[0, :, :, 0], tuple(steps), shown, signed, absolute)


def answer(network: Network, x: Array) -> int:
    """The digit that a network takes an image (1, SIDE, SIDE, 1) for."""
    return int(network.run(x).output[0].argmax())


def attributing(
    name: str, network: Network, x: Array, unit: Unit, layer: int | None, settings: dict[str, Any]
) -> Parts[Attribution]:
    """What the method of that name gives, in parts."""
    match name:
        case "occlusion":
            return (yield from occluding(Target(network, x, unit, layer), **settings))
        case "integrated gradients":
            return (yield from integrating(network, x, unit, layer))
        case "smoothgrad":
            return (yield from smoothing(network, x, unit, layer))
    return METHODS[name](network, x, unit, layer, **settings)


def integrating(network: Network, x: Array, unit: Unit, layer: int | None) -> Parts[Integrated]:
    """Integrated gradients along a way from blank paper in segments, each from the end of the one before."""
    ends = [x * np.asarray(part, x.dtype) for part in np.linspace(0, 1, SEGMENTS + 1)]
    found: list[Integrated] = []
    for start, end in pairwise(ends):
        found.append(integrated_gradients(network, end, unit, layer, baseline=start, steps=STEPS))
        yield len(found) / SEGMENTS
    picture = np.sum([each.picture for each in found], axis=0)
    return Integrated(
        picture, found[-1].answers, found[0].baseline_answers, np.sum([each.gap for each in found], axis=0)
    )


def smoothing(network: Network, x: Array, unit: Unit, layer: int | None) -> Parts[Attribution]:
    """SmoothGrad, some noisy copies at a time, with the noise of one generator."""
    random, found = generator(0), []
    for _ in range(ROUNDS):
        found.append(smoothgrad(network, x, unit, layer, copies=COPIES, random=random))
        yield len(found) / ROUNDS
    return Attribution(np.mean([each.picture for each in found], axis=0), found[0].answers)


def quietly(parts: Parts[T]) -> Parts[T]:
    """The same, without a warning where numbers are too large to compute with."""
    while True:
        with np.errstate(all="ignore"):
            try:
                share = next(parts)
            except StopIteration as done:
                return done.value
        yield share
