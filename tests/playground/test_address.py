"""An address names a place: settings, log and step. What cannot be used stays at its default, with a short note."""

import json
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nets.training.log import Change
from playground.core.address import MOST_CHANGES, MOST_PARTS, VERSION, Place, is_address, read
from playground.core.plane.settings import PlaneSettings
from playground.views.words import sentence
from tests.playground.places import PLACES

A_LINE = 400
"""Letters of a note that a person will read."""

BAD = {
    "dataset=moon+base": "dataset cannot be “moon base”",
    "noise=51": "noise cannot be “51”",
    "noise=-1": "noise cannot be “-1”",
    "noise=much": "noise cannot be “much”",
    "noise=٣": "noise cannot be “٣”",
    "noise=1_0": "noise cannot be “1_0”",
    "noise=%2B5": "noise cannot be “+5”",
    "noise": "noise cannot be “”",
    "train_share=100": "train share cannot be “100”",
    "batch_size=0": "batch size cannot be “0”",
    "features=x1,x3": "features cannot be “x1,x3”",
    "features=": "features cannot be “”",
    "features=x1,x1": "features cannot be “x1,x1”",
    "hidden=9": "hidden cannot be “9”",
    "hidden=0": "hidden cannot be “0”",
    "hidden=2,two": "hidden cannot be “2,two”",
    "hidden=,,,": "hidden cannot be “,,,”",
    "hidden=1,1,1,1,1,1,1": "hidden cannot be “1,1,1,1,1,1,1”",
    "activation=step": "activation cannot be “step”",
    "loss=hing": "loss cannot be “hing”",
    "learning_rate=0.5": "learning rate cannot be “0.5”",
    "learning_rate=nan": "learning rate cannot be “nan”",
    "seed=1.5": "seed cannot be “1.5”",
    "speed=7": "speed cannot be “7”",
    "show_test=maybe": "show test cannot be “maybe”",
    "password=x": "“password” is not a setting",
    "step=-1": "step cannot be “-1”",
    "step=1e3": "step cannot be “1e3”",
    "step=999999999": "step cannot be “999999999”",
    "v=0": "version cannot be “0”",
    "v=two": "version cannot be “two”",
    "log=5": "log cannot change “”",
    "log=5:noise:10": "log cannot change “noise”",
    "log=5:speed:10": "log cannot change “speed”",
    "log=five:batch_size:10": "log cannot be “five:batch_size:10”",
    "log=5:batch_size:100": "log cannot be “5:batch_size:100”",
    "log=5:batch_size:3:4": "log cannot be “5:batch_size:3:4”",
    "log=5:batch_size:3,": "log cannot be “5:batch_size:3,”",
    "log=9:batch_size:3,5:batch_size:4": "log is not in the order of its steps",
}


@settings(max_examples=40)
@given(PLACES)
def test_an_address_leads_back_to_the_same_place(place):
    restored, problems = read("#" + place.write(), PlaneSettings)
    assert not problems
    assert restored.settings.values == place.settings.values
    assert (restored.log, restored.step) == (place.log, place.step)
    assert restored.write() == place.write()


@settings(max_examples=40)
@given(PLACES)
def test_an_address_holds_only_what_needs_no_escaping_in_a_link(place):
    assert not set(place.write()) & set(" \"'<>`{}|\\#")


@settings(max_examples=40)
@given(PLACES)
def test_the_present_settings_are_the_first_ones_with_what_was_changed_by_then(place):
    expected = place.settings.values
    for step, name, value in place.log:
        if step <= place.step:
            expected[name] = value
    assert place.present.values == expected


@pytest.mark.parametrize("fragment", BAD)
def test_a_bad_value_falls_back_and_is_named(fragment):
    name = fragment.partition("=")[0]
    other = "weights=77" if name != "weights" else "seed=77"
    place, problems = read(f"#{fragment}&{other}", PlaneSettings)
    assert problems == [BAD[fragment]]
    expected = PlaneSettings(**{other.partition("=")[0]: 77})
    assert place.settings.values == expected.values
    assert (place.log, place.step) == ((), 0)


OLD = "dataset=xor&noise=20&hidden=&features=x1,x1%5E2,sin%20x1&learning_rate=1e-05&loss=cross-entropy&show_test=yes"


