"""A sweep on a phone, under a finger, and on a small laptop; and two large runs side by side there."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.easel import painted
from tests.browser.instruments import Drawer
from tests.browser.sweeping import BOXES, RATES, TILES, Sweeping
from tests.browser.test_compare import Comparison


@pytest.mark.long
def test_a_finger_reads_a_run_first_and_opens_it_then(new_app):
    app = new_app(viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True).open("hidden=4")
    sweep = Sweeping(app, Drawer(app).open("Sweep")).run(*RATES)
    for picture in (sweep.tiles, sweep.lines):
        picture.scroll_into_view_if_needed()
        if picture is sweep.tiles:
            x, y, side = sweep.page.evaluate(BOXES, [TILES])[0]
            place = {"x": x + side / 2, "y": y + side / 2}
        else:
            place = sweep.page.evaluate(
                """() => {
                    const { lines } = document.querySelector('[data-plate=sweep-lines]')
                    return { x: lines.axes[1].x, y: lines.y(lines.axes[1], 2) }
                }"""
            )
        before = sweep.app.select("Learning rate").input_value()
        picture.tap(position=place)
        expect(sweep.told).to_have_text(re.compile(r"^Learning rate .* Tap again to open\.$"))
        sweep.app.answered()
        assert sweep.app.select("Learning rate").input_value() == before
        rate = sweep.told.inner_text().removeprefix("Learning rate ").partition(",")[0]
        picture.tap(position=place)
        expect(sweep.panel.locator(".opened")).to_contain_text("Undo brings back")
        expect(sweep.app.select("Learning rate")).to_have_value(re.compile(f"^{rate}"))


@pytest.mark.long
def test_a_finger_brushes_an_axis_and_takes_it_off(new_app):
    app = new_app(viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True).open("hidden=4")
    sweep = Sweeping(app, Drawer(app).open("Sweep")).run(*RATES)
    sweep.lines.scroll_into_view_if_needed()
    x, top, height = sweep.lines.evaluate("one => [one.lines.axes[0].x, one.lines.top, one.lines.height]")
    left, above = (sweep.lines.bounding_box()[each] for each in ("x", "y"))
    hand = app.page.context.new_cdp_session(app.page)
    for kind, shares in (("touchStart", [1.0]), ("touchMove", [0.8, 0.6, 0.4]), ("touchEnd", [None])):
        for share in shares:
            points = [] if share is None else [{"x": left + x, "y": above + top + share * height}]
            hand.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})
    kept = sweep.panel.locator(".kept")
    expect(kept).to_have_text("2 of 3 runs have learning rate 0.03 to 0.1.")
    sweep.lines.tap(position={"x": x, "y": top + 0.7 * height})
    expect(kept).to_have_text("")
    assert app.page.evaluate("document.scrollingElement.scrollWidth") <= 390


@pytest.mark.long
def test_the_whole_form_is_seen_at_the_usual_height_of_the_drawer(new_app):
    app = new_app(viewport={"width": 1280, "height": 720}).open("hidden=4")
    sweep = Sweeping(app, Drawer(app).open("Sweep"))
    form = sweep.panel.locator("form").bounding_box()
    for second in ("", "activation"):
        sweep.choose(*RATES, second=second)
        for name in ("Setting", "And", "Seeds", "Steps"):
            box = sweep.panel.get_by_role("combobox", name=name, exact=True).bounding_box()
            assert form["y"] <= box["y"] < box["y"] + box["height"] <= form["y"] + form["height"]
        assert sweep.panel.locator("form").evaluate("one => one.scrollHeight <= one.clientHeight")


@pytest.mark.long
def test_a_low_window_has_all_of_two_large_runs_side_by_side(new_app):
    app = new_app(viewport={"width": 1280, "height": 720}).open("hidden=4,3")
    compare = Comparison(app)
    expect(compare.value("Learning rate")).to_have_value("3.0")
    assert app.page.evaluate("document.scrollingElement.scrollHeight") <= 720
    app.restart("hidden=8,8,8,8,8,8")
    app.step(2)
    for kind in ("Outputs", "Diagrams", "Weights"):
        compare.see(kind)
        painted(app)
        found = compare.panel.locator(".plate:visible")
        plate = found.bounding_box()
        assert plate
        assert plate["height"] > 100
        assert plate["y"] + plate["height"] <= 720
        assert found.evaluate("one => [one.scrollWidth - one.clientWidth, one.scrollHeight - one.clientHeight]") == [
            0,
            0,
        ]
    places, high = found.evaluate("({ plate: { content, canvas } }) => [content.places, canvas.clientHeight]")
    assert len(places) == 3, "this run, the other one, and their difference"
    assert len({top for _, top in places}) == 1
    boxes = found.evaluate("({ plate: { content } }) => content.groups.map(({ boxes }) => boxes.at(-1))")
    for i, box in enumerate(boxes):
        assert box["title"] == "Output"
        assert box["top"] + 9 * box["cell"] + places[i][1] <= high
        end = places[i + 1][0] if i < 2 else plate["width"]
        assert places[i][0] + box["left"] + box["wide"] <= end
