"""The loss plot: both curves over their epochs, with gaps where there is no number."""

import re
from typing import Any

import numpy as np
import pytest
from bokeh.models import HoverTool

from playground.core.curve import Curve
from playground.core.frame import Frame, Moment
from playground.core.measures import Branched, LossCurve
from playground.core.plane.settings import PlaneSettings
from playground.views.loss import FEW, Loss


@pytest.fixture(scope="module")
def view():
    return Loss()


def frame(*rows, branched=None):
    epochs, training, test = np.array(rows, np.float32).reshape(-1, 3).T
    accuracies = np.zeros((2, len(epochs)))
    curve = Curve(20 * epochs, epochs, training, test, *accuracies)
    return Frame(0, 0, False, PlaneSettings(), {LossCurve(): curve, Branched(): branched})


def test_both_curves_stand_over_their_epochs(view):
    columns = view.columns(frame((0, 0.5, 0.6), (1.5, 0.25, 0.5)))
    assert columns["training"]["epoch"].tolist() == columns["test"]["epoch"].tolist() == [0, 1.5]
    assert columns["training"]["loss"].tolist() == [0.5, 0.25]
    np.testing.assert_array_equal(columns["test"]["loss"], np.array([0.6, 0.5], np.float32))
    np.testing.assert_array_equal(columns["training"]["test"], columns["test"]["loss"])


def test_what_is_no_number_is_a_gap(view):
    columns = view.columns(frame((0, 0.5, np.nan), (1, np.inf, 0.5)))
    np.testing.assert_array_equal(columns["training"]["loss"], [0.5, np.nan])
    np.testing.assert_array_equal(columns["test"]["loss"], [np.nan, 0.5])


def test_before_the_first_evaluation_there_is_nothing(view):
    columns = view.columns(frame())
    assert {len(column) for source in columns.values() for column in source.values()} == {0}


def test_a_mark_stands_where_own_code_came_into_the_run(view):
    assert view.columns(frame((0, 0.5, 0.6)))["branch"] == {"epoch": [], "word": [], "ends": []}
    for last, side in ((2, "right"), (10, "left")):
        columns = view.columns(frame((0, 0.5, 0.6), (last, 0.5, 0.6), branched=Moment(40, 1.6)))
        assert columns["branch"] == {"epoch": [1.6], "word": [" your code "], "ends": [side]}


@pytest.mark.parametrize(("count", "dots"), [(1, 1), (FEW, FEW), (FEW + 1, 0)])
def test_few_points_are_marked_one_by_one(view, count, dots):
    points = view.columns(frame(*((epoch, 0.5, 0.6) for epoch in range(count))))["points"]
    assert [len(column) for column in points.values()] == [dots] * 3


def test_the_figure_draws_what_the_columns_hold(view):
    columns = view.columns(frame((0, 0.5, 0.6)))
    assert {renderer.data_source for renderer in view.figure.renderers} == set(view.sources.values())
    for renderer, name in zip(view.figure.renderers, ("training", "test"), strict=False):
        assert renderer.data_source is view.sources[name]
        assert renderer.data_source.name == f"loss.{name}"
        assert {renderer.glyph.x, renderer.glyph.y} <= set(columns[name])
    training, test, *_ = view.figure.renderers
    assert training.glyph.line_dash != test.glyph.line_dash
    hover: Any = next(tool for tool in view.figure.tools if isinstance(tool, HoverTool))
    assert set(re.findall(r"@(\w+)", hover.tooltips)) == {"epoch", "loss", "test"} <= set(columns["training"])


def test_it_is_no_webgl_and_begins_at_zero(view):
    assert view.figure.output_backend == "canvas"
    assert (view.figure.x_range.start, view.figure.y_range.start) == (0, 0)
