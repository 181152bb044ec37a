"""Features: what the network gets to see of a point (x₁, x₂). Squares, a product and sines bend straight lines.

    points ─► Inputs: features, then the standardiser if asked for ─► network ─► TargetScaler.inverse ─► numbers

What is measured (means, deviations) is measured on training data alone; test data, the grid of a picture and a person's
own points then go the same way.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from nets.arrays import Array
from nets.errors import DataError, FileError, NetsError, SettingError, ShapeError, UnknownNameError, as_numbers

FEATURES: dict[str, tuple[str, Callable[[Array], Array]]] = {
    "x1": ("x₁", lambda p: p[:, 0]),
    "x2": ("x₂", lambda p: p[:, 1]),
    "x1^2": ("x₁²", lambda p: p[:, 0] ** 2),
    "x2^2": ("x₂²", lambda p: p[:, 1] ** 2),
    "x1x2": ("x₁x₂", lambda p: p[:, 0] * p[:, 1]),
    "sin x1": ("sin x₁", lambda p: np.sin(p[:, 0])),
    "sin x2": ("sin x₂", lambda p: np.sin(p[:, 1])),
    "cos x1": ("cos x₁", lambda p: np.cos(p[:, 0])),
    "cos x2": ("cos x₂", lambda p: np.cos(p[:, 1])),
    "radius": ("radius", lambda p: np.hypot(p[:, 0], p[:, 1])),
    "angle": ("angle", lambda p: np.arctan2(p[:, 1], p[:, 0])),
}
ALL_NAMES = tuple(FEATURES)
NAMES = ALL_NAMES[:7]
LABELS = {name: label for name, (label, _) in FEATURES.items()}
OF_X1 = ("x1", "x1^2", "sin x1", "cos x1")
LARGEST = float(np.finfo(np.float64).max)


def known(dimensions: int) -> tuple[str, ...]:
    """The features that points with so many coordinates have: all with 2, those of x₁ alone with 1."""
    if dimensions not in (1, 2):
        raise SettingError(f"points have 1 or 2 coordinates, not {dimensions!r}")
    return ALL_NAMES if dimensions == 2 else OF_X1


def check_names(names: Sequence[str], dimensions: int = 2) -> None:
    """Raises SettingError for no name at all or one that needs an x₂ that is not there, UnknownNameError."""
    possible = known(dimensions)
    if not names:
        raise SettingError(f"a network needs at least one feature; known are: {', '.join(possible)}")
    for name in names:
        if name not in FEATURES:
            raise UnknownNameError("feature", name, possible)
        if name not in possible:
            raise SettingError(f"{name!r} needs an x₂, but these points have x₁ alone: take {', '.join(possible)}")


def values(points: Array, names: Sequence[str]) -> Array:
    """The features of each point in double precision: (N, 2) or (N, 1) -> (N, len(names)); raises as `expand`."""
    points = as_numbers("points", points, np.float64)
    if points.ndim != 2 or points.shape[1] not in (1, 2):
        raise ShapeError(f"points are an array (N, 2), or (N, 1) with x₁ alone; got {points.shape}")
    check_names(names, points.shape[1])
    return np.stack([FEATURES[name][1](points) for name in names], axis=1)


def expand(points: Array, names: Sequence[str] = ("x1", "x2")) -> Array:
    """The features `names` of each point: (N, 2) -> (N, len(names)), float32; the angle is in radians, -π to π.

    `NAMES` are the seven of TensorFlow Playground, `ALL_NAMES` has more; points (N, 1) have those of `OF_X1`. Raises
    ShapeError, SettingError for no name at all or one that needs x₂ where there is none, UnknownNameError.
    """
    return values(points, names).astype(np.float32)


class Standardizer:
    """Brings every feature to mean 0 and standard deviation 1, as measured on training data x (N, D) alone.

    A feature that is the same everywhere is only shifted. mean and deviation are (D,), in double precision.
    """

    def __init__(self, x: Array) -> None:
        if np.ndim(x) != 2 or not len(x):
            raise ShapeError(f"features are an array (N, D), N at least 1; got {np.shape(x)}")
        self.mean, self.deviation = measured(np.asarray(x, np.float64))

    @classmethod
    def of(cls, mean: Sequence[float], deviation: Sequence[float]) -> "Standardizer":
        """The standardiser of these numbers, (D,) each; raises SettingError unless all are finite, deviations > 0."""
        m, d = (np.asarray(numbers, np.float64) for numbers in (mean, deviation))
        if m.ndim != 1 or not len(m) or m.shape != d.shape or not (np.isfinite([m, d]).all() and (d > 0).all()):
            raise SettingError(f"a standardiser has D finite means and D deviations above 0; got {mean}, {deviation}")
        made = cls(m[None])
        made.deviation = d
        return made

    def apply(self, x: Array) -> Array:
        """(x - mean) / deviation, (N, D) -> (N, D), in the precision of x; raises ShapeError."""
        if np.ndim(x) != 2 or np.shape(x)[1] != len(self.mean):
            raise ShapeError(f"the standardiser was fitted on {len(self.mean)} features, got an array {np.shape(x)}")
        return ((x - self.mean) / self.deviation).astype(x.dtype)


@dataclass(frozen=True, eq=False)
class Inputs:
    """The way from raw points to what the network gets: features, standardised if asked for.

    names           the features, in the network's order
    dimensions      coordinates of a raw point: 2, or 1 for points on a line
    standardizer    None, or what `fit` measured on training points

    Raises SettingError or UnknownNameError for features that such points do not have, ShapeError for a standardiser
    of another number of features.
    """

    names: Sequence[str] = ("x1", "x2")
    dimensions: int = 2
    standardizer: Standardizer | None = None

    def __post_init__(self) -> None:
        check_names(self.names, self.dimensions)
        object.__setattr__(self, "names", tuple(self.names))
        if self.standardizer is not None and len(self.standardizer.mean) != len(self.names):
            raise ShapeError(
                f"{len(self.names)} features, but a standardiser for {len(self.standardizer.mean)}: fit it on these"
            )

    @classmethod
    def fit(cls, points: Array, names: Sequence[str] = ("x1", "x2"), *, standardize: bool = True) -> "Inputs":
        """Inputs for points like these, (N, 2) or (N, 1), which are the training points and no others."""
        found = finite(values(points, names))
        return cls(names, np.shape(points)[1], Standardizer(found) if standardize else None)

    def apply(self, points: Array) -> Array:
        """(N, dimensions) -> (N, len(names)), float32; raises ShapeError, or DataError for what is then not finite."""
        if np.ndim(points) != 2 or np.shape(points)[1] != self.dimensions:
            raise ShapeError(f"these inputs take points (N, {self.dimensions}), got an array {np.shape(points)}")
        found = values(points, self.names)
        with np.errstate(over="ignore"):
            return finite((self.standardizer.apply(found) if self.standardizer else found).astype(np.float32))

    def to_dict(self) -> dict[str, Any]:
        """Everything about these inputs, ready for JSON, no digit lost."""
        found = self.standardizer and {
            "mean": self.standardizer.mean.tolist(),
            "deviation": self.standardizer.deviation.tolist(),
        }
        return {"features": list(self.names), "dimensions": self.dimensions, "standardizer": found}

    @classmethod
    def from_dict(cls, data: Any) -> "Inputs":
        """The inputs that `to_dict` described; raises FileError for anything else."""
        names, dimensions, found = of_keys("inputs", data, ("features", "dimensions", "standardizer"))
        if not isinstance(names, list) or type(dimensions) is not int:
            raise FileError(f"inputs have a list of features and 1 or 2 dimensions, not {names!r} and {dimensions!r}")
        try:
            if found is None:
                return cls(names, dimensions)
            pair = of_keys("a standardizer", found, ("mean", "deviation"))
            return cls(names, dimensions, Standardizer.of(*map(plain, pair)))
        except (NetsError, TypeError) as error:
            raise FileError(f"these are no inputs: {error}") from error


@dataclass(frozen=True)
class TargetScaler:
    """Brings numbers to predict to mean 0 and deviation 1, and a network's answers back to the data's own units.

    A network trained on such targets has a squared error of deviation² times what it reports, in the data's units.
    Raises SettingError unless both are finite, and the deviation above 0.
    """

    mean: float = 0.0
    deviation: float = 1.0

    def __post_init__(self) -> None:
        if not (np.isfinite([self.mean, self.deviation]).all() and self.deviation > 0):
            raise SettingError(
                f"a scaler has a finite mean and a deviation above 0, not {self.mean} and {self.deviation}"
            )

    @classmethod
    def fit(cls, targets: Array | Sequence[float]) -> "TargetScaler":
        """The scaler for training targets of any shape; equal ones are only shifted. Raises DataError."""
        numbers = finite(as_numbers("targets", targets, np.float64).reshape(-1))
        if not len(numbers):
            raise DataError("a target scaler is fitted on at least one number")
        mean, deviation = measured(numbers)
        return cls(float(mean), float(deviation))

    def apply(self, targets: Array | Sequence[float]) -> Array:
        """(targets - mean) / deviation, of any shape, float32: what the network is trained on."""
        return ((np.asarray(targets, np.float64) - self.mean) / self.deviation).astype(np.float32)

    def inverse(self, answers: Array) -> Array:
        """answers × deviation + mean, of any shape, float64: the data's own units."""
        return np.asarray(answers, np.float64) * self.deviation + self.mean

    def to_dict(self) -> dict[str, float]:
        """Both numbers, ready for JSON, no digit lost."""
        return {"mean": self.mean, "deviation": self.deviation}

    @classmethod
    def from_dict(cls, data: Any) -> "TargetScaler":
        """The scaler that `to_dict` described; raises FileError for anything else."""
        pair = of_keys("a target scaler", data, ("mean", "deviation"))
        try:
            return cls(*plain(pair))
        except NetsError as error:
            raise FileError(f"this is no target scaler: {error}") from error


