"""Recordings that are played without Python: what is seen is what was recorded, and every key does what it does live."""

import gzip
from contextlib import contextmanager
from dataclasses import replace

import numpy as np
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from nets.training.log import Change
from playground.core.address import Place
from playground.core.plane.settings import PlaneSettings
from playground.core.recording.columns import Column
from playground.core.recording.file import Recording
from playground.views.levels import ZERO
from playground.views.recorded import recorded
from tests.browser.contexts import watched
from tests.browser.replaying import write_page
from tests.support.site import served

STEPS = 120
RUNS = {
    "two classes": ({"dataset": "gaussian", "features": ["x1", "x2"], "hidden": [3, 2]}, ()),
    "several classes": ({"dataset": "blobs", "classes": 4, "hidden": [4], "show_test": True}, ()),
    "curve": ({"dataset": "sine", "hidden": [4]}, ()),
    "changed": ({"hidden": [2]}, (Change(60, "learning_rate", 0.3),)),
}
LINE = "Epoch 4 · step 120 · training loss "
STATUS = "status.texts.status"
NEAR = 14
"""How far a channel may be off where the browser has smoothed a picture."""

READ = """async () => {
    const { opened } = await import('./web/recording.mjs')
    const recording = await opened(await (await fetch('./run.recording')).arrayBuffer())
    const names = [...recording.columns.keys()]
    const plain = column => Array.from(column, value => Number.isNaN(value) ? null : value)
    const at = number => Object.fromEntries(names.map(name => [name, plain(recording.column(name, number))]))
    const { address, settings, log, steps } = recording
    return { address, settings, log, steps, rows: steps.map((_, number) => at(number)) }
}"""
PIXELS = """([selector, places]) => {
    const canvas = document.querySelector(selector)
    const context = canvas.getContext('2d')
    return places.map(([x, y]) => [...context.getImageData(Math.floor(x), Math.floor(y), 1, 1).data])
}"""
PALETTE = """async plot => {
    const { groundColours } = await import('./web/colours.mjs')
    return [...new Uint8Array(groundColours(plot).buffer)]
}"""
PARTS = "document.querySelector('.recorded').replay.parts"


@pytest.fixture(scope="module")
def recordings():
    """What was recorded of each run, made once."""
    made = {}

    def of(name):
        if name not in made:
            settings, log = RUNS[name]
            made[name] = recorded(Place(PlaneSettings(**settings), log, STEPS))
        return made[name]

    return of


@pytest.fixture
def played(new_context, tmp_path, recordings):
    """A page that plays a recording, or other bytes; nothing may go wrong behind it."""

    @contextmanager
    def of(name="two classes", packed=None, **options):
        write_page(tmp_path, packed or recordings(name).to_bytes())
        with served(tmp_path) as address:
            app = watched(new_context(**options), address)
            app.page.goto(address)
            expect(app.page.locator("html")).to_have_attribute("data-state", "ready")
            yield app.page
            assert app.errors == []
            app.page.context.close()

    return of


def status(page):
    return page.get_by_role("status")


def shows(page, recording, number):
    """Waits until a recorded step is shown."""
    expect(status(page)).to_have_text(recording.at(number)[STATUS][0])


@pytest.mark.parametrize("name", RUNS)
def test_the_reader_gives_the_numbers_that_were_written(played, recordings, name):
    recording = recordings(name)
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


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("name", ["two classes", "several classes"])
def test_the_region_has_the_colours_of_its_levels(played, recordings, name, scheme):
    recording = recordings(name)
    with played(name, color_scheme=scheme) as page:
        for number, key in ((0, "Home"), (len(recording.steps) - 1, "End")):
            page.get_by_role("slider", name="Timeline").press(key)
            shows(page, recording, number)
            columns = recording.at(number)
            [plot] = columns["output.texts.plot"]
            level = columns["output.region.level"]
            width = page.evaluate("document.querySelector('.recorded-region').width")
            rows, cells = (each.ravel() for each in np.mgrid[1:63:3, 1:63:3])
            scale = width / 63
            places = np.stack([cells * scale, (63 - rows) * scale], axis=1).tolist()
            check_colours(page, ".recorded-region", places, colours(page, plot)[level[rows, cells]])


