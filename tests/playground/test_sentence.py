"""The sentence says what a unit computes, with the numbers that it computes with."""

import re

import numpy as np
import pytest
from bokeh.models import ColumnDataSource

from nets import Evaluation
from playground.core.curve import Scored
from playground.core.frame import Frame
from playground.core.measures import Biases, Scores, Weights
from playground.core.plane.measures import Shape
from playground.core.plane.settings import PlaneSettings
from playground.views.inspection import Inspection
from playground.views.sentence import HINT, Sentence, weighted_sum

WEIGHTS = (
    np.array([[0.42, -0.5], [-1.3, 0.001]], np.float32),
    np.array([[1.0], [-2.0]], np.float32),
)
BIASES = np.array([0.1, -0.25], np.float32), np.array([0.0], np.float32)


def texts(unit=None, scored=None, **settings):
    chosen = PlaneSettings(features=["x1", "sin x2"], **{"hidden": [2], **settings})
    answers = {Shape(): (2, 2, 1), Weights(): WEIGHTS, Biases(): BIASES, Scores(): scored}
    inspection = Inspection()
    if unit is not None:
        inspection.look(*unit)
    columns = Sentence(ColumnDataSource(), inspection).columns(Frame(0, 0, False, chosen, answers))["texts"]
    assert set(columns) == {"sentence", "title", "caption"}
    return {name: text for name, (text,) in columns.items()}


@pytest.mark.parametrize("unit", [None, (1, 2), (3, 0), (9, 9)])
def test_without_a_unit_it_says_how_to_look_at_one(unit):
    assert texts(unit) == {"sentence": HINT, "title": "Output", "caption": ""}


def test_the_output_has_the_share_that_it_classifies_correctly():
    caption = texts(scored=Scored(3, 0.1, Evaluation(0.1, 0.2, 0.9, 0.8125)))["caption"]
    assert re.fullmatch(r"81\.2 % of .*test points are classified correctly", caption)


def test_a_feature_that_is_standardised_is_said_to_be_so():
    assert texts((0, 0))["sentence"].endswith("how far to the right a point lies.")
    assert texts((0, 0), standardise=True)["sentence"].endswith("how far to the right a point lies, standardised.")


@pytest.mark.parametrize("activation", PlaneSettings.declared()["activation"].words)
def test_every_activation_has_its_words(activation):
    words = {"linear": "= 0.42·", "sine": "= sin(0.42·"}
    found = texts((1, 0), activation=activation)["sentence"].replace("Leaky ReLU", "leaky relu").lower()
    assert words.get(activation, f"= {activation}(0.42·") in found


@pytest.mark.parametrize("loss", [float("nan"), float("inf")])
def test_numbers_that_broke_classify_nothing(loss):
    caption = texts(scored=Scored(3, 0.1, Evaluation(loss, loss, 0.9, 0.8)))["caption"]
    assert caption == "Its numbers are too large to compute with"


def test_a_feature():
    said = texts((0, 1))
    assert said["title"] == "Feature sin x₂"
    assert said["sentence"] == "Feature sin x₂: an input to the network, computed from the place of a point."


@pytest.mark.parametrize(("activation", "function"), [("tanh", "tanh"), ("sigmoid", "sigmoid"), ("relu", "ReLU")])
def test_a_neuron(activation, function):
    said = texts((1, 0), activation=activation)
    assert said["title"] == "Layer 1, neuron 1"
    assert said["sentence"] == f"Layer 1, neuron 1: a¹₁ = {function}(0.42·x₁ − 1.30·sin x₂ + 0.10)"


def test_a_neuron_has_the_activation_of_its_layer():
    said = texts((1, 0), hidden=[2, 1], activation="relu", activations=["sine"])
    assert said["sentence"] == "Layer 1, neuron 1: a¹₁ = sin(0.42·x₁ − 1.30·sin x₂ + 0.10)"


def test_a_linear_neuron_has_no_function():
    assert texts((1, 1), activation="linear")["sentence"] == "Layer 1, neuron 2: a¹₂ = −0.50·x₁ + 0.001·sin x₂ − 0.25"


def test_the_output_of_squares_is_a_tanh_of_the_layer_before():
    assert texts((2, 0))["sentence"] == "Output = tanh(1.00·a¹₁ − 2.00·a¹₂ + 0.00)"


def test_the_output_of_cross_entropy_is_drawn_as_a_certainty():
    sentence = texts((2, 0), loss="cross-entropy")["sentence"]
    assert sentence == "Output: z = 1.00·a¹₁ − 2.00·a¹₂ + 0.00, drawn as 2·sigmoid(z) − 1."


@pytest.mark.parametrize(
    ("weights", "bias", "words"),
    [
        *(
            ([1.0], 0.0, "1.00·a + 0.00"),
            ([-1.0], -2.0, "−1.00·a − 2.00"),
            ([0.0, -0.5], 1.0, "0.00·a − 0.50·b + 1.00"),
        ),
        ([float("-inf"), float("inf")], 0.0, "−∞·a + ∞·b + 0.00"),
    ],
)
def test_a_sum_begins_with_its_first_sign_only_if_that_is_minus(weights, bias, words):
    assert weighted_sum(weights, list("ab")[: len(weights)], bias) == words
