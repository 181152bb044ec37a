"""Numbers in sentences: as many places as a person reads, and no word that only machines know."""

import pytest

from nets.written import written
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
        *((0.0, "0.00"), (4e-5, "0.00"), (6e-5, "0.00006"), (float("inf"), "∞"), (float("-inf"), "∞")),
    ],
)
def test_weights(value, words):
    assert number(value) == words


@pytest.mark.parametrize(
    ("value", "digits", "words"),
    [
        *((8e-5, 1, "0.00008"), (-8e-5, 2, "−0.00008"), (9.99e-6, 1, "0.00001"), (8e-7, 3, "8·10⁻⁷"), (0.0, 3, "0")),
        *((1234.5, 3, "1230"), (1e-5, 1, "0.00001"), (0.125, 3, "0.125"), (20.0, 3, "20"), (1.5e6, 3, "1.5·10⁶")),
        *((float("inf"), 3, "∞"), (float("nan"), 3, "…")),
    ],
)
def test_numbers_as_people_write_them(value, digits, words):
    assert written(value, digits) == words


def test_signs_stand_before_numbers():
    assert [signed(value) for value in (-1.5, 0.0, -0.0, 2.0)] == ["−1.50", "+0.00", "+0.00", "+2.00"]


def test_a_neuron_is_named_by_its_layer_above_and_its_place_below():
    assert activation_of(2, 3) == "a²₃"
    assert activation_of(10, 12) == "a¹⁰₁₂"


def test_remarks_become_one_sentence():
    assert sentence([]) == ""
    assert sentence(["seed can be 0 to 9999"]) == "Seed can be 0 to 9999."
    assert sentence(["one", "two."]) == "One; two."
