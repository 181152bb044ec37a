"""A sweep in the drawer: its regions are those of its runs, and it is sorted, opened, cancelled and saved by hand and by keyboard."""

import csv
import re

import numpy as np
import pytest
from playwright.sync_api import expect

from playground.core.plane.plan import Plan
from playground.core.plane.settings import PlaneSettings
from playground.core.plane.sweep import SIDE, Sweep
from playground.views.sweep import pictures
from tests.browser.easel import painted
from tests.browser.instruments import SOURCES, Drawer
from tests.browser.looking import look, rgb
from tests.browser.playground import READY_WITHIN
from tests.browser.room import obeys_axe
from tests.browser.sweeping import BOXES, RATES, TILES, Sweeping

SETTINGS = {"dataset": "spiral", "features": ["x1", "x2"], "hidden": [4], "learning_rate": 0.1}
SCALE = "name => getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).split(',').map(stop => stop.trim())"


@pytest.fixture
def sweep(app):
    app.restart("hidden=4")
    drawer = Drawer(app)
    found = Sweeping(app, drawer.open("Sweep"))
    found.button("All").click()
    yield found
    if found.button("Cancel").is_visible():
        found.button("Cancel").click()
    drawer.close()


@pytest.mark.varied
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_regions_are_those_of_its_runs(sweep, scheme):
    sweep.page.emulate_media(color_scheme=scheme)
    sweep.run(*RATES, second="activation", seeds="2")
    sweep.page.mouse.move(0, 0)
    axes = [("learning_rate", RATES), ("activation", ["tanh", "sigmoid", "relu", "leaky relu"])]
    own = Sweep(Plan.of(PlaneSettings(**SETTINGS), axes, 2, 200))
    list(own.parts())
    wanted = pictures(own)["level"]["level"]
    levels = np.array(sweep.page.evaluate(SOURCES, "sweep level")["level"])
    assert len(levels) == 24 * SIDE**2
    assert (np.abs(levels - wanted.astype(int)) <= 3).mean() > 0.98
    painted(sweep.app)
    picture = look(sweep.tiles)
    stops = np.array([rgb(stop) for stop in sweep.page.evaluate(SCALE, "diverging")])
    places = np.linspace(0, len(stops) - 1, 255)
    palette = np.array([np.interp(places, range(len(stops)), channel) for channel in stops.T]).T
    rows, columns = (index.ravel() for index in np.indices((SIDE, SIDE)))
    inside = (rows > 6) & (rows < 33) & (columns > 6) & (columns < 33)  # beside the ring
    seen = 0
    for level, (x, y, side) in zip(levels.reshape(24, -1), sweep.page.evaluate(BOXES, [TILES]), strict=True):
        if y + side < picture.pixels.shape[0]:
            seen += 1
            across, down = x + columns / (SIDE - 1) * side, y + (1 - rows / (SIDE - 1)) * side
            near = picture.share_near(palette[level[inside]], across[inside], down[inside], around=1, tolerance=40)
            assert near > 0.95
    assert seen >= 6
    sweep.page.emulate_media(color_scheme="light")


def test_the_table_is_sorted_by_each_column(sweep):
    sweep.run(*RATES)
    head = lambda name: sweep.panel.get_by_role("columnheader", name=name)  # noqa: E731
    expect(head("No.")).to_have_attribute("aria-sort", "ascending")
    unsorted = sweep.losses()
    sweep.button("Test loss").press("Enter")
    expect(head("Test loss").first).to_have_attribute("aria-sort", "ascending")
    assert sweep.losses() == sorted(unsorted)
    expect(sweep.rows.first).to_contain_text("lowest test loss")
    sweep.button("Test loss").press("Enter")
    expect(head("Test loss").first).to_have_attribute("aria-sort", "descending")
    assert sweep.losses() == sorted(unsorted, reverse=True)
    expect(head("No.")).to_have_attribute("aria-sort", "none")


