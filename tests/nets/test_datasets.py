"""Datasets: seeded, of the shape they claim, wrong where they are meant to be, and strict about what people bring."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nets import datasets
from nets.datasets import Dataset, digits
from nets.errors import DataError, NetsError, SettingError, ShapeError, TableError, UnknownNameError


@pytest.mark.parametrize("name", datasets.ALL_NAMES)
@settings(max_examples=15, deadline=None)
@given(n=st.integers(3, 300), noise=st.floats(0, 0.5), seed=st.integers(0, 10**6))
def test_a_dataset_follows_its_settings(name, n, noise, seed):
    data = datasets.make(name, n=n, noise=noise, seed=seed)
    again = datasets.make(name, n=n, noise=noise, seed=seed)
    assert data.x.shape == (n, 1 if name in datasets.CURVES else 2)
    assert data.x.dtype == np.float32
    assert len(data) == len(data.y) == n
    np.testing.assert_array_equal(data.x, again.x)
    np.testing.assert_array_equal(data.y, again.y)
    assert not data.mislabelled.any()
    assert np.abs(data.x).max() < 15
    for given_back, array in zip(data.samples, (data.x, data.y), strict=True):
        assert given_back is array


@pytest.mark.parametrize("name", datasets.ALL_NAMES)
def test_the_seed_matters_and_points_fill_the_square(name):
    one, other = (datasets.make(name, noise=0.1, seed=seed) for seed in (0, 1))
    assert not np.array_equal(one.x, other.x)
    assert 3 < np.abs(one.x).max() < 8
    assert (one.x.min(axis=0) < -2).all()
    assert (one.x.max(axis=0) > 2).all()


@pytest.mark.parametrize("name", datasets.NAMES)
def test_two_classes_are_about_even(name):
    data = datasets.make(name, n=900)
    assert set(data.y) == {-1, 1}
    assert abs(data.y.mean()) < 0.35
    assert (data.task, data.classes) == ("two classes", 2)


def test_shapes_without_noise_obey_their_rule():
    circle = datasets.make("circle", n=400)
    np.testing.assert_array_equal(circle.y > 0, np.hypot(*circle.x.T) < 2.5)
    xor = datasets.make("xor", n=400)
    np.testing.assert_array_equal(xor.y > 0, xor.x.prod(axis=1) > 0)
    assert np.abs(xor.x).min() >= 0.3
    board = datasets.make("checkerboard", n=400)
    np.testing.assert_array_equal(board.y > 0, np.floor(board.x / 2.5).sum(axis=1) % 2 == 0)
    rings = datasets.make("rings", n=400)
    np.testing.assert_array_equal(rings.y > 0, np.floor(np.hypot(*rings.x.T) / (5 / 3)) % 2 == 0)
    plane = datasets.make("plane", n=400)
    np.testing.assert_allclose(plane.y, np.clip(plane.x.sum(axis=1) / 10, -1, 1), atol=1e-6)


def test_hills_by_hand():
    data = datasets.make("multi-gaussian", n=2000)
    assert data.task == "numbers"
    near = np.hypot(*(data.x - [4, 2.5]).T)
    inside = near < 1
    np.testing.assert_allclose(data.y[inside], 1 - near[inside] / 2, atol=1e-5)
    assert data.y.min() < -0.8


def test_blobs_have_as_many_classes_as_asked_for():
    data = datasets.make("blobs", classes=5)
    assert (data.task, data.classes) == ("classes", 5)
    np.testing.assert_array_equal(np.bincount(data.y), [100] * 5)
    assert data.take(data.y < 2).classes == 5


@pytest.mark.parametrize("name", ["spiral", "blobs"])
def test_wrong_labels_are_marked(name):
    right = datasets.make(name, seed=4)
    wrong = datasets.make(name, seed=4, label_noise=0.2)
    np.testing.assert_array_equal(right.x, wrong.x)
    np.testing.assert_array_equal(right.y != wrong.y, wrong.mislabelled)
    assert wrong.mislabelled.sum() == 100
    train, test = wrong.split(0.5, 1)
    assert train.mislabelled.sum() + test.mislabelled.sum() == 100


@pytest.mark.parametrize(("imbalance", "minority"), [(0.5, 67), (0.9, 18), (0.99, 2)])
def test_imbalance_thins_out_a_class(imbalance, minority):
    data = datasets.make("circle", n=200, imbalance=imbalance)
    assert len(data) == 200
    assert (data.y < 0).sum() == minority


def test_imbalance_of_many_classes():
    counts = np.bincount(datasets.make("blobs", n=300, classes=3, imbalance=0.8).y)
    assert counts.sum() == 300
    assert counts[2] == pytest.approx(5 * counts[0], rel=0.1)
    assert counts[0] < counts[1] < counts[2]


@settings(max_examples=25, deadline=None)
@given(share=st.floats(0.01, 0.99), n=st.integers(2, 90), seed=st.integers(0, 1000))
def test_a_split_loses_nothing(share, n, seed):
    data = datasets.make("xor", n=n)
    train, test = data.split(share, seed)
    assert len(train) + len(test) == n
    assert min(len(train), len(test)) >= 1
    assert sorted(map(tuple, np.concatenate([train.x, test.x]))) == sorted(map(tuple, data.x))
    np.testing.assert_array_equal(train.x, data.split(share, seed)[0].x)


@pytest.mark.parametrize(
    ("name", "wrong", "error", "says"),
    [
        ("torus", {}, UnknownNameError, "circle, xor"),
        ("circle", {"n": 1}, SettingError, "at least 2"),
        ("circle", {"noise": 0.6}, SettingError, "0.6"),
        ("circle", {"label_noise": -1}, SettingError, "label_noise"),
        ("circle", {"imbalance": 1}, SettingError, "imbalance"),
        ("blobs", {"classes": 0}, SettingError, "0"),
        ("blobs", {"classes": 1}, SettingError, "2 to 10"),
        ("plane", {"label_noise": 0.1}, SettingError, "plane"),
        ("sine", {"imbalance": 0.1}, SettingError, "sine"),
        ("sine", {"scale": 0}, SettingError, "scale is above 0"),
        ("plane", {"offset": float("nan")}, SettingError, "nan"),
        ("plane", {"offset": -2e6}, SettingError, "1,000,000"),
        ("circle", {"scale": 2.0}, SettingError, "neither scale nor offset"),
        ("pinwheel", {"classes": 9, "n": 8}, SettingError, "a point a class"),
        ("bullseye", {"classes": 11}, SettingError, "2 to 10"),
    ],
)
def test_impossible_datasets_are_refused(name, wrong, error, says):
    with pytest.raises(error, match=says):
        datasets.make(name, **wrong)


@pytest.mark.parametrize(
    ("x", "y", "task", "error"),
    [
        (np.zeros((0, 2)), np.zeros(0), "two classes", DataError),
        (np.zeros((2, 2)), np.zeros(3), "two classes", ShapeError),
        (np.zeros(2), np.zeros(2), "numbers", ShapeError),
        (np.full((2, 2), np.nan), np.ones(2), "two classes", DataError),
        (np.zeros((2, 2)), np.array([1, np.inf]), "numbers", DataError),
        (np.zeros((2, 2)), np.array([1, 2]), "two classes", DataError),
        (np.zeros((2, 2)), np.array([0, -1]), "classes", DataError),
        (np.zeros((2, 2)), np.array([0, 0.5]), "classes", DataError),
        (np.zeros((2, 2)), np.array([0, 1]), "guessing", UnknownNameError),
    ],
)
def test_impossible_samples_are_refused(x, y, task, error):
    with pytest.raises(error):
        Dataset(x, y, task)


def test_one_sample_cannot_be_split():
    with pytest.raises(DataError):
        datasets.from_points([(0, 0)], [1]).split(0.5)
    for share in (0, 1, -2):
        with pytest.raises(SettingError):
            datasets.make("xor").split(share)


def test_painted_points():
    data = datasets.from_points([(1, 2), (-3, 4.5)], [1, -1])
    np.testing.assert_array_equal(data.x, [[1, 2], [-3, 4.5]])
    assert data.classes == 2
    many = datasets.from_points([(0, 0), (1, 1), (2, 2)], [0, 2, 1], "classes")
    assert many.classes == 3
    for points, labels, task in (
        ([], [], "two classes"),
        ([(1, 2, 3)], [1], "two classes"),
        ([(0, 0)], [0], "classes"),
    ):
        with pytest.raises(NetsError):
            datasets.from_points(points, labels, task)


def test_tables_are_read():
    two = datasets.from_csv("x,y,label\n1, 2 ,1\n\n-0.5,1e1,-1\n")
    np.testing.assert_allclose(two.x, [[1, 2], [-0.5, 10]])
    assert two.task == "two classes"
    assert datasets.from_csv("x,y,label\r\n0,0,0\r\n1,1,2\r\n1,2,1\r\n").classes == 3
    values = datasets.from_csv("\ufeffx,y,value\n1,2,0.25\n")
    assert (values.task, values.y[0]) == ("numbers", 0.25)


@pytest.mark.parametrize(
    ("text", "line", "says"),
    [
        ("", 1, "empty"),
        ("  \n\n", 1, "empty"),
        ("1,2,1\n", 1, "first line"),
        ("a,b,label\n1,2,1", 1, "first line"),
        ("x;y;label\n1;2;1", 1, "first line"),
        ("x,y,label\n", 1, "no point"),
        ("x,y,label\n1,2,1\n3,4", 3, "2"),
        ("x,y,label\n1,2,1\n\n3,4,1,5", 4, "4"),
        ("x,y,label\n1,zwei,1", 2, "y is not a number: 'zwei'"),
        ("x,y,label\n1,1_0,1", 2, "y is not a number: '1_0'"),
        ("x,y,label\n1,,1", 2, "y is not a number: ''"),
        ("x,y,value\n1,2,nan", 2, "value is not a finite"),
        ("x,y,value\n1e300,2,1", 2, "x is not a finite"),
        ("x,y,label\n1,2,0.5", 2, "0.5"),
        ("x,y,label\n1,2,-3", 2, "-3"),
        ("x,y,label\n1,2,1\n3,4,1", 3, "at least two"),
        ("x,y,label\n1,2,0\n3,4,2", 3, "none left out"),
        ("x,y,label\n1,2,-1\n3,4,0\n3,4,1", 4, "got -1, 0, 1"),
    ],
)
def test_tables_that_cannot_be_understood_say_where(text, line, says):
    with pytest.raises(TableError, match=f"line {line}: .*{says}") as caught:
        datasets.from_csv(text)
    assert caught.value.line == line


def test_mnist_is_what_it_says():
    train, test = datasets.mnist()
    assert train.x.shape == (8000, 28, 28, 1)
    assert test.x.shape == (2000, 28, 28, 1)
    assert (train.x.min(), train.x.max()) == (0, 1)
    np.testing.assert_array_equal(np.bincount(test.y), [200] * 10)
    assert train.classes == 10
    cut, _ = datasets.mnist(margin=2)
    np.testing.assert_array_equal(cut.x, train.x[:, 2:26, 2:26])
    with pytest.raises(SettingError, match="margin"):
        datasets.mnist(margin=14)


def test_mnist_that_was_not_loaded_says_so(monkeypatch, tmp_path):
    monkeypatch.setattr(digits, "FILE", tmp_path / "mnist-10k.npz")
    with pytest.raises(DataError, match=r"mnist-10k\.npz"):
        datasets.mnist()