def test_a_link_of_version_one_still_opens():
    place, problems = read(OLD, PlaneSettings)
    assert not problems
    assert place == Place(place.settings)
    assert place.settings.values == PlaneSettings().values | {
        "dataset": "xor", "noise": 20, "hidden": [], "features": ["x1", "x1^2", "sin x1"], "learning_rate": 0.00001,
        "loss": "cross-entropy", "show_test": True,
    }  # fmt: skip


def test_a_link_says_its_version():
    assert Place(PlaneSettings()).write().startswith(f"v={VERSION}&")


def test_a_newer_version_is_noted_and_read_as_far_as_it_goes():
    place, problems = read(f"v={VERSION + 1}&noise=5&wisdom=7", PlaneSettings)
    assert place.settings.noise == 5
    assert [problem for problem in problems if re.match(r"version \d+ is of a newer Glassbox", problem)]
    assert len(problems) == 2


def test_a_log_may_hold_several_changes_at_one_step():
    place, problems = read("log=5:batch_size:3,5:learning_rate:0.1,9:batch_size:4&step=7", PlaneSettings)
    assert not problems
    assert place.log == (Change(5, "batch_size", 3), Change(5, "learning_rate", 0.1), Change(9, "batch_size", 4))
    assert place.step == 7
    assert (place.present.batch_size, place.present.learning_rate) == (3, 0.1)


def test_a_log_that_is_too_long_is_left_out():
    entries = [f"{step}:batch_size:{1 + step % 64}" for step in range(MOST_CHANGES + 1)]
    place, problems = read("log=" + ",".join(entries[:-1]), PlaneSettings)
    assert (len(place.log), problems) == (MOST_CHANGES, [])
    place, problems = read("log=" + ",".join(entries), PlaneSettings)
    assert (place.log, len(problems)) == ((), 1)
    assert "longer than" in problems[0]


@pytest.mark.parametrize(
    "fragment",
    [
        "#" + "&".join(f"unknown{i}=1" for i in range(3000)),
        "#" + "x" * 50_000,
        "#x=" + "y" * 50_000,
        "#noise=" + "9" * 50_000,
        "#hidden=" + "1," * 25_000,
        "#features=" + "x1," * 15_000,
        "#log=" + "1:noise:1," * 5_000,
        "#log=1:" + "z" * 50_000,
        "#" + "z" * 50_000 + "=1",
        "#" + "&".join(f"noise={'y' * 500}" for _ in range(90)),
    ],
)
def test_however_long_an_address_is_the_note_is_short(fragment):
    place, problems = read(fragment, PlaneSettings)
    assert 0 < len(sentence(problems)) < A_LINE
    assert place.write() == Place(PlaneSettings()).write()


def test_what_could_not_be_read_is_counted():
    _, problems = read("&".join(f"unknown{i}=1" for i in range(10)), PlaneSettings)
    assert problems[:2] == ["“unknown0” is not a setting", "“unknown1” is not a setting"]
    assert problems[-1] == "and 6 more"


def test_of_too_many_parts_the_first_are_read():
    unknown = "&".join("a=1" for _ in range(MOST_PARTS))
    place, problems = read(f"noise=5&{unknown}&noise=10", PlaneSettings)
    assert place.settings.noise == 5
    assert problems[-1].startswith("and ")


def test_nothing_between_two_signs_is_no_part():
    place, problems = read("&" * 3 * MOST_PARTS + "noise=5&&", PlaneSettings)
    assert (place.settings.noise, problems) == (5, [])


@pytest.mark.parametrize("fragment", ["", "#", "#network", "network", "#unit-3-2", "#½"])
def test_a_fragment_without_a_setting_is_no_address(fragment):
    assert not is_address(fragment)


def test_what_a_place_writes_is_an_address():
    assert is_address(Place(PlaneSettings()).write())


PARTS = st.one_of(
    st.text(max_size=30),
    st.builds("{}={}".format, st.sampled_from([*PlaneSettings.declared(), "v", "log", "step"]), st.text(max_size=12)),
    st.builds(
        "log={}:{}:{}".format,
        st.integers(),
        st.sampled_from([*PlaneSettings.declared(), ""]),
        st.sampled_from(["", "1", "0.1", ":"]),
    ),
)


@given(st.lists(PARTS, max_size=6).map("&".join))
def test_no_address_breaks_the_page(text):
    place, problems = read(text, PlaneSettings)
    assert read(place.write(), PlaneSettings)[1] == []
    assert PlaneSettings(**place.settings.values).values == place.settings.values
    assert all(step >= 0 for step, _, _ in place.log)
    assert all(problem and len(problem) < A_LINE for problem in problems)
    json.dumps(problems)
