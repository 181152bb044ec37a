"""The loss landscape in the drawer: its colours are its numbers, and it is worked by keyboard, cancelled, and read."""

import re

import numpy as np
import pytest
from playwright.sync_api import expect

from tests.browser.easel import painted
from tests.browser.instruments import SOURCES, Drawer
from tests.browser.room import obeys_axe

PLATE = '[data-plate="landscape"]'
CORNERS = """plate => {
    const canvas = document.querySelector(plate).querySelector('canvas')
    const { left, top, width, height } = document.querySelector(plate).surface.box
    const scale = canvas.width / canvas.clientWidth
    const at = (x, y) => Array.from(canvas.getContext('2d').getImageData(x, y, 1, 1).data)
    const [x, y] = [left, top].map(edge => Math.ceil(edge * scale))
    const [right, bottom] = [left + width, top + height].map(edge => Math.floor(edge * scale) - 1)
    return [at(x, y), at(right, y), at(x, bottom), at(right, bottom)]
}"""


@pytest.fixture
def landscape(app):
    app.restart("hidden=4,3")
    for _ in range(4):
        app.button("Step epoch").click()
    drawer = Drawer(app)
    yield Landscape(app, drawer.open("Landscape"))
    drawer.close()


class Landscape:
    """The tab."""

    def __init__(self, app, panel):
        self.app, self.panel = app, panel
        self.plate = panel.locator(PLATE)
        self.note = panel.locator("p[role=status]")
        self.told = panel.locator(".told-here")

    def button(self, name):
        return self.panel.get_by_role("button", name=name, exact=True)

    def compute(self, **choices):
        for name, value in choices.items():
            self.panel.get_by_role("combobox", name=name).select_option(value)
        self.button("Compute").press("Enter")
        self.app.answered()
        return self.wait()

    def wait(self):
        expect(self.button("Compute")).to_be_visible()
        expect(self.note).to_contain_text("The landscape of step")
        return self

    def losses(self):
        return self.app.page.evaluate(SOURCES, "landscape")["loss"]

    def read(self):
        """The loss that is told."""
        found = re.search(r"[Ll]oss ([\d.]+)", self.told.inner_text())
        assert found, self.told.inner_text()
        return float(found[1])


def test_nothing_is_computed_before_it_is_asked_for(landscape):
    expect(landscape.note).to_have_text("Nothing has been computed of this run yet.")
    expect(landscape.button("Compute")).to_be_visible()


def test_every_loss_is_read_by_keyboard_from_where_the_run_is(landscape):
    landscape.compute()
    losses = landscape.losses()
    assert len(losses) == 25 * 25
    landscape.plate.focus()
    landscape.app.page.keyboard.press("End")
    landscape.app.page.keyboard.press("Home")
    expect(landscape.told).to_contain_text("oss")
    for _ in range(30):
        landscape.app.page.keyboard.press("ArrowDown")
    assert landscape.read() == pytest.approx(losses[0], rel=0.01)
    landscape.app.page.keyboard.press("End")
    assert landscape.read() == pytest.approx(losses[24], rel=0.01)
    for _ in range(30):
        landscape.app.page.keyboard.press("ArrowUp")
    assert landscape.read() == pytest.approx(losses[-1], rel=0.01)
    expect(landscape.told).to_contain_text("from the weights of step 100")


@pytest.mark.varied
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_colour_of_every_corner_is_that_of_its_loss_on_the_scale(landscape, scheme):
    """The picture reaches from corner to corner: there the colours are those of single losses."""
    landscape.app.page.emulate_media(color_scheme=scheme)
    losses = np.array(landscape.compute(Directions="weights").losses()).reshape(25, 25)
    landscape.app.answered(2)
    seen = landscape.app.page.evaluate(CORNERS, PLATE)
    share = np.log(losses / losses.min()) / np.log(losses.max() / losses.min())
    stops = landscape.app.page.evaluate("getComputedStyle(document.documentElement).getPropertyValue('--sequential')")
    colours = np.array([[int(stop.strip()[i : i + 2], 16) for i in (1, 3, 5)] for stop in stops.split(",")])
    for (row, column), pixel in zip(((-1, 0), (-1, -1), (0, 0), (0, -1)), seen, strict=True):
        at = share[row, column] * (len(colours) - 1)
        wanted = [np.interp(at, range(len(colours)), channel) for channel in colours.T]
        np.testing.assert_allclose(pixel[:3], wanted, atol=30)
    assert np.ptp(seen, axis=0).max() > 30
    landscape.app.page.emulate_media(color_scheme="light")


