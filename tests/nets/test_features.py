"""Features: by hand, and standardised by what training data alone says."""

import re

import numpy as np
import pytest

from nets import features
from nets.errors import SettingError, ShapeError, UnknownNameError


def test_by_hand():
    point = np.array([[3.0, -4.0]])
    expected = {
        "x1": 3,
        "x2": -4,
        "x1^2": 9,
        "x2^2": 16,
        "x1x2": -12,
        "sin x1": np.sin(3),
        "sin x2": np.sin(-4),
        "cos x1": np.cos(3),
        "cos x2": np.cos(-4),
        "radius": 5,
        "angle": np.arctan2(-4, 3),
    }
    assert set(expected) == set(features.ALL_NAMES) == set(features.LABELS)
    values = features.expand(point, features.ALL_NAMES)
    assert values.dtype == np.float32
    np.testing.assert_allclose(values[0], [expected[name] for name in features.ALL_NAMES], rtol=1e-6)


def test_the_first_seven_are_the_usual_ones():
    assert features.NAMES == ("x1", "x2", "x1^2", "x2^2", "x1x2", "sin x1", "sin x2")
    assert features.expand(np.zeros((5, 2))).shape == (5, 2)


def test_what_cannot_be_expanded_is_refused():
    with pytest.raises(UnknownNameError, match=r"'x3'.*radius"):
        features.expand(np.zeros((1, 2)), ("x3",))
    with pytest.raises(SettingError, match="at least one"):
        features.expand(np.zeros((1, 2)), ())
    with pytest.raises(ShapeError, match=r"\(1, 3\)"):
        features.expand(np.zeros((1, 3)))


def test_standardising_uses_training_data_only():
    train = np.array([[0.0, 5.0], [4.0, 5.0]], np.float32)
    standard = features.Standardizer(train)
    np.testing.assert_allclose(standard.apply(train), [[-1, 0], [1, 0]])
    np.testing.assert_allclose(standard.apply(np.array([[6.0, 7.0]])), [[2, 2]])
    assert standard.apply(train).dtype == np.float32
    with pytest.raises(ShapeError):
        standard.apply(np.zeros((2, 3)))
    with pytest.raises(ShapeError):
        features.Standardizer(np.zeros((0, 2)))


def test_points_on_a_line_have_features_of_x1_alone():
    line, plane = np.array([[3.0], [-1.0]]), np.array([[3.0, 7.0], [-1.0, 7.0]])
    assert features.known(1) == features.OF_X1
    np.testing.assert_array_equal(features.expand(line, features.OF_X1), features.expand(plane, features.OF_X1))
    for name in set(features.ALL_NAMES) - set(features.OF_X1):
        with pytest.raises(SettingError, match=f"'{re.escape(name)}' needs an x₂.*x1, x1\\^2, sin x1, cos x1"):
            features.expand(line, ("x1", name))


def test_what_is_everywhere_the_same_is_only_shifted():
    standard = features.Standardizer(np.full((3, 2), [0.1, 1e-250]))
    assert np.full(3, 0.1).std() > 0  # the trap
    np.testing.assert_array_equal(standard.deviation, 1)
    np.testing.assert_allclose(standard.apply(np.array([[0.3, 2.0]])), [[0.2, 2]])
    assert features.Standardizer(np.array([[0.0], [1e-250]])).deviation == 1
