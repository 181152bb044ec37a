"""Every kind of declaration writes what it reads, refuses all else, and says what it may be."""

import pytest

from playground.core.declare import LIVE, RUN, Choice, Flag, Layers, Several, Steps, Whole
from playground.core.drawn import Drawn
from playground.core.plane.points import Points

CHOICE = Choice({"a b": "A", "c": "C"}, default="c", label="Letter", scope=LIVE)
RATE = Choice({0.00001: "tiny", 0.3: "some", 10.0: "much"}, default=0.3, label="Rate")
COUNT = Choice({1: "one", 0: "max"}, default=1, label="Count")
WHOLE = Whole(3, bounds=(-5, 50), unit=" %", label="Share")
FLAG = Flag(False, label="Flag")
SEVERAL = Several({"x": "X", "y z": "Y"}, default=["x"], label="Several")
LAYERS = Layers([2], bounds=(0, 3), most=4, label="Layers")
STEPS = Steps(most=3, label="Steps")
DRAWN = Drawn(label="Points")

WRITTEN = [
    (CHOICE, "a b", "a b"),
    (RATE, 0.00001, "0.00001"),
    (RATE, 0.3, "0.3"),
    (RATE, 10.0, "10.0"),
    (COUNT, 0, "0"),
    (WHOLE, -5, "-5"),
    (FLAG, True, "yes"),
    (FLAG, False, "no"),
    (SEVERAL, ["y z", "x"], "y z,x"),
    (LAYERS, [], ""),
    (LAYERS, [4, 1], "4,1"),
    (STEPS, [], ""),
    (STEPS, [0, 120], "0,120"),
    (DRAWN, Points(), ""),
    (DRAWN, Points("numbers", ((-6, -6, -1),)), "nAAAAAAAAA"),
]


@pytest.mark.parametrize(("declared", "value", "text"), WRITTEN)
def test_what_is_written_is_read_as_the_same_value(declared, value, text):
    assert declared.write(value) == text
    assert declared.read(text) == value
    assert type(declared.read(text)) is type(value)


@pytest.mark.parametrize("text", ["1e-05", "0.00001", "0.000010", "1e-5"])
def test_a_rate_may_be_written_in_several_ways(text):
    assert RATE.read(text) == 0.00001


UNREADABLE = [
    (CHOICE, ["", "A", "a", "a b "]),
    (RATE, ["", "0.5", "nan", "inf", "1_0", "１０", "+10", " 10", "10 ", "-10", "1e400", "0x1"]),
    (COUNT, ["2", "00", "٠", "one"]),
    (WHOLE, ["", "1.5", "1e1", "1_0", "٣", "+3", " 3", "--3", "0x3", "9" * 5000]),
    (FLAG, ["", "Yes", "true", "1"]),
    (LAYERS, [",", ",,,", "1,", "1,two", "1_0", "٣", "1, 2"]),
    (STEPS, [",", "1,", "1,two", "1.5", "٣"]),
    (DRAWN, ["c", "A", "0,0,A", "c" + "A" * 8]),
]


@pytest.mark.parametrize(("declared", "text"), [(each, text) for each, texts in UNREADABLE for text in texts])
def test_what_cannot_be_read_is_refused(declared, text):
    with pytest.raises(ValueError):  # noqa: PT011 (whoever reads words it)
        declared.read(text)


OUTSIDE = [
    (CHOICE, "b"),
    (RATE, 0.5),
    (WHOLE, 51),
    (WHOLE, None),
    (WHOLE, 1.5),
    (FLAG, "yes"),
    (SEVERAL, []),
    (SEVERAL, ["x", "x"]),
    (SEVERAL, ["z"]),
    (LAYERS, [1, 1, 1, 1]),
    (LAYERS, [5]),
    (LAYERS, [0]),
    (STEPS, [2, 1]),
    (STEPS, [1, 1]),
    (STEPS, [-1]),
    (STEPS, [1, 2, 3, 4]),
    (STEPS, [100_000_001]),
]


@pytest.mark.parametrize(("declared", "value"), OUTSIDE)
def test_a_value_outside_of_what_it_may_be_is_refused(declared, value):
    with pytest.raises(ValueError):  # noqa: PT011 (param words its own messages)
        declared._validate(value)


def test_people_read_what_it_may_be():
    assert RATE.allowed() == "0.00001, 0.3, 10.0"
    assert WHOLE.allowed() == "-5 to 50 %"
    assert FLAG.allowed() == "yes, no"
    assert SEVERAL.allowed() == "some of x, y z"
    assert LAYERS.allowed() == "up to 3 numbers from 1 to 4"
    assert STEPS.allowed() == "up to 3 steps in their order"


def test_a_declaration_knows_its_scope_and_its_control():
    assert (CHOICE.scope, RATE.scope) == (LIVE, RUN)
    kinds = [each.control for each in (CHOICE, WHOLE, FLAG, SEVERAL, LAYERS)]
    assert kinds == ["select", "slider", "check", "chips", ""]
    assert CHOICE.words == {"a b": "A", "c": "C"}
    assert WHOLE.unit == " %"
