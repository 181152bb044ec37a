"""What makes an image look like one: pixels that are not too large, neighbours that are not too different, and blur.

Mahendran and Vedaldi, "Understanding deep image representations by inverting them" (2015), sec. 2. Both norms are means
here, over pixels and channels, so that their weights suit images of any size.
"""

import numpy as np

from nets.arrays import Array

REACH = 3
"""A blur looks so many standard deviations far."""


def alpha_norm(x: Array, alpha: float) -> float:
    """Mean of |x|^α: with a large α hardly more than a bound."""
    return float((np.abs(x) ** alpha).mean())


def alpha_norm_slope(x: Array, alpha: float) -> Array:
    """α |x|^(α - 1) sign x / size, of the shape of x."""
    return alpha * np.abs(x) ** (alpha - 1) * np.sign(x) / x.size


def variation(x: Array, beta: float) -> float:
    """Mean of ((x[i, j + 1] - x[i, j])² + (x[i + 1, j] - x[i, j])²)^(β/2) over images (…, H, W, C).

    At the last row and column the difference to what is not there is 0.
    """
    down, across = differences(x)
    return float(((down**2 + across**2) ** (beta / 2)).mean())


def variation_slope(x: Array, beta: float) -> Array:
    """Its derivative, of the shape of x: what each pixel adds to its own difference and to those before it.

    With β < 2 there is a corner where neighbours are equal; 0 is taken there, one of its slopes.
    """
    down, across = differences(x)
    squares = down**2 + across**2
    factor = beta * np.where(squares > 0, squares, 1) ** (beta / 2 - 1) / x.size
    down, across = factor * down, factor * across
    slope = -down - across
    slope[..., 1:, :, :] += down[..., :-1, :, :]
    slope[..., 1:, :] += across[..., :-1, :]
    return slope


def differences(x: Array) -> tuple[Array, Array]:
    """From each pixel to the one below, and to the one on its right; each of the shape of x (…, H, W, C)."""
    return np.diff(x, axis=-3, append=x[..., -1:, :, :]), np.diff(x, axis=-2, append=x[..., -1:, :])


def bell(sigma: float) -> Array:
    """exp(-t² / 2σ²) for whole t from -⌈3σ⌉ to ⌈3σ⌉, of sum 1: (2⌈3σ⌉ + 1,)."""
    reach = int(np.ceil(REACH * sigma))
    weights = np.exp(-0.5 * (np.arange(-reach, reach + 1) / sigma) ** 2)
    return weights / weights.sum()


def blurred(x: Array, sigma: float) -> Array:
    """Images (…, H, W, C) under a Gaussian of that standard deviation, in pixels; what lies outside is like the edge.

    A Gaussian in two dimensions is one down and one across.
    """
    weights = bell(sigma).astype(x.dtype)
    reach = len(weights) // 2
    for axis in (x.ndim - 3, x.ndim - 2):
        sides = [(reach, reach) if each == axis else (0, 0) for each in range(x.ndim)]
        padded = np.moveaxis(np.pad(x, sides, mode="edge"), axis, 0)
        size = x.shape[axis]
        total = np.zeros_like(padded[:size])
        for t, weight in enumerate(weights):
            total += weight * padded[t : t + size]
        x = np.moveaxis(total, 0, axis)
    return x
