"""Losses: values worked by hand, large logits, and which labels each takes."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nets import Network, Trainer, losses
from nets.errors import DataError, SettingError, ShapeError, UnknownNameError


def value(name: str, y, labels, dtype: type = np.float64) -> float:
    loss = losses.named(name)
    y = np.array(y, dtype)
    targets = loss.encode(np.array(labels), y.shape[1:]).values.astype(dtype)
    with np.errstate(over="ignore"):
        return losses.mean(loss, y, targets)


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


def test_sequences_by_hand():
    """The mean is over all steps of all samples."""
    assert value("mean squared error", [[[1], [3]], [[0], [0]]], [[0, 1], [0, 2]]) == pytest.approx((1 + 4 + 0 + 4) / 4)
    assert value("softmax cross-entropy", [[np.log([1, 3]), np.log([1, 1])]], [[1, 0]]) == pytest.approx(
        (np.log(4 / 3) + np.log(2)) / 2
    )


def test_large_logits_stay_finite():
    assert value("cross-entropy", [[1e5]], [-1]) == pytest.approx(1e5)
    assert value("cross-entropy", [[-1e5]], [-1]) == 0
    assert value("softmax cross-entropy", [[1e5, -1e5]], [1]) == pytest.approx(2e5)
    for name in ("cross-entropy", "softmax cross-entropy"):
        loss = losses.named(name)
        y = np.array([[1e5, -1e5], [-1e30, 1e30]], np.float32)
        with np.errstate(over="ignore"):
            gradient = loss.gradient(y, np.array([[0, 1], [1, 0]], np.float32))
        assert np.isfinite(gradient).all()
        assert np.abs(gradient).max() <= 0.5


def test_small_losses_keep_their_digits_in_single_precision():
    """The largest logit, added back, would take the digits of the loss beside it; 1 + e^-17 would be 1."""
    assert value("softmax cross-entropy", [[1e4, 1e4, 0]], [0], np.float32) == pytest.approx(np.log(2), rel=1e-6)
    assert value("cross-entropy", [[17]], [1], np.float32) == pytest.approx(4.1399377e-8, rel=1e-6)
    assert value("cross-entropy", [[-17]], [0], np.float32) == pytest.approx(4.1399377e-8, rel=1e-6)


@given(seed=st.integers(0, 10_000), size=st.floats(0.01, 30))
def test_single_precision_is_nearly_double_precision(seed, size):
    random = np.random.default_rng(seed)
    y = random.normal(0, size, (6, 3)).astype(np.float32)
    for name in losses.NAMES:
        label = random.integers(0, 3, 6) if name == "softmax cross-entropy" else random.choice([-1, 1], (6, 3))
        assert value(name, y, label, np.float32) == pytest.approx(value(name, y, label), rel=1e-5, abs=1e-7)


@pytest.mark.parametrize("name", losses.NAMES)
def test_loss_and_gradient_of_a_batch_are_the_means_of_those_of_its_samples(name):
    random = np.random.default_rng(0)
    loss = losses.named(name)
    y = random.normal(size=(5, 2))
    t = loss.encode(
        random.integers(0, 2, 5) if name.startswith("soft") else random.choice([-1, 1], (5, 2)), (2,)
    ).values
    singles = [losses.mean(loss, y[[n]], t[[n]]) for n in range(5)]
    assert losses.mean(loss, y, t) == pytest.approx(np.mean(singles), rel=1e-12)
    rows = np.concatenate([loss.gradient(y[[n]], t[[n]]) for n in range(5)]) / 5
    np.testing.assert_allclose(loss.gradient(y, t), rows, rtol=1e-12)


def test_two_logits_with_softmax_are_one_with_cross_entropy():
    """softmax of (y, 0) is sigmoid of y."""
    y = np.random.default_rng(0).normal(0, 3, (9, 1))
    labels = np.arange(9) % 2
    both = np.concatenate([0 * y, y], axis=1)
    assert value("softmax cross-entropy", both, labels) == pytest.approx(value("cross-entropy", y, labels), rel=1e-12)


def test_being_right():
    signs = losses.named("mean squared error")
    np.testing.assert_array_equal(signs.correct(np.array([[0.2], [-3]]), np.array([[1], [1]])), [True, False])
    both = signs.correct(np.array([[1, -1], [1, 1]]), np.array([[1, -1], [1, -1]]))
    np.testing.assert_array_equal(both, [True, False])
    classes = losses.named("softmax cross-entropy")
    encoded = classes.encode(np.array([2, 0]), (3,))
    assert encoded.classes
    np.testing.assert_array_equal(classes.correct(np.array([[0, 1, 2], [0, 1, 2]]), encoded.values), [True, False])
    steps = classes.encode(np.array([[2, 0]]), (2, 3)).values
    np.testing.assert_array_equal(classes.correct(np.array([[[0, 1, 2], [0, 1, 2]]]), steps), [[True, False]])


def test_numbers_have_no_accuracy():
    assert not losses.named("mean squared error").encode(np.array([0.5, 1]), (1,)).classes
    assert losses.named("mean squared error").encode(np.array([-1, 1]), (1,)).classes
    assert not losses.named("huber").encode(np.array([0.5, 1]), (1,)).classes
    assert losses.named("huber").encode(np.array([-1, 1]), (1,)).classes


@pytest.mark.parametrize(
    ("name", "labels", "shape", "error", "says"),
    [
        ("cross-entropy", [0, 2], (1,), DataError, "0, 2"),
        ("cross-entropy", [-1, 0], (1,), DataError, "-1, 0"),
        ("hinge", [0, 1], (1,), DataError, "-1 and"),
        ("softmax cross-entropy", [0, 3], (3,), DataError, "0 to 2"),
        ("softmax cross-entropy", [0.5, 1], (3,), DataError, "0.5"),
        ("softmax cross-entropy", [[0, 1]], (2,), ShapeError, r"\(1, 2\)"),
        ("softmax cross-entropy", [0, 1], (4, 2), ShapeError, r"\(N, 4\), got an array \(2,\)"),
        ("softmax cross-entropy", [0, 0], (1,), ShapeError, "at least 2"),
        ("mean squared error", [[1, 2, 3]], (2,), ShapeError, r"\(2,\) .*\(1, 3\)"),
        ("mean squared error", [[1, 2, 3]], (4, 1), ShapeError, r"\(4, 1\) .*\(1, 3\)"),
        ("huber", [1, 2], (2,), ShapeError, r"\(2,\)"),
    ],
)
def test_labels_that_do_not_fit_are_refused(name, labels, shape, error, says):
    with pytest.raises(error, match=says):
        losses.named(name).encode(np.array(labels), shape)


def test_unknown_losses_are_refused():
    with pytest.raises(UnknownNameError, match="known are: mean squared error, cross-entropy"):
        losses.named("sum")


class Absolute(losses.MeanSquaredError):
    """A loss of one's own."""

    name = "absolute"

    def values(self, y, t):
        return np.abs(y - t).mean(axis=-1)

    def gradient(self, y, t):
        return np.sign(y - t) / y.size


def test_a_loss_of_ones_own_trains():
    x = np.random.default_rng(0).normal(0, 1, (40, 2))
    run = Trainer(Network.dense(2, (3,), dtype=np.float64), train=(x, np.sin(x[:, 0])), loss=Absolute())
    expected = run.network.copy()
    for _ in range(60):
        batch = run.next_batch()
        passed = expected.run(batch.x, batch.mode)
        expected.parameters -= (
            0.03 * expected.backward(passed, Absolute().gradient(passed.output, batch.targets)).parameters
        )
        run.step()
    np.testing.assert_allclose(run.network.parameters, expected.parameters, atol=1e-12)
    y = run.network.forward(x)
    assert run.evaluate().train_loss == pytest.approx(np.abs(y[:, 0] - np.sin(x[:, 0])).mean())


@pytest.mark.parametrize("loss", [None, 3, losses.Huber, object(), "", "Absolute"])
def test_what_is_no_loss_is_refused(loss):
    with pytest.raises((SettingError, UnknownNameError), match="loss"):
        Trainer(Network.dense(2, (3,)), train=(np.ones((4, 2)), np.ones(4)), loss=loss)
