"""The digits page as a person meets it: it trains, shows every map, and reads what is drawn."""

import base64
import re

import numpy as np
import pytest
from playwright.sync_api import expect

from tests.browser.easel import (
    DRAWINGS,
    MAIN,
    OPENED,
    answer,
    begin,
    choose,
    draw,
    draw_by_hand,
    easel,
    maps_seen,
    painted,
    sees,
    shades,
    spot,
    step_of,
    told,
)
from tests.browser.looking import look
from tests.browser.playground import READY_WITHIN
from tests.browser.room import has_room

app = easel("step=1200")


def test_it_trains_and_reads_what_is_drawn(app):
    begin(app, "blocks=c4x5,m4&shift=0&learning_rate=0.01")
    assert step_of(app) == 0
    app.button("Play").click()
    app.eventually("document.querySelector('.page:not([hidden]) .status').textContent", lambda _: step_of(app) >= 150)
    app.button("Pause").click()
    expect(app.button("Play")).to_be_visible()
    expect(app.page.locator(".page:not([hidden]) .status")).to_contain_text(
        re.compile(r"test accuracy (8[5-9]|9\d)"), timeout=READY_WITHIN
    )
    for digit, strokes in DRAWINGS.items():
        draw_by_hand(app, strokes)
        assert answer(app) == digit
    expect(app.page.locator(f"{MAIN} .shares [aria-current]")).to_contain_text(
        app.page.get_by_role("status", name="Answer").inner_text().split(" · ")[1]
    )


def test_the_maps_are_seen_as_the_frame_says_and_change_with_the_drawing(app):
    seen = []
    for digit in (0, 1):
        draw(app, DRAWINGS[digit])
        painted(app)
        levels, right = maps_seen(app)
        assert min(right) > 0.97, right
        assert len(set(levels)) > 20
        seen.append(levels)
    assert seen[0] != seen[1]


def cells(app, title):
    figure = app.page.locator(f"{MAIN} .tables figure", has_text=title)
    return np.array([float(text.replace("−", "-")) for text in figure.locator("td").all_inner_texts()])


def test_a_number_is_opened_into_its_arithmetic_and_what_it_sees(app):
    draw(app, DRAWINGS[7])
    app.page.mouse.move(*spot(app, 1, 2, 8, 15))
    opened = app.page.locator(f"{MAIN} .opened-number")
    expect(opened.get_by_role("heading")).to_have_text("Convolution 1, map 3, row 9, column 16")
    seen, kernel, products = (cells(app, title) for title in ("what it sees", "its kernel", "products"))
    assert len(products) == 25
    np.testing.assert_allclose(seen * kernel, products, atol=0.012)
    sentence = opened.locator(".sentence").inner_text().replace("−", "-")
    total, bias, sum_, value = (float(text) for text in re.findall(r"-?\d+\.\d+", sentence))
    assert total == pytest.approx(products.sum(), abs=0.13)
    assert sum_ == pytest.approx(total + bias, abs=0.011)
    assert value == pytest.approx(max(sum_, 0), abs=1e-9)
    boxes = app.page.evaluate("document.querySelector('main.digits .maps').maps.opened.boxes")
    assert boxes == [[0, 6, 11, 13, 18]]  # five rows around row 8, five columns around column 15
    shown, palette = app.page.evaluate(OPENED), shades(app)
    for number, figure in enumerate(opened.locator("figure.large").all()):
        picture = look(figure.locator("canvas"))
        height, width = shown[number]["height"], shown[number]["width"]
        level = np.frombuffer(base64.b64decode(shown[number]["level"]), np.uint8).reshape(height, width)
        rows, columns = (index.ravel() for index in np.indices(level.shape))
        side = figure.locator("canvas").bounding_box()["width"]
        across, down = (columns + 0.5) * side / width, (rows + 0.5) * side / height
        assert picture.share_near(palette[level.ravel()], across, down, around=1, tolerance=12) > 0.93  # one is framed


def test_numbers_are_opened_with_keys_and_pinned(app):
    title = app.page.locator(f"{MAIN} .opened-number h2")
    app.page.locator(f"{MAIN} .maps").focus()
    keys = app.page.keyboard
    keys.press("Escape")
    for key in ("ArrowRight", "ArrowRight", "Shift+ArrowUp"):
        keys.press(key)
    expect(title).to_have_text("Convolution 1, map 1, row 12, column 13")
    keys.press("Enter")
    app.button("Clear").focus()
    expect(title).to_have_text("Convolution 1, map 1, row 12, column 13")
    app.page.locator(f"{MAIN} .maps").focus()
    keys.press("Escape")
    expect(title).to_have_text("One number")


def test_a_digit_is_drawn_with_keys_alone(app):
    app.button("Clear").click()
    app.page.get_by_role("img", name="Draw a digit").focus()
    keys = app.page.keyboard
    for key in (*["ArrowUp"] * 20, *["ArrowDown"] * 5, "Enter", *["ArrowDown"] * 14, "Enter"):
        keys.press(key)
    told(app)
    assert answer(app) == 1
    keys.press("Delete")
    app.answered()
    assert sees(app).max() == 127, "something is left of it"
    assert app.page.evaluate("document.activeElement.tagName") == "CANVAS"


def test_a_test_image_is_shown_with_what_the_collection_says(app):
    app.button("Test image").click()
    app.answered()
    expect(app.page.locator(f"{MAIN} .truth")).to_have_text(re.compile(r"this is an? \d\."))
    assert not look(app.page.get_by_role("img", name="Draw a digit")).is_blank


def test_both_runs_keep_their_places_and_addresses(app):
    app.button("Step").click()
    app.answered()
    step = step_of(app)
    assert step == 1201
    app.page.wait_for_url(f"**/digits/#*step={step}*")
    app.page.get_by_role("link", name="Playground", exact=True).click()
    expect(app.page.locator("html")).to_have_attribute("data-page", "playground")
    app.arrived(0, on="playground")
    app.page.wait_for_url("**/#*dataset=*")
    app.button("Step").click()
    app.page.wait_for_url("**/#*dataset=*step=1*")
    app.page.go_back()
    expect(app.page.locator("html")).to_have_attribute("data-page", "digits")
    app.page.wait_for_url(f"**/digits/#*blocks=*step={step}*")
    assert step_of(app) == step
    app.page.go_forward()
    app.page.wait_for_url("**/#*dataset=*step=1*")
    app.page.get_by_role("link", name="Digits", exact=True).click()
    app.page.wait_for_url(f"**/digits/#*blocks=*step={step}*")
    assert app.page.locator(".notices .card").is_hidden()


@pytest.mark.parametrize(
    ("show", "panel", "part"),
    [
        ("Activations", "Training", MAIN),
        ("Activations", "Mistakes", f"{MAIN} .panels"),
        ("Architecture", "Mistakes", f"{MAIN} .layers"),
    ],
)
def test_it_has_room_in_light_and_dark_and_obeys_axe(app, show, panel, part):
    choose(app, "Show", show)
    choose(app, "Panel", panel)
    has_room(app, part)
