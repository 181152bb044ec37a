"""The drawer with instruments: opened, closed, remembered, moved, and what its charts hold."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.instruments import Drawer
from tests.browser.playground import READY_WITHIN
from tests.browser.room import obeys_axe
from tests.browser.test_replaced import replace_python

FORGET_HEIGHT = """() => {
    const root = document.documentElement
    delete root.dataset.drawer
    root.style.removeProperty('--drawer')
    localStorage.removeItem('drawer')
}"""
TICKS = """Bokeh.documents.flatMap(({ _all_models: models }) => [...models.values()]).filter(({ type }) => type === 'LogAxis')
    .map(({ ticker, formatter }) => [[0.9, 1.27], [0.0008, 0.02], [0.03, 0.9], [3e-8, 20]]
        .map(([low, high]) => formatter.doFormat(ticker.get_ticks_no_defaults(low, high, 0, 3).major)))"""
AXES = [
    ["0.9", "1", "1.1", "1.2"],
    ["0.001", "0.003", "0.01"],
    ["0.03", "0.1", "0.3"],
    ["1·10⁻⁷", "0.00001", "0.001", "0.1", "10"],
]


@pytest.fixture
def drawer(app):
    found = Drawer(app)
    yield found
    if found.page.locator("[data-instruments]").count():
        found.close()


def test_it_is_closed_at_first_and_the_page_does_not_scroll(new_app):
    app = new_app(viewport={"width": 1280, "height": 720}).open()
    drawer = Drawer(app)
    expect(drawer.tab("Curves")).to_be_visible()
    expect(drawer.panel("Curves")).to_be_hidden()
    assert app.page.evaluate("document.documentElement.scrollHeight <= innerHeight")
    assert not app.page.evaluate(
        "performance.getEntriesByType('resource').some(({ name }) => /page-instruments|instruments-/.test(name))"
    )


def test_the_curves_are_those_of_the_run_that_went_on_before(app, drawer):
    app.restart()
    app.step(3)
    drawer.open("Curves")
    columns = drawer.columns("curves", lambda found: found["step"][-1:] == [3])
    assert columns["step"] == [0, 1, 2, 3]
    assert columns["training_loss"][-1] == pytest.approx(app.status.training_loss, abs=5e-4)
    app.step()
    drawer.columns("curves", lambda found: found["step"][-1] == 4)


def test_the_loss_has_two_axes(app, drawer):
    panel = drawer.open("Curves")
    linear, log = (panel.locator(f'[data-slot="curves-{name}"] canvas').first for name in ("loss", "log-loss"))
    expect(linear).to_be_visible()
    expect(log).to_be_hidden()
    panel.get_by_label("Logarithmic loss").check()
    expect(log).to_be_visible()
    expect(linear).to_be_hidden()
    app.eventually(TICKS, lambda ticks: AXES in ticks)
    panel.get_by_label("Logarithmic loss").uncheck()


def test_smoothing_is_set_by_keyboard(app, drawer):
    app.restart()
    app.step(4)
    panel = drawer.open("Curves")
    panel.get_by_role("slider", name="Smoothing").focus()
    for _ in range(20):
        app.page.keyboard.press("ArrowRight")
    drawer.columns("curves", lambda found: found["smooth_test_loss"][2:] != found["test_loss"][2:])
    panel.get_by_role("slider", name="Smoothing").press("Home")
    drawer.columns("curves", lambda found: found["smooth_test_loss"] == found["test_loss"])


@pytest.mark.long
def test_what_is_open_is_remembered_and_comes_back(new_app):
    app = new_app().open()
    drawer = Drawer(app)
    panel = drawer.open("Curves")
    panel.get_by_label("Logarithmic loss").check()
    panel.get_by_role("slider", name="Smoothing").press("End")
    app.page.reload(wait_until="domcontentloaded")
    app.wait_for_state()
    expect(panel.locator('[data-slot="curves-log-loss"] canvas').first).to_be_visible(timeout=READY_WITHIN)
    expect(panel.get_by_label("Logarithmic loss")).to_be_checked()
    expect(panel.get_by_role("slider", name="Smoothing")).to_have_value("0.98")
    app.page.get_by_role("link", name="Engine").click()
    expect(app.page.locator("html[data-page=engine]")).to_be_attached()
    app.page.get_by_role("link", name="Playground").click()
    app.step()
    drawer.columns("curves", lambda found: found["step"][-1] == 1)
    drawer.close()
    expect(drawer.tab("Curves")).to_be_focused()
    expect(drawer.panel("Curves")).to_be_hidden()


def test_its_edge_moves_by_keyboard_and_by_hand(app, drawer):
    drawer.open("Curves")
    edge = drawer.all.get_by_role("separator", name="Height of the instruments")
    height = lambda: drawer.all.bounding_box()["height"]  # noqa: E731
    edge.focus()
    app.page.keyboard.press("Home")
    lowest = height()
    app.page.keyboard.press("ArrowUp")
    assert height() > lowest
    box = edge.bounding_box()
    assert box
    app.page.mouse.move(box["x"] + 90, box["y"] + 4)
    app.page.mouse.down()
    app.page.mouse.move(box["x"] + 90, box["y"] - 96)
    app.page.mouse.up()
    assert height() == pytest.approx(lowest + 100 + 36, abs=30)
    app.page.evaluate(FORGET_HEIGHT)


def told(panel):
    return panel.locator(".told-here")


def test_a_weight_is_read_by_keyboard_now_and_then(app, drawer):
    app.restart()
    app.step(4)
    panel = drawer.open("Weights")
    drawer.begins_to_read(panel.get_by_role("application", name="Weights and biases of every layer"), told(panel))
    app.page.keyboard.press("ArrowRight")
    app.page.keyboard.press("ArrowDown")
    expect(told(panel)).to_contain_text("Weight from x₂ to layer 1, neuron 2: ")
    value = float(told(panel).inner_text().split(": ")[1].replace("−", "-"))
    found = drawer.columns("matrices", lambda found: len(found["value"]) > 8 + 1)
    assert value == pytest.approx(found["value"][8 + 1], rel=5e-3)
    drawer.columns("matrices over time", lambda found: found["step"][-1:] == [4])
    panel.get_by_role("application", name="Every weight and bias over time").focus()
    app.page.keyboard.press("End")
    expect(told(panel)).to_contain_text("at step 4: ")
    app.page.keyboard.press("Home")
    expect(told(panel)).to_contain_text("at step 0: ")
    app.page.keyboard.press("Enter")
    app.arrived(0)


def test_histograms_are_pointed_into_and_a_click_goes_to_that_step(app, drawer):
    app.restart()
    app.step(6)
    panel = drawer.open("Histograms")
    panel.get_by_label("Numbers").select_option("activations")
    panel.get_by_label("Percentile bands").check()
    drawer.columns("histograms", lambda found: found["step"][-1:] == [6])
    plate = panel.get_by_role("application", name="Histograms of every layer over time")
    box = plate.bounding_box()
    assert box
    app.page.mouse.move(box["x"] + box["width"] - 4, box["y"] + box["height"] / 2)
    expect(told(panel)).to_contain_text("Output, activations at step 6: median")
    left = box["x"] + 2 * box["width"] / 3 + 60
    app.page.mouse.click(left, box["y"] + box["height"] / 2)
    app.wait_for(lambda status: status.step < 6)
    panel.get_by_label("Percentile bands").uncheck()
    plate.focus()
    app.page.keyboard.press("Home")
    expect(told(panel)).to_contain_text("at step 0: median")
    expect(plate).to_have_attribute(
        "aria-description", re.compile(r"^Layer 1, activations at step \d: .*Output, activations")
    )


def test_the_confusion_table_counts_all_points(app, drawer):
    app.restart()
    panel = drawer.open("Confusion")
    for name in ("Test points", "Training points"):
        cells = panel.get_by_role("table", name=name).locator(".right, .wrong")
        expect(cells).to_have_count(4)
        expect(cells.last).not_to_be_empty()
        assert sum(map(int, cells.all_inner_texts())) == 250


def test_a_remedy_is_tried_marked_and_undone(app, drawer):
    app.restart("activation=relu&learning_rate=3&features=x1,x2,sin x1,sin x2")
    app.play_until(lambda status: status.step > 1500)
    mark = app.page.locator(".ticks .finding").first
    expect(mark).to_have_attribute("title", re.compile("found: "), timeout=READY_WITHIN)
    beside = drawer.open("Health").locator(".finding-note")
    expect(beside.get_by_role("heading")).to_have_text("Dying ReLU", timeout=READY_WITHIN)
    expect(beside.get_by_role("button", name="Try learning rate 1")).to_be_visible()
    obeys_axe(app)
    beside.get_by_role("button", name="All findings").click()
    panel = drawer.panel("Findings")
    notes = panel.get_by_role("listitem")
    expect(notes.first).to_be_visible(timeout=READY_WITHIN)
    step = app.status.step
    since = panel.get_by_role("button", name=re.compile("^Go to step [0-9,]+, where it began: Dying ReLU$"))
    began = int(since.inner_text().removeprefix("step ").replace(",", ""))
    since.press("Enter")
    app.arrived(began)
    expect(since).to_be_focused()
    app.send("seek", step)
    app.arrived(step)
    panel.get_by_role("button", name="Try learning rate 1").first.click()
    expect(app.select("Learning rate")).to_have_value(re.compile("^1"))
    assert f"log={step}:learning_rate:1.0" in app.eventually("location.hash", lambda address: "log=" in address)
    app.button("Undo").click()
    expect(app.select("Learning rate")).to_have_value(re.compile("^3"))
    panel.get_by_role("button", name=re.compile("Show the evidence")).first.click()
    expect(drawer.all.get_by_role("tab", selected=True)).not_to_have_text("Findings")


@pytest.mark.long
def test_findings_of_a_paused_run_are_there_and_nothing_is_called_right_before(new_app):
    app = new_app().open(
        "features=x1,x2&hidden=8,8,8,8,8,8&activation=relu&initialiser=he&learning_rate=10.0&step=1200&speed=0"
    )
    app.arrived(1200)
    drawer = Drawer(app)
    panel = drawer.open("Findings")
    app.page.evaluate(
        """() => {
            window.said = []
            const state = document.querySelector('.healthy')
            const note = () => { if (!state.hidden) window.said.push(state.textContent) }
            new MutationObserver(note).observe(state, { childList: true, characterData: true, subtree: true, attributes: true })
            note()
        }"""
    )
    expect(panel.get_by_role("listitem").first).to_be_visible(timeout=READY_WITHIN)
    assert not [words for words in app.page.evaluate("window.said") if words.startswith("Nothing is wrong")]
    titles = panel.get_by_role("heading").all_inner_texts()
    assert len(titles) == len(set(titles))


@pytest.mark.long
def test_it_comes_back_with_another_python(new_app):
    app = new_app().open()
    drawer = Drawer(app)
    drawer.open("Curves")
    app.step(2)
    replace_python(app)
    app.step()
    drawer.columns("curves", lambda found: found["step"][-1:] == [3])


def test_a_question_mark_explains_in_two_sentences(drawer):
    drawer.open("Findings")
    found = drawer.page.locator(".page:not([hidden])").get_by_role("button", name="About").all()
    assert [button.get_attribute("aria-label") for button in found] == ["About: Timeline", "About: Findings"]
    for button in (*found, *drawer.open("Curves").get_by_role("button", name="About").all()):
        button.click()
        text = drawer.page.locator(f"#{button.get_attribute('aria-controls')}")
        expect(text).to_be_visible()
        assert text.inner_text().count(". ") + text.inner_text().endswith(".") == 2
        drawer.page.keyboard.press("Escape")
        expect(text).to_be_hidden()


def test_every_explanation_has_two_sentences(drawer):
    for tab in drawer.all.get_by_role("tab").all():
        panel = drawer.open(tab.inner_text())
        for text in panel.locator(".about-text:not(.forms)").all_text_contents():
            assert text.count(". ") + text.endswith(".") == 2, text


@pytest.mark.long
def test_every_tab_obeys_axe(app, drawer):
    for tab in drawer.all.get_by_role("tab").all():
        drawer.open(tab.inner_text())
        obeys_axe(app)


def test_the_run_is_told_in_words_and_a_change_leads_to_its_step(app, drawer):
    app.restart("hidden=4&features=x1,x2")
    app.step(3)
    app.select("Learning rate").select_option("0.3")
    app.eventually("decodeURIComponent(location.hash)", lambda text: "learning_rate:0.3" in text)
    app.step(2)
    panel = drawer.open("Run")
    expect(panel.locator(".summary")).to_contain_text(
        "A network of 2 features, 1 hidden layer of 4 neurons and 1 output"
    )
    expect(panel.locator(".in-words")).to_contain_text("Learning rate0.3")
    button = panel.get_by_role("button", name="Go to step 3: learning rate 0.3")
    button.click()
    app.arrived(3)
    obeys_axe(app)