def check_colours(page, selector, places, wanted):
    seen = np.array(page.evaluate(PIXELS, [selector, places]))
    assert (seen[:, 3] == 255).all()
    share = (np.abs(seen[:, :3] - wanted).max(axis=1) <= NEAR).mean()
    assert share > 0.93, f"{share:.0%} of {selector} is as it should be"


def colours(page, plot):
    return np.array(page.evaluate(PALETTE, plot)).reshape(-1, 4)[:, :3].astype(int)


def test_every_tile_has_the_colours_of_its_levels(played, recordings):
    recording = recordings("two classes")
    last = len(recording.steps) - 1
    with played() as page:
        page.get_by_role("slider", name="Timeline").press("End")
        shows(page, recording, last)
        level = recording.at(last)["network.tiles.level"]
        layout = page.evaluate(f"(({{ x, y, tile }}) => ({{ x, y, tile }}))({PARTS}[0].layout)")
        palette = colours(page, {"blended": False, "classes": 1})
        side = level.shape[-1]
        rows, cells = (each.ravel() for each in np.mgrid[5:20:2, 5:20:2])
        for unit, (x, y) in enumerate(zip(layout["x"], layout["y"], strict=True)):
            across, down = ((each / (side - 1) - 0.5) * layout["tile"] for each in (cells, side - 1 - rows))
            places = np.stack([x + across, y + down], axis=1).tolist()
            check_colours(page, ".recorded-network canvas", places, palette[level[unit, rows, cells]])
        weights = recording.at(last)["edges.edges.weight"]
        words = f"{np.sum(weights > 0)} weights above zero as full lines, {np.sum(weights < 0)} below as dashed ones"
        expect(page.get_by_role("img", name=words)).to_be_visible()


def test_points_and_the_curve_stand_where_they_should(played, recordings):
    recording = recordings("curve")
    last = len(recording.steps) - 1
    with played("curve") as page:
        page.get_by_role("slider", name="Timeline").press("End")
        shows(page, recording, last)
        columns = recording.at(last)
        where = f"places => places.map(([x, y]) => {PARTS}[1].pixels(x, y))"
        for name, selected, least in (("curve", slice(4, -4, 3), 0.3), ("training", slice(None, None, 5), 0.9)):
            x, y = (columns[f"output.{name}.{axis}"][selected].tolist() for axis in ("x1", "x2"))
            places = page.evaluate(where, list(zip(x, y, strict=True)))
            seen = np.array(page.evaluate(PIXELS, [".recorded-plane canvas:not(.recorded-region)", places]))
            assert (seen[:, 3] > 200).mean() > least


def test_the_loss_is_drawn_until_the_step_that_is_shown(played, recordings):
    recording = recordings("changed")
    with played("changed") as page:
        for number in (0, 7, 30):
            page.evaluate(f"document.querySelector('.recorded').replay.goTo({number})")
            for line, column in ((".training", "loss"), (".test", "test")):
                way = page.locator(f".recorded-losses {line}").get_attribute("d") or ""
                assert (
                    way.count("L") + way.count("M")
                    == np.isfinite(recording.at(number)[f"loss.training.{column}"]).sum()
                )
        expect(page.locator(".ticks .change")).to_have_attribute("title", "Step 60: learning rate 0.3")


def test_keys_play_pause_and_step(played, recordings):
    recording = recordings("two classes")
    with played() as page:
        shows(page, recording, 0)
        for key, number in ((".", 1), (".", 2), (",", 1), (",", 0), (",", 0)):
            page.keyboard.press(key)
            shows(page, recording, number)
        page.keyboard.press("Space")
        expect(page.get_by_role("button", name="Pause")).to_be_visible()
        page.wait_for_function("document.querySelector('.recorded').replay.number > 4")
        page.keyboard.press("Space")
        expect(page.get_by_role("button", name="Play")).to_be_visible()
        number = page.evaluate("document.querySelector('.recorded').replay.number")
        shows(page, recording, number)
        page.keyboard.press(".")
        shows(page, recording, number + 1)


