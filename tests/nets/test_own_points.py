"""Points that people bring: many of them, large ones, on a line or in the plane, from any operating system."""

import time

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nets import datasets
from nets.datasets import table
from nets.errors import DataError, ShapeError, TableError

CELL = st.floats(-(2.0**126), 2.0**126, width=32)
ENDS = st.sampled_from(["\n", "\r\n", "\r", "\n\n", "\r\n \r\n"])


@given(st.lists(st.tuples(CELL, CELL, CELL), min_size=1, max_size=20), ENDS)
def test_a_table_gives_back_every_number(rows, end):
    text = end.join(["x,y,value", *(f"{x!r}, {y!r} ,{value!r}" for x, y, value in rows)]) + end
    data = datasets.from_csv(text)
    np.testing.assert_array_equal(np.column_stack([data.x, data.y]), np.array(rows, np.float32))


@given(st.lists(st.tuples(CELL, st.integers(-1, 3)), min_size=1, max_size=20))
def test_the_quick_way_and_the_careful_one_agree(rows):
    header, lines = ["x", "y", "label"], [f"{x!r},1e3,{label}" for x, label in rows]
    careful = np.array([table.row(number, line, header) for number, line in enumerate(lines)])
    quick = table.at_once(lines, header)
    assert quick is not None
    np.testing.assert_array_equal(quick, careful)


@given(
    rows=st.integers(1, 30),
    at=st.integers(0, 29),
    wrong=st.sampled_from(
        ["1,2", "1,2,3,4", "1,b,0", "1,,0", "1,2,1e39", "1,nan,0", "# 1,2,0", "1,2,0x1", "1;2;0", '"1",2,0']
    ),
    end=ENDS,
)
def test_a_wrong_line_is_named_wherever_it_stands(rows, at, wrong, end):
    at %= rows
    lines = ["1,2,0"] * rows
    lines[at] = wrong
    text = end.join(["x,y,value", *lines])
    with pytest.raises(TableError) as caught:
        datasets.from_csv(text)
    assert text.splitlines()[caught.value.line - 1] == wrong


def test_a_long_wrong_line_is_not_quoted_whole():
    for text in ("x,y,label\n" + "9" * 5000 + ",1,2", "x,y,label\n" + "1," * 5000, "y" * 5000):
        with pytest.raises(TableError) as caught:
            datasets.from_csv(text)
        assert len(str(caught.value)) < 200


def test_many_lines_are_read_in_a_blink():
    random = np.random.default_rng(0)
    points = random.normal(0, 3, (50_000, 2))
    text = "x,y,label\r\n" + "\r\n".join(f"{x},{y},{i % 3}" for i, (x, y) in enumerate(points))
    start = time.perf_counter()
    data = datasets.from_csv(text)
    assert time.perf_counter() - start < 2  # 0.1 s, on a machine that has nothing else to do
    np.testing.assert_array_equal(data.x, points.astype(np.float32))
    assert data.classes == 3
    with pytest.raises(TableError, match="line 50002: a point has 3 columns"):
        datasets.from_csv(text + "\r\n1,2")


def test_points_on_a_line():
    read = datasets.from_csv("x,value\n1,20\n-2,30.5\n")
    painted = datasets.from_points([(1,), (-2,)], [20, 30.5], "numbers")
    for data in (read, painted):
        assert data.task == "numbers"
        np.testing.assert_array_equal(data.x, [[1], [-2]])
        np.testing.assert_array_equal(data.y, [20, 30.5])
    with pytest.raises(TableError, match="2 columns"):
        datasets.from_csv("x,value\n1,2,3")
    with pytest.raises(ShapeError, match=r"\(x₁,\)"):
        datasets.from_points([(1, 2, 3)], [1], "numbers")


@pytest.mark.parametrize("points", [[(1e300, 0), (0, 0)], [(0, -1e39), (0, 0)]])
def test_numbers_beyond_single_precision_are_refused(points):
    with pytest.raises(DataError, match="infinite"):
        datasets.from_points(points, [1, -1])
    with pytest.raises(DataError, match="infinite"):
        datasets.from_points([(0, 0), (1, 1)], [1, 1e300], "numbers")
    with pytest.raises(DataError, match="too large"):
        datasets.from_points([(10**400, 0), (1, 1)], [1, -1])


def test_large_numbers_are_kept():
    data = datasets.from_points([(3e38, -3e38), (0, 0)], [-3e38, 3e38], "numbers")
    assert np.isfinite(data.x).all()
    assert data.y[1] == np.float32(3e38)


def test_of_classes_whose_number_is_known_some_may_have_no_point():
    points = [(0, 0), (1, 1), (2, 2)]
    data = datasets.from_points(points, [0, 2, 2], "classes", classes=4)
    assert (data.classes, data.y.tolist()) == (4, [0, 2, 2])
    for labels, classes in (([0, 2, 2], None), ([0, 1, 4], 4), ([0, -1, 1], 3), ([0, 0.5, 1], 3)):
        with pytest.raises(DataError):
            datasets.from_points(points, labels, "classes", classes)
