"""Schedules: their factors worked by hand, and the steps that they scale."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nets import schedules
from nets.errors import SettingError, UnknownNameError
from nets.schedules import Constant, Cosine, StepDecay, WarmUp
from tests.nets.runs import trainer


def test_by_hand():
    assert Constant()(123) == 1
    assert [StepDecay(10, 0.5)(step) for step in (0, 9, 10, 25)] == [1, 1, 0.5, 0.25]
    cosine = Cosine(100, least=0.2)
    assert [cosine(step) for step in (0, 50, 100, 500)] == pytest.approx([1, 0.6, 0.2, 0.2])
    warm = WarmUp(4, then=StepDecay(10, 0.5))
    assert [warm(step) for step in (0, 1, 3, 4, 13, 14)] == [0.25, 0.5, 1, 1, 1, 0.5]


@given(steps=st.integers(1, 10_000), factor=st.floats(0.01, 1), least=st.floats(0, 1), here=st.integers(0, 30_000))
def test_whatever_their_settings_are_factors_go_where_they_should(steps, factor, least, here):
    decay, cosine = StepDecay(steps, factor), Cosine(steps, least)
    assert 1 >= decay(here) >= decay(here + 1) >= 0
    assert decay(here + steps) == pytest.approx(factor * decay(here))
    assert 1 >= cosine(here) >= cosine(here + 1) - 1e-12 >= least - 2e-12
    assert cosine(steps + here) == pytest.approx(least)
    for then in (decay, cosine):
        warm = WarmUp(steps, then)
        assert warm(steps + here) == then(here)
        assert 0 < warm(here % steps) <= 1
        assert schedules.named("warm-up", steps=steps, then=then) == warm
        assert schedules.from_settings(schedules.to_settings(warm)) == warm


def test_names_stand_for_schedules():
    assert schedules.named("cosine") == Cosine()
    assert WarmUp(10, then="cosine") == WarmUp(10, then=Cosine())
    assert WarmUp(10, then="cosine")(9) == 1
    assert trainer(schedule="warm-up").settings.schedule == WarmUp()


@pytest.mark.parametrize("schedule", [Constant(), StepDecay(7, 0.1), Cosine(9, 0.5), WarmUp(3, WarmUp(4, Cosine()))])
def test_settings_make_the_same_schedule_again(schedule):
    assert schedules.from_settings(schedules.to_settings(schedule)) == schedule


@pytest.mark.parametrize(
    ("make", "says"),
    [
        (lambda: StepDecay(0), "steps .*above 0, not 0"),
        (lambda: StepDecay(factor=-1), "factor .*above 0, not -1"),
        (lambda: StepDecay(float("inf")), "not inf"),  # pyright: ignore[reportArgumentType]
        (lambda: Cosine(-1), "steps .*not -1"),
        (lambda: Cosine("many"), "steps .*'many'"),  # pyright: ignore[reportArgumentType]
        (lambda: Cosine(least=-1), "between 0 and 1, not -1"),
        (lambda: Cosine(least=1.5), "between 0 and 1, not 1.5"),
        (lambda: Cosine(least="none"), "between 0 and 1, not 'none'"),  # pyright: ignore[reportArgumentType]
        (lambda: WarmUp(0), "steps .*not 0"),
        (lambda: WarmUp(5, then=3), "name of one, not 3"),  # pyright: ignore[reportArgumentType]
        (lambda: schedules.from_settings({"name": "cosine", "beta": 1}), "'cosine'.*beta"),
        (lambda: schedules.named("step", least=0.5), "'step'.*least"),
    ],
)
def test_impossible_schedules_are_refused(make, says):
    with pytest.raises(SettingError, match=says):
        make()


def test_unknown_schedules_are_answered_with_the_known_ones():
    for make in (lambda: schedules.named("lunar"), lambda: WarmUp(5, then="lunar")):
        with pytest.raises(UnknownNameError, match=r"'lunar'.*constant, step, cosine, warm-up"):
            make()
    with pytest.raises(UnknownNameError, match="constant, step, cosine, warm-up"):
        schedules.from_settings({"steps": 3})


def test_a_schedule_scales_the_steps():
    plain, scheduled = trainer(learning_rate=0.06), trainer(schedule=StepDecay(1, 0.5), learning_rate=0.06)
    start = plain.network.parameters.copy()
    scheduled.run(1)
    plain.run(1)
    np.testing.assert_array_equal(plain.network.parameters, scheduled.network.parameters)
    assert not np.array_equal(start, plain.network.parameters)
    plain.change(learning_rate=0.03)
    plain.run(1)
    scheduled.run(1)
    np.testing.assert_array_equal(plain.network.parameters, scheduled.network.parameters)
