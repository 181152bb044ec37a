"""PlaneSettings are frozen and valid, and declared once: name, range, words and help."""

import re

import pytest
from hypothesis import given

from playground.core.declare import LIVE, RUN, VIEW
from playground.core.plane.settings import LEARNING_RATES, PlaneSettings
from playground.core.settings import speed_words
from tests.playground.places import SETTINGS


def test_settings_are_frozen():
    settings = PlaneSettings()
    with pytest.raises(TypeError):
        settings.noise = 3
    changed = settings.replace(noise=3, hidden=[4])
    assert (settings.noise, changed.noise) == (0, 3)
    assert changed.differences(settings) == {"noise", "hidden"}


def test_two_settings_share_no_lists():
    first, second = PlaneSettings(), PlaneSettings()
    first.hidden.append(3)
    assert second.hidden == PlaneSettings().hidden
    assert len(second.hidden) == 2


@pytest.mark.parametrize(
    "values",
    [
        *({"noise": 51}, {"noise": -1}, {"noise": None}, {"seed": 99999}, {"seed": -3}, {"batch_size": 0}),
        *({"features": []}, {"features": ["x1", "x1"]}, {"features": ["x3"]}, {"hidden": [9]}, {"hidden": [1] * 7}),
        *(
            {"dataset": "moons?"},
            {"imbalance": 91},
            {"optimizer": "newton"},
            {"learning_rate": 0.5},
            {"speed": 7},
            {"show_test": "yes"},
        ),
    ],
)
def test_invalid_settings_cannot_be_made(values):
    with pytest.raises(ValueError):  # noqa: PT011 (param words its own messages)
        PlaneSettings(**values)
    with pytest.raises(ValueError):  # noqa: PT011
        PlaneSettings().replace(**values)


@given(SETTINGS)
def test_the_values_make_the_same_settings(settings):
    assert not PlaneSettings(**settings.values).differences(settings)


def test_every_setting_has_a_scope_words_and_help():
    assert set(PlaneSettings.names(RUN, LIVE, VIEW)) == set(PlaneSettings.declared())
    assert set(PlaneSettings.names(LIVE)) == {
        *("learning_rate", "batch_size", "optimizer", "schedule", "regularisation", "regularisation_rate"),
        *("beta", "rho", "beta2", "decay"),
        *("decay_steps", "decay_factor", "cosine_steps", "cosine_least", "warm_up_steps", "after_warm_up"),
    }
    assert set(PlaneSettings.names(VIEW)) == {"bookmarks", "discretise", "hide", "show", "show_test", "speed"}
    for name, declared in PlaneSettings.declared().items():
        assert declared.label[0].isupper(), name
        assert declared.doc.endswith("."), name
        assert declared.read(declared.write(declared.default)) == declared.default, name


def test_the_order_of_names_is_that_of_the_declarations():
    assert PlaneSettings.names(VIEW, RUN, LIVE) == list(PlaneSettings.declared()) == list(PlaneSettings().values)


def test_a_part_holds_the_settings_of_its_scopes_and_no_others():
    settings = PlaneSettings(learning_rate=0.1, batch_size=7, speed=30, optimizer="adam", regularisation="l2")
    assert settings.part(LIVE) == {
        "batch_size": 7, "learning_rate": 0.1, "optimizer": "adam", "schedule": "constant", "regularisation": "l2",
        "regularisation_rate": 0.001, "beta": 0.9, "rho": 0.9, "beta2": 0.999, "decay": 0.01,
        "decay_steps": 1000, "decay_factor": 0.5, "cosine_steps": 5000, "cosine_least": 0.0, "warm_up_steps": 500,
        "after_warm_up": "constant",
    }  # fmt: skip
    assert settings.part(VIEW) == {
        "speed": 30, "bookmarks": [], "discretise": False, "show_test": False, "show": [], "hide": []
    }  # fmt: skip
    assert settings.part(RUN, LIVE, VIEW) == settings.values


def test_rates_are_written_out():
    words = list(PlaneSettings.declared()["learning_rate"].words.values())
    assert words[0] == "0.00001"
    assert words[-1] == "10"
    assert [float(each) for each in words] == list(LEARNING_RATES)


def test_speeds_are_worded():
    assert [speed_words(speed) for speed in (1, 5, 0)] == ["1 step/s", "5 steps/s", "max"]


def test_the_documentation_has_a_line_for_every_setting():
    lines = PlaneSettings.documentation().splitlines()[2:]
    assert [re.match(r"\| `(\w+)` \| \*\*(.+?)\*\*", line).groups() for line in lines] == [  # type: ignore[union-attr]
        (name, declared.label) for name, declared in PlaneSettings.declared().items()
    ]
    assert "0 to 50 %" in lines[list(PlaneSettings.declared()).index("noise")]
