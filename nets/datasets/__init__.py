"""Datasets by name, each a pure function of its settings."""

from functools import partial

import numpy as np

from nets import seeds
from nets.datasets import shapes, surfaces, toys
from nets.datasets.dataset import CLASSES, NUMBERS, SIGNS, Dataset, from_points
from nets.datasets.labels import unbalanced, wrong
from nets.errors import SettingError, UnknownNameError, at_least_one
from nets.arrays import Array

__all__ = ["ALL_NAMES", "NAMES", "SURFACES", "Dataset", "from_csv", "from_points", "make", "mnist"]

TWO_CLASSES = {
    "circle": toys.circle,
    "xor": toys.xor,
    "gaussian": toys.gaussian,
    "spiral": toys.spiral,
    "moons": shapes.moons,
    "checkerboard": shapes.checkerboard,
    "rings": shapes.rings,
}
NUMBERED = {"plane": surfaces.plane, "multi-gaussian": surfaces.multi_gaussian}
NAMES = tuple(TWO_CLASSES)
SURFACES = tuple(NUMBERED)
ALL_NAMES = (*NAMES, "blobs", *SURFACES)


def make(
    name: str,
    *,
    n: int = 500,
    noise: float = 0.0,
    seed: int = 0,
    label_noise: float = 0.0,
    imbalance: float = 0.0,
    classes: int = 3,
) -> Dataset:
    """The dataset `name` with n points.

    noise         0 (none) to 0.5
    label_noise   share of points with a wrong label, 0 to 0.5; they are marked as `mislabelled`
    imbalance     0: all classes are alike; 0.9: the last class has a tenth of the points that the first has
    classes       how many, 2 to 10; for 'blobs' only

    `NAMES` have labels -1 and +1, 'blobs' have class numbers, `SURFACES` have numbers to predict. Raises
    UnknownNameError or SettingError.
    """
    if name not in ALL_NAMES:
        raise UnknownNameError("dataset", name, ALL_NAMES)
    within("noise", noise, 0.5)
    within("label_noise", label_noise, 0.5)
    within("imbalance", imbalance, 0.99)
    if at_least_one("the number of points", n) < 2 or not 2 <= classes <= 10 or (name == "blobs" and n < classes):
        raise SettingError(f"there are at least 2 points, 2 to 10 classes, and a point a class; got {n} and {classes}")
    if name in NUMBERED and (label_noise or imbalance):
        raise SettingError(f"{name!r} has numbers, not classes: it takes neither label_noise nor imbalance")
    points, labels = draw(name, n, noise, seed, imbalance, classes)
    task = NUMBERS if name in NUMBERED else SIGNS if name in NAMES else CLASSES
    mask = np.zeros(n, bool)
    if label_noise:
        labels, mask = wrong(labels, label_noise, classes, seeds.generator(seed, seeds.LABELS))
    return Dataset(points.astype(np.float32), labels.astype(np.int64 if task == CLASSES else np.float32), task, mask)


def draw(name: str, n: int, noise: float, seed: int, imbalance: float, classes: int) -> tuple[Array, Array]:
    """Points (n, 2) and labels (n,) before any label is made wrong."""
    shape = {**TWO_CLASSES, **NUMBERED, "blobs": partial(shapes.blobs, classes=classes)}[name]
    if not imbalance:
        return shape(n, noise, seeds.generator(seed, seeds.DATA))
    pick = seeds.generator(seed, seeds.IMBALANCE)
    return unbalanced(n, imbalance, lambda size: shape(size, noise, seeds.generator(seed, seeds.DATA)), pick)


def within(name: str, value: float, most: float) -> None:
    """Raises SettingError unless the value is from 0 to `most`."""
    if not 0 <= value <= most:
        raise SettingError(f"{name} is between 0 and {most}, not {value}")


def from_csv(text: str) -> Dataset:
    """The dataset that a CSV text with columns x, y, label or x, y, value describes; raises TableError."""
    from nets.datasets import table

    return table.parse(text)


def mnist(margin: int = 0) -> tuple[Dataset, Dataset]:
    """MNIST's training and test digits, read when this is called; see `nets.datasets.digits`."""
    from nets.datasets import digits

    return digits.load(margin)
