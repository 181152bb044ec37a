"""The output plot: the region as levels of its scale, points by class and set, and a figure that shows these."""

import numpy as np
import pytest
from bokeh.models import ColumnDataSource

from playground.core.frame import Observer
from playground.core.plane.measures import COARSE, EXTENT, FINE, Points, Region
from playground.views.inspection import Inspection
from playground.views.levels import ZERO
from playground.views.output import RINGS, Output
from playground.views.words import signed
from tests.playground.stage import experiment

HALF = 0.51 / ZERO
"""Half the distance of two levels, and a rounding."""

POINTS = ("training", "test")


@pytest.fixture(scope="module")
def inspection():
    return Inspection()


@pytest.fixture(scope="module")
def made(inspection):
    return Output(ColumnDataSource(), inspection)


@pytest.fixture
def view(made, inspection):
    inspection.look_away()
    return made


def shares(columns):
    """What part of the limit the levels of the region stand for: (side, side), -1 … +1."""
    found = columns["region"]["level"]
    assert found.dtype == np.uint8
    return (found.astype(float) - ZERO) / ZERO


def frame_for(view, one, *, passing=False):
    return Observer(one).observe(view.needs(passing), passing=passing)


@pytest.mark.parametrize(("passing", "side"), [(True, COARSE), (False, FINE)])
def test_the_region_is_part_of_its_limit_and_finer_if_it_stays(view, passing, side):
    one = experiment(step=100)
    frame = frame_for(view, one, passing=passing)
    found = shares(view.columns(frame))
    assert found.shape == (side, side)
    close = frame[Region(-1, 0, side)]
    np.testing.assert_allclose(found, close.values / close.limit, atol=HALF)


@pytest.mark.parametrize(("column", "unit"), [(0, 2), (1, 1)])
def test_the_unit_that_is_looked_at_is_shown_with_what_its_colours_stand_for(view, inspection, column, unit):
    one = experiment(step=20, activation="relu", features=["x1", "x2", "x1^2"])
    inspection.look(column, unit)
    frame = frame_for(view, one)
    close = frame[Region(column, unit, FINE)]
    assert close.limit > 1
    columns = view.columns(frame)
    np.testing.assert_allclose(np.abs(shares(columns)).max(), np.abs(close.values).max() / close.limit, atol=HALF)
    assert columns["texts"]["scale"] == [[signed(-close.limit), signed(close.limit)]]


def test_the_output_has_the_whole_scale(view):
    assert view.columns(frame_for(view, experiment()))["texts"]["scale"] == [["−1.00", "+1.00"]]


@pytest.mark.parametrize("show_test", [False, True])
def test_every_point_is_there_once_with_its_class_and_set(view, show_test):
    one = experiment(show_test=show_test, noise=20)
    frame = frame_for(view, one)
    columns = view.columns(frame)
    for name, points in zip(POINTS, frame[Points()], strict=True):
        x, y = (each[: None if name == "training" or show_test else 0] for each in points.samples)
        at = np.stack([columns[name]["x1"], columns[name]["x2"]], axis=1)
        np.testing.assert_array_equal(at, x)
        np.testing.assert_array_equal(columns[name]["value"], np.where(y > 0, 0.75, 0.25))
        assert columns[name]["marker"] == ["circle" if label > 0 else "square" for label in y]
    assert sum(len(columns[name]["x1"]) for name in POINTS) == (500 if show_test else 250)


def test_the_figure_draws_what_the_columns_hold(view):
    columns = view.columns(frame_for(view, experiment()))
    layers = ("curve", *POINTS, *RINGS)
    assert [renderer.name for renderer in view.figure.renderers] == [f"output.{name}" for name in layers]
    for name, renderer in zip(layers, view.figure.renderers, strict=True):
        source, glyph = renderer.data_source, renderer.glyph
        assert source.name == renderer.name
        assert source is (view.rings[name] if name in RINGS else view.sources[name])
        assert (glyph.x, glyph.y) == ("x1", "x2")
        assert renderer.visible
        if name in POINTS:
            assert set(columns[name]) == {glyph.x, glyph.y, glyph.marker, glyph.fill_color.field}
            assert (glyph.fill_color.transform.low, glyph.fill_color.transform.high) == (0, 1)
        else:
            assert len(source.data["x1"]) == 0


def test_the_plane_is_the_whole_plane(view):
    figure = view.figure
    for axis in (figure.x_range, figure.y_range):
        assert (axis.start, axis.end) == (-EXTENT, EXTENT)


def test_nothing_is_drawn_with_webgl_of_which_a_page_has_few(view):
    assert view.figure.output_backend == "canvas"
