"""A dataset: samples, and what is to be learned about each."""

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from nets import seeds
from nets.arrays import Array
from nets.errors import DataError, SettingError, ShapeError, UnknownNameError, as_numbers
from nets.features import Inputs, TargetScaler

SIGNS = "two classes"
CLASSES = "classes"
NUMBERS = "numbers"
TASKS = (SIGNS, CLASSES, NUMBERS)


@dataclass(frozen=True, eq=False)
class Dataset:
    """Samples and their labels.

    x             (N, 2) float32 points in about [-6, 6]², (N, 1) of curves, or samples of any other shape
    y             (N,): labels -1 and +1, or class numbers from 0, or numbers to be predicted
    task          which of the three: 'two classes', 'classes' or 'numbers'
    mislabelled   (N,) bool: points that were given a wrong label on purpose
    classes       how many classes there are, even if some are missing here; 0 if numbers are to be predicted

    Raises ShapeError or DataError for what cannot be learned from.
    """

    x: Array
    y: Array
    task: str = SIGNS
    mislabelled: Array = field(default_factory=lambda: np.zeros(0, bool))
    classes: int = -1

    def __post_init__(self) -> None:
        if not len(self.mislabelled):
            object.__setattr__(self, "mislabelled", np.zeros(len(self.y), bool))
        if not len(self.x):
            raise DataError("a dataset needs at least one sample")
        if np.ndim(self.x) < 2 or np.ndim(self.y) != 1 or not len(self.x) == len(self.y) == len(self.mislabelled):
            raise ShapeError(f"samples (N, …) need labels (N,); got arrays {np.shape(self.x)} and {np.shape(self.y)}")
        if not (np.isfinite(self.x).all() and np.isfinite(self.y).all()):
            raise DataError("the data holds numbers that are NaN or infinite")
        if self.task not in TASKS:
            raise UnknownNameError("task", self.task, TASKS)
        if self.task == SIGNS and not np.isin(self.y, (-1, 1)).all():
            raise DataError("labels of two classes are -1 and +1")
        if self.task == CLASSES and not (np.equal(self.y, np.floor(self.y)).all() and self.y.min() >= 0):
            raise DataError("classes are whole numbers from 0")
        if self.classes < 0:
            object.__setattr__(self, "classes", {SIGNS: 2, NUMBERS: 0}.get(self.task, int(self.y.max()) + 1))

    def __len__(self) -> int:
        return len(self.y)

    @property
    def samples(self) -> tuple[Array, Array]:
        """x and y, the pair that a Trainer takes."""
        return self.x, self.y

    def seen_by(self, inputs: Inputs, scaler: TargetScaler | None = None) -> "Dataset":
        """What a network gets of this dataset: x through `inputs`, and numbers to predict through `scaler`.

        Raises DataError for a scaler where there are classes, and as `inputs` does.
        """
        if scaler is not None and self.task != NUMBERS:
            raise DataError(f"a target scaler is for numbers to predict; these are labels of {self.task}")
        y = self.y if scaler is None else scaler.apply(self.y)
        return Dataset(inputs.apply(self.x), y, self.task, self.mislabelled, self.classes)

    def take(self, rows: Array) -> "Dataset":
        """The samples `rows` (indices or a mask), in that order."""
        return Dataset(self.x[rows], self.y[rows], self.task, self.mislabelled[rows], self.classes)

    def split(self, train_share: float = 0.5, seed: int = 0) -> tuple["Dataset", "Dataset"]:
        """Two datasets, for training and for testing, drawn at random; each has at least one sample."""
        if not 0 < train_share < 1:
            raise SettingError(f"the share for training is between 0 and 1, not {train_share}")
        if len(self) < 2:
            raise DataError("a dataset of one sample cannot be split")
        order = seeds.generator(seed, seeds.SPLIT).permutation(len(self))
        count = min(max(round(train_share * len(self)), 1), len(self) - 1)
        return self.take(order[:count]), self.take(order[count:])


def from_points(
    points: Sequence[Sequence[float]], labels: Sequence[float], task: str = SIGNS, classes: int | None = None
) -> Dataset:
    """A dataset of points that somebody painted, and a label for each: pairs (x₁, x₂), or x₁ alone as (x₁,).

    Of classes none is left out, unless it is said how many there are. Numbers that single precision cannot hold count
    as infinite. Raises as Dataset does.
    """
    with np.errstate(over="ignore"):
        x, y = as_numbers("points", points, np.float32), as_numbers("labels", labels, np.float64)
        y = y if task == CLASSES else y.astype(np.float32)
    if not x.size:
        raise DataError("a dataset needs at least one point")
    if x.ndim != 2 or x.shape[1] not in (1, 2):
        raise ShapeError(f"points are pairs (x₁, x₂), or (x₁,) alone; got an array {x.shape}")
    if task != CLASSES:
        return Dataset(x, y, task)
    if classes is None:
        check_classes(y)
        classes = len(np.unique(y))
    elif not np.isin(y, np.arange(classes)).all():
        raise DataError(f"of {classes} classes each is a whole number from 0 to {classes - 1}")
    return Dataset(x, y.astype(np.int64), task, classes=classes)


def check_classes(labels: Array) -> None:
    """Raises DataError unless the labels are whole numbers from 0 with none left out, two of them at least."""
    present = np.unique(labels)
    if len(present) < 2 or not np.array_equal(present, np.arange(len(present))):
        given = ", ".join(f"{label:g}" for label in present[:8])
        raise DataError(f"classes are numbered 0, 1, 2, … with none left out, at least two of them; got {given}")
