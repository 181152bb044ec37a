"""Conditions in a teacher's words."""

import pytest

from lessons.conditions import ConditionError, condition
from playground.core.plane.settings import PlaneSettings

NUMBERS = {
    "test loss": 0.04, "training loss": 0.03, "test accuracy": 98.0, "step": 200, "epoch": 8, "neurons": 4, "layers": 1,
    "activation": "relu", "learning_rate": 0.03, "noise": 10, "features": ["x1", "x2"], "standardise": False,
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
    ],
)
def test_words_that_are_none_say_why(words, said):
    with pytest.raises(ConditionError, match=said):
        condition(words, PlaneSettings)
