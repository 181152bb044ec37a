"""The unit that a person looks at need not exist: it may just have gone."""

import pytest

from playground.core.frame import Frame
from playground.core.plane.measures import Shape
from playground.core.plane.settings import PlaneSettings
from playground.views.inspection import Inspection, Unit


def frame(*shape):
    return Frame(0, 0, False, PlaneSettings(), {Shape(): shape})


def test_nobody_looks_at_anything_to_begin_with():
    assert Inspection().of(frame(2, 1)) is None


@pytest.mark.parametrize(("column", "unit"), [(0, 0), (0, 1), (1, 2), (2, 0)])
def test_a_unit_that_is_there(column, unit):
    inspection = Inspection()
    inspection.look(column, unit)
    assert inspection.of(frame(2, 3, 1)) == Unit(column, unit)
    inspection.look_away()
    assert inspection.of(frame(2, 3, 1)) is None


@pytest.mark.parametrize(("column", "unit"), [(0, 2), (1, 3), (2, 1), (3, 0), (-1, 0), (0, -1), (99, 99)])
def test_a_unit_that_is_not_there(column, unit):
    inspection = Inspection()
    inspection.look(column, unit)
    assert inspection.of(frame(2, 3, 1)) is None


def test_what_comes_back_is_looked_at_again():
    inspection = Inspection()
    inspection.look(2, 0)
    assert inspection.of(frame(2, 1)) is None
    assert inspection.of(frame(2, 3, 1)) == Unit(2, 0)
