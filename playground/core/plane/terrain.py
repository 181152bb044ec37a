"""The plane of parameters whose losses are looked at: which way it lies, how far it reaches, where the run is on it.

A plane goes through the present parameters. Where the path is to be seen, its middle lies in the middle of the path.
"""

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from nets.arrays import Array
from nets.errors import SettingError
from nets.network import Network
from nets.probes.plane import random_directions
from nets.projection import principal_components
from nets.training.places import index_of

PATH, RANDOM, WEIGHTS = "path", "random", "weights"
"""The two directions in which the path differs most, two random ones, or two weights."""
NO_PATH, ONE_WEIGHT, NO_WEIGHTS = "no path", "one weight", "no weights"
"""Why there is no such plane."""
MARGIN = 1.25
"""How far the plane reaches, in times of what the path needs."""
FLATTEST = 0.3
"""Along the 2nd principal direction it reaches at least so many times as far as along the 1st."""
AROUND = 1.0
"""From the middle of what a weight has been, the plane reaches so far at least."""


class NoPlaneError(ValueError):
    """There is no such plane; the reason is one of those above."""


@dataclass(frozen=True)
class Question:
    """What a person wants to see.

    kind         one of PATH, RANDOM, WEIGHTS
    numbers      names of two weights or biases, for WEIGHTS
    extent       1 covers the path with a margin; of random directions, it is the length of the weights
    resolution   points along each side
    seed         of the random directions
    """

    kind: str = PATH
    numbers: tuple[str, str] = ("", "")
    extent: float = 1.0
    resolution: int = 25
    seed: int = 0


class Terrain(NamedTuple):
    """A plane: `centre` (P,), and `directions` (2, P), each as long as from the centre to the edge.

    scale    (2,), what that length is on the axes
    origin   (2,), what the present parameters are on the axes
    shares   (2,), of the path's variance, for PATH
    """

    centre: Array
    directions: Array
    scale: Array
    origin: Array
    shares: Array | None = None


def terrain(question: Question, network: Network, path: Array) -> Terrain:
    """The plane of a question through the end of a path (n, P); raises NoPlaneError."""
    present, shares, origin = path[-1], None, np.zeros(2)
    if question.kind == RANDOM:
        unit = random_directions(network, present, question.seed)
        if not unit.any(axis=1).all():
            raise NoPlaneError(NO_WEIGHTS)
        middle, half = np.zeros(2), np.ones(2)
    elif question.kind == WEIGHTS:
        places = chosen(question, network)
        unit, origin = np.eye(present.size)[places], present[places]
        middle, half = box(path, unit)
        half = np.maximum(half, AROUND)
    else:
        components = principal_components(path, 2)
        unit, shares = components.directions, components.shares
        if not shares.all():
            raise NoPlaneError(NO_PATH)
        middle, half = box(path, unit)
        half = np.maximum(half, FLATTEST * half.max())
    scale = question.extent * half
    centre = present + min(question.extent, 1.0) * middle @ unit  # (2,) @ (2, P)
    return Terrain(centre, unit * scale[:, None], scale, origin, shares)


def box(path: Array, unit: Array) -> tuple[Array, Array]:
    """Of a path (n, P), seen from its end along two directions: its middle, and what half a side needs, (2,) each."""
    seen = (path - path[-1]) @ unit.T  # (n, P) @ (P, 2)
    low, high = seen.min(axis=0), seen.max(axis=0)
    return (low + high) / 2, MARGIN * (high - low) / 2


def chosen(question: Question, network: Network) -> list[int]:
    """Where the two numbers stand; raises NoPlaneError."""
    try:
        places = [index_of(network, name) for name in question.numbers]
    except SettingError as error:
        raise NoPlaneError(NO_WEIGHTS) from error
    if len(set(places)) < 2:
        raise NoPlaneError(ONE_WEIGHT)
    return places
