"""The curves of loss and accuracy: columns of what was measured, and the same smoothed."""

import numpy as np
import pytest

from playground.core.curve import Curve
from playground.core.frame import Frame
from playground.core.measures import LossCurve
from playground.core.plane.settings import PlaneSettings
from playground.views.curves import NAMES, Curves, averaged, smooth


@pytest.fixture(scope="module")
def view():
    return Curves()


def frame(*rows):
    """One row a point: step, losses, accuracies."""
    steps, *numbers = np.array(rows, float).reshape(-1, 5).T
    return Frame(0, 0, False, PlaneSettings(), {LossCurve(): Curve(steps, steps / 25, *numbers)})


def test_accuracies_stand_in_percent(view):
    columns = view.columns(frame((0, 1.0, 1.5, 0.5, 0.25), (10, 0.5, 1.0, 1.0, 0.75)))["curves"]
    assert columns["step"].tolist() == [0, 10]
    assert columns["training_loss"].tolist() == [1.0, 0.5]
    assert columns["test_accuracy"].tolist() == [25, 75]


def test_what_has_no_place_on_an_axis_is_a_gap(view):
    columns = view.columns(frame((0, np.inf, 1.0, 1, 1), (5, 0.0, np.nan, 1, 1)))["curves"]
    assert np.isnan(columns["training_loss"]).all()
    assert columns["test_loss"][0] == 1
    assert np.isnan(columns["test_loss"][1])


def test_the_average_begins_where_the_values_do_and_leaves_gaps_out():
    values = np.array([4.0, np.nan, 2.0, 2.0])
    np.testing.assert_array_equal(averaged(values, 0.0), values)
    found = averaged(values, 0.5)
    assert found[0] == 4
    assert np.isnan(found[1])
    assert found[2] == pytest.approx((0.5 * 2 + 0.25 * 4) / 0.75)
    assert averaged(np.full(50, 3.0), 0.9) == pytest.approx(np.full(50, 3.0))


def test_smoothing_leaves_what_was_measured_alone(view):
    one = frame(*((step, 2.0 + (-1) ** step, 1.0, 0.5, 0.5) for step in range(20)))
    view.smoothing = 0.9
    columns = view.columns(one)["curves"]
    view.smoothing = 0.0
    np.testing.assert_array_equal(columns["training_loss"], view.columns(one)["curves"]["training_loss"])
    assert np.nanstd(columns[smooth("training_loss")]) < np.nanstd(columns["training_loss"]) / 2


def test_every_chart_draws_columns_that_there_are(view):
    columns = view.columns(frame((0, 1.0, 1.0, 0.5, 0.5)))["curves"]
    drawn = [renderer.glyph.y for figure in (view.loss, view.log_loss, view.accuracy) for renderer in figure.renderers]
    assert set(drawn) == set(columns) - {"step"} == {*NAMES, *map(smooth, NAMES)}
    assert {renderer.data_source for renderer in view.loss.renderers} == {view.source}