def test_several_seeds_have_a_line_of_their_mean(sweep):
    sweep.run("0.1", seeds="3")
    expect(sweep.rows).to_have_count(3)
    losses = [float(row.locator("td").nth(2).inner_text()) for row in sweep.rows.all()]
    mean, low, high = map(float, re.findall(r"[\d.]+", sweep.panel.locator("tr.mean td").nth(2).inner_text()))
    assert mean == pytest.approx(np.mean(losses), rel=0.01)
    assert (low, high) == (min(losses), max(losses))


def test_arrow_keys_read_the_runs_in_both_pictures_and_point_at_the_row(sweep):
    sweep.run(*RATES)
    sweep.tiles.focus()
    sweep.page.keyboard.press("Home")
    expect(sweep.told).to_have_text(
        re.compile(r"^Learning rate 0\.03, step 200: test loss [\d.]+, training loss [\d.]+, test accuracy [\d.]+ %")
    )
    sweep.page.keyboard.press("ArrowRight")
    expect(sweep.told).to_contain_text("Learning rate 0.1,")
    expect(sweep.rows.nth(1)).to_have_class(re.compile("pointed"))
    sweep.lines.focus()
    sweep.page.keyboard.press("Home")
    expect(sweep.told).to_have_text(re.compile(r"The lowest test loss of 3 runs\.$"))
    sweep.page.keyboard.press("ArrowDown")
    expect(sweep.told).to_contain_text("Place 2 of 3 by test loss.")
    expect(sweep.panel.locator("tr.pointed")).to_have_count(1)


@pytest.mark.varied
@pytest.mark.parametrize("how", ["tile", "line", "row", "click"])
def test_a_run_is_opened_and_undo_brings_back(sweep, how):
    sweep.run(*RATES)
    if how == "tile":
        sweep.tiles.focus()
        for key in ("Home", "ArrowRight", "ArrowRight", "Enter"):
            sweep.page.keyboard.press(key)
    elif how == "line":
        sweep.lines.focus()
        sweep.page.keyboard.press("Home")
        while "rate 0.3," not in sweep.told.inner_text():
            sweep.page.keyboard.press("ArrowDown")
        sweep.page.keyboard.press("Enter")
    elif how == "row":
        sweep.rows.nth(2).get_by_role("button").press("Enter")
    else:
        x, y, side = sweep.page.evaluate(BOXES, [TILES])[2]
        sweep.tiles.click(position={"x": x + side / 2, "y": y + side / 2})
    sweep.app.arrived(200)
    expect(sweep.app.select("Learning rate")).to_have_value(re.compile("^0.3"))
    assert sweep.app.status.test_loss == pytest.approx(sweep.losses()[2], rel=0.01)
    expect(sweep.note).to_contain_text("Done: 3 runs of 200 steps. Lowest test loss: run ")
    opened = sweep.panel.locator(".opened")
    expect(opened).to_have_text("Run 3 is open on the page now: Undo brings back the run before.")
    sweep.app.button("Undo").click()
    expect(opened).to_be_hidden()
    expect(sweep.app.select("Learning rate")).to_have_value(re.compile("^0.1"))
    sweep.app.arrived(0)


@pytest.mark.varied
@pytest.mark.parametrize("key", ["ArrowRight", "ArrowDown", "ArrowLeft"])
def test_the_first_stop_by_keyboard_is_the_first_run(sweep, key):
    sweep.run(*RATES)
    sweep.tiles.evaluate("one => { one.focus(); one.tiles.runs.point(null) }")
    sweep.page.keyboard.press(key)
    expect(sweep.told).to_contain_text("Learning rate 0.03,")
    sweep.page.keyboard.press("ArrowRight")
    expect(sweep.told).to_contain_text("Learning rate 0.1,")


