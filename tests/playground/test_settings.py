"""Settings are frozen and valid, and survive the way through an address."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from playground import settings as module
from playground.settings import LIVE, NAMES, Settings

VALID = st.fixed_dictionaries(
    {},
    optional={
        "dataset": st.sampled_from(module.DATASETS),
        "noise": st.integers(0, 50),
        "train_share": st.integers(10, 90),
        "batch_size": st.integers(1, 64),
        "features": st.lists(st.sampled_from(module.FEATURES), min_size=1, unique=True),
        "hidden": st.lists(st.integers(1, module.MAX_NEURONS), max_size=module.MAX_LAYERS),
        "activation": st.sampled_from(module.ACTIVATIONS),
        "loss": st.sampled_from(module.LOSSES),
        "learning_rate": st.sampled_from(module.LEARNING_RATES),
        "seed": st.integers(0, 9999),
        "weights": st.integers(0, 9999),
        "speed": st.sampled_from(module.SPEEDS),
        "show_test": st.booleans(),
    },
)

BAD = {
    "dataset=moon+base": "dataset",
    "noise=51": "noise",
    "noise=-1": "noise",
    "noise=much": "noise",
    "train_share=100": "train share",
    "batch_size=0": "batch size",
    "batch_size=": "batch size",
    "features=x1,x3": "features",
    "features=": "features",
    "features=x1,x1": "features",
    "hidden=9": "hidden",
    "hidden=0": "hidden",
    "hidden=2,two": "hidden",
    "hidden=1,1,1,1,1,1,1": "hidden",
    "activation=step": "activation",
    "loss=hinge": "loss",
    "learning_rate=0.5": "learning rate",
    "learning_rate=nan": "learning rate",
    "seed=1.5": "seed",
    "speed=7": "speed",
    "show_test=maybe": "show test",
    "password=x": "password",
}


@given(VALID)
def test_an_address_brings_back_the_same_settings(values):
    settings = Settings(**values)
    restored, problems = Settings.from_fragment("#" + settings.fragment)
    assert not problems
    assert restored.values == settings.values


@given(VALID)
def test_an_address_holds_only_what_needs_no_escaping_in_a_link(values):
    assert not set(Settings(**values).fragment) & set(" \"'<>`{}|\\")


@pytest.mark.parametrize("fragment", BAD)
def test_a_bad_value_falls_back_and_is_named(fragment):
    settings, problems = Settings.from_fragment(f"#{fragment}&seed=77" if "seed" not in fragment else fragment)
    name = fragment.partition("=")[0]
    assert len(problems) == 1
    assert BAD[fragment] in problems[0]
    if name in NAMES:
        assert settings.values[name] == Settings().values[name]
    if name != "seed":
        assert settings.seed == 77


@given(st.text())
def test_no_address_breaks_the_page(text):
    settings, problems = Settings.from_fragment(text)
    assert Settings(**settings.values).values == settings.values
    assert all(isinstance(problem, str) and problem for problem in problems)


def test_settings_are_frozen():
    settings = Settings()
    with pytest.raises(TypeError):
        settings.noise = 3
    changed = settings.replace(noise=3, hidden=[4])
    assert (settings.noise, changed.noise) == (0, 3)
    assert changed.differences(settings) == {"noise", "hidden"}


def test_two_settings_share_no_lists():
    first, second = Settings(), Settings()
    first.hidden.append(3)
    assert second.hidden == Settings().hidden
    assert len(second.hidden) == 2


@pytest.mark.parametrize(
    "values", [{"noise": 51}, {"features": []}, {"features": ["x1", "x1"]}, {"hidden": [9]}, {"dataset": "moons?"}]
)
def test_invalid_settings_cannot_be_made(values):
    with pytest.raises(ValueError):  # noqa: PT011 (param words its own messages)
        Settings(**values)


def test_what_is_live_is_a_setting():
    assert set(NAMES) >= LIVE
