"""Features: what the network gets to see of a point (x₁, x₂). Squares, a product and sines bend straight lines."""

from collections.abc import Callable, Sequence

import numpy as np

from nets.errors import SettingError, ShapeError, UnknownName
from nets.tape import Array

FEATURES: dict[str, tuple[str, Callable[[Array, Array], Array]]] = {
    "x1": ("x₁", lambda x1, x2: x1),
    "x2": ("x₂", lambda x1, x2: x2),
    "x1^2": ("x₁²", lambda x1, x2: x1 * x1),
    "x2^2": ("x₂²", lambda x1, x2: x2 * x2),
    "x1x2": ("x₁x₂", lambda x1, x2: x1 * x2),
    "sin x1": ("sin x₁", lambda x1, x2: np.sin(x1)),
    "sin x2": ("sin x₂", lambda x1, x2: np.sin(x2)),
}
NAMES = tuple(FEATURES)
LABELS = {name: label for name, (label, _) in FEATURES.items()}


def expand(points: Array, names: Sequence[str] = ("x1", "x2")) -> Array:
    """The features `names` of each point: (N, 2) -> (N, len(names)), float32."""
    points = np.asarray(points, np.float64)
    if points.ndim != 2 or points.shape[1] != 2:
        raise ShapeError(f"points are an array (N, 2), got {points.shape}")
    if not names:
        raise SettingError("a network needs at least one feature")
    for name in names:
        if name not in FEATURES:
            raise UnknownName("feature", name, NAMES)
    x1, x2 = points.T
    return np.stack([FEATURES[name][1](x1, x2) for name in names], axis=1).astype(np.float32)
