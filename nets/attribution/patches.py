"""Occlusion: a patch covers one place of the image after another, and each time the answer is asked for again.

Zeiler and Fergus, "Visualizing and understanding convolutional networks" (2013), sec. 4.2, where the patch is grey. It
looks at nothing but answers, and so works for every network; it costs a way forwards for each place.
"""

from collections.abc import Generator
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from nets.arrays import Array
from nets.attribution.target import Attribution, Target, Unit, generator, image_sides, like
from nets.errors import SettingError, UnknownNameError, at_least_one, whole
from nets.network import Network

if TYPE_CHECKING:
    from numpy.typing import ArrayLike

PATCHES = ("grey", "random")
PLACES = 16
"""Places that are looked at together."""


@dataclass(frozen=True, eq=False)
class Occlusion(Attribution):
    """An attribution of places: the picture has for each pixel the mean fall under all patches that covered it.

    falls          (N, rows, columns), the answer less that with the patch at this place
    tops, lefts    (rows,) and (columns,), where the patches begin
    """

    falls: Array
    tops: Array
    lefts: Array


def occlusion(
    network: Network,
    x: "ArrayLike",
    unit: Unit,
    layer: int | None = None,
    *,
    size: int = 4,
    stride: int = 2,
    patch: "str | ArrayLike" = "grey",
    random: int | np.random.Generator = 0,
) -> Occlusion:
    """How far the answer falls for images x (N, H, W, C) when a patch covers a place, by place.

    size     side of the patch
    stride   distance of neighbouring places; the last one in each direction ends at the border, whatever the stride
    patch    'grey': the middle between each image's smallest and largest number; 'random': numbers between these two;
             or a number, or an array that can be broadcast to x and shows through where the patch is
    random   a generator, or a seed, for random patches

    Raises SettingError, UnknownNameError, ShapeError, DataError for settings that do not fit, and as `Target`.
    """
    parts = occluding(Target(network, x, unit, layer), size, stride, patch, random)
    while True:
        try:
            next(parts)
        except StopIteration as done:
            return done.value


def occluding(
    target: Target, size: int, stride: int, patch: "str | ArrayLike", random: int | np.random.Generator = 0
) -> Generator[float, None, Occlusion]:
    """What `occlusion` gives, some places at a time: yields the share that is done."""
    sides = image_sides(target.network, "occlusion")
    size, stride = whole("the size of the patch", size), at_least_one("the stride of the patch", stride)
    if size > min(sides):
        raise SettingError(f"a patch of {size} is larger than the image, {sides[0]} × {sides[1]}")
    cover = covering(target.x, patch, random)
    tops, lefts = (starts(side, size, stride) for side in sides)
    windows = [(slice(top, top + size), slice(left, left + size)) for top in tops for left in lefts]
    answers, found = target.answers_to(target.x), []
    for start in range(0, len(windows), PLACES):
        found.append(answers - answers_under(target, cover, windows[start : start + PLACES]))
        yield min(1.0, (start + PLACES) / len(windows))
    falls = np.concatenate(found)  # (places, N)
    total, times = np.zeros_like(target.x), np.zeros(sides, target.x.dtype)
    for (rows, columns), fall in zip(windows, falls, strict=True):
        total[:, rows, columns] += fall[:, None, None, None]
        times[rows, columns] += 1
    picture = total / np.maximum(times, 1)[:, :, None]
    return Occlusion(picture, answers, falls.T.reshape(-1, len(tops), len(lefts)), tops, lefts)


def answers_under(target: Target, cover: Array, windows: list[tuple[slice, slice]]) -> Array:
    """(places, N), what the unit gives with each window covered."""
    copies = np.repeat(target.x[None], len(windows), axis=0)  # (places, N, H, W, C)
    for copy, (rows, columns) in zip(copies, windows, strict=True):
        copy[:, rows, columns] = cover[:, rows, columns]
    return target.answers_to(copies.reshape(-1, *target.x.shape[1:])).reshape(len(windows), -1)


def covering(x: Array, patch: "str | ArrayLike", random: int | np.random.Generator) -> Array:
    """What stands under the patches, in the shape of x (N, H, W, C)."""
    if not isinstance(patch, str):
        return like("the patch", patch, x)
    low, high = (limit(axis=(1, 2, 3), keepdims=True) for limit in (x.min, x.max))
    if patch == "grey":
        return np.zeros_like(x) + (low + high) / 2
    if patch == "random":
        return (low + (high - low) * generator(random).random(x.shape)).astype(x.dtype)
    raise UnknownNameError("patch", patch, PATCHES)


def starts(side: int, size: int, stride: int) -> Array:
    """Where patches begin along one side, the last one ending at the border."""
    last = side - size
    return np.array(sorted({*range(0, last + 1, stride), last}))
