"""Weights and biases as a person meets them: pointed at on the diagram, pinned, and changed by hand."""

import re

import numpy as np
import pytest
from playwright.sync_api import expect

from tests.browser.diagrams import EDGES, Mounted, along, columns
from tests.browser.playground import LETTERS

EDIT = "main.playground .edit"
WEIGHTS = f"() => {{ {LETTERS} return [...own.get_model_by_name('network.edges').get_column('weight')] }}"
PLACES = """() => {
    const { layout } = document.querySelector('main.playground .diagram').diagram
    const { left, top } = document.querySelector('main.playground .diagram').getBoundingClientRect()
    return { ...layout, x: layout.x.map(x => x + left), y: layout.y.map(y => y + top) }
}"""
COUNTS = [2, 3, 1]
APART = 0.35
"""Where on their way no two edges cross."""
ENDS = [(0, 2), (0, 3), (0, 4), (1, 2), (1, 3), (1, 4), (2, 5), (3, 5), (4, 5)]


@pytest.fixture
def page(app):
    """The page with a small network that has learned a little."""
    app.restart("dataset=circle&features=x1,x2&hidden=3&seed=3")
    app.button("Step epoch").click()
    return app.arrived(25)


def click_edge(app, ends):
    app.page.mouse.click(*along(app.page.evaluate(PLACES), ends, [APART])[0])
    app.answered()


def weight(app, ends):
    return app.page.evaluate(WEIGHTS)[ENDS.index(ends)]


@pytest.mark.parametrize("ends", ENDS)
def test_an_edge_under_the_pointer_is_ringed_and_told(app, ends):
    diagram = Mounted(app, columns(COUNTS, [127] * 6), [0.5] * len(ENDS), (640, 420))
    try:
        layout = diagram.layout
        ((x, y),) = along(layout, ends, [APART])
        box = app.page.locator("#mounted .diagram").bounding_box()
        app.page.mouse.move(box["x"] + x, box["y"] + y)
        diagram.paint()
        source, target = ends
        seen = {"column": layout["column"][target], "unit": layout["unit"][target], "number": layout["unit"][source]}
        assert diagram.told[-1] == ["inspect", {**seen, "pinned": False}]
        around = [(x + dx, y + dy) for dx in range(-6, 7) for dy in range(-6, 7)]
        distance = np.abs(diagram.pixels(EDGES, around)[:, :3] - diagram.colour("accent")).max(axis=1)
        assert (distance < 8).sum() >= 10
        app.page.mouse.move(box["x"] + 2, box["y"] + 2)
        diagram.paint()
        assert diagram.told[-1] == ["inspect", None]
        distance = np.abs(diagram.pixels(EDGES, around)[:, :3] - diagram.colour("accent")).max(axis=1)
        assert (distance > 8).all()
    finally:
        diagram.take_away()


def test_an_edge_that_is_pinned_is_changed_by_typing_and_by_dragging(page):
    before = np.array(page.page.evaluate(WEIGHTS))
    expect(page.page.locator(EDIT)).to_be_hidden()
    click_edge(page, (1, 3))
    sentence = page.page.locator("main.playground .sentence")
    expect(sentence).to_have_text(re.compile(r"^Weight from x₂ to layer 1, neuron 2: [−+]\d"))
    field = page.page.get_by_label("New value", exact=True)
    assert float(field.input_value()) == pytest.approx(weight(page, (1, 3)), abs=6e-4)
    field.fill("1.25")
    field.press("Enter")
    page.answered()
    expect(sentence).to_contain_text("neuron 2: +1.25.")
    now = np.array(page.page.evaluate(WEIGHTS))
    assert weight(page, (1, 3)) == 1.25
    assert (now == before).sum() == len(ENDS) - 1
    slider = page.page.get_by_label("New value, by dragging")
    box = slider.bounding_box()
    page.page.mouse.move(box["x"] + 0.6 * box["width"], box["y"] + box["height"] / 2)
    page.page.mouse.down()
    page.page.mouse.move(box["x"] + 0.2 * box["width"], box["y"] + box["height"] / 2, steps=6)
    page.page.mouse.up()
    let_go = float(field.input_value())
    assert -4 < let_go < -2
    page.eventually(WEIGHTS, lambda found: found[ENDS.index((1, 3))] == pytest.approx(let_go, abs=6e-4))
    dragged = weight(page, (1, 3))
    page.eventually("location.hash", lambda address: f"log=25:weights.1.2.2:{dragged:.2f}".rstrip("0") in address)
    page.button("Step").click()
    page.arrived(26)
    assert weight(page, (1, 3)) != dragged
    page.button("Undo").click()
    page.arrived(25)
    page.eventually(WEIGHTS, lambda found: found == list(before))


