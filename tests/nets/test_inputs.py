"""The one way from raw points to a network, and the way back from its answers; both survive JSON to the last bit."""

import json

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from nets import datasets
from nets.errors import DataError, FileError, NetsError, SettingError, ShapeError, UnknownNameError
from nets.features import ALL_NAMES, OF_X1, Inputs, Standardizer, TargetScaler, expand, known

NUMBERS = st.floats(-1e6, 1e6, width=32, allow_subnormal=False)
NAMES = {dimensions: st.lists(st.sampled_from(known(dimensions)), min_size=1, unique=True) for dimensions in (1, 2)}


@st.composite
def points_and_names(draw):
    dimensions = draw(st.integers(1, 2))
    shape = (draw(st.integers(1, 12)), dimensions)
    return draw(arrays.arrays(np.float32, shape, elements=NUMBERS)), draw(NAMES[dimensions])


@given(points_and_names())
def test_without_a_standardizer_it_is_expand(case):
    points, names = case
    np.testing.assert_array_equal(
        Inputs.fit(points, names, standardize=False).apply(points), expand(points, names), strict=True
    )


@given(points_and_names())
def test_training_points_come_out_standardised(case):
    points, names = case
    seen = Inputs.fit(points, names).apply(points)
    assert seen.shape == (len(points), len(names))
    assert seen.dtype == np.float32
    seen = seen.astype(float)
    np.testing.assert_allclose(seen.mean(axis=0), 0, atol=1e-3)
    deviation = seen.std(axis=0)
    assert (np.isclose(deviation, 1, atol=1e-3) | (deviation < 1e-3)).all()


@given(points_and_names(), st.booleans())
def test_inputs_survive_json_to_the_last_bit(case, standardize):
    points, names = case
    inputs = Inputs.fit(points, names, standardize=standardize)
    again = Inputs.from_dict(json.loads(json.dumps(inputs.to_dict())))
    assert (again.names, again.dimensions) == (tuple(names), points.shape[1])
    np.testing.assert_array_equal(again.apply(points), inputs.apply(points), strict=True)
    assert again.to_dict() == inputs.to_dict()


@given(points_and_names(), st.integers(0, 11))
def test_every_point_goes_the_same_way_alone_and_in_company(case, at):
    points, names = case
    at %= len(points)
    inputs = Inputs.fit(points, names)
    np.testing.assert_allclose(inputs.apply(points[[at]])[0], inputs.apply(points)[at], rtol=1e-6, atol=1e-6)


def test_features_are_standardised_before_they_lose_digits():
    points = np.array([[1e6], [1e6 + 1]])
    np.testing.assert_allclose(Inputs.fit(points, ("x1^2",)).apply(points), [[-1], [1]], rtol=1e-6)


def test_a_dataset_as_a_network_sees_it():
    train, test = datasets.make("sine", scale=100, offset=20, seed=2).split(0.6)
    inputs, scaler = Inputs.fit(train.x, OF_X1), TargetScaler.fit(train.y)
    seen, unseen = train.seen_by(inputs, scaler), test.seen_by(inputs, scaler)
    x, y = seen.samples
    assert (x.shape, y.dtype, seen.task) == ((300, 4), np.float32, "numbers")
    np.testing.assert_allclose((y.mean(), y.std()), (0, 1), atol=1e-5)
    np.testing.assert_array_equal(unseen.x, inputs.apply(test.x))
    np.testing.assert_allclose(scaler.inverse(unseen.y), test.y, rtol=1e-5, atol=1e-4)
    plain = test.seen_by(inputs)
    np.testing.assert_array_equal(plain.y, test.y)
    circle = datasets.make("circle", label_noise=0.1)
    np.testing.assert_array_equal(circle.seen_by(Inputs.fit(circle.x)).mislabelled, circle.mislabelled)
    with pytest.raises(DataError, match="two classes"):
        circle.seen_by(Inputs(), scaler)


