"""The timeline as a person meets it: dragged, by keys, backwards, and with marks on it."""

import re

import numpy as np
import pytest
from playwright.sync_api import expect

from tests.browser.looking import look
from tests.browser.playground import LETTERS

TIMELINE = ".page:not([hidden]) .timeline"
TILES = f"() => {{ {LETTERS} return [...own.get_model_by_name('network.tiles').get_column('level')] }}"
CHANGED = "log=40:learning_rate:0.3,80:batch_size:5&step=200"


def opened(app, fragment=CHANGED, step=200):
    app.restart(fragment)
    app.page.evaluate("fragment => { location.hash = fragment }", f"{app.page.url.partition('#')[2]}&{fragment}")
    return app.arrived(step)


def line(app):
    return app.slider("Timeline")


def place(app, share):
    """Where the middle of the thumb is at a share of the line."""
    box = line(app).bounding_box()
    thumb = app.page.evaluate(f"parseFloat(getComputedStyle(document.querySelector('{TIMELINE} input')).height)")
    assert thumb > 0
    rem = app.page.evaluate("parseFloat(getComputedStyle(document.documentElement).fontSize)")
    inner = box["width"] - 1.07 * rem
    return box["x"] + 1.07 * rem / 2 + share * inner, box["y"] + box["height"] / 2


def tiles_at(app, step):
    line(app).fill(str(step))
    app.answered().arrived(step)
    return np.array(app.page.evaluate(TILES))


def test_it_is_dragged_and_everything_returns_to_that_step(app):
    opened(app)
    end = np.array(app.page.evaluate(TILES))
    app.page.mouse.move(*place(app, 1.0))
    app.page.mouse.down()
    app.page.mouse.move(*place(app, 0.5), steps=8)
    app.page.mouse.up()
    app.answered()
    step = int(line(app).input_value())
    assert abs(step - 100) <= 2
    app.arrived(step)
    there = np.array(app.page.evaluate(TILES))
    assert (there != end).any()
    expect(app.select("Learning rate")).to_have_value("0.3")
    app.button("Step").click()
    app.arrived(step + 1)
    app.eventually("location.hash", lambda address: address.endswith(f"&step={step + 1}"))  # it is written later
    app.page.evaluate("step => { location.hash = location.hash.replace(/&step=\\d+/, '') + '&step=' + step }", step)
    app.answered().arrived(step)
    np.testing.assert_array_equal(np.array(app.page.evaluate(TILES)), there)
    np.testing.assert_array_equal(tiles_at(app, 200), end)


def test_it_goes_by_keys_and_says_where_it_stands(app):
    opened(app)
    line(app).focus()
    app.page.keyboard.press("ArrowLeft")
    app.arrived(199)
    expect(line(app)).to_have_attribute("aria-valuetext", "step 199 of 200")
    app.page.keyboard.press("Home")
    app.arrived(0)
    app.page.keyboard.press("]")
    app.arrived(40)
    expect(line(app)).to_have_attribute("aria-valuetext", "step 40 of 200: learning rate 0.3")
    app.page.keyboard.press("]")
    app.arrived(80)
    app.page.keyboard.press("[")
    app.arrived(40)
    app.page.keyboard.press("End")
    app.arrived(200)


def test_of_many_steps_that_a_hand_passes_the_last_is_gone_to(app):
    opened(app)
    app.page.evaluate(
        """name => {
        const input = document.querySelector(name)
        for (let step = 199; step >= 33; step--) {
            input.value = step
            input.dispatchEvent(new Event('input', { bubbles: true }))
        }
        input.dispatchEvent(new Event('change', { bubbles: true }))
    }""",
        f"{TIMELINE} input",
    )
    app.arrived(33)
    expect(line(app)).to_have_js_property("value", "33")


def test_it_plays_backwards_and_stops_at_the_beginning(app):
    opened(app, "speed=500&step=200")
    app.page.keyboard.press("b")
    expect(app.button("Play backwards")).to_have_attribute("aria-pressed", "true")
    app.arrived(0)
    expect(app.button("Play backwards")).to_have_attribute("aria-pressed", "false")
    expect(app.button("Play")).to_be_visible()
    expect(line(app)).to_have_attribute("max", "200")
    app.button("Play backwards").click()
    app.answered()
    assert app.status.step == 0


