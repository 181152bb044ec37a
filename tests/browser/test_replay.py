"""Recordings that are played without Python: what is seen is what was recorded, and every key does what it does live."""

from functools import partial

import numpy as np
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from playground.views.levels import ZERO
from tests.browser.replaying import STEPS, playing, recording_of, shows, status

LINE = "Epoch 4 · step 120 · training loss "
NEAR, SLOPE = 8, 0.25
"""How far a channel may be off, and by which share of what it changes by around there: half a pixel is smoothed."""

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


@pytest.fixture
def played(new_context, tmp_path):
    """Open a page that plays a recording."""
    return partial(playing, new_context, tmp_path)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("name", ["two classes", "several classes"])
def test_the_region_has_the_colours_of_its_levels(played, name, scheme):
    recording = recording_of(name)
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
            check_colours(page, ".recorded-region", places, colours(page, plot)[level], rows, cells)


def check_colours(page, selector, places, picture, rows, cells):
    """The colours (side, side, 3) of some samples are seen at their places."""
    seen = np.array(page.evaluate(PIXELS, [selector, places]))
    assert (seen[:, 3] == 255).all()
    around = np.stack([picture[rows + down, cells + right] for down in (-1, 0, 1) for right in (-1, 0, 1)])
    allowed = NEAR + SLOPE * np.ptp(around, axis=0)
    share = (np.abs(seen[:, :3] - picture[rows, cells]) <= allowed).all(axis=1).mean()
    assert share > 0.97, f"{share:.0%} of {selector} is as it should be"


def colours(page, plot):
    return np.array(page.evaluate(PALETTE, plot)).reshape(-1, 4)[:, :3].astype(int)


def test_every_tile_has_the_colours_of_its_levels(played):
    recording = recording_of("two classes")
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
            check_colours(page, ".recorded-network canvas", places, palette[level[unit]], rows, cells)
        weights = recording.at(last)["edges.edges.weight"]
        words = f"{np.sum(weights > 0)} weights above zero as full lines, {np.sum(weights < 0)} below as dashed ones"
        expect(page.get_by_role("img", name=words)).to_be_visible()


def test_points_and_the_curve_stand_where_they_should(played):
    recording = recording_of("curve")
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


def test_the_loss_is_drawn_until_the_step_that_is_shown(played):
    recording = recording_of("changed")
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


def test_keys_play_pause_and_step(played):
    recording = recording_of("two classes")
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


def test_it_plays_to_the_end_and_begins_again(played):
    recording = recording_of("two classes")
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


def test_the_timeline_goes_to_every_recorded_step(played):
    recording = recording_of("two classes")
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


def test_the_pointer_and_the_arrow_keys_read_what_is_answered(played):
    recording = recording_of("two classes")
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


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_it_is_accessible_and_fits_a_phone(played, scheme):
    with played("changed", color_scheme=scheme, viewport={"width": 390, "height": 844}) as page:
        found = Axe().run(page)
        assert found.violations_count == 0, found.generate_report()
        assert page.evaluate("document.documentElement.scrollWidth") <= 390
        assert page.locator("html").get_attribute("data-theme") == scheme
