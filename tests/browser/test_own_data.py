"""One's own points: painted with mouse and keyboard, taken from a table, used as one change, and there after a reload."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.painter import (
    SHOWN,
    choose,
    counts,
    editor,
    fragment,
    lent,
    opened,
    painted,
    pasted,
    plane,
    points,
    press,
    stroke,
    used,
)
from tests.browser.room import obeys_axe

REGION = (
    "Array.from(document.querySelector('.page:not([hidden]) [data-slot=output]').region.source.get_column('level'))"
)
TABLE = "length;width;kind\n4,5;1,5;flat\n5,5;2,5;flat\nx;3;flat\n6,5;3,5;tall\n7,5;1,0;tall\n4,0;2;round\n"


@pytest.fixture
def app(app):
    yield from lent(app)


def test_two_strokes_are_learned_undone_and_come_back_with_the_address(app):
    before = fragment(app)
    app.step(3)
    region = app.page.evaluate(REGION)
    app.restart()
    painted(app)
    said = counts(app).inner_text()
    found = re.fullmatch(r"(\d+) points: (\d+) of A, (\d+) of B\.", said)
    assert found
    total, of_a, of_b = map(int, found.groups())
    assert of_a > 10
    assert total == of_a + of_b
    used(app)
    shown = points(app)
    assert set(shown) == {"square", "circle"}
    assert sum(shown.values()) == round(total / 2)
    expect(app.page.get_by_role("button", name="Edit points")).to_be_visible()
    app.step(3)
    app.arrived(3)
    assert app.page.evaluate(REGION) != region
    after = fragment(app)
    app.button("Undo").click()
    app.arrived(0)
    assert fragment(app) == before
    app.restart(after)
    assert points(app) == shown


def test_a_third_class_leaves_the_shapes_of_the_others(app):
    painted(app)
    tools = editor(app).locator("label:has([name=own-class]) path")
    of_two = outlines(tools)
    choose(app, "C")
    stroke(app, (0.2, 0.5), (0.8, 0.5))
    assert outlines(tools) == of_two
    used(app)
    assert set(points(app)) == {"square", "circle", "triangle"}
    markers, values = app.page.evaluate(SHOWN), app.page.evaluate(SHOWN.replace("'marker'", "'value'"))
    shapes = dict(zip(markers, values, strict=True))
    assert sorted(shapes, key=lambda marker: shapes[marker]) == ["square", "circle", "triangle"]
    rounds = [
        "a5 5" in path for path in outlines(app.page.get_by_role("list", name="Classes", exact=True).locator("path"))
    ]
    assert rounds == ["a5 5" in path for path in of_two]


def outlines(paths):
    return paths.evaluate_all("all => all.map(one => one.getAttribute('d'))")


@pytest.mark.long
def test_a_reload_keeps_the_points(new_app):
    app = new_app().open("hidden=3")
    painted(app)
    used(app)
    shown = points(app)
    app.eventually("location.hash", lambda text: "dataset=own" in text)
    app.page.reload()
    app.wait_for_state()
    assert points(app) == shown


def test_the_keyboard_alone_paints_erases_and_uses(app):
    app.select("Dataset").focus()
    opened(app)
    expect(plane(app)).to_be_focused()
    keys = (
        "1",
        "Shift+ArrowRight",
        "Enter",
        "ArrowUp",
        "Enter",
        "2",
        "Shift+ArrowLeft",
        "Shift+ArrowLeft",
        "Enter",
        "ArrowUp",
        "Enter",
        "Shift+ArrowUp",
        "Enter",
    )
    for key in keys:
        app.page.keyboard.press(key)
    expect(counts(app)).to_have_text("5 points: 2 of A, 3 of B.")
    where = editor(app).locator(".where")
    expect(where).to_have_text("B at x₁ −1.00, x₂ +1.40. Nearest of 5: B at −1.00, +1.40.")
    app.page.keyboard.press("Delete")
    expect(counts(app)).to_have_text("4 points: 2 of A, 2 of B.")
    app.page.keyboard.press("Control+z")
    expect(counts(app)).to_have_text("5 points: 2 of A, 3 of B.")
    app.page.keyboard.press("Control+Shift+z")
    expect(counts(app)).to_have_text("4 points: 2 of A, 2 of B.")
    editor(app).get_by_role("button", name="Use these points").focus()
    app.page.keyboard.press("Enter")
    expect(editor(app)).to_be_hidden()
    assert sum(points(app).values()) == 2
    assert "dataset=own&points=c" in fragment(app)


def test_the_keyboard_draws_strokes_and_erases_along_them(app):
    app.select("Dataset").focus()
    opened(app)
    where = editor(app).locator(".where")
    plane(app).focus()
    app.page.keyboard.press("Enter")
    press(app, "Clear")
    plane(app).focus()
    for towards, times in (("Left", 12), ("Down", 12), ("Right", 6), ("Up", 6)):  # into the middle, wherever it was
        for _ in range(times):
            app.page.keyboard.press(f"Shift+Arrow{towards}")
    for key in ("1", "Space", "Shift+ArrowRight", "Shift+ArrowRight"):
        app.page.keyboard.press(key)
    expect(where).to_contain_text("Drawing A at x₁ +2.00, x₂ 0.00.")
    expect(counts(app)).to_contain_text("6 points")
    for key in ("Space", "ArrowUp", "Shift+ArrowUp"):
        app.page.keyboard.press(key)
    expect(where).to_contain_text("A at x₁ +2.00")
    expect(counts(app)).to_contain_text("6 points")
    app.page.keyboard.press("Control+z")
    expect(counts(app)).to_contain_text("No points yet.")
    app.page.keyboard.press("Control+Shift+z")
    editor(app).get_by_role("radio", name="Erase").check()
    plane(app).focus()
    for key in (*["Shift+ArrowDown"] * 2, "ArrowUp", "ArrowUp", "ArrowUp", "Space", *["Shift+ArrowLeft"] * 3):
        app.page.keyboard.press(key)
    expect(where).to_contain_text("Erasing at")
    app.page.keyboard.press("Control+z")
    expect(counts(app)).to_contain_text("6 points")


def test_leaving_changes_nothing_and_keeps_what_was_drawn(app):
    before = fragment(app)
    painted(app)
    said = counts(app).inner_text()
    app.page.keyboard.press("Escape")
    expect(editor(app)).to_be_hidden()
    assert fragment(app) == before
    assert app.select("Dataset").input_value() == "Spiral"
    opened(app)
    expect(counts(app)).to_contain_text("not in use yet")
    stroke(app, (0.5, 0.5))
    assert int(counts(app).inner_text().split()[0]) == int(said.split()[0]) + 1
    press(app, "Clear")
    expect(counts(app)).to_have_text("No points yet. A run needs at least 4 points.")


@pytest.mark.long
def test_a_finger_paints_and_the_page_stays_where_it_is(new_app):
    app = new_app(viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True).open("hidden=2")
    opened(app)
    box = plane(app).bounding_box()
    assert box is not None
    across, down = box["x"] + box["width"] / 2, box["y"] + box["height"] / 3
    hand = app.page.context.new_cdp_session(app.page)
    hand.send("Input.dispatchTouchEvent", {"type": "touchStart", "touchPoints": [{"x": across, "y": down}]})
    for moved in range(1, 11):
        point = {"x": across, "y": down + 12 * moved}
        hand.send("Input.dispatchTouchEvent", {"type": "touchMove", "touchPoints": [point]})
    hand.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
    app.eventually("Number.parseInt(document.querySelector('#own .counts').textContent)", lambda count: count > 5)
    assert plane(app).bounding_box() == box


def test_an_eraser_erases_and_too_few_points_cannot_be_used(app):
    painted(app)
    choose(app, "Erase")
    stroke(app, (0.15, 0.2), (0.85, 0.3))
    stroke(app, (0.15, 0.17), (0.85, 0.27))
    stroke(app, (0.15, 0.23), (0.85, 0.33))
    expect(counts(app)).to_contain_text("A run needs points of two classes.")
    editor(app).get_by_role("button", name="Use these points").click(force=True)
    expect(editor(app)).to_be_visible()
    press(app, "Clear")


def test_numbers_are_painted_by_value_and_present_points_are_a_beginning(app):
    opened(app)
    press(app, "Start from the present points")
    expect(counts(app)).to_have_text("500 points: 250 of A, 250 of B.")
    choose(app, "Numbers")
    expect(counts(app)).to_have_text("500 points, values from −1.00 to +1.00.")
    editor(app).get_by_role("slider", name="Value").fill("0.5")
    stroke(app, (0.3, 0.3), (0.4, 0.3))
    used(app)
    app.eventually("document.querySelector('.page[data-page=playground]').dataset.task", lambda task: task == "numbers")


def test_a_table_is_recognised_its_bad_line_named_and_the_scale_kept(app, tmp_path):
    opened(app)
    pasted(app, TABLE)
    press(app, "Read what is pasted")
    expect(editor(app).get_by_text("Line 4 has “x” in length, which is no number.")).to_be_visible()
    expect(editor(app).get_by_label("Columns end with")).to_have_value(";")
    expect(editor(app).get_by_label("Decimal")).to_have_value(",")
    expect(editor(app).get_by_label("To be learned")).to_have_value("2")
    obeys_axe(app, "#own")
    press(app, "Take these points")
    expect(counts(app)).to_have_text("5 points: 2 of A, 2 of B, 1 of C.")
    expect(editor(app).get_by_text("x₁ = length: 4 … 7.5 → −5.4 … +5.4")).to_be_visible()
    with app.page.expect_download() as saving:
        press(app, "Download CSV")
    saving.value.save_as(tmp_path / "points.csv")
    lines = (tmp_path / "points.csv").read_text(encoding="utf-8").splitlines()
    assert lines == ["length,width,kind", "4.5,1.5,flat", "5.5,2.5,flat", "6.5,3.5,tall", "7.5,1,tall", "4,2,round"]
    used(app)
    assert "~length~" in fragment(app)
    app.page.get_by_role("button", name="Edit points").click()
    expect(editor(app).get_by_text("class = kind: A flat, B tall, C round")).to_be_visible()
    press(app, "Clear")
    editor(app).get_by_label("A table of points").set_input_files(tmp_path / "points.csv")
    press(app, "Take these points")
    expect(counts(app)).to_have_text("5 points: 2 of A, 2 of B, 1 of C.")
    editor(app).get_by_label("A table of points").set_input_files(
        {"name": "a.csv", "mimeType": "text/csv", "buffer": b"\0"}
    )
    expect(editor(app).get_by_text("This file is no text.")).to_be_visible()


@pytest.mark.long
def test_the_editor_has_room_everywhere_and_obeys_axe(app):
    painted(app)
    for width, height in ((1440, 900), (1280, 720), (1024, 768), (390, 844)):
        app.page.set_viewport_size({"width": width, "height": height})
        wide = "(({ scrollWidth, clientWidth }) => scrollWidth - clientWidth)(document.getElementById('own'))"
        assert app.page.evaluate(wide) == 0
        for button in editor(app).get_by_role("button").all():
            button.scroll_into_view_if_needed()
            box = button.bounding_box()
            assert box is not None
            assert box["x"] >= 0
            assert box["x"] + box["width"] <= width
    obeys_axe(app, "#own")
    app.page.emulate_media(forced_colors="active")
    obeys_axe(app, "#own")
    app.page.emulate_media(forced_colors="none")


def test_a_link_that_programs_may_cut_is_copied_with_a_warning(app):
    app.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    points = "c" + "".join(f"{chr(65 + i % 26)}AA{chr(65 + i % 25)}AA{'AB'[i % 2]}" for i in range(1500))
    app.restart(f"dataset=own&points={points}&hidden=2")
    app.eventually("location.hash.length", lambda length: length > 8000)
    app.button("Save or load").click()
    dialog = app.page.get_by_role("dialog", name="Save or load")
    dialog.get_by_role("button", name="Copy link").click()
    expect(dialog.get_by_role("status")).to_contain_text("many programs cut such links")
    assert app.page.evaluate("navigator.clipboard.readText()") == app.page.url
    app.page.keyboard.press("Escape")


@pytest.mark.long
def test_who_draws_nothing_loads_nothing_of_it(new_app):
    asked = []
    app = new_app()
    app.page.on("request", lambda request: asked.append(request.url.rpartition("/assets/")[2]))
    app.open().step()
    assert not [name for name in asked if name.startswith("own/")]
    opened(app)
    assert [name for name in asked if name.startswith("own/")]