def test_keys_alone_change_a_bias(page):
    keys = page.page.keyboard
    page.page.locator("main.playground .diagram").focus()
    for key in ("ArrowRight", "ArrowRight", "ArrowDown", "Enter"):
        keys.press(key)
    page.answered()
    expect(page.page.locator(EDIT)).to_be_visible()
    keys.press("Tab")
    expect(page.page.get_by_role("button", name="One step", exact=True)).to_be_focused()
    keys.press("Tab")
    what = page.page.get_by_label("What to change")
    expect(what).to_be_focused()
    expect(page.page.get_by_label("New value", exact=True)).to_be_hidden()
    what.select_option("bias")
    page.answered()
    expect(page.page.locator("main.playground .sentence")).to_have_text(re.compile("^Bias of layer 1, neuron 2: "))
    keys.press("Tab")
    keys.press("Home")
    page.answered()
    expect(page.page.locator("main.playground .sentence")).to_have_text(re.compile("^Bias of layer 1, neuron 2: −5.00"))
    keys.press("Tab")
    keys.type("0.5")
    keys.press("Enter")
    page.answered()
    expect(page.page.locator("main.playground .sentence")).to_have_text(
        re.compile(r"^Bias of layer 1, neuron 2: \+0.50")
    )
    page.eventually("location.hash", lambda address: "log=25:biases.1.2:0.5" in address)


def test_the_mark_of_a_bias_is_pinned_by_a_click(page):
    layout = page.page.evaluate(PLACES)
    half = layout["tile"] / 2
    page.page.mouse.click(layout["x"][4] - half, layout["y"][4] + half)
    page.answered()
    expect(page.page.locator("main.playground .sentence")).to_have_text(re.compile("^Bias of layer 1, neuron 3: "))
    expect(page.page.get_by_label("What to change")).to_have_value("bias")


def test_what_a_weight_cannot_be_is_refused_with_words_and_changes_nothing(page):
    click_edge(page, (0, 2))
    before = page.page.evaluate(WEIGHTS)
    field = page.page.get_by_label("New value", exact=True)
    field.fill("123456")
    field.press("Enter")
    page.answered()
    expect(page.page.get_by_role("alert")).to_contain_text("neuron 1 can be a number from −1000 to 1000")
    assert page.page.evaluate(WEIGHTS) == before
    expect(field).to_have_value(re.compile(r"^-?\d\.\d+$"))
    field.fill("")
    field.press("Enter")
    expect(field).to_have_value(re.compile(r"^-?\d\.\d+$"))


def test_undo_within_the_field_undoes_the_change_and_leaves_nothing_behind(page):
    click_edge(page, (0, 2))
    first = weight(page, (0, 2))
    field = page.page.get_by_label("New value", exact=True)
    field.fill("2")
    field.press("Enter")
    page.answered()
    assert weight(page, (0, 2)) == 2
    field.press("Control+z")
    page.answered()
    expect(field).to_have_value(re.compile(re.escape(f"{first:.2f}")))
    assert weight(page, (0, 2)) == first
    page.page.locator("main.playground .diagram").focus()
    page.answered()
    assert weight(page, (0, 2)) == first


def test_while_it_plays_the_number_is_the_one_that_is_in_force(page):
    click_edge(page, (2, 5))
    field = page.page.get_by_label("New value", exact=True)
    first = field.input_value()
    page.button("Play").click()
    page.eventually("document.querySelector('main.playground .edit [type=number]').value", lambda text: text != first)
    page.button("Pause").click()
    page.answered()
    now = "document.querySelector('main.playground .edit [type=number]').value"
    page.eventually(now, lambda text: float(text) == pytest.approx(weight(page, (2, 5)), abs=6e-4))
    field.fill("2")
    field.press("Enter")
    page.answered()
    assert weight(page, (2, 5)) == 2


def test_an_edge_that_has_gone_is_let_go(page):
    click_edge(page, (1, 4))
    page.page.get_by_role("button", name=re.compile("Fewer neurons in layer 1|Remove a neuron", re.I)).first.click()
    page.answered()
    expect(page.page.locator(EDIT)).to_be_hidden()
