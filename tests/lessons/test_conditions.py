"""Conditions in a teacher's words."""

import json
import math

import pytest

from lessons.conditions import ConditionError, condition
from lessons.pages import KINDS
from nets import Evaluation
from playground.core.condition import Condition
from playground.core.digits.settings import DigitsSettings
from playground.core.plane.settings import PlaneSettings
from playground.core.quantities import MEASURED, QUANTITIES, numbers, quantities

NUMBERS = {
    "test loss": 0.04, "training loss": 0.03, "test accuracy": 98.0, "step": 200, "epoch": 8,
    "neurons": 4, "layers": 1, "hidden": [4], "activation": "relu", "learning_rate": 0.03, "noise": 10,
    "features": ["x1", "x2"], "standardise": False,
}  # fmt: skip


@pytest.mark.parametrize(
    ("words", "holds"),
    [
        ("test loss < 0.05", True),
        ("Test loss<0.05", True),
        ("test loss >= 0.05", False),
        ("training loss ≤ 3e-2", True),
        ("test accuracy > 95 %", True),
        ("test accuracy at least 99", False),
        ("at most 4 neurons", True),
        ("at most 3 neurons", False),
        ("exactly 1 layer", True),
        ("at least 2 layers", False),
        ("step 200", True),
        ("epoch 9", False),
        ("activation is ReLU", True),
        ("activation is not relu", False),
        ("features are x₁, x₂", True),
        ("features are x2, x1", True),
        ("features are x1", False),
        ("learning rate = 0.03", True),
        ("learning rate > 0.03", False),
        ("noise at least 10 %", True),
        ("standardise is no", True),
        ("training loss falls below 0.1", True),
        ("test accuracy rises above 98 %", False),
        ("test accuracy reaches 98%", True),
        ("test loss is at most 0.04", True),
        ("at least 98 % test accuracy", True),
        ("at most 1 hidden layer", True),
        ("at least 2 hidden layers", False),
        ("hidden layers = 4", True),
        ("hidden layers = 2, 2", False),
        ("Learning rate < 0.05", True),
        ("test loss > −1", True),
        ("epoch 8", True),
    ],
)
def test_it_holds_where_it_should(words, holds):
    assert condition(words, PlaneSettings).holds(NUMBERS) is holds


def test_what_is_unknown_is_not_reached():
    assert not condition("test loss < 5", PlaneSettings).holds({})


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("make it good", "is no condition"),
        ("tset loss < 0.05", "do you mean “test loss”"),
        ("happiness > 3", "nothing that a run has; there are training loss"),
        ("test loss < low", "which is no number"),
        ("activation is round", "Activation is never “round”; it may be tanh"),
        ("lerning rate = 0.03", "do you mean “learning rate”"),
        ("test accuracy > 0.97", "is in per cent"),
        ("test accuracy > 120 %", "is in per cent"),
        ("test loss < 0,05", "write it with a point"),
        ("noise = 300", "Noise is never “300”"),
        ("hidden layers < 3, 2", "neither more nor less"),
        ("features are x1, x9", "Features is never"),
        ("step 1,200", "write it with a point, and without separators"),
        ("step rises for 3 epochs", "is not measured epoch by epoch"),
        ("test loss rises for 0 epochs", "needs one epoch at least"),
    ],
)
def test_words_that_are_none_say_why(words, said):
    with pytest.raises(ConditionError, match=said):
        condition(words, PlaneSettings)


def test_a_trend_is_so_if_every_epoch_ends_higher():
    found = condition("test loss rises for 3 epochs", PlaneSettings)
    losses = [0.5, 0.2, 0.3, 0.4, 0.5]
    ends = [{"test loss": loss} for loss in losses]
    assert [found.holds({}, ends[:count]) for count in range(6)] == [False] * 5 + [True]
    assert not condition("test loss falls for 1 epoch", PlaneSettings).holds({}, ends)
    assert condition("test loss falls for 1 epochs", PlaneSettings).holds({}, ends[:2])
    assert not found.holds({}, [*ends[:3], {}, ends[4]])


@pytest.mark.parametrize(
    "words", ["test loss rises for 3 epochs", "features are x₂, x₁", "standardise is no", "step 9"]
)
def test_a_condition_travels_as_json(words):
    found = condition(words, PlaneSettings)
    assert Condition.told(json.loads(json.dumps(found.as_json()))) == found


def test_the_numbers_of_a_run_are_what_conditions_ask_for():
    found = numbers(PlaneSettings(features=["x2", "x1"], hidden=[4, 3]), 50, 2, Evaluation(0.5, 0.6, 0.7, 0.8))
    assert [found[name] for name in QUANTITIES] == [0.5, 0.6, 70, 80, 50, 2, 7, 2]
    assert condition("features are x1, x2", PlaneSettings).holds(found)
    assert found.keys() == {*QUANTITIES, *PlaneSettings.declared()}
    assert all(math.isnan(numbers(PlaneSettings(), 0, 0)[name]) for name in MEASURED)


def test_digits_have_no_neurons_to_count():
    assert set(QUANTITIES).difference(quantities(DigitsSettings)) == {"neurons", "layers"}
    assert condition("dropout is 25 %", DigitsSettings).holds(numbers(DigitsSettings(dropout=25), 0, 0))
    with pytest.raises(ConditionError, match="“neurons” is nothing that a run has"):
        condition("at most 4 neurons", DigitsSettings)


def test_every_page_is_one_of_the_house():
    from playground.pages.house import page_class

    assert {name: page_class(name).kind for name in KINDS} == KINDS