@pytest.mark.long
def test_losses_have_three_decimals_and_another_way_begins_at_the_top(sweep):
    sweep.run(*RATES, second="activation", seeds="2")
    texts = sweep.panel.locator("tbody tr[data-run] td:nth-child(5)").all_inner_texts()
    assert all(re.fullmatch(r"\d+\.\d{3}", text) for text in texts), texts
    sweep.button("Table").click()
    sweep.panel.locator(".sheet").evaluate("one => { one.scrollTop = 300 }")
    for way in ("All", "Table"):
        sweep.button(way).click()
        assert (
            sweep.panel.locator(".seen, .three, .sheet").evaluate_all("all => all.map(one => one.scrollTop)") == [0] * 3
        )
        sweep.panel.locator(".three").evaluate("one => { one.scrollTop = 300 }")


def test_ticks_are_told_apart_however_close_results_are(sweep):
    sweep.app.restart("hidden=4&initialiser=zeros&dataset=circle")
    sweep.run("0.00001", "0.0001")
    ticks = sweep.page.evaluate(
        "document.querySelector('[data-plate=sweep-lines]').lines.axes.map(({ ticks }) => ticks.map(([, words]) => words))"
    )
    assert all(len(set(words)) == len(words) for words in ticks), ticks


def test_it_is_cancelled_and_what_is_known_stays(sweep):
    sweep.choose(*RATES, steps="10000").button("Run").press("Enter")
    sweep.app.answered()  # or else rows of the one before would be taken for its own
    expect(sweep.rows.first).to_be_visible(timeout=READY_WITHIN)
    expect(sweep.panel.get_by_role("progressbar")).to_be_visible()
    sweep.button("Cancel").click()
    expect(sweep.note).to_contain_text("Cancelled: ")
    expect(sweep.button("Run")).to_be_visible()
    expect(sweep.rows.first).to_be_visible()


def test_more_runs_than_there_may_be_are_not_begun(sweep):
    sweep.choose(*RATES, second="activation", seeds="3")
    expect(sweep.panel.locator(".count")).to_have_text("36 runs: 24 at most")
    expect(sweep.button("Run")).to_be_disabled()
    sweep.choose(second="activation")
    expect(sweep.panel.locator(".count")).to_have_text("Choose a value")


def test_what_crosses_an_axis_elsewhere_fades(sweep):
    sweep.run(*RATES)
    box = sweep.lines.bounding_box()
    x = sweep.page.evaluate("document.querySelector('[data-plate=sweep-lines]').lines.axes[0].x")
    sweep.page.mouse.move(box["x"] + x, box["y"] + box["height"] - 2)
    sweep.page.mouse.down()
    sweep.page.mouse.move(box["x"] + x, box["y"] + 0.75 * box["height"], steps=3)
    sweep.page.mouse.up()
    expect(sweep.panel.locator("tr.faded")).to_have_count(2)
    assert sweep.app.status.step == 0
    sweep.page.mouse.click(box["x"] + x, box["y"] + 0.5 * box["height"])
    expect(sweep.panel.locator("tr.faded")).to_have_count(0)
    assert sweep.app.status.step == 0


def test_the_table_is_saved_as_csv(sweep):
    sweep.run("4", "4,4", first="hidden")
    with sweep.page.expect_download() as download:
        sweep.button("Save as CSV").click()
    with download.value.path().open(newline="") as file:
        rows = list(csv.DictReader(file))
    assert [row["hidden"] for row in rows] == ["4", "4,4"]
    assert [round(float(row["test_loss"]), 2) for row in rows] == [round(loss, 2) for loss in sweep.losses()]
    assert {row["step"] for row in rows} == {"200"}
    assert all(re.search(f"&hidden={row['hidden']}&.*&step=200$", row["address"]) for row in rows)


