"""Many classes, few points of some, and the old shapes to the last bit."""

import hashlib

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nets import datasets
from nets.datasets.labels import shared_out
from nets.errors import SettingError

# Taken before there were many classes: these shapes stay what they were.
PINS = {
    "circle": "a8a9722101a54276312b3546b7723eb46dc8bfac9b16fc39951d9a8d2c7088b9",
    "xor": "d0aaf2e76d61b29551f467588c94f4c8dc777772e80e1ce4a51d26d54175f0a5",
    "gaussian": "38295e435d3049ecbddaa9fee841779c48f3dac7552d4d647d2e23259695ba8e",
    "spiral": "bc5c3e10e2bee2c8cb7797537770be9e19d56a9acfdc1059e74702173c2e4a36",
    "moons": "a861391cc146bb3dcb0a86f2153bb7ba3338c99bb45c8a97e0784c09d5de4ec7",
    "checkerboard": "7b277cb9cd82de663444980103de6ad68bdb60e6a6b3cb387d5d2358e987c74e",
    "rings": "4380fdfae1f0f15db29b7ee2bd7fdae3aea8ed20fa304b29dcc2d5643d5bf8ce",
    "blobs": "d2860574257618b1df1df363546c30341baaeab6c93b45c1f6c550a29a690ed9",
}
PLAIN = {
    "spiral": "7911b682f98fb285937cf4b2c426431d1543935e2fdcfb5292fe673df8c28f3d",
    "rings": "eebc3a46051c0783f5111be59493558c67bec33615c2f66d9d69f6103f702630",
}
MANY = st.sampled_from(datasets.MANY)


def digest(data):
    return hashlib.sha256(data.x.tobytes() + data.y.tobytes() + data.mislabelled.tobytes()).hexdigest()


@pytest.mark.parametrize("name", PINS)
def test_old_shapes_keep_their_bits(name):
    data = datasets.make(name, n=60, noise=0.2, seed=5, label_noise=0.2, imbalance=0.9)
    assert digest(data) == PINS[name]
    if name in PLAIN:
        assert digest(datasets.make(name, n=301)) == PLAIN[name]


@settings(max_examples=60, deadline=None)
@given(name=MANY, classes=st.integers(2, 10), noise=st.floats(0, 0.5), data=st.data())
def test_as_many_classes_as_asked_for(name, classes, noise, data):
    n = data.draw(st.integers(classes, 200))
    made = datasets.make(name, n=n, noise=noise, classes=classes, label_noise=data.draw(st.sampled_from([0, 0.3])))
    assert (made.task, made.classes, made.y.dtype) == ("classes", classes, np.int64)
    assert 0 <= made.y.min() <= made.y.max() < classes
    if not noise and not made.mislabelled.any():
        counts = np.bincount(made.y, minlength=classes)
        assert counts.max() - counts.min() <= 1


@given(classes=st.integers(2, 10), seed=st.integers(0, 1000))
def test_a_bullseye_by_hand(classes, seed):
    data = datasets.make("bullseye", n=200, classes=classes, seed=seed)
    np.testing.assert_array_equal(data.y, np.floor(np.hypot(*data.x.T) / (5 / classes)))


@given(classes=st.integers(2, 10))
def test_arms_are_one_arm_turned(classes):
    data = datasets.make("pinwheel", n=20 * classes, classes=classes)
    first = data.x[data.y == 0]
    for arm in range(classes):
        angle = 2 * np.pi * arm / classes
        turned = first @ np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]])
        np.testing.assert_allclose(data.x[data.y == arm], turned, atol=1e-5)


def test_two_arms_turn_as_a_spiral_does():
    arms = datasets.make("pinwheel", n=200, classes=2)
    radius, angle = np.hypot(*arms.x.T), np.arctan2(*arms.x.T)
    turned = 1.75 * 2 * np.pi * radius / 5 + np.pi * arms.y
    np.testing.assert_allclose(np.cos(turned - angle), 1, atol=1e-5)


@given(data=st.data(), k=st.integers(2, 10), imbalance=st.floats(0, 0.99))
def test_counts_are_positive_and_fall(data, k, imbalance):
    n = data.draw(st.integers(k, 500))
    counts = shared_out(n, np.linspace(1, 1 - imbalance, k))
    assert sum(counts) == n
    assert min(counts) >= 1
    assert counts == sorted(counts, reverse=True)


@settings(max_examples=60, deadline=None)
@given(name=MANY, classes=st.integers(2, 10), imbalance=st.floats(0.01, 0.99), data=st.data())
def test_an_unbalanced_set_has_every_class(name, classes, imbalance, data):
    n = data.draw(st.integers(classes, 120))
    made = datasets.make(name, n=n, classes=classes, imbalance=imbalance, noise=0.1)
    counts = np.bincount(made.y, minlength=classes)
    assert counts.sum() == n == len(made)
    assert counts.min() >= 1
    assert (np.diff(counts) >= 0).all()


@pytest.mark.parametrize("name", datasets.NAMES)
def test_two_points_of_two_classes(name):
    assert set(datasets.make(name, n=2, imbalance=0.99).y) == {-1, 1}


def test_fewer_points_than_classes_are_refused():
    with pytest.raises(SettingError, match="only 3"):
        shared_out(3, np.linspace(1, 0.1, 4))
