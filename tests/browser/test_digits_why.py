"""The panel "Why" as a person meets it: what is seen is what the methods said, and all of it goes by keys."""

import re

import numpy as np
import pytest
from playwright.sync_api import expect

from tests.browser.easel import easel, painted
from tests.browser.looking import look, rgb
from tests.browser.room import has_room

PANEL = 'main.digits [data-panel="why"]'
SIDE = 24
METHODS = 12

LEVELS = """() => {
    const source = Bokeh.documents.map(page => page.get_model_by_name('digits.why')).find(Boolean)
    return Array.from(source.get_column('level'))
}"""
PALETTE = f"""() => [...new Uint8Array(document.querySelector('{PANEL}').why.palette.buffer)]"""
SETTLED = f"""() => [...document.querySelectorAll('{PANEL} .why-pictures li')].filter(one => one.dataset.state === 'there').length"""
SMALLEST = f"""() => Math.min(...[...document.querySelectorAll('{PANEL} *')]
    .filter(one => one.checkVisibility() && one.textContent.trim()).map(one => parseFloat(getComputedStyle(one).fontSize)))"""


page = easel("blocks=c4x5,m4,d12&shift=0&panel=why&step=3")


@pytest.fixture
def app(page):
    """The page with its answer explained."""
    settled(page)
    return page


def settled(app):
    """Wait until every picture is of what is asked about now, and painted."""
    app.answered()
    app.eventually(f"({SETTLED})()", lambda count: count == METHODS)
    painted(app)


def levels(app):
    """(pictures, SIDE, SIDE), as Python sent them."""
    return np.array(app.page.evaluate(LEVELS)).reshape(-1, SIDE, SIDE)


def shares_right(app, canvases, said):
    """For each picture the share of its pixels that are seen in the colours of their levels."""
    app.page.set_viewport_size({"width": 1440, "height": 2400})  # all of them are seen at once
    painted(app)
    colours = np.array(app.page.evaluate(PALETTE)).reshape(-1, 4)[:, :3]
    panel = app.page.locator(PANEL)
    boxes = canvases.evaluate_all("all => all.map(one => one.getBoundingClientRect().toJSON())")
    corner, seen = panel.bounding_box(), look(panel)
    rows, columns = (index.ravel() for index in np.indices((SIDE, SIDE)))
    shares = []
    for box, level in zip(boxes, said, strict=True):
        x = box["left"] - corner["x"] + (columns + 0.5) * box["width"] / SIDE
        y = box["top"] - corner["y"] + (rows + 0.5) * box["height"] / SIDE
        assert y.max() < seen.pixels.shape[0], "it is not seen"
        shares.append(seen.share_near(colours[level.ravel()], x, y, around=1, tolerance=12))
    return shares


def picture(app, title):
    return app.page.locator(f"{PANEL} .why-pictures").get_by_role("button", name=title, exact=True)


def titles(app):
    return app.page.locator(f"{PANEL} .why-pictures h3").all_inner_texts()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_picture_is_seen_as_its_method_says(app, scheme):
    app.page.emulate_media(color_scheme=scheme)
    painted(app)
    said = levels(app)
    assert len(said) == METHODS + 1
    shares = shares_right(app, app.page.locator(f"{PANEL} .why-pictures canvas"), said[:METHODS])
    assert min(shares) > 0.97, shares
    assert len({level.tobytes() for level in said[:METHODS]}) >= METHODS - 2
    colours = np.array(app.page.evaluate(PALETTE)).reshape(-1, 4)[:, :3]
    ground = app.page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert np.abs(colours[127] - rgb(ground)).max() <= 1


def test_another_image_has_other_pictures(app):
    before = levels(app)
    app.button("Test image").click()
    settled(app)
    after = levels(app)
    assert all((one != other).any() for one, other in zip(before, after, strict=True))
    assert min(shares_right(app, app.page.locator(f"{PANEL} .why-pictures canvas"), after[:METHODS])) > 0.97


