"""A dataset: points, and what is to be learned about each."""

from dataclasses import dataclass

import numpy as np

from nets import seeds
from nets.errors import SettingError
from nets.tape import Array


@dataclass(frozen=True, eq=False)
class Dataset:
    """Samples and their labels.

    x   (N, 2) float32 points in about [-6, 6]²
    y   (N,) float32 labels: -1 and +1
    """

    x: Array
    y: Array

    def __len__(self) -> int:
        return len(self.y)

    def take(self, rows: Array) -> "Dataset":
        """The samples `rows` (indices or a mask), in that order."""
        return Dataset(self.x[rows], self.y[rows])

    def split(self, train_share: float = 0.5, seed: int = 0) -> tuple["Dataset", "Dataset"]:
        """Two datasets, for training and for testing, drawn at random; each has at least one sample."""
        if not 0 < train_share < 1 or len(self) < 2:
            raise SettingError(f"the share for training is between 0 and 1 of at least 2 samples, not {train_share}")
        order = seeds.generator(seed, seeds.SPLIT).permutation(len(self))
        count = min(max(round(train_share * len(self)), 1), len(self) - 1)
        return self.take(order[:count]), self.take(order[count:])
