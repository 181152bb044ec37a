"""The network diagram: nothing overlaps, nothing is cut off, and every weight has its edge."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from playground.layout import arrange

COUNTS = st.lists(st.integers(1, 8), min_size=2, max_size=8).map(tuple)
SIZES = st.tuples(st.integers(340, 1400), st.integers(320, 700))


def columns(counts, values):
    return np.split(values, np.cumsum(counts)[:-1])


@given(COUNTS, SIZES)
def test_tiles_stay_inside_and_apart(counts, size):
    layout = arrange(counts, *size)
    half = layout.tile / 2
    assert layout.x.shape == layout.y.shape == (sum(counts),)
    assert layout.x.min() >= half
    assert layout.x.max() <= size[0] - half
    assert layout.y.min() >= half
    assert layout.y.max() <= size[1] - half
    for column in columns(counts, layout.y):
        assert np.all(-np.diff(column) > layout.tile)
    centres = np.array([column[0] for column in columns(counts, layout.x)])
    assert np.all(np.diff(centres) > layout.tile)


@given(COUNTS, SIZES)
def test_every_weight_has_an_edge_in_the_order_of_the_weights(counts, size):
    layout = arrange(counts, *size)
    xs, ys = columns(counts, layout.x), columns(counts, layout.y)
    expected = [
        (xs[i][a] + layout.tile / 2, ys[i][a], xs[i + 1][b] - layout.tile / 2, ys[i + 1][b])
        for i in range(len(counts) - 1)
        for a in range(counts[i])
        for b in range(counts[i + 1])
    ]
    drawn = np.stack([layout.edges[name] for name in ("x0", "y0", "x1", "y1")], axis=1)
    np.testing.assert_allclose(drawn, expected)


def test_a_unit_is_where_its_tile_is():
    layout = arrange((2, 3, 1), 900, 500)
    assert layout.unit_at(5) == pytest.approx((900 * 5 / 6, 250))
