"""The Engine page as a person meets it: what runs, its formula and its check, and code of one's own in its place."""

import re

import numpy as np
import pytest
from playwright.sync_api import expect

from tests.browser.looking import rgb, seen
from tests.browser.painter import painted, used
from tests.browser.room import obeys_axe
from tests.browser.workshop import Engine


@pytest.fixture
def engine(app):
    """The engine page of the shared page, with a small network; what a test has edited is put back."""
    engine = Engine(app).enter()
    yield engine
    engine.leave()


def test_what_runs_stands_beside_its_formula_and_its_check(engine):
    names = engine.main.locator(".list strong").all_inner_texts()
    assert names == ["Dense layer", "tanh", "Mean squared error", "SGD"]
    assert "return x @ self.weights + self.biases, x" in engine.text()
    expect(engine.main.locator(".ace_content")).to_contain_text("class Dense(Layer):")
    expect(engine.main.locator(".ace_gutter")).to_contain_text("15")
    assert engine.main.locator(".formulas .katex math").count() == 4
    shown = engine.main.locator(".formulas .katex-html").first.bounding_box()
    assert shown is not None
    assert shown["width"] > 80
    expect(engine.verdict).to_contain_text("Passes")
    assert engine.main.locator("tbody tr").count() == 7
    assert engine.main.locator("tbody .failed").count() == 0
    expect(engine.main.locator(".when")).to_have_text("step 0")
    engine.app.button("Play").click()
    expect(engine.main.locator(".when")).not_to_have_text("step 0")
    engine.app.button("Pause").click()
    engine.choose("SGD")
    expect(engine.verdict).to_contain_text("downhill")
    assert "w - step.rate * g" in engine.text()


def test_a_wrong_derivative_fails_trains_and_is_put_back(engine):
    engine.app.button("Step epoch").click()
    engine.app.arrived(25)
    before = engine.status.inner_text()
    engine.choose("tanh")
    expect(engine.task("Train with it")).to_be_disabled()
    engine.write("1 - a * a", "a * a - 1")
    expect(engine.part("tanh")).to_contain_text("edited")
    engine.task("Check").click()
    expect(engine.message).to_contain_text("fails the check")
    expect(engine.verdict).to_contain_text("Fails for 3 of 3")
    expect(engine.main.locator("tbody .failed").first).to_be_visible()
    assert engine.status.inner_text() == before
    engine.task("Train with it").click()
    expect(engine.status).to_have_text(f"{before} · your tanh")
    expect(engine.part("tanh")).to_contain_text("yours, fails")
    expect(engine.main.locator(".branch")).to_contain_text("since step 25")
    engine.app.button("Step epoch").click()
    engine.app.arrived(50)
    assert "a * a" not in engine.page.url
    engine.page.get_by_role("link", name="Playground", exact=True).click()
    playground = engine.page.locator(".page[data-page=playground] .status")
    engine.app.arrived(50, on="playground")
    expect(playground).to_contain_text("your tanh")
    assert_marked(engine.page.locator(".page[data-page=playground] [data-slot=loss]"))
    engine.page.get_by_role("link", name="Engine", exact=True).click()
    engine.task("Put back").click()
    expect(engine.status).to_have_text(before)
    expect(engine.part("tanh")).to_contain_text("original")
    assert "return 1 - a * a" in engine.text()
    expect(engine.main.locator(".branch")).to_be_empty()


def assert_marked(slot):
    """The line at which own code came into the run is seen where its data say."""
    plot, picture = seen(slot)
    (word,) = plot.of_kind("Text")
    (line,) = plot.of_kind("Segment")
    assert word.values["x"].tolist() == [1.0]
    assert line.line is not None
    down = plot.frame["top"] + np.linspace(0.02, 0.98, 40) * plot.frame["height"]
    assert picture.share_near(rgb(line.line), np.full(40, word.x[0]), down, around=2, tolerance=90) > 0.5


def test_controls_follow_a_link_after_another_page_was_opened(app):
    Engine(app).enter().leave()
    app.restart()
    painted(app)
    used(app)
    app.restart()
    expect(app.select("Dataset")).to_have_value("Spiral")
    expect(app.page.get_by_role("button", name="Edit points")).to_be_hidden()
    app.page.evaluate("document.querySelector('.page[data-page=playground]').draft.begin({ text: '', words: [] })")


