"""Features: what the network gets to see of a point (x₁, x₂). Squares, a product and sines bend straight lines."""

from collections.abc import Callable, Sequence

import numpy as np

from nets.errors import SettingError, ShapeError, UnknownNameError, as_numbers
from nets.arrays import Array

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


def expand(points: Array, names: Sequence[str] = ("x1", "x2")) -> Array:
    """The features `names` of each point: (N, 2) -> (N, len(names)), float32; the angle is in radians, -π to π.

    `NAMES` are the seven of TensorFlow Playground, `ALL_NAMES` has more. Raises ShapeError, SettingError for no name
    at all, UnknownNameError.
    """
    points = as_numbers("points", points, np.float64)
    if points.ndim != 2 or points.shape[1] != 2:
        raise ShapeError(f"points are an array (N, 2), got {points.shape}")
    if not names:
        raise SettingError(f"a network needs at least one feature; known are: {', '.join(ALL_NAMES)}")
    for name in names:
        if name not in FEATURES:
            raise UnknownNameError("feature", name, ALL_NAMES)
    return np.stack([FEATURES[name][1](points) for name in names], axis=1).astype(np.float32)


class Standardizer:
    """Brings every feature to mean 0 and standard deviation 1, as measured on training data x (N, D) alone.

    A feature that is the same everywhere is only shifted. mean and deviation are (D,).
    """

    def __init__(self, x: Array) -> None:
        if np.ndim(x) != 2 or not len(x):
            raise ShapeError(f"features are an array (N, D), N at least 1; got {np.shape(x)}")
        self.mean = np.asarray(x, np.float64).mean(axis=0)
        deviation = np.asarray(x, np.float64).std(axis=0)
        self.deviation = np.where(deviation > 0, deviation, 1)

    def apply(self, x: Array) -> Array:
        """(x - mean) / deviation, (N, D) -> (N, D), in the precision of x; raises ShapeError."""
        if np.ndim(x) != 2 or np.shape(x)[1] != len(self.mean):
            raise ShapeError(f"the standardiser was fitted on {len(self.mean)} features, got an array {np.shape(x)}")
        return ((x - self.mean) / self.deviation).astype(x.dtype)
