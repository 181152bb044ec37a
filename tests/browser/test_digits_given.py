"""What the network is given, in the browser: drawings of all kinds, and how they are moved."""

import re

import numpy as np
import pytest
from playwright.sync_api import expect

from tests.browser.easel import MAIN, answer, draw, easel, painted, sees, told
from tests.browser.looking import look
from tests.browser.room import has_room
from tests.support.drawings import drawings

ENOUGH = 90
SLIDERS = ("Shift right", "Shift down", "Turn", "Size", "Noise")
STILL = ["0", "0", "0", "100", "0"]


app = easel("step=1200")


def opened(app, wanted):
    details = app.page.locator(f"{MAIN} .moving")
    if details.evaluate("element => element.open") != wanted:
        details.locator("summary").click()
    told(app)
    painted(app)


@pytest.mark.long
def test_nine_of_ten_drawings_are_read(app):
    answers = []
    for drawing in drawings():
        draw(app, drawing.strokes)
        answers.append((drawing.digit, answer(app)))
    wrong = [(digit, read) for digit, read in answers if digit != read]
    assert len(answers) == 100
    assert len(wrong) <= 100 - ENOUGH, wrong


# --- moving


def values(app):
    return [app.slider(name).input_value() for name in SLIDERS]


def sheet_with(app, strokes):
    draw(app, strokes)
    app.page.evaluate("document.activeElement.blur()")  # a ring around it is none of it
    painted(app)
    return look(app.page.locator(f"{MAIN} .sheet")).pixels


def test_a_shift_moves_what_the_network_sees_and_reset_and_drawing_undo_it(app):
    drawn = sheet_with(app, drawings()[70].strokes)
    before = sees(app)
    opened(app, True)
    app.slider("Shift right").focus()
    for _ in range(3):
        app.page.keyboard.press("ArrowRight")
    told(app)
    assert values(app) == ["3", *STILL[1:]]
    moved = np.full_like(before, 127)
    moved[:, 3:] = before[:, :-3]
    np.testing.assert_array_equal(sees(app), moved)
    expect(app.slider("Shift right")).to_have_attribute("aria-valuetext", "3 px")
    app.button("Reset moves").click()
    told(app)
    np.testing.assert_array_equal(sees(app), before)
    assert values(app) == STILL
    app.slider("Turn").fill("90")
    told(app)
    np.testing.assert_array_equal(sees(app), np.rot90(before, -1))
    draw(app, drawings()[10].strokes)
    assert values(app) == STILL
    expect(app.button("Reset moves")).to_be_disabled()
    opened(app, False)
    np.testing.assert_allclose(sheet_with(app, drawings()[70].strokes), drawn, atol=8)


def test_the_sheet_shows_what_is_moved_until_one_draws_on(app):
    draw(app, [[(0.2, 0.2), (0.2, 0.8)]])
    canvas = app.page.get_by_role("img", name="Draw a digit")
    opened(app, True)
    app.slider("Shift right").fill("8")
    told(app)
    painted(app)
    dark = look(canvas).pixels.max(axis=-1) < 90
    columns = np.nonzero(dark)[1]
    assert columns.mean() / dark.shape[1] == pytest.approx((12.5 + 8) / 24, abs=0.03)
    box = canvas.bounding_box()
    assert box is not None
    app.page.mouse.click(box["x"] + 0.8 * box["width"], box["y"] + 0.5 * box["height"])
    told(app)
    painted(app)
    assert values(app) == STILL
    places = np.nonzero(look(canvas).pixels.max(axis=-1) < 90)[1] / dark.shape[1]
    assert ((places > 0.1) & (places < 0.3)).any()
    assert ((places > 0.7) & (places < 0.9)).any()


def test_the_label_of_a_moved_test_image_stays_known(app):
    app.page.get_by_label("Test image by number").fill("41")
    app.page.keyboard.press("Enter")
    told(app)
    truth = app.page.locator(f"{MAIN} .truth")
    expect(truth).to_have_text(re.compile(r"this is an? \d\."))
    before = truth.inner_text()
    opened(app, True)
    app.slider("Turn").fill("40")
    told(app)
    assert truth.inner_text() == before


