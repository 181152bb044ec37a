"""Percentiles: half of the numbers lie between the second and the fourth."""

import numpy as np

from nets.probes import percentiles


def test_percentiles_of_a_hundred_and_one_numbers():
    np.testing.assert_allclose(percentiles(np.random.default_rng(0).permutation(101)), [5, 25, 50, 75, 95])


def test_any_shape_will_do():
    np.testing.assert_allclose(percentiles(np.arange(101.0).reshape(101, 1)), [5, 25, 50, 75, 95])


def test_what_is_no_number_is_left_out():
    np.testing.assert_array_equal(percentiles(np.array([np.nan, 3.0, np.inf])), [3.0] * 5)
    assert np.isnan(percentiles(np.array([np.nan]))).all()
