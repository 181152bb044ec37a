"""The two words for arrays that every file here uses."""

import numpy as np

Array = np.ndarray
Shape = tuple[int, ...]


def shape_text(shape: Shape) -> str:
    """A shape as people write it: 12 × 12 × 8."""
    return " × ".join(map(str, shape)) or "one number"
