"""What makes an image look like one: norms and their slopes, and blur, against loops."""

import numpy as np
import pytest

from nets.synthesis import priors as prior


def images(n, shape):
    return np.random.default_rng(0).random((n, *shape))


@pytest.mark.parametrize("beta", [1, 1.5, 2, 3])
def test_total_variation_and_its_slope_are_those_of_a_loop(beta):
    x = images(1, (4, 5, 2))
    total = 0.0
    for i, j, c in np.ndindex(4, 5, 2):
        down = x[0, i + 1, j, c] - x[0, i, j, c] if i < 3 else 0
        across = x[0, i, j + 1, c] - x[0, i, j, c] if j < 4 else 0
        total += (down**2 + across**2) ** (beta / 2)
    assert prior.variation(x, beta) == pytest.approx(total / 40)
    slopes(x, lambda x: prior.variation(x, beta), prior.variation_slope(x, beta))
    flat = np.ones((1, 3, 3, 1))
    assert not prior.variation_slope(flat, beta).any()


@pytest.mark.parametrize("alpha", [1, 2, 6])
def test_the_norm_and_its_slope(alpha):
    x = images(3, (3, 3, 1)) - 0.5
    assert prior.alpha_norm(x, alpha) == pytest.approx(np.mean([abs(v) ** alpha for v in x.ravel()]))
    slopes(x, lambda x: prior.alpha_norm(x, alpha), prior.alpha_norm_slope(x, alpha))


def slopes(x, value, slope):
    """Assert that a slope is that of central differences, for every number."""
    for place in np.ndindex(*x.shape):
        step = np.zeros(x.shape)
        step[place] = 1e-6
        assert slope[place] == pytest.approx((value(x + step) - value(x - step)) / 2e-6, abs=1e-8)


@pytest.mark.parametrize("sigma", [0.4, 1, 1.7])
def test_blur_is_that_of_a_loop(sigma):
    x = images(1, (6, 7, 2))
    reach = int(np.ceil(3 * sigma))
    offsets = range(-reach, reach + 1)
    bell = {(a, b): np.exp(-(a * a + b * b) / (2 * sigma**2)) for a in offsets for b in offsets}
    total = sum(bell.values())
    expected = np.zeros_like(x)
    for i, j in np.ndindex(6, 7):
        for (a, b), weight in bell.items():
            expected[0, i, j] += weight / total * x[0, np.clip(i + a, 0, 5), np.clip(j + b, 0, 6)]
    np.testing.assert_allclose(prior.blurred(x, sigma), expected, atol=1e-12)
    np.testing.assert_allclose(prior.blurred(np.full((2, 3, 3, 1), 0.7), sigma), 0.7)
    assert prior.bell(sigma).sum() == pytest.approx(1)
