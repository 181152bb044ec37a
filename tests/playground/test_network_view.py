"""The network diagram's columns are what the Frame says, whatever its numbers are, and know nothing of pixels."""

from itertools import pairwise
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from playground.core.frame import Frame
from playground.core.measures import Biases, Weights
from playground.core.plane.measures import TILE, Tiles
from playground.core.plane.settings import PlaneSettings
from playground.views.levels import NONE, ZERO, level, levels
from playground.views.network import Edges, Network

FULL = 2 * ZERO


def frame(hidden=(3, 2), features=("x1", "sin x2"), seed=0, scale=1.0) -> Frame:
    """A Frame of random numbers up to `scale`."""
    rng = np.random.default_rng(seed)
    counts = [len(features), *hidden, 1]

    def some(*shape: int) -> np.ndarray:
        return rng.uniform(-scale, scale, shape).astype(np.float32)

    answers: dict[Any, Any] = {
        Tiles(): tuple(some(count, TILE, TILE) for count in counts),
        Weights(): tuple(some(*pair) for pair in pairwise(counts)),
        Biases(): tuple(some(count) for count in counts[1:]),
    }
    return Frame(0, 0, False, PlaneSettings(features=list(features), hidden=list(hidden)), answers)


def tiles(of: Frame) -> dict[str, Any]:
    return Network().columns(of)["tiles"]


def test_every_unit_has_a_row_column_after_column():
    columns = tiles(frame())
    assert columns["column"].tolist() == [0, 0, 1, 1, 1, 2, 2, 3]
    assert columns["unit"].tolist() == [0, 1, 0, 1, 2, 0, 1, 0]
    assert columns["label"] == ["x₁", "sin x₂", "", "", "", "", "", ""]
    assert columns["level"].shape == (8, TILE, TILE)
    assert columns["level"].dtype == np.uint8
    assert {len(column) for column in columns.values()} == {8}


def test_biases_stand_beside_their_units_and_features_have_none():
    shown = frame()
    bias = tiles(shown)["bias"]
    assert np.isnan(bias[:2]).all()
    np.testing.assert_array_equal(bias[2:], np.concatenate(shown[Biases()]))


def test_weights_come_in_their_order():
    shown = frame()
    weight = Edges().columns(shown)["edges"]["weight"]
    expected = [
        layer[source, target]
        for layer in shown[Weights()]
        for source in range(layer.shape[0])
        for target in range(layer.shape[1])
    ]
    np.testing.assert_array_equal(weight, np.array(expected, np.float32))


@given(st.integers(0, 99), st.sampled_from([0.1, 1.0, 7.5, 1e30]))
def test_a_level_is_the_value_as_a_part_of_its_limit(seed, scale):
    shown = frame(seed=seed, scale=scale)
    columns = tiles(shown)
    values = np.concatenate(shown[Tiles()]).astype(float)  # (units, TILE, TILE)
    expected = ZERO + ZERO * values / columns["limit"][:, None, None]
    assert np.abs(columns["level"] - expected).max() <= 0.501


def test_units_of_a_layer_share_a_limit_and_features_have_their_own():
    features, hidden, output = (np.zeros((count, TILE, TILE), np.float32) for count in (2, 3, 1))
    features[0, 0, 0], features[1, 0, 0], hidden[1, 5, 5], output[0, 3, 3] = 6.0, -2.0, 4.0, 0.5
    shown = frame(hidden=(3,))
    shown = Frame(0, 0, False, shown.settings, {**shown.answers, Tiles(): (features, hidden, output)})
    columns = tiles(shown)
    np.testing.assert_array_equal(columns["limit"], np.array([6, 2, 4, 4, 4, 1], np.float32))
    assert columns["level"][1, 0, 0] == 0
    assert columns["level"][3, 5, 5] == FULL
    assert columns["level"][2].min() == columns["level"][2].max() == ZERO


@pytest.mark.parametrize("broken", [np.nan, np.inf, -np.inf])
def test_what_is_not_a_number_has_no_colour_and_nothing_warns(broken):
    values = np.full((2, TILE, TILE), 0.5, np.float32)
    values[0, 7, 9] = broken
    values[1, 0, 0] = np.finfo(np.float32).max
    found, limits = levels([values])
    assert limits == [1.0]
    assert found[0, 7, 9] == NONE
    assert found[1, 0, 0] == FULL
    assert found[0, 0, 0] == 191


def test_the_largest_numbers_there_are_keep_their_limit():
    largest = np.finfo(np.float32).max
    found, limits = levels([np.array([[[largest, -largest], [0.0, largest / 2]]], np.float32)])
    assert limits == [float(largest)]
    assert found.tolist() == [[[FULL, 0], [ZERO, 191]]]


def test_one_region_has_the_levels_that_a_group_of_one_has():
    values = np.random.default_rng(0).normal(size=(TILE, TILE)).astype(np.float32)
    together, [limit] = levels([values[None]])
    np.testing.assert_array_equal(level(values, limit), together[0])


def test_one_region_keeps_within_the_palette_whatever_its_numbers_are():
    found = level(np.array([[np.nan, np.inf], [-np.inf, 7.0], [-7.0, 0.5]], np.float32), 1.0)
    assert found.tolist() == [[NONE, NONE], [NONE, FULL], [0, 191]]


def test_columns_are_made_of_the_frame_alone():
    view = Network()
    first = view.columns(frame(seed=1))["tiles"]
    view.columns(frame(seed=2))
    again = view.columns(frame(seed=1))["tiles"]
    np.testing.assert_array_equal(first["level"], again["level"])
    np.testing.assert_array_equal(first["bias"], again["bias"])


def test_another_shape_replaces_every_column():
    view, edges = Network(), Edges()
    for hidden in ((3, 2), (8,), (), (1, 1, 1)):
        shown = frame(hidden=hidden)
        view.draw(shown)
        edges.draw(shown)
        units = 2 + sum(hidden) + 1
        assert {len(column) for column in view.sources["tiles"].data.values()} == {units}
        assert len(edges.sources["edges"].data["weight"]) == sum(layer.size for layer in shown[Weights()])
