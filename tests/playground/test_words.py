"""Numbers in sentences: as many places as a person reads, and no word that only machines know."""

import pytest

from playground.core.plane.numbers import activation_of
from playground.views.words import loss, number, sentence, signed


@pytest.mark.parametrize(
    ("value", "words"),
    [
        *((0.12345, "0.123"), (0, "0.000"), (999.94, "999.940"), (1000, "over 1000"), (1e30, "over 1000")),
        *((float("inf"), "over 1000"), (float("nan"), "…")),
    ],
)
def test_losses(value, words):
    assert loss(value) == words


@pytest.mark.parametrize(
    ("value", "words"),
    [
        *((0.4211, "0.42"), (-1.3, "1.30"), (12.345, "12.35"), (0.01, "0.01"), (0.00123, "0.001"), (-0.0042, "0.004")),
        *((0.0, "0.00"), (4e-5, "0.00"), (6e-5, "6e-05"), (float("inf"), "∞"), (float("-inf"), "∞")),
    ],
)
def test_weights(value, words):
    assert number(value) == words


def test_signs_stand_before_numbers():
    assert [signed(value) for value in (-1.5, 0.0, -0.0, 2.0)] == ["−1.50", "+0.00", "+0.00", "+2.00"]


def test_a_neuron_is_named_by_its_layer_above_and_its_place_below():
    assert activation_of(2, 3) == "a²₃"
    assert activation_of(10, 12) == "a¹⁰₁₂"


def test_remarks_become_one_sentence():
    assert sentence([]) == ""
    assert sentence(["seed can be 0 to 9999"]) == "Seed can be 0 to 9999."
    assert sentence(["one", "two."]) == "One; two."
