"""Recordings: what is recorded is what the live views draw at the same step, and a file says if it is whole."""

import gzip
import subprocess
import sys
from dataclasses import replace

import numpy as np
import pytest

from nets.training.log import Change
from playground.core.address import read
from playground.core.frame import Observer
from playground.core.plane.numbers import name_of
from playground.core.plane.settings import PlaneSettings
from playground.core.recording.columns import Column, differences, sums
from playground.core.recording.file import START, Recording, RecordingError
from playground.core.recording.recorder import EVERY_EPOCH, EVERY_STEP, columns, moments
from playground.views.recorded import faces, recorded
from tests.playground.stage import experiment
from tests.test_structure import ROOT

STEPS = 160
WEIGHT = name_of(1, 1, 0)
RUNS = {
    "two classes": ({"hidden": [3, 2]}, ()),
    "several classes": ({"dataset": "pinwheel", "classes": 4, "hidden": [3], "show_test": True}, ()),
    "numbers": ({"dataset": "plane", "hidden": [2], "discretise": True}, ()),
    "curve": ({"dataset": "sine", "hidden": [3]}, ()),
    "changed": (
        {"hidden": [2]},
        (Change(20, "learning_rate", 0.3), Change(77, "batch_size", 25), Change(90, WEIGHT, -1.5)),
    ),
}
LIMIT = 700_000
"""Bytes: well under 1 MB."""


def make(name):
    settings, log = RUNS[name]
    return recorded(experiment(**settings).place._replace(log=log, step=STEPS))


@pytest.mark.parametrize("name", RUNS)
def test_recorded_and_live_are_the_same_frame_by_frame(name):
    recording = Recording.from_bytes(make(name).to_bytes())
    settings, log = RUNS[name]
    live, views = experiment(log, STEPS, **settings), faces()
    assert recording.steps[0] == 0
    assert recording.steps[-1] == STEPS
    for number, step in reversed(list(enumerate(recording.steps))):
        live.go_to(step)
        wanted = [measure for view in views.values() for measure in view.needs(True)]
        drawn = columns(views, Observer(live).observe(wanted, passing=True))
        shown = recording.at(number)
        assert shown.keys() == drawn.keys()
        for column, value in drawn.items():
            if not column.startswith("loss."):  # a live curve has other points, see below
                check_same(shown[column], value)


def check_same(shown, live):
    """Pictures to the byte, words to the letter, numbers as float32."""
    if isinstance(shown, np.ndarray):
        live = np.asarray(live)
        assert shown.shape == live.shape
        if live.dtype == np.uint8:
            assert shown.tobytes() == live.tobytes()
        else:
            np.testing.assert_array_equal(shown, live.astype(shown.dtype))
    else:
        assert list(shown) == list(live)


def test_the_curve_has_the_losses_of_every_recorded_step_until_then():
    recording, live = make("changed"), experiment(RUNS["changed"][1], STEPS, hidden=[2])
    measured = []
    for step in recording.steps:
        live.go_to(step)
        measured.append((live.run.trainer.epochs, *live.measured().evaluation[:2]))
    for number in range(len(recording.steps)):
        shown = recording.at(number)
        curve = [shown[f"loss.training.{name}"] for name in ("epoch", "loss", "test")]
        np.testing.assert_array_equal(np.transpose(curve), np.array(measured[: number + 1], np.float32))


def test_the_file_says_which_run_it_is():
    recording = make("changed")
    place, problems = read(recording.address, PlaneSettings)
    assert not problems
    assert (place.log, place.step) == (RUNS["changed"][1], STEPS)
    assert place.settings.hidden == [2]
    assert recording.settings["hidden"] == "2"
    assert recording.log == [
        [20, "learning_rate", "0.3"],
        [77, "batch_size", "25"],
        [90, WEIGHT, "-1.5"],
    ]


def test_early_steps_are_recorded_one_by_one_then_epochs_then_fewer_and_what_was_changed():
    trainer = experiment([Change(1001, "learning_rate", 0.1)]).run.trainer
    trainer.follow([Change(1001, "learning_rate", 0.1)], 0)
    every = trainer.steps_per_epoch
    steps = list(moments(trainer, 400 * every + 1, also=[1111]))
    assert steps[: EVERY_STEP + 1] == list(range(EVERY_STEP + 1))
    assert {epoch * every for epoch in range(3, EVERY_EPOCH + 1)} < set(steps)
    assert {1001, 1002, 1111, 400 * every + 1} < set(steps)
    late = [step for step in steps if step > EVERY_EPOCH * every]
    assert 20 < len(late) < 40
    assert np.all(np.diff(steps) > 0)