def test_a_picture_is_enlarged_with_keys_and_put_away_again(app):
    button = picture(app, "Integrated gradients")
    button.focus()
    app.page.keyboard.press("Enter")
    large = app.page.get_by_role("region", name="Integrated gradients", exact=True)
    expect(large).to_be_focused()
    expect(button).to_have_attribute("aria-expanded", "true")
    text = large.inner_text()
    for wanted in (
        r"from −?\d+\.\d+ to \d+\.\d+",
        r"Adds up to −?\d",
        "the parts add up to it",
        "Axiomatic attribution",
    ):
        assert re.search(wanted, text), wanted
    assert large.locator("canvas").bounding_box()["width"] > 1.5 * button.bounding_box()["width"]
    outline = large.locator("path").get_attribute("d")
    ink = levels(app)[METHODS] > 127 + 127 * 0.35
    edges = sum(np.abs(np.diff(np.pad(ink, 1).astype(int), axis=axis)).sum() for axis in (0, 1))
    assert len(re.findall("M", outline)) == edges
    app.page.keyboard.press("Escape")
    expect(large).to_be_hidden()
    expect(button).to_be_focused()


def test_a_click_enlarges_and_another_one_puts_it_away(app):
    button = picture(app, "SmoothGrad")
    large = app.page.get_by_role("region", name="SmoothGrad", exact=True)
    button.click()
    expect(large).to_be_visible()
    button.click()
    expect(large).to_be_hidden()


def test_a_sanity_check_shows_the_pictures_of_a_network_that_forgets(app):
    picture(app, "Gradient (saliency)").click()
    check = app.button("Sanity check")
    check.focus()
    app.page.keyboard.press("Enter")
    place = app.page.locator(f"{PANEL} .why-check")
    expect(place.get_by_role("img")).to_have_count(4)
    expect(place.locator(".why-verdict")).to_contain_text(re.compile(r"\w+\.$"))
    expect(place.locator("li").nth(1)).to_contain_text(
        re.compile(r"Answer forgotten.*ranks agree −?\d\.\d+", re.DOTALL)
    )
    app.answered()
    said = levels(app)[METHODS + 1 :]
    shares = shares_right(app, place.locator("canvas"), said)
    assert len(shares) == 4
    assert min(shares) > 0.97, shares
    check.click()
    expect(place).to_be_hidden()
    app.answered()
    app.eventually(f"({LEVELS})().length", lambda length: length == (METHODS + 1) * SIDE * SIDE)


def test_another_digit_and_a_number_of_the_maps_can_be_asked_about(app):
    heading = app.page.locator(f"{PANEL} .why-heading")
    subject = app.page.locator(f"{PANEL} .why-subject")
    expect(heading).to_have_text(re.compile(r"^Why an? \d\?$"))
    before = levels(app)
    app.select("Explain").select_option(label="the digit 8")
    settled(app)
    expect(heading).to_have_text(re.compile(r"(Why|What would speak for) an 8\?"))
    assert (levels(app)[0] != before[0]).any()
    app.select("Explain").select_option(label="the number looked at")
    app.page.locator("main.digits .maps").focus()
    app.page.keyboard.press("Escape")
    expect(subject).to_contain_text("Nothing is looked at")
    app.page.locator("main.digits .maps").focus()
    for key in ("ArrowRight", "ArrowRight", "Enter"):
        app.page.keyboard.press(key)
    expect(subject).to_contain_text(re.compile(r"Convolution 1, map 1, row \d+, column \d+: −?\d"))
    app.select("Explain").select_option(label="the map looked at")
    expect(subject).to_contain_text(re.compile(r"Convolution 1, map 1, the sum of its 400 numbers: −?\d"))
    expect(heading).to_have_text("Why this map?")
    app.page.locator("main.digits .maps").focus()
    app.page.keyboard.press("Escape")
    expect(subject).to_contain_text("Nothing is looked at")


def test_the_patch_is_changed_with_keys(app):
    before = levels(app)
    app.slider("Patch size").focus()
    app.page.keyboard.press("ArrowRight")
    settled(app)
    after, occlusion = levels(app), titles(app).index("Occlusion")
    assert (after[occlusion] != before[occlusion]).any()
    assert (after[0] == before[0]).all()
    app.page.wait_for_url("**/digits/#*patch_size=5*")


def test_it_has_room_in_light_and_dark_and_obeys_axe(app):
    picture(app, "Gradient × input").click()
    app.button("Sanity check").click()
    expect(app.page.locator(f"{PANEL} .why-check").get_by_role("img")).to_have_count(4)

    def is_whole(width):
        wide, room = app.page.locator(PANEL).evaluate("({ scrollWidth, clientWidth }) => [scrollWidth, clientWidth]")
        assert wide <= room, width
        assert app.page.evaluate(SMALLEST) >= 12, width

    has_room(app, PANEL, is_whole)