def test_it_plays_to_the_end_and_begins_again(played, recordings):
    recording = recordings("two classes")
    with played() as page:
        page.get_by_role("slider", name="Timeline").press("End")
        page.keyboard.press(",")
        page.get_by_role("button", name="Play").click()
        expect(page.get_by_role("button", name="Play")).to_be_visible()
        expect(status(page)).to_contain_text(LINE)
        page.get_by_role("button", name="Play").click()
        page.wait_for_function(
            "(end => (n => n > 0 && n < end)(document.querySelector('.recorded').replay.number))(20)"
        )
        page.get_by_role("button", name="To the beginning").click()
        shows(page, recording, 0)
        expect(page.get_by_role("button", name="Play")).to_be_visible()


def test_the_timeline_goes_to_every_recorded_step(played, recordings):
    recording = recordings("two classes")
    with played() as page:
        timeline = page.get_by_role("slider", name="Timeline")
        for key, number in (
            ("ArrowRight", 1),
            ("End", len(recording.steps) - 1),
            ("ArrowLeft", len(recording.steps) - 2),
        ):
            timeline.press(key)
            shows(page, recording, number)
            expect(timeline).to_have_attribute("aria-valuetext", f"step {recording.steps[number]} of {STEPS}")
        box = timeline.bounding_box()
        assert box is not None
        page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
        page.wait_for_function("Math.abs(document.querySelector('.recorded').replay.number - 26) < 3")


def test_the_pointer_and_the_arrow_keys_read_what_is_answered(played, recordings):
    recording = recordings("two classes")
    last = len(recording.steps) - 1
    with played() as page:
        timeline, plane = page.get_by_role("slider", name="Timeline"), page.locator(".recorded-plane")
        timeline.press("End")
        shows(page, recording, last)
        told = page.locator(".recorded-answer")
        timeline.press("Tab")
        expect(plane).to_be_focused()
        expect(told).to_contain_text("At x₁ = 0, x₂ = 0: the network answers")
        plane.press("ArrowRight")
        expect(told).to_contain_text("At x₁ = 0.5, x₂ = 0: ")
        check_answer(told.inner_text(), recording.at(last), 0.5, 0)
        timeline.focus()
        expect(told).to_have_text("")
        x, y = page.evaluate(f"{PARTS}[1].pixels(-3, 3)")
        plane.hover(position={"x": x, "y": y})
        expect(told).to_contain_text("At x₁ = ")
        check_answer(told.inner_text(), recording.at(last), -3, 3)
        page.keyboard.press("Home")  # of the timeline, while the pointer stays
        shows(page, recording, 0)
        check_answer(told.inner_text(), recording.at(0), -3, 3)


def check_answer(words, columns, x1, x2):
    """The number in a sentence is that of the region there, to its two places."""
    level = columns["output.region.level"]
    [plot] = columns["output.texts.plot"]
    at = [round((value + 6) / 12 * (len(level) - 1)) for value in (x2, x1)]
    wanted = (int(level[at[0], at[1]]) - ZERO) / ZERO * plot["limit"]
    said = float(words.split("answers ")[1].split(",")[0].replace("−", "-"))
    assert abs(said - wanted) < 0.06


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
def test_a_damaged_or_foreign_file_says_so(played, recordings, spoil):
    spoiled, words = SPOILED[spoil]
    with played(packed=spoiled(recordings("two classes").to_bytes())) as page:
        expect(page.get_by_role("alert")).to_have_text(words)
        expect(page.get_by_role("button")).to_have_count(0)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_it_is_accessible_and_fits_a_phone(played, scheme):
    with played("changed", color_scheme=scheme, viewport={"width": 390, "height": 844}) as page:
        found = Axe().run(page)
        assert found.violations_count == 0, found.generate_report()
        assert page.evaluate("document.documentElement.scrollWidth") <= 390
        assert page.locator("html").get_attribute("data-theme") == scheme


def test_python_reads_what_the_page_played(recordings):
    packed = recordings("changed").to_bytes()
    assert Recording.from_bytes(packed).to_bytes() == packed
