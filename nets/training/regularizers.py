"""What keeps weights small and steps short: L1 and L2 penalties, and clipping a gradient by its norm.

The penalty l1 Σ|w| + l2 Σw² / 2 falls on weights, not on biases: `weights`, (P,), is 1 for the ones, 0 for the others.
The gradient of the L2 part is added to that of the data. The L1 part has a corner at 0, at which a gradient would only
jitter; it acts after the step, by its proximal map, which leaves weights at exactly 0.
"""

import numpy as np

from nets.arrays import Array


def penalty(w: Array, weights: Array, l1: float, l2: float) -> float:
    """l1 Σ|w| + l2 Σw² / 2 over the weights among the parameters w (P,), summed in float64."""
    w = (w * weights).astype(np.float64)
    return float(l1 * np.abs(w).sum() + l2 * np.square(w).sum() / 2)


def l2_gradient(w: Array, weights: Array, l2: float) -> Array:
    """l2 w for the weights, 0 for the others, (P,)."""
    return l2 * (w * weights)


def shrunk(w: Array, weights: Array, threshold: float) -> Array:
    """sign(w) max(|w| - threshold, 0) for the weights: soft thresholding, the proximal map of threshold Σ|w|, (P,).

    With threshold = learning rate · l1, a step is that of ISTA (Daubechies, Defrise and De Mol, 2004; Beck and
    Teboulle, 2009, eq. 1.4).
    """
    return np.copysign(np.maximum(np.abs(w) - threshold * weights, 0), w)


def clip_factor(g: Array, clip_norm: float) -> Array:
    """min(1, clip_norm / ‖g‖), a 0-d array: by what a gradient (P,) is multiplied to be no longer than clip_norm.

    Pascanu, Mikolov and Bengio (2013), algorithm 1. The norm is taken in float64, in which a sum of squares of floats
    cannot overflow.
    """
    norm = np.sqrt(np.square(g, dtype=np.float64).sum())
    return np.minimum(clip_norm / norm, 1).astype(g.dtype)
