"""The digits page as a person meets it: it trains, shows every map, and reads what is drawn."""

import base64
import re

import numpy as np
import pytest
from playwright.sync_api import expect

from tests.browser.easel import (
    DRAWINGS,
    MAIN,
    MAPS,
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


def test_every_map_before_is_written_out_by_keys_and_the_sum_stays_whole(app):
    app.page.mouse.click(*spot(app, 3, 4, 5, 5))
    sum_ = app.page.get_by_role("group", name="The sum, map by map")
    expect(sum_.get_by_role("button")).to_have_count(8)
    sum_.get_by_role("button", name=re.compile("^map 1 ")).click()
    expect(sum_.locator("[aria-pressed=true]")).to_have_text(re.compile("^map 1 "))
    app.page.keyboard.press("ArrowRight")
    app.page.keyboard.press("Enter")
    pressed = sum_.locator("[aria-pressed=true]")
    expect(pressed).to_have_text(re.compile("^map 2 "))
    expect(pressed).to_be_focused()
    expect(app.page.locator(f"{MAIN} .tables figcaption").nth(2)).to_have_text("what it sees on map 2")
    texts = [text.replace("−", "-") for text in sum_.locator("b").all_inner_texts()]
    *parts, whole, value = (float(text) for text in texts)
    assert cells(app, "products").sum() == pytest.approx(parts[1], abs=0.13)
    assert whole == pytest.approx(sum(parts), abs=0.051)
    assert value == max(whole, 0)
    app.page.mouse.click(*spot(app, 5, 7, 0, 0))
    expect(sum_).to_contain_text("probability")
    expect(sum_.get_by_role("button")).to_have_count(16)
    lines = app.page.locator(f"{MAIN} .products li")
    expect(lines).to_have_count(5)
    for text in lines.all_inner_texts():
        seen, weight, product = (float(each) for each in re.findall(r"-?\d*\.\d+|-?\d+$", text.replace("−", "-"))[-3:])
        assert product == pytest.approx(seen * weight, abs=0.006 * (1 + abs(seen) + abs(weight)))


@pytest.mark.parametrize(("width", "height"), [(1440, 900), (1280, 720), (390, 844)])
def test_a_map_becomes_large_and_keys_move_in_it(app, width, height):
    app.page.set_viewport_size({"width": width, "height": height})
    app.button("Enlarge").press("Enter")
    painted(app)
    canvas, room = app.page.locator(f"{MAIN} .own canvas"), app.page.locator(f"{MAIN} .opened-number")
    box, around = canvas.bounding_box(), room.bounding_box()
    assert box["width"] == pytest.approx(box["height"], abs=1)
    assert box["width"] > 300
    assert box["width"] <= around["width"]
    if width == 390:
        assert box["width"] > around["width"] - 3
    expect(app.page.locator(f"{MAIN} .maps")).to_be_hidden()
    app.page.get_by_role("group", name="What it is made of").focus()
    app.page.keyboard.press("ArrowDown")
    expect(room.get_by_role("heading")).to_have_text("Convolution 1, map 2, row 11, column 15")
    app.page.keyboard.press("Escape")
    expect(app.page.locator(f"{MAIN} .maps")).to_be_focused()


def test_a_double_click_shows_what_it_sees_on_every_layer_down_to_the_image(app):
    app.page.set_viewport_size({"width": 1280, "height": 720})
    painted(app)
    app.page.mouse.dblclick(*spot(app, 3, 4, 5, 5))
    way = app.page.locator(f"{MAIN} .way figure")
    expect(way).to_have_text(["Image", re.compile(r"^Convolution 1, map \d$"), re.compile(r"^Max pool 1, map \d$")])
    expect(app.page.locator(f"{MAIN} .maps")).to_be_hidden()
    app.answered()
    painted(app)
    opened = app.page.evaluate("document.querySelector('main.digits .maps').maps.opened")
    before = [*opened["way"], *(picture for picture in opened["pictures"] if not picture["own"])]
    assert [picture["box"] for picture in before] == [box for _, *box in opened["boxes"]]
    accent = np.array(
        app.page.evaluate("document.querySelector('main.digits .maps').maps.look.accent.match(/\\d+/g).map(Number)")
    )
    room, palette = app.page.locator(f"{MAIN} .opened-number").bounding_box(), shades(app)
    for figure, shown in zip(way.all(), before, strict=True):
        box = figure.bounding_box()
        assert box["x"] + box["width"] <= room["x"] + room["width"]
        level = np.frombuffer(base64.b64decode(shown["level"]), np.uint8).reshape(shown["height"], shown["width"])
        canvas = figure.locator("canvas")
        picture, pixel = look(canvas), canvas.bounding_box()["width"] / shown["width"]
        top, bottom, left, right = shown["box"]
        rows, columns = (index.ravel() for index in np.mgrid[top + 1 : bottom - 1, left + 1 : right - 1])
        across, down = (columns + 0.5) * pixel, (rows + 0.5) * pixel
        assert picture.share_near(palette[level[rows, columns]], across, down, around=1, tolerance=12) > 0.93
        edge = np.arange(left + 1, right - 1) + 0.5
        on_top = np.full(len(edge), top * pixel)
        assert picture.share_near(np.tile(accent, (len(edge), 1)), edge * pixel, on_top, around=2, tolerance=40) > 0.9
    sentence = app.page.locator(f"{MAIN} .sentence").bounding_box()
    assert sentence["y"] + sentence["height"] <= 720


@pytest.mark.varied
@pytest.mark.parametrize("units", [32, 64])
def test_every_number_of_a_large_dense_layer_is_seen_and_opened(app, units):
    begin(app, f"blocks=c8x5p,m2,c16x5p,m3,d{units}")
    for width, height in ((1280, 720), (390, 844)):
        app.page.set_viewport_size({"width": width, "height": height})
        painted(app)
        found = app.page.evaluate(MAPS)
        wide, high = app.page.evaluate(
            "[(it => it.clientWidth)(document.querySelector('.maps')), document.querySelector('.maps').clientHeight]"
        )
        places = [place for place, stage in zip(found["places"], found["stage"], strict=True) if stage == 5]
        assert len(places) == units
        for place in found["places"]:
            assert min(place["width"], place["height"]) >= 8
            assert place["x"] >= 0
            assert place["y"] >= 0
            assert place["x"] + place["width"] <= wide
            assert place["y"] + place["height"] <= high
        for number in (0, units - 1):
            app.page.evaluate("document.querySelector('.strip').scrollLeft = 1e5")
            app.page.locator(f"{MAIN} .maps").scroll_into_view_if_needed()
            app.page.mouse.move(*spot(app, 5, number, 0, 0))
            expect(app.page.locator(f"{MAIN} .opened-number h2")).to_have_text(f"Dense 1, number {number + 1}")
            expect(app.page.locator(f"{MAIN} .sentence")).to_contain_text("products and the bias")


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


@pytest.mark.long
def test_the_keys_of_all_pages_work_here(app):
    keys = app.page.keyboard
    app.page.evaluate("document.activeElement.blur()")
    for key, step in ((".", 1201), (".", 1202), (",", 1201)):
        keys.press(key)
        app.arrived(step)
    keys.press("Space")
    expect(app.button("Pause")).to_be_visible()
    app.eventually("document.querySelector('.page:not([hidden]) .status').textContent", lambda _: step_of(app) > 1202)
    keys.press("Space")
    expect(app.button("Play")).to_be_visible()
    keys.press("?")
    expect(app.page.get_by_role("dialog", name="Keys")).to_be_visible()
    keys.press("Escape")


@pytest.mark.long
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


@pytest.mark.varied
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
