"""MNIST: 10,000 handwritten digits from the collection of LeCun, Cortes and Burges; credit beside the file.

800 training and 200 test images of each digit, drawn from the official sets. The file is 1.6 MB and is read only when
somebody asks for it.
"""

from pathlib import Path

import numpy as np

from nets.arrays import Array
from nets.datasets.dataset import CLASSES, Dataset
from nets.errors import DataError, SettingError

FILE = Path(__file__).parent.parent / "data" / "mnist-10k.npz"
SIDE = 28


def load(margin: int = 0) -> tuple[Dataset, Dataset]:
    """Training and test digits: x (8000 or 2000, S, S, 1) float32 from 0, paper, to 1, ink; y their classes, 0 to 9.

    S = 28 - 2 margin: so many pixels, which are paper nearly always, are cut off on every side.
    Raises DataError if the file is not there.
    """
    if not 0 <= margin < SIDE // 2:
        raise SettingError(f"the margin to cut off is 0 to {SIDE // 2 - 1} pixels, not {margin}")
    if not FILE.exists():
        raise DataError(f"the digits have not been loaded: {FILE.name} is missing")
    with np.load(FILE) as arrays:
        train, test = (images(arrays[f"x_{part}"], arrays[f"y_{part}"], margin) for part in ("train", "test"))
    return train, test


def images(pixels: Array, labels: Array, margin: int) -> Dataset:
    """(N, 28, 28) bytes, 0 to 255, -> (N, S, S, 1) float32, 0 to 1."""
    inside = slice(margin, SIDE - margin)
    x = np.divide(pixels[:, inside, inside, None], 255, dtype=np.float32)
    return Dataset(x, labels.astype(np.int64), CLASSES)