def test_impossible_inputs_are_refused():
    line, plane = np.zeros((3, 1)), np.zeros((3, 2))
    for make, error, says in (
        (lambda: Inputs(()), SettingError, "at least one"),
        (lambda: Inputs(("x3",)), UnknownNameError, "x3"),
        (lambda: Inputs(("angle",), 1), SettingError, "x₂"),
        (lambda: Inputs(("x1",), 3), SettingError, "1 or 2 coordinates"),
        (lambda: Inputs(("x1",), 1, Standardizer(plane)), ShapeError, "1 features.*for 2"),
        (lambda: Inputs().apply(line), ShapeError, r"\(N, 2\).*\(3, 1\)"),
        (lambda: Inputs(("x1",), 1).apply(plane), ShapeError, r"\(N, 1\).*\(3, 2\)"),
        (lambda: Inputs.fit(np.zeros((0, 2))), ShapeError, "at least 1"),
        (lambda: Inputs.fit(np.full((2, 2), np.nan)), DataError, "NaN"),
        (lambda: Inputs(("x1^2",)).apply(np.full((2, 2), 1e30)), DataError, "single precision"),
        (lambda: Standardizer.of([0, 1], [1]), SettingError, "D finite means"),
        (lambda: Standardizer.of([0], [0]), SettingError, "above 0"),
    ):
        with pytest.raises(error, match=says):
            make()


@pytest.mark.parametrize(
    "change",
    [
        {"features": []},
        {"features": "x1"},
        {"features": ["x1", ["x2"]]},
        {"features": ["x1", "x9"]},
        {"dimensions": 1},
        {"dimensions": 2.0},
        {"dimensions": True},
        {"standardizer": {}},
        {"standardizer": [0, 1]},
        {"standardizer": {"mean": [0], "deviation": [1]}},
        {"standardizer": {"mean": [0, 0], "deviation": [1, -1]}},
        {"standardizer": {"mean": [0, None], "deviation": [1, 1]}},
        {"standardizer": {"mean": ["1", "2"], "deviation": [1, 1]}},
        {"standardizer": {"mean": [10**400, 0], "deviation": [1, 1]}},
        {"standardizer": {"mean": 0, "deviation": 1}},
        {"more": 1},
    ],
)
def test_texts_that_describe_no_inputs_are_refused(change):
    good = Inputs.fit(np.array([[0, 1], [2, 4.0]])).to_dict()
    assert Inputs.from_dict(good).names == ("x1", "x2")
    with pytest.raises(FileError):
        Inputs.from_dict(good | change)


@given(arrays.arrays(np.float32, st.integers(1, 30), elements=NUMBERS))
def test_targets_come_back(targets):
    scaler = TargetScaler.fit(targets)
    scaled = scaler.apply(targets)
    assert (scaled.dtype, scaled.shape) == (np.float32, targets.shape)
    np.testing.assert_allclose(scaled.astype(float).mean(), 0, atol=1e-3)
    back = scaler.inverse(scaled)
    assert back.dtype == np.float64
    np.testing.assert_allclose(back, targets, rtol=1e-6, atol=1e-5 * scaler.deviation)
    assert TargetScaler.from_dict(json.loads(json.dumps(scaler.to_dict()))) == scaler


@settings(max_examples=20)
@given(shift=st.floats(-1e3, 1e3), factor=st.floats(0.1, 1e3))
def test_scaled_targets_do_not_know_their_units(shift, factor):
    y = datasets.make("plane", n=100, noise=0.2).y.astype(float)
    np.testing.assert_allclose(
        TargetScaler.fit(shift + factor * y).apply(shift + factor * y), TargetScaler.fit(y).apply(y), atol=1e-5
    )


def test_targets_by_hand():
    scaler = TargetScaler.fit([90, 110])
    assert scaler == TargetScaler(100, 10)
    np.testing.assert_array_equal(scaler.apply(np.array([[100, 120]])), [[0, 2]])
    np.testing.assert_array_equal(scaler.inverse(np.array([[1]], np.float32)), [[110]])
    assert TargetScaler.fit([0.1, 0.1, 0.1]).deviation == 1
    np.testing.assert_array_equal(TargetScaler().inverse(scaler.apply([90])), [-1])


def test_impossible_scalers_are_refused():
    for make in (
        lambda: TargetScaler.fit([]),
        lambda: TargetScaler.fit([1, np.inf]),
        lambda: TargetScaler.fit(np.array(["many"])),
        lambda: TargetScaler(0, 0),
        lambda: TargetScaler(float("nan"), 1),
    ):
        with pytest.raises(NetsError):
            make()
    pairs = (0, None), (0, -1), (None, 1), ("1", 1), (0, 10**400), (True, 1)
    for data in (None, {}, {"mean": 0}, *({"mean": mean, "deviation": deviation} for mean, deviation in pairs)):
        with pytest.raises(FileError, match="target scaler"):
            TargetScaler.from_dict(data)


def test_all_names_fit_the_plane():
    points = datasets.make("moons").x
    assert Inputs.fit(points, ALL_NAMES).apply(points).shape == (500, len(ALL_NAMES))