def measured(x: Array) -> tuple[Array, Array]:
    """Mean and standard deviation along the first axis, in double precision; 1 for the deviation of equal numbers."""
    mean, deviation = x.mean(axis=0), x.std(axis=0)
    # Rounding can leave equal numbers a deviation of 1e-17, and leave tiny ones none.
    return mean, np.where((x == x[0]).all(axis=0) | (deviation == 0), 1.0, deviation)


def finite(numbers: Array) -> Array:
    """The same numbers; raises DataError if any is NaN, infinite or too large."""
    if not np.isfinite(numbers).all():
        raise DataError("these points have features or targets that are NaN, infinite or beyond single precision")
    return numbers


def of_keys(what: str, data: Any, keys: tuple[str, ...]) -> list[Any]:
    """The values of exactly these keys; raises FileError."""
    if not isinstance(data, dict) or set(data) != set(keys):
        raise FileError(f"the keys of {what} are {', '.join(keys)}; got {data!r:.80}")
    return [data[key] for key in keys]


def plain(numbers: Any) -> list[float]:
    """A list of finite numbers as JSON has them, no words, as floats; raises FileError."""
    if not isinstance(numbers, list) or any(type(n) not in (int, float) or not abs(n) <= LARGEST for n in numbers):
        raise FileError(f"finite numbers are wanted, not {numbers!r:.80}")
    return [float(number) for number in numbers]
