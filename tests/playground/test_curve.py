"""The loss curve: points by step, each with the epoch that it had."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nets import Evaluation
from playground.core.curve import MOST, Losses, Scored


def scored(step, loss=0.0, epochs=None):
    return Scored(step, step / 25 if epochs is None else epochs, Evaluation(loss, 2 * loss, 1.0, 1.0))


@pytest.fixture
def losses():
    losses = Losses()
    for step in (0, 25, 50, 75):
        losses.add(scored(step, loss=100 - step))
    return losses


def test_a_curve_has_epochs_and_both_losses(losses):
    curve = losses.until(75)
    assert curve.epochs.tolist() == [0, 1, 2, 3]
    assert curve.training.tolist() == [100, 75, 50, 25]
    assert curve.test.tolist() == [200, 150, 100, 50]


def test_without_points_it_is_empty():
    assert [len(each) for each in Losses().until(10)] == [0] * 6


@pytest.mark.parametrize(("step", "points"), [(-1, 0), (0, 1), (24, 1), (25, 2), (1000, 4)])
def test_it_ends_at_the_step_that_is_shown(losses, step, points):
    assert len(losses.until(step).epochs) == points
    assert len(losses.until(75).epochs) == 4


def test_what_comes_late_has_its_place(losses):
    losses.add(scored(30, loss=7))
    assert losses.until(75).training.tolist() == [100, 75, 7, 50, 25]


def test_a_step_that_was_measured_again_is_one_point(losses):
    losses.add(scored(50, loss=7))
    assert losses.until(75).training.tolist() == [100, 75, 7, 25]


def test_what_came_after_another_course_is_forgotten(losses):
    losses.forget_after(50)
    assert losses.until(75).epochs.tolist() == [0, 1, 2]
    losses.forget_after(np.inf)
    assert len(losses.until(75).epochs) == 3
    losses.forget_after(-1)
    assert len(losses.until(75).epochs) == 0


def test_an_epoch_stays_what_it_was_whatever_the_batch_size_is_now():
    losses = Losses()
    for step, epochs in ((0, 0.0), (5, 1.0), (10, 2.0), (35, 3.0)):
        losses.add(scored(step, epochs=epochs))
    assert losses.until(35).epochs.tolist() == [0, 1, 2, 3]


def test_a_long_curve_is_thinned_out_and_keeps_its_ends():
    losses, epochs = Losses(), np.zeros(0)
    for step in range(10 * MOST):
        losses.add(scored(step, epochs=float(step)))
        epochs = losses.until(step).epochs
        assert len(epochs) <= MOST
        assert (epochs[0], epochs[-1]) == (0, step)
    assert len(epochs) > MOST / 3


@given(st.lists(st.integers(0, 10**6), min_size=1, max_size=2 * MOST))
def test_points_are_in_order_however_they_come(steps):
    losses = Losses()
    for step in steps:
        losses.add(scored(step, epochs=float(step)))
    epochs = losses.until(max(steps)).epochs.tolist()
    assert epochs == sorted(set(epochs))
    assert set(epochs) <= {float(np.float32(step)) for step in steps}