def test_a_test_image_is_chosen_with_keys_by_its_digit_and_by_its_number(app):
    truth, said = app.page.locator(f"{MAIN} .truth"), app.page.locator(f"{MAIN} #digits-sheet")
    number = app.page.get_by_label("Test image by number")
    app.page.get_by_label("Test image of a digit").focus()
    app.page.keyboard.press("8")  # as the letters of a list choose
    app.page.get_by_label("Test image of a digit").select_option("8")
    told(app)
    expect(truth).to_have_text("MNIST says that this is an 8.")
    expect(said).to_have_text(f"Test image {number.input_value()}, an 8.")
    number.fill("3")
    number.press("Enter")
    told(app)
    expect(truth).to_have_text("MNIST says that this is a 7.")
    expect(said).to_have_text("Test image 3, a 7.")
    draw(app, drawings()[70].strokes)
    expect(number).to_have_value("")
    expect(said).to_have_text(re.compile(r"^A drawing of (one stroke|\d strokes)\.$"))
    app.page.get_by_label("Test image of a digit").select_option("")
    told(app)


def test_where_the_pen_is_is_said_when_the_keys_have_moved_it(app):
    app.page.get_by_role("img", name="Draw a digit").focus()
    pen = app.page.get_by_role("status", name="Pen")
    app.page.keyboard.press("Delete")
    for _ in range(28):
        app.page.keyboard.press("ArrowLeft")
    for _ in range(3):
        app.page.keyboard.press("ArrowRight")
    expect(pen).to_have_text(re.compile(r"^Pen up, 1[0-9] % from the left, \d+ % from the top\.$"))
    app.page.keyboard.press("Enter")
    expect(pen).to_have_text(re.compile(r"^Pen down, 1[0-9] % from the left, \d+ % from the top\.$"))
    app.page.keyboard.press("Enter")


@pytest.mark.long
def test_the_strips_show_the_answer_at_every_shift(app):
    draw(app, drawings()[70].strokes)
    opened(app, True)
    strips = app.page.locator(f"{MAIN} .shifts").all()
    script = "Bokeh.documents.find(page => page.get_model_by_name('digits.maps')).get_model_by_name('bulletin').get_column('shifts')?.[0]"
    said = app.eventually(script, lambda record: record is not None and record["digit"] == answer(app))
    painted(app)
    for strip, sweep in zip(strips, said["sweeps"], strict=True):
        assert strip.locator("span").all_inner_texts() == [str(digit) for digit in sweep["digits"]]
        picture = look(strip)
        share = picture.pixels.shape[1] / 13
        accent = np.array([15, 94, 247])
        for i, sure in enumerate(sweep["shares"]):
            if sweep["whole"][i] and i != 6:  # that one is framed
                column = picture.pixels[: round(1.2 * 14), int((i + 0.5) * share)]
                filled = (np.abs(column - accent).max(axis=-1) < 30).mean()
                assert filled == pytest.approx(sure / 100, abs=0.13)
    assert app.page.locator(f"{MAIN} .shifts-words").inner_text() == said["sentence"]
    here = "all => all.findIndex(one => one.dataset.here !== undefined)"
    for name, strip in zip(("Shift right", "Shift down"), strips, strict=True):
        for shift in (-2, 5, 0):
            app.slider(name).fill(str(shift))
            assert strip.locator("span").evaluate_all(here) == 6 + shift


def test_a_test_image_takes_the_place_of_a_drawing(app):
    draw(app, [[(0.05, 0.05), (0.05, 0.95)]])
    app.button("Test image").click()
    told(app)
    painted(app)
    picture = look(app.page.get_by_role("img", name="Draw a digit")).pixels
    assert (picture[:, 4:16].max(axis=-1) < 90).mean() < 0.05, "the stroke is still there"


# --- the column


@pytest.mark.varied
@pytest.mark.parametrize("moving", [False, True])
def test_the_column_has_room_and_obeys_axe(app, moving):
    opened(app, moving)
    column = app.page.locator(f"{MAIN} .drawing")

    def is_whole(width):
        own, room, across, own_width = column.evaluate(
            "({ scrollHeight, clientHeight, scrollWidth, clientWidth }) => [scrollHeight, clientHeight, scrollWidth, clientWidth]"
        )
        assert across <= own_width
        if width == 1440 or not moving:
            assert own <= room
        if width == 1440:
            expect(column.locator(".shares li").last).to_be_in_viewport(ratio=1)

    has_room(app, f"{MAIN} .drawing", is_whole)
