"""What a unit looks for, as a person meets it: an image grows, test images are put on the sheet, all by keyboard too."""

import re

import numpy as np
import pytest
from playwright.sync_api import expect

from playground.views.words import a
from tests.browser.easel import draw, easel, painted
from tests.browser.looking import look
from tests.browser.playground import READY_WITHIN
from tests.browser.room import has_room

PANEL = 'main.digits [data-panel="looks"]'
SIDE = 24

LEVELS = """() => {
    const { pixels } = document.querySelector('main.digits [data-panel="looks"]').looks
    return Array.from(pixels.get('level'))
}"""
PALETTE = """[...new Uint8Array(document.querySelector('main.digits [data-panel="looks"]').looks.palette.buffer)]"""


app = easel("blocks=c8x5p,m2,d12&panel=looks&look_layer=1&look_unit=2")


def part(app, selector):
    return app.page.locator(f"{PANEL} {selector}")


def way(app, name):
    app.button(name).click()
    expect(app.button(name)).to_have_attribute("aria-pressed", "true")
    app.answered()


def at_rest(app):
    expect(part(app, '[data-look="go"]')).not_to_have_text("Stop", timeout=READY_WITHIN)
    painted(app)


def levels(app):
    return np.array(app.page.evaluate(LEVELS)).reshape(-1, SIDE, SIDE)


def assert_painted(app, canvas, level, inset=0):
    """The canvas shows these levels, but for what lies on a frame's line."""
    palette = np.array(app.page.evaluate(PALETTE)).reshape(-1, 4)[:, :3]
    canvas.scroll_into_view_if_needed()
    picture = look(canvas)
    high, wide, _ = picture.pixels.shape
    rows, columns = (index.ravel() for index in np.indices(level.shape))
    x, y = (columns + 0.5) * wide / SIDE, (rows + 0.5) * high / SIDE
    share = picture.share_near(palette[level.ravel()], x, y, around=1, tolerance=14)
    assert share > 0.97 - inset, share


@pytest.mark.long
def test_an_image_grows_and_is_seen_as_the_columns_say(app):
    canvases, captions = part(app, ".grown canvas"), part(app, ".grown figcaption")
    expect(captions.first).to_have_text(re.compile("Noise: "))
    painted(app)
    noise = levels(app)
    app.button("Start").click()
    expect(captions.first).to_have_text(re.compile("After 200 steps: "), timeout=READY_WITHIN)
    at_rest(app)
    grown = levels(app)
    assert len(grown) == 2
    assert (np.abs(grown[0] - noise[0]) > 20).mean() > 0.2
    for canvas, level in zip(canvases.all(), grown, strict=True):
        assert_painted(app, canvas, level)
    numbers = [float(re.sub(".*: ", "", text).replace("−", "-")) for text in captions.all_inner_texts()]
    assert numbers[0] > 2 * numbers[1]


def test_it_is_watched_while_it_grows_and_can_be_stopped(app):
    caption = part(app, "figcaption").first
    app.button("Start").click()
    expect(caption).to_have_text(re.compile("After "))
    app.button("Begin again").click()
    seen = set()
    script = f"document.querySelector('{PANEL} figcaption').textContent"
    app.eventually(script, lambda text: seen.add(text) or len(seen) > 4)
    app.button("Stop").click()
    expect(app.button("Go on")).to_be_visible()
    stopped = caption.inner_text()
    assert not stopped.startswith("After 200 steps")
    app.button("One step").click()
    after = int(stopped.split()[1]) + 1
    expect(caption).to_have_text(re.compile(f"After {after} steps: "))


def test_units_are_chosen_with_keys(app):
    layer, unit = app.select("Layer"), app.select("Unit")
    layer.focus()
    app.page.keyboard.press("ArrowDown")
    app.answered()
    assert (layer.input_value(), unit.input_value()) == ("2", "0")
    app.page.keyboard.press("Tab")
    app.page.keyboard.press("ArrowDown")
    app.answered()
    app.page.wait_for_url("**look_layer=2&look_unit=1*")
    assert unit.evaluate("list => list.selectedOptions[0].text") == "map 2"
    maps = app.page.locator("main.digits .maps")
    maps.focus()
    for key in ("ArrowRight", "ArrowRight", "ArrowDown", "Enter"):
        app.page.keyboard.press(key)
    app.answered()
    chosen = app.page.evaluate("document.querySelector('main.digits .maps').maps.spot.at")
    assert chosen[0] > 0
    assert [layer.input_value(), unit.input_value()] == [str(number) for number in chosen[:2]]
    app.page.keyboard.press("Escape")


