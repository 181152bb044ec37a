"""Datasets by name, each a pure function of its settings."""

import numpy as np

from nets import seeds
from nets.datasets import toys
from nets.datasets.dataset import Dataset
from nets.errors import SettingError, UnknownName

__all__ = ["NAMES", "Dataset", "make"]

TOYS = {"circle": toys.circle, "xor": toys.xor, "gaussian": toys.gaussian, "spiral": toys.spiral}
NAMES = tuple(TOYS)


def make(name: str, *, n: int = 500, noise: float = 0.0, seed: int = 0) -> Dataset:
    """The dataset `name` with n points; noise from 0 (none) to 0.5."""
    if name not in TOYS:
        raise UnknownName("dataset", name, NAMES)
    if n < 2:
        raise SettingError(f"a dataset has at least 2 points, not {n}")
    if not 0 <= noise <= 0.5:
        raise SettingError(f"noise is between 0 and 0.5, not {noise}")
    points, labels = TOYS[name](n, noise, seeds.generator(seed, seeds.DATA))
    return Dataset(points.astype(np.float32), labels.astype(np.float32))