def test_a_change_in_the_past_is_marked_and_begins_another_course(app):
    opened(app, "step=200")
    line(app).fill("120")
    app.answered().arrived(120)
    app.select("Learning rate").select_option(label="1")
    app.answered()
    expect(app.page.locator(f"{TIMELINE} .ticks .change")).to_have_attribute("title", "Step 120: learning rate 1")
    expect(line(app)).to_have_attribute("max", "120")
    app.button("Undo").click()
    app.answered()
    expect(line(app)).to_have_attribute("max", "200")
    expect(app.page.locator(f"{TIMELINE} .ticks span")).to_have_count(0)


def test_marks_are_seen_where_their_steps_are_and_pressing_one_goes_there(app):
    opened(app)
    line(app).fill("150")
    app.answered().arrived(150)
    app.page.keyboard.press("m")
    expect(app.button("Bookmark")).to_have_attribute("aria-pressed", "true")
    line(app).fill("10")
    app.answered().arrived(10)
    accent, ink = (
        tuple(
            map(
                int,
                re.findall(
                    r"\d+",
                    app.page.evaluate(
                        "name => { const probe = document.body.appendChild(document.createElement('i')); probe.style.color = `var(${name})`; "
                        "const { color } = getComputedStyle(probe); probe.remove(); return color }",
                        name,
                    ),
                ),
            )
        )
        for name in ("--accent", "--ink")
    )
    box = app.page.locator(TIMELINE).bounding_box()
    picture = look(app.page.locator(TIMELINE))
    for share, colour, down in ((0.75, accent, 0.1), (0.2, ink, 0.85), (0.4, ink, 0.85)):
        x, y = np.array([place(app, share)[0] - box["x"]]), np.array([box["height"] * down])
        assert picture.share_near(np.array([colour]), x, y, around=2, tolerance=30) == 1, (share, colour)
    app.page.locator(f"{TIMELINE} .ticks .bookmark").click()
    app.arrived(150)
    app.button("Bookmark").click()
    expect(app.page.locator(f"{TIMELINE} .ticks .bookmark")).to_have_count(0)


@pytest.mark.varied
@pytest.mark.parametrize("width", [390, 1024, 1280])
def test_it_has_room(app, width):
    opened(app)
    app.page.set_viewport_size({"width": width, "height": 800})
    bar = app.page.locator(".page:not([hidden]) .transport").bounding_box()
    inside = [
        app.page.locator(f".page:not([hidden]) {name}").bounding_box() for name in (".status", ".timeline", ".acts")
    ]
    for box in inside:
        assert bar["x"] <= box["x"]
        assert box["x"] + box["width"] <= bar["x"] + bar["width"]
        assert bar["y"] <= box["y"]
        assert box["y"] + box["height"] <= bar["y"] + bar["height"]
    status, timeline, _ = inside
    assert status["y"] + status["height"] <= timeline["y"] + 1


def test_courses_stand_as_a_tree_and_are_gone_to(app):
    opened(app, "step=200")
    courses = app.page.locator(".page:not([hidden]) .courses")
    expect(app.button("Courses")).to_be_hidden()
    line(app).fill("120")
    app.answered().arrived(120)
    app.select("Learning rate").select_option(label="1")
    app.answered()
    app.button("Step epoch").click()
    app.arrived(125)
    app.button("Courses").press("Enter")
    expect(courses.locator("[data-course]")).to_have_count(2)
    expect(courses.locator("[aria-current]")).to_be_focused()
    expect(courses.locator("[aria-current]")).to_contain_text("from step 120: learning rate 1")
    ends = courses.locator("circle").evaluate_all("all => all.map(one => Number(one.getAttribute('cx')))")
    assert ends[1] - 7 == pytest.approx(125 / 200 * (ends[0] - 7))
    app.page.keyboard.press("Shift+Tab")
    expect(courses.get_by_role("button", name="Compare with the present course: the first course")).to_be_focused()
    app.page.keyboard.press("Shift+Tab")
    app.page.keyboard.press("Enter")
    app.arrived(200)
    expect(courses.locator("[aria-current]")).to_contain_text("the first course")
    app.page.keyboard.press("Escape")
    expect(courses).to_be_hidden()
    expect(app.select("Learning rate")).to_have_value("0.1")
    app.button("Courses").click()
    expect(courses).to_be_visible()
    app.button("Courses").click()
    expect(courses).to_be_hidden()
    app.button("Reset").click()
    app.answered()
    expect(app.button("Courses")).to_be_hidden()
