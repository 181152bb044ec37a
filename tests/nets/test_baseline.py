"""The baseline: no constant answer is better, for any loss and targets of any scale."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from nets import losses
from nets.diagnosis.baseline import best_constant, constant_loss

NUMBERS = hnp.arrays(np.float64, st.tuples(st.integers(1, 12), st.integers(1, 3)), elements=st.floats(-1e4, 1e4))
SIGNS = hnp.arrays(np.float64, st.tuples(st.integers(1, 12), st.integers(1, 3)), elements=st.sampled_from([-1.0, 1.0]))
CLASSES = st.lists(st.integers(0, 3), min_size=1, max_size=12).map(lambda classes: np.eye(4)[classes])
TARGETS = {
    "mean squared error": NUMBERS,
    "huber": NUMBERS,
    "hinge": SIGNS,
    "cross-entropy": SIGNS.map(lambda signs: (signs > 0).astype(float)),
    "softmax cross-entropy": CLASSES,
}


@pytest.mark.parametrize("name", losses.NAMES)
@given(data=st.data(), seed=st.integers(0, 1000))
def test_no_constant_is_better(name, data, seed):
    loss, targets = losses.named(name), data.draw(TARGETS[name])
    best = constant_loss(loss, targets)
    answer, random = best_constant(loss, targets), np.random.default_rng(seed)
    others = [answer + random.normal(0, scale, (5, len(answer))) for scale in (0.01, 1, 100, 1e4)]
    for other in [*np.concatenate(others), *targets, np.zeros(len(answer))]:
        value = losses.mean(loss, np.broadcast_to(other, targets.shape), targets)
        assert best <= value * (1 + 1e-9) + 1e-9


@pytest.mark.parametrize("name", ["mean squared error", "huber"])
@pytest.mark.parametrize("scale", [1e-3, 1.0, 100.0, 1e6])
def test_targets_of_any_scale(name, scale):
    """With a search in [-4, 4], targets near 100 had a baseline near 9,000, and any network looked well taught."""
    targets = scale * np.array([[0.9], [1.0], [1.1]])
    answer = best_constant(losses.named(name), targets)
    assert answer == pytest.approx([scale])


def test_shares_of_classes():
    softmax, sigmoid = losses.named("softmax cross-entropy"), losses.named("cross-entropy")
    shares = np.array([0.5, 0.25, 0.25])
    assert constant_loss(softmax, np.eye(3)[[0, 0, 1, 2]]) == pytest.approx(-(shares * np.log(shares)).sum())
    assert constant_loss(sigmoid, np.array([[1.0], [0], [0], [0]])) == pytest.approx(0.5623351446)
    assert constant_loss(sigmoid, np.ones((3, 1))) == pytest.approx(0, abs=1e-11)
    assert constant_loss(softmax, np.eye(3)[[1, 1]]) == pytest.approx(0, abs=1e-11)


def test_sequences_count_every_prediction():
    targets = np.array([[[1.0], [2.0]], [[3.0], [6.0]]])
    assert constant_loss(losses.named("mean squared error"), targets) == pytest.approx(np.var([1, 2, 3, 6]))