@pytest.mark.long
def test_it_fits_and_obeys_axe_at_every_width(sweep):
    page = sweep.run(*RATES, second="activation", seeds="2").page
    for width, height, scheme in ((1440, 900, "light"), (1280, 720, "dark"), (1024, 768, "light"), (390, 844, "dark")):
        page.set_viewport_size({"width": width, "height": height})
        page.emulate_media(color_scheme=scheme)
        for way in ("Regions", "Lines", "Table", "All"):
            sweep.button(way).click()
            painted(sweep.app)
            assert page.evaluate("document.scrollingElement.scrollWidth") <= width
            for place in ("form", ".seen", ".seen-row"):
                assert sweep.panel.locator(place).evaluate("one => one.scrollWidth <= one.clientWidth"), (
                    width,
                    way,
                    place,
                )
        obeys_axe(sweep.app)
    page.emulate_media(color_scheme="light")


@pytest.mark.varied
@pytest.mark.parametrize(("fragment", "legend"), [
    ("dataset=blobs&classes=4", "ABCD"), ("dataset=sine&features=x1", "the answerwhat is wanted"),
    ("dataset=plane&learning_rate=0.01", "−1+1"),
])  # fmt: skip
def test_of_every_task_there_is_something_to_see(sweep, fragment, legend):
    sweep.app.restart(f"hidden=4&{fragment}")
    sweep.run("0.003", "0.01")
    assert not look(sweep.tiles).is_blank
    assert not look(sweep.lines).is_blank
    expect(sweep.panel.locator("[data-instrument=sweep-tiles] .legend")).to_have_text(legend)


@pytest.mark.long
def test_an_axis_is_brushed_by_keyboard_and_said_in_words(sweep):
    sweep.run(*RATES)
    page, kept = sweep.page, sweep.panel.get_by_role("status").filter(has_text="runs ha")
    sweep.lines.focus()
    page.keyboard.press("Tab")
    lower, upper = (sweep.panel.get_by_role("slider", name=f"Learning rate, {end}") for end in ("from", "to"))
    expect(lower).to_be_focused()
    expect(lower).to_have_attribute("aria-valuetext", "0.03")
    expect(sweep.told).to_contain_text("Up and down move this end")
    page.keyboard.press("ArrowUp")
    expect(lower).to_have_attribute("aria-valuetext", "0.1")
    expect(sweep.panel.locator("tr.faded")).to_have_count(1)
    expect(kept).to_have_text("2 of 3 runs have learning rate 0.1 to 0.3.")
    page.keyboard.press("ArrowRight")
    expect(upper).to_be_focused()
    page.keyboard.press("Home")
    expect(kept).to_have_text("1 of 3 runs has learning rate 0.03.")
    page.keyboard.press("End")
    page.keyboard.press("ArrowDown")
    expect(kept).to_have_text("2 of 3 runs have learning rate 0.03 to 0.1.")
    obeys_axe(sweep.app)
    page.keyboard.press("Delete")
    expect(sweep.panel.locator("tr.faded")).to_have_count(0)
    for _ in range(3):
        page.keyboard.press("ArrowRight")
    losses = sorted(sweep.losses())
    expect(sweep.panel.get_by_role("slider", name="Test loss, from")).to_be_focused()
    page.keyboard.press("ArrowUp")
    expect(kept).to_have_text(f"2 of 3 runs have test loss {losses[1]:.3f} to {losses[2]:.3f}.")
    page.keyboard.press("Escape")
    expect(sweep.panel.locator("tr.faded")).to_have_count(0)
    assert sweep.app.status.step == 0


def test_what_was_brushed_is_forgotten_with_its_sweep(sweep):
    sweep.run(*RATES)
    sweep.lines.focus()
    for key in ("Tab", "ArrowUp"):
        sweep.page.keyboard.press(key)
    all_of_them = sweep.panel.get_by_role("button", name="Keep all")
    expect(all_of_them).to_be_visible()
    sweep.run("0.03", "0.1")
    expect(all_of_them).to_be_hidden()
    expect(sweep.panel.locator("tr.faded")).to_have_count(0)
    assert sweep.lines.evaluate("one => one.lines.runs.brushed") is None
