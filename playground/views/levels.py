"""Regions as palette indices: what a scale from minus through zero to plus makes of them, a byte a sample."""

import base64
from collections.abc import Sequence
from math import isfinite

import numpy as np

from nets.arrays import Array

ZERO = 127
"""The palette index of 0: there are as many colours below it, down to index 0, as above, up to 254."""


NONE = 255
"""Beyond the palette: there is no number."""
BEYOND = np.float32((NONE - ZERO) / ZERO)
"""What becomes NONE where a limit is 1."""


def levels(groups: Sequence[Array]) -> tuple[Array, list[float]]:
    """Palette indices of groups of regions (units, side, side), 0 at -limit, 254 at +limit, and each group's limit.

    A limit is the group's largest magnitude, if that is more than 1. What is not finite is NONE, beside it a limit
    of 1.
    """
    side = groups[0].shape[-1]
    scaled = np.empty((sum(len(group) for group in groups), side, side), np.float32)
    limits, start = [], 0
    for group in groups:
        largest = max(-float(group.min()), float(group.max()))  # half the time of the largest magnitude by np.abs
        limits.append(max(largest, 1.0) if isfinite(largest) else 1.0)
        within = group if isfinite(largest) else np.where(np.isfinite(group), np.clip(group, -1.0, 1.0), BEYOND)
        np.multiply(within, np.float32(ZERO / limits[-1]), out=scaled[start : start + len(group)])
        start += len(group)
    scaled += np.float32(ZERO + 0.5)  # what follows cuts off: this rounds
    return scaled.astype(np.uint8), limits


def level(values: Array, limit: float) -> Array:
    """Palette indices of one region, 0 at -limit, 254 at +limit; what is not finite is NONE."""
    within = np.where(np.isfinite(values), np.clip(values / np.float32(limit), -1.0, 1.0), BEYOND)
    return (within * np.float32(ZERO) + np.float32(ZERO + 0.5)).astype(np.uint8)


def curve_levels(groups: Sequence[Array]) -> tuple[Array, list[float]]:
    """The same of curves (units, side) as areas between a curve and its axis: (units, side, side), row 0 lowest."""
    bent, limits = levels([group[:, None] for group in groups])  # (units, side, side), all rows alike
    height = np.linspace(-1, 1, bent.shape[-1], dtype=np.float32)[:, None]
    share = (bent.astype(np.float32) - ZERO) / ZERO
    inside = (np.minimum(share, 0) <= height) & (height <= np.maximum(share, 0)) & (bent != NONE)
    return np.where(inside, bent, np.where(bent == NONE, NONE, ZERO)).astype(np.uint8), limits


def steps_of(classes: int) -> int:
    """How many palette indices each of several classes has, from none of its colour to all of it."""
    return NONE // classes


def class_levels(certainties: Array) -> Array:
    """Palette indices of a region by what is said of each class there, 2·p - 1: (K, side, side) -> (side, side).

    The winning class has the hue, and its share p the strength: none where all shares are alike.
    """
    classes = len(certainties)
    steps = steps_of(classes)
    winner, share = certainties.argmax(axis=0), (certainties.max(axis=0) + 1) / 2
    strength = np.clip((share - 1 / classes) / (1 - 1 / classes), 0, 1)
    index = winner * steps + np.minimum(strength * steps, steps - 1)
    return np.where(np.isfinite(certainties).all(axis=0), index, NONE).astype(np.uint8)


def picture(image: Array) -> str:
    """An image as the page takes it: bytes, 0 paper to 255 ink, in base64."""
    return base64.b64encode(np.rint(255 * np.clip(image, 0, 1)).astype(np.uint8).tobytes()).decode()
