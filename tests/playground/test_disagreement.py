"""How far answers are apart, and where another class is answered."""

import numpy as np
import pytest

from nets.datasets.dataset import CLASSES, NUMBERS, SIGNS
from playground.core.plane.disagreement import FARTHEST, correlation, disagreement

ONE = np.array([[0.5, -0.5, 0.2, 0.0]])
OTHER = np.array([[0.1, 0.5, 0.2, -1.0]])


def test_two_classes_differ_where_signs_do():
    found = disagreement(ONE, OTHER, SIGNS)
    np.testing.assert_allclose(found.difference, [0.4, 1.0, 0.0, 1.0])
    assert found.differs.tolist() == [False, True, False, False]
    assert (found.share, found.mean) == (0.25, pytest.approx(0.6))


def test_of_several_classes_the_winners_count():
    one, other = np.array([[0.5, -1.0], [-0.5, 1.0], [-1.0, -1.0]]), np.array([[-0.5, -1.0], [0.5, 0.8], [-1.0, -0.8]])
    found = disagreement(one, other, CLASSES)
    np.testing.assert_allclose(found.difference, [1.0, 0.2])
    assert found.differs.tolist() == [True, False]


def test_numbers_have_no_class():
    assert not disagreement(ONE, OTHER, NUMBERS).differs.any()


def test_what_is_no_number_is_as_far_as_can_be():
    with np.errstate(invalid="raise"):
        found = disagreement(np.array([[np.nan, np.inf]]), np.array([[0.0, np.inf]]), SIGNS)
    assert found.difference.tolist() == [FARTHEST, FARTHEST]


def test_units_are_alike_opposite_or_nothing_can_be_said():
    ramp = np.arange(16.0).reshape(4, 4)
    found = correlation(np.array([ramp, ramp, ramp]), np.array([2 * ramp + 1, -ramp, 0 * ramp]))
    np.testing.assert_allclose(found, [1, -1, np.nan], atol=1e-12)