def test_a_step_that_is_asked_for_is_recorded():
    place = experiment(hidden=[1]).place._replace(step=90)
    assert recorded(place).steps[EVERY_STEP:] == [50, 75, 90]
    assert recorded(place, [61, 80]).steps[EVERY_STEP:] == [50, 61, 75, 80, 90]


def test_a_run_that_breaks_ends_where_it_broke():
    one = experiment(dataset="sine", hidden=[8, 8], learning_rate=10.0, activation="relu")
    recording = Recording.from_bytes(recorded(one.place._replace(step=5000)).to_bytes())
    one.run.trainer.seek(5000)
    assert one.run.trainer.divergence is not None
    assert recording.steps[-1] == one.run.trainer.step_number < 5000


def test_the_usual_run_is_a_small_file_and_the_same_each_time():
    place = experiment().place._replace(step=2500)
    packed = recorded(place).to_bytes()
    assert len(packed) < LIMIT
    assert recorded(place).to_bytes() == packed


@pytest.mark.parametrize("spoil", ["cut", "changed", "foreign", "empty", "other", "newer", "missing", "longer"])
def test_a_damaged_or_foreign_file_is_refused_with_a_sentence(spoil):
    packed = make("curve").to_bytes()
    data = gzip.decompress(packed)
    spoiled = {
        "cut": packed[: len(packed) // 2],
        "changed": packed[:5000] + bytes([packed[5000] ^ 1]) + packed[5001:],
        "foreign": b"PK\3\4 something else",
        "empty": b"",
        "other": gzip.compress(b"something else, which is longer than a start"),
        "newer": gzip.compress(data[:8] + b"\2" + data[9:]),
        "missing": gzip.compress(data[:-400]),
        "longer": gzip.compress(data + bytes(8)),
    }[spoil]
    words = {
        "empty": r"This file is no recording of a run\.",
        "other": r"This file is no recording of a run\.",
        "newer": r"This recording has version 2; only version 1 can be played here\.",
        "missing": r"A part of this recording is missing\.",
        "longer": r"A part of this recording is missing\.",
    }
    with pytest.raises(RecordingError, match=words.get(spoil, r"This file is damaged, or is no recording of a run\.")):
        Recording.from_bytes(spoiled)


def test_a_column_that_lacks_some_steps_is_refused():
    recording = make("curve")
    few = Column("json", recording.columns["status.texts.status"].rows[:5])
    spoiled = replace(recording, columns=recording.columns | {"status.texts.status": few})
    with pytest.raises(RecordingError, match="A part"):
        Recording.from_bytes(spoiled.to_bytes())


def test_the_head_ends_where_numbers_can_begin():
    data = gzip.decompress(make("two classes").to_bytes())
    magic, version, length = START.unpack_from(data)
    assert (magic, version) == (b"GLASSREC", 1)
    assert (START.size + length) % 8 == 0
    assert data[START.size + length - 1 : START.size + length] in b"} "


def test_pictures_come_back_from_their_differences():
    rng = np.random.default_rng(5)
    pictures = [rng.integers(0, 256, (3, 7, 7), dtype=np.uint8) for _ in range(6)]
    for picture, again in zip(pictures, sums(differences(pictures)), strict=True):
        np.testing.assert_array_equal(picture, again)


def test_what_never_changes_is_written_once():
    assert len(Column.of([np.arange(3, dtype=np.float32)] * 9).rows) == 1
    assert len(Column.of([np.full(3, np.nan)] * 9).rows) == 1
    assert len(Column.of([["a"], ["a"], ["b"]]).rows) == 3
    assert Column.of([[], np.zeros(2)]).type == "f4"


def test_the_recorder_needs_neither_panel_nor_bokeh():
    code = "import sys, playground.core.recording.recorder; print({'panel', 'bokeh', 'holoviews'} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "set()"