@pytest.mark.long
def test_test_images_are_framed_and_put_on_the_sheet_with_keys(app):
    way(app, "Test images")
    layer = app.select("Layer")
    layer.select_option(label="Convolution 1")
    buttons = part(app, ".strongest button")
    expect(buttons).to_have_count(9, timeout=READY_WITHIN)
    app.answered()
    painted(app)
    boxes = app.page.evaluate(f"document.querySelector('{PANEL}').looks.looked.tests.map(({{ box }}) => box)")
    for canvas, level, (top, bottom, left, right) in zip(
        part(app, ".strongest canvas").all(), levels(app), boxes, strict=True
    ):
        assert (bottom - top) * (right - left) <= 25
        palette = np.array(app.page.evaluate(PALETTE)).reshape(-1, 4)[:, :3]
        seen = look(canvas)
        side = seen.pixels.shape[1] / SIDE
        rows, columns = np.arange(top + 1, bottom - 1), np.arange(left + 1, right - 1)
        y, x = (grid.ravel() for grid in np.meshgrid((rows + 0.5) * side, (columns + 0.5) * side, indexing="ij"))
        colours = palette[level[np.ix_(rows, columns)].ravel()]
        assert seen.share_near(colours, x, y, around=1, tolerance=20) == 1
    app.button("Clear").click()
    app.answered()
    buttons.nth(3).focus()
    app.page.keyboard.press("Enter")
    app.answered()
    label = re.match(r"an? (\d)", buttons.nth(3).get_attribute("aria-label") or "")
    assert label is not None
    expect(app.page.locator("main.digits .truth")).to_have_text(f"MNIST says that this is {a(int(label[1]))}.")
    painted(app)
    sheet = app.page.get_by_role("img", name="Draw a digit")
    assert not look(sheet).is_blank
    app.page.evaluate("window.before = document.querySelector('.sheet canvas').toDataURL()")
    app.page.keyboard.press("Enter")  # the same again: it stays
    app.answered()
    painted(app)
    assert app.page.evaluate("document.querySelector('.sheet canvas').toDataURL() === window.before")


def test_what_grows_comes_to_lie_on_the_sheet_in_place_of_a_drawing(app):
    draw(app, [[(0.5, 0.2), (0.5, 0.8)]])
    way(app, "Invert")
    app.button("One step").click()
    app.answered()
    painted(app)
    for canvas, level in zip(part(app, ".grown canvas").all(), levels(app), strict=True):
        assert_painted(app, canvas, level)
    app.button("Show it to the network").click()
    app.answered()
    painted(app)
    image = levels(app)[0]
    assert_painted(app, app.page.get_by_role("img", name="Draw a digit"), image)
    expect(part(app, "figcaption").first).to_have_text("After 1 step")


def test_a_dream_is_of_the_network_that_it_began_with(app):
    way(app, "Dream")
    app.select("Layer").select_option(label="Convolution 1")
    app.answered()
    app.button("Start").click()
    at_rest(app)
    expect(part(app, "figcaption").first).to_have_text(re.compile("After 60 steps"))
    before = levels(app)
    for canvas, level in zip(part(app, ".grown canvas").all(), before, strict=True):
        assert_painted(app, canvas, level)
    app.button("Step").click()
    app.answered()
    expect(part(app, '[data-looks="of"]')).to_have_text(re.compile("Of the network at step 0; it is at step 1 now"))
    np.testing.assert_array_equal(levels(app), before)


@pytest.mark.varied
@pytest.mark.parametrize("name", ["Excite", "Test images", "Invert", "Dream"])
def test_it_has_room_in_light_and_dark_and_obeys_axe(app, name):
    way(app, name)
    if name == "Test images":
        expect(part(app, ".strongest button")).to_have_count(9, timeout=READY_WITHIN)
    at_rest(app)

    def is_whole(width):
        wide, room = part(app, "").evaluate("panel => [panel.scrollWidth, panel.clientWidth]")
        assert wide <= room, width

    has_room(app, "main.digits .panels", is_whole)
