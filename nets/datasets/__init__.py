"""Datasets by name, each a pure function of its settings."""

from functools import partial
from importlib import import_module
from typing import Any

import numpy as np

from nets import seeds
from nets.arrays import Array
from nets.datasets.dataset import CLASSES, NUMBERS, SIGNS, Dataset, from_points
from nets.datasets.labels import unbalanced, wrong
from nets.errors import SettingError, UnknownNameError, at_least_one

__all__ = [
    "ALL_NAMES",
    "CURVES",
    "MANY",
    "NAMES",
    "SURFACES",
    "Dataset",
    "from_csv",
    "from_points",
    "make",
    "mnist",
]

TOYS = ("circle", "xor", "gaussian", "spiral")
SHAPES = ("moons", "checkerboard", "rings")
NAMES = (*TOYS, *SHAPES)
MANY = ("blobs", "pinwheel", "bullseye")
SURFACES = ("plane", "multi-gaussian")
CURVES = ("sine", "step", "bump", "zigzag", "chirp")
ALL_NAMES = (*NAMES, *MANY, *SURFACES, *CURVES)
DRAWN_BY = {"toys": TOYS, "shapes": (*SHAPES, *MANY), "surfaces": SURFACES, "curves": CURVES}
"""The modules, each with a function for every dataset of its own; they are imported when one is wanted."""
FARTHEST = 1e6


def make(
    name: str,
    *,
    n: int = 500,
    noise: float = 0.0,
    seed: int = 0,
    label_noise: float = 0.0,
    imbalance: float = 0.0,
    classes: int = 3,
    scale: float = 1.0,
    offset: float = 0.0,
) -> Dataset:
    """The dataset `name` with n points.

    noise         0 (none) to 0.5
    label_noise   share of points with a wrong label, 0 to 0.5; they are marked as `mislabelled`
    imbalance     0: all classes are alike; 0.9: the last class has a tenth of the points that the first has
    classes       how many, 2 to 10; for `MANY` only
    scale         numbers to predict go from offset - scale to offset + scale, before noise; above 0, up to a million
    offset        their middle, up to a million either way

    `NAMES` have labels -1 and +1, `MANY` have class numbers, `SURFACES` have numbers to predict, all at points (n, 2);
    `CURVES` have numbers to predict at points (n, 1). Raises UnknownNameError or SettingError.
    """
    if name not in ALL_NAMES:
        raise UnknownNameError("dataset", name, ALL_NAMES)
    within("noise", noise, 0.5)
    within("label_noise", label_noise, 0.5)
    within("imbalance", imbalance, 0.99)
    if at_least_one("the number of points", n) < 2 or not 2 <= classes <= 10 or (name in MANY and n < classes):
        raise SettingError(f"there are at least 2 points, 2 to 10 classes, and a point a class; got {n} and {classes}")
    if name in SURFACES or name in CURVES:
        if label_noise or imbalance:
            raise SettingError(f"{name!r} has numbers, not classes: it takes neither label_noise nor imbalance")
        return numbers(name, n, noise, seed, scale, offset)
    if (scale, offset) != (1, 0):
        raise SettingError(f"{name!r} has classes, not numbers: it takes neither scale nor offset")
    return labelled(name, n, noise, seed, label_noise, imbalance, classes)


def drawing(name: str) -> Any:
    """The function that draws a dataset, which has the dataset's name."""
    module = next(module for module, names in DRAWN_BY.items() if name in names)
    return getattr(import_module(f"nets.datasets.{module}"), name.replace("-", "_"))


def numbers(name: str, n: int, noise: float, seed: int, scale: float, offset: float) -> Dataset:
    """A surface's points (n, 2) or a curve's (n, 1), and the numbers there."""
    if not 0 < scale <= FARTHEST or not abs(offset) <= FARTHEST:
        raise SettingError(f"scale is above 0, scale and offset are up to {FARTHEST:,.0f}; got {scale} and {offset}")
    draw = drawing(name)
    if name in CURVES:
        from nets.datasets import curves

        draw = partial(curves.sampled, draw)
    points, values = draw(n, noise, seeds.generator(seed, seeds.DATA))
    if (scale, offset) != (1, 0):
        values = offset + scale * values
    return Dataset(points.astype(np.float32), values.astype(np.float32), NUMBERS)


def labelled(name: str, n: int, noise: float, seed: int, label_noise: float, imbalance: float, classes: int) -> Dataset:
    """Points (n, 2) of two classes or of many, some of them with a wrong label."""
    many = name in MANY
    shape = partial(drawing(name), classes=classes) if many else drawing(name)

    def draw(size: int) -> tuple[Array, Array]:
        return shape(size, noise, seeds.generator(seed, seeds.DATA))

    if imbalance:
        pick = seeds.generator(seed, seeds.IMBALANCE)
        points, labels = unbalanced(n, imbalance, classes if many else 2, draw, pick)
    else:
        points, labels = draw(n)
    mask = np.zeros(n, bool)
    if label_noise:
        labels, mask = wrong(labels, label_noise, classes if many else 0, seeds.generator(seed, seeds.LABELS))
    if many:
        return Dataset(points.astype(np.float32), labels.astype(np.int64), CLASSES, mask, classes)
    return Dataset(points.astype(np.float32), labels.astype(np.float32), SIGNS, mask)


def within(name: str, value: float, most: float) -> None:
    """Raises SettingError unless the value is from 0 to `most`."""
    if not 0 <= value <= most:
        raise SettingError(f"{name} is between 0 and {most}, not {value}")


def from_csv(text: str) -> Dataset:
    """The dataset that a CSV text describes, with columns x, y, label or x, y, value or x, value; raises TableError."""
    from nets.datasets import table

    return table.parse(text)


def mnist(margin: int = 0) -> tuple[Dataset, Dataset]:
    """MNIST's training and test digits, read when this is called; see `nets.datasets.digits`."""
    from nets.datasets import digits

    return digits.load(margin)
