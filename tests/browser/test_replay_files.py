"""Files of recordings, as the page reads them: every number that was written, or a sentence about what is wrong."""

import gzip
from dataclasses import replace
from functools import partial

import numpy as np
import pytest
from playwright.sync_api import expect

from playground.core.recording.columns import Column
from playground.core.recording.file import Recording
from tests.browser.replaying import RUNS, STATUS, playing, recording_of

READ = """async () => {
    const { opened } = await import('./web/recording.mjs')
    const recording = await opened(await (await fetch('./run.recording')).arrayBuffer())
    const names = [...recording.columns.keys()]
    const plain = column => Array.from(column, value => Number.isNaN(value) ? null : value)
    const at = number => Object.fromEntries(names.map(name => [name, plain(recording.column(name, number))]))
    const { address, settings, log, steps } = recording
    return { address, settings, log, steps, rows: steps.map((_, number) => at(number)) }
}"""


@pytest.fixture
def played(new_context, tmp_path):
    """Open a page that plays a recording."""
    return partial(playing, new_context, tmp_path)


@pytest.mark.varied
@pytest.mark.parametrize("name", RUNS)
def test_the_reader_gives_the_numbers_that_were_written(played, name):
    recording = recording_of(name)
    with played(name) as page:
        read = page.evaluate(READ)
    assert {key: read[key] for key in ("address", "settings", "log", "steps")} == {
        key: getattr(recording, key) for key in ("address", "settings", "log", "steps")
    }
    for number, row in enumerate(read["rows"]):
        for column, value in recording.at(number).items():
            if isinstance(value, np.ndarray):
                shown = np.array([np.nan if each is None else each for each in row[column]], value.dtype)
                np.testing.assert_array_equal(shown, value.ravel(), err_msg=f"{column} of step {number}")
            else:
                assert row[column] == value


SPOILED = {
    "cut": (lambda packed: packed[:-900], "This file is damaged, or is no recording of a run."),
    "changed": (
        lambda packed: packed[:3000] + bytes([packed[3000] ^ 1]) + packed[3001:],
        "This file is damaged, or is no recording of a run.",
    ),
    "foreign": (lambda _: b"<!doctype html>", "This file is damaged, or is no recording of a run."),
    "other": (lambda _: gzip.compress(b"something else altogether"), "This file is no recording of a run."),
    "newer": (
        lambda packed: gzip.compress(gzip.decompress(packed)[:8] + b"\2\0\0\0" + gzip.decompress(packed)[12:]),
        "This recording has version 2; only version 1 can be played here.",
    ),
    "missing": (lambda packed: gzip.compress(gzip.decompress(packed)[:-40]), "A part of this recording is missing."),
    "fewer rows": (lambda packed: other(packed, STATUS, 5), "A part of this recording is missing."),
    "no status": (lambda packed: other(packed, STATUS, 0), "A part of this recording is missing."),
}
"""What is done to a file, and what is said of it then."""


def other(packed, name, rows):
    """The recording with fewer rows of a column, or without it."""
    recording = Recording.from_bytes(packed)
    columns = dict(recording.columns)
    columns[name] = Column("json", columns[name].rows[:rows])
    if rows == 0:
        del columns[name]
    return replace(recording, columns=columns).to_bytes()


@pytest.mark.parametrize("spoil", SPOILED)
def test_a_damaged_or_foreign_file_says_so(played, spoil):
    spoiled, words = SPOILED[spoil]
    with played(packed=spoiled(recording_of("two classes").to_bytes())) as page:
        expect(page.get_by_role("alert")).to_have_text(words)
        expect(page.get_by_role("button")).to_have_count(0)


def test_python_reads_what_the_page_played():
    packed = recording_of("changed").to_bytes()
    assert Recording.from_bytes(packed).to_bytes() == packed