@pytest.mark.long
def test_what_is_wrong_stands_at_its_line_and_the_draft_survives_looking_elsewhere(engine):
    engine.choose("tanh")
    engine.write("return np.tanh(z)", "return np.tan(z")
    engine.task("Train with it").click()
    expect(engine.message).to_contain_text(re.compile(r"Line 33: SyntaxError"))
    expect(engine.main.locator(".ace_gutter-cell.ace_error")).to_contain_text("33")
    expect(engine.main.locator(".ace .problem")).to_be_visible()
    engine.choose("SGD")
    expect(engine.main.locator(".ace_gutter-cell.ace_error")).to_have_count(0)
    engine.choose("tanh")
    assert "np.tan(z" in engine.text()
    expect(engine.main.locator(".ace_gutter-cell.ace_error")).to_contain_text("33")
    engine.page.reload()
    engine.app.wait_for_state()
    expect(engine.part("tanh")).to_contain_text("edited")
    engine.choose("tanh")
    expect(engine.main.locator(".ace_content")).to_contain_text("np.tan(z")
    engine.task("Put back").click()
    expect(engine.part("tanh")).to_contain_text("original")


def test_tab_does_not_end_in_the_editor(engine):
    engine.part("SGD").focus()
    keys = engine.page.keyboard
    keys.press("Tab")
    assert engine.page.evaluate("document.activeElement.closest('.editor') !== null")
    keys.press("Enter")
    keys.press("Control+End")
    keys.insert_text("# mine")
    assert engine.text().endswith("# mine")
    keys.press(" ")
    assert engine.app.button("Play").is_visible()
    keys.press("Escape")
    keys.press("Tab")
    expect(engine.task("Check")).to_be_focused()
    keys.press("Shift+Tab")
    assert engine.page.evaluate("document.activeElement.closest('.editor') !== null")
    keys.press("Shift+Tab")
    expect(engine.part("SGD")).to_be_focused()


def test_a_file_is_saved_and_one_that_brings_code_asks_first(engine, tmp_path):
    engine.choose("SGD")
    with engine.page.expect_download() as saved:
        engine.task("Save as file").click()
    assert saved.value.suggested_filename == "optimizer-sgd.py"
    text = saved.value.path().read_text()
    assert text == f"# Glassbox: optimizer:sgd\n{engine.text()}"
    brought = tmp_path / "brought.py"
    brought.write_text(text.replace("w - step.rate", "w - 2 * step.rate"))
    engine.choose("tanh")
    dialog = engine.page.get_by_role("dialog", name="Take this code?")
    engine.page.set_input_files(".engine input[type=file]", brought)
    expect(dialog).to_contain_text("w - 2 * step.rate")
    expect(dialog).to_contain_text("brought.py, in place of: SGD")
    dialog.get_by_role("button", name="Leave it").click()
    expect(engine.part("SGD")).to_contain_text("original")
    engine.page.set_input_files(".engine input[type=file]", brought)
    dialog.get_by_role("button", name="Put it into the editor").click()
    expect(engine.part("SGD")).to_have_attribute("aria-current", "true")
    expect(engine.part("SGD")).to_contain_text("edited")
    assert "w - 2 * step.rate" in engine.text()
    expect(engine.status).not_to_contain_text("your")
    other = tmp_path / "other.py"
    other.write_text("# Glassbox: activation:relu\nx = 1\n")
    engine.page.set_input_files(".engine input[type=file]", other)
    expect(engine.message).to_contain_text("“activation:relu”, which this run does not use")


SIZES = ((1280, 720), (1920, 1080), (1000, 700), (390, 844), (320, 640))

CLIPPED = """[...document.querySelectorAll(".engine :is(button, p, h2, td, th, .formula, .table)")]
    .filter((each) => each.scrollWidth > each.clientWidth + 1 && each.clientWidth > 0)
    .map((each) => each.textContent)"""


def test_the_page_has_room_at_every_size_in_light_and_dark_and_obeys_axe(engine):
    page = engine.page
    engine.app.restart("hidden=8,8,8")
    for theme in ("light", "dark"):
        page.emulate_media(color_scheme=theme)
        for width, height in SIZES:
            page.set_viewport_size({"width": width, "height": height})
            page.wait_for_timeout(300)
            root = "document.documentElement"
            wide, high = page.evaluate(f"[{root}.scrollWidth, {root}.scrollHeight]")
            assert wide <= width, width
            if width >= 1280:
                assert high <= height, width
            assert page.evaluate(CLIPPED) == [], width
        obeys_axe(engine.app)