def test_it_is_cancelled(landscape):
    landscape.panel.get_by_role("combobox", name="Points").select_option("51")
    landscape.app.button("Play").click()
    landscape.button("Compute").click()
    landscape.button("Cancel").click()
    expect(landscape.button("Compute")).to_be_visible()
    landscape.app.button("Pause").click()
    expect(landscape.note).to_have_text(re.compile("Cancelled|Nothing|elsewhere"))


@pytest.mark.long
def test_it_says_of_which_step_it_is_and_follows_if_asked_to(landscape):
    landscape.compute()
    landscape.app.step()
    expect(landscape.note).to_have_text("The landscape of step 100; the run is elsewhere now.")
    landscape.panel.get_by_label("Follow").check()
    expect(landscape.note).to_have_text("The landscape of step 101.")
    landscape.app.step()
    expect(landscape.note).to_have_text("The landscape of step 102.")
    landscape.panel.get_by_label("Follow").uncheck()


@pytest.mark.varied
@pytest.mark.parametrize("kind", ["random", "weights", "path"])
def test_it_fits_and_obeys_axe_at_every_width(landscape, kind):
    page = landscape.compute(Directions=kind).app.page
    for width, height, scheme in ((1440, 900, "light"), (1024, 768, "light"), (390, 844, "dark")):
        page.set_viewport_size({"width": width, "height": height})
        page.emulate_media(color_scheme=scheme)
        painted(landscape.app)
        assert page.evaluate("document.scrollingElement.scrollWidth") <= width
        fits = "one => one.scrollWidth <= one.clientWidth"
        assert landscape.panel.locator("form").evaluate(fits)
        assert landscape.plate.evaluate(fits)
        obeys_axe(landscape.app, ".drawer")


@pytest.mark.varied
@pytest.mark.parametrize("kind", ["random", "weights", "path"])
def test_in_a_low_window_the_picture_has_room_and_no_field_is_out_of_sight(landscape, kind):
    page = landscape.app.page
    page.set_viewport_size({"width": 1280, "height": 720})
    landscape.compute(Directions=kind)
    painted(landscape.app)
    form = landscape.panel.locator("form")
    assert form.evaluate("one => [one.scrollWidth - one.clientWidth, one.scrollHeight - one.clientHeight]") == [0, 0]
    assert landscape.plate.evaluate("one => one.surface.box.height") > 100
    landscape.app.eventually("document.scrollingElement.scrollHeight", lambda high: high <= 720)
    for field in landscape.panel.get_by_role("combobox").all():
        box = field.bounding_box()
        assert box
        assert box["x"] + box["width"] <= landscape.plate.bounding_box()["x"]
        assert box["y"] + box["height"] <= 720


LINES = "async ([module, values, side, level]) => (await import(module)).contours(values, side, level)"
MODULE = """async () => {
    const text = await (await fetch('./')).text()  // the document that is shown may be another page's
    const told = new DOMParser().parseFromString(text, 'text/html').getElementById('manifest').textContent
    return new URL(JSON.parse(told).files['instruments/contours.mjs'].path, location).href
}"""


@pytest.fixture
def contours(app):
    app.restart("")
    module = app.page.evaluate(MODULE)
    return lambda values, level: app.page.evaluate(LINES, [module, values, int(len(values) ** 0.5), level])


def test_lines_of_equal_loss_lie_where_it_is_between_its_neighbours(contours):
    slope = [0, 1, 2, 0, 1, 2, 0, 1, 2]
    assert [sorted(line[1::2]) for line in contours(slope, 0.25)] == [[0, 1], [1, 2]]
    assert {x for line in contours(slope, 0.25) for x in line[::2]} == {0.25}
    assert contours(slope, 5) == []
    assert contours([0, None, 1, 1], 0.5) == []


def test_a_line_around_a_hill_is_closed(contours):
    ends = [tuple(line[i : i + 2]) for line in contours([0, 0, 0, 0, 1, 0, 0, 0, 0], 0.5) for i in (0, 2)]
    assert {end: ends.count(end) for end in ends} == {(0.5, 1): 2, (1.5, 1): 2, (1, 0.5): 2, (1, 1.5): 2}


@pytest.mark.parametrize(("level", "corners"), [(0.4, {(1, 0), (0, 1)}), (0.6, {(0, 0), (1, 1)})])
def test_at_a_saddle_lines_go_round_what_the_middle_does_not_belong_to(contours, level, corners):
    lines = contours([1, 0, 0, 1], level)
    assert {(round((x1 + x2) / 2), round((y1 + y2) / 2)) for x1, y1, x2, y2 in lines} == corners
