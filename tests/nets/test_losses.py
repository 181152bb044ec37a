"""Losses: values worked by hand, large logits, and which labels each takes."""

import numpy as np
import pytest

from nets import losses
from nets.errors import DataError, ShapeError, UnknownNameError


def value(name: str, y, labels) -> float:
    loss = losses.named(name)
    y = np.array(y, float)
    targets = loss.encode(np.array(labels), y.shape[1]).values
    return float(loss.values(y, targets).mean())


@pytest.mark.parametrize(
    ("name", "y", "labels", "expected"),
    [
        ("mean squared error", [[1], [3]], [0, 1], (1 + 4) / 2),
        ("mean squared error", [[1, 3]], [[0, 1]], (1 + 4) / 2),
        ("cross-entropy", [[0], [0]], [-1, 1], np.log(2)),
        ("cross-entropy", [[np.log(3)]], [1], -np.log(0.75)),
        ("cross-entropy", [[np.log(3)]], [-1], -np.log(0.25)),
        ("cross-entropy", [[np.log(3)]], [0], -np.log(0.25)),
        ("softmax cross-entropy", [np.log([1, 3, 4])], [2], np.log(2)),
        ("hinge", [[0.25], [2], [-1]], [1, 1, 1], (0.75 + 0 + 2) / 3),
        ("huber", [[0.5], [3]], [0, 0], (0.125 + 2.5) / 2),
        ("huber", [[-3]], [0], 2.5),
    ],
)
def test_by_hand(name, y, labels, expected):
    assert value(name, y, labels) == pytest.approx(expected)


def test_large_logits_stay_finite():
    assert value("cross-entropy", [[1e5]], [-1]) == pytest.approx(1e5)
    assert value("cross-entropy", [[-1e5]], [-1]) == 0
    assert value("softmax cross-entropy", [[1e5, -1e5]], [1]) == pytest.approx(2e5)
    for name in ("cross-entropy", "softmax cross-entropy"):
        loss = losses.named(name)
        y = np.array([[1e5, -1e5], [-1e30, 1e30]], np.float32)
        out = np.empty_like(y)
        with np.errstate(over="ignore"):
            loss.slope(y, np.array([[0, 1], [1, 0]], np.float32), out)
        assert np.isfinite(out).all()
        assert np.abs(out).max() <= 0.5


def test_being_right():
    signs = losses.named("mean squared error")
    np.testing.assert_array_equal(signs.correct(np.array([[0.2], [-3]]), np.array([[1], [1]])), [True, False])
    classes = losses.named("softmax cross-entropy")
    encoded = classes.encode(np.array([2, 0]), 3)
    assert encoded.classes
    np.testing.assert_array_equal(classes.correct(np.array([[0, 1, 2], [0, 1, 2]]), encoded.values), [True, False])


def test_numbers_have_no_accuracy():
    assert not losses.named("mean squared error").encode(np.array([0.5, 1]), 1).classes
    assert losses.named("mean squared error").encode(np.array([-1, 1]), 1).classes


@pytest.mark.parametrize(
    ("name", "labels", "outputs", "error", "says"),
    [
        ("cross-entropy", [0, 2], 1, DataError, "0, 2"),
        ("cross-entropy", [-1, 0], 1, DataError, "-1, 0"),
        ("hinge", [0, 1], 1, DataError, "-1 and"),
        ("softmax cross-entropy", [0, 3], 3, DataError, "0 to 2"),
        ("softmax cross-entropy", [0.5, 1], 3, DataError, "0.5"),
        ("softmax cross-entropy", [[0, 1]], 2, ShapeError, r"\(1, 2\)"),
        ("softmax cross-entropy", [0, 0], 1, ShapeError, "at least 2"),
        ("mean squared error", [[1, 2, 3]], 2, ShapeError, "2 outputs"),
    ],
)
def test_labels_that_do_not_fit_are_refused(name, labels, outputs, error, says):
    with pytest.raises(error, match=says):
        losses.named(name).encode(np.array(labels), outputs)


def test_unknown_losses_are_refused():
    with pytest.raises(UnknownNameError, match="known are: mean squared error, cross-entropy"):
        losses.named("sum")
