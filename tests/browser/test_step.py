"""One step, opened: with the keys alone, with the mouse, on the diagram, and in every window."""

import numpy as np
import pytest
from playwright.sync_api import expect

from tests.browser.room import has_room
from tests.browser.stepping import BAR, NUMBERS, STOPS, VIEW, WORDS, begun
from tests.browser.test_layout import CUT_OFF, LAYERS, OUT_OF_SIGHT, OVERLAPPING, SIZES, resized
from tests.playground.sums import adds_up, value


@pytest.fixture
def step(app):
    yield from begun(app)


@pytest.fixture
def opened(step):
    return step.opened()


def test_the_arrow_keys_walk_through_all_stops_and_back(opened):
    seen, said = [], []
    for _ in STOPS:
        seen.append((opened.standing["phase"], opened.standing["place"]))
        said.append(opened.words)
        current = opened.part(f"{BAR} [aria-current=step]")
        expect(current).to_have_attribute("data-phase", seen[-1][0])
        expect(opened.part(f"{NUMBERS} table").first).to_be_visible()
        opened.press("ArrowRight")
    assert seen == [(phase, place) for place, phase in enumerate(STOPS)]
    assert len(set(said)) == len(said)
    assert opened.standing["place"] == len(STOPS) - 1
    opened.press(*["ArrowLeft"] * len(STOPS))
    assert opened.standing["place"] == 0
    assert opened.words == said[0]
    expect(opened.part(VIEW)).to_be_focused()
    assert opened.app.status.step == 0


def test_what_is_said_adds_up_and_is_read_out(opened):
    expect(opened.part(WORDS)).to_have_attribute("aria-live", "polite")
    opened.press("ArrowDown", "ArrowRight")
    words = opened.words
    assert words.startswith("Forward · Layer 1, neuron 1, sample 1 of 4:")
    assert words.rstrip().endswith("z = x @ W + b; a = np.tanh(z)")
    arithmetic = opened.standing["arithmetic"]
    assert arithmetic in words
    assert [adds_up(each) for each in arithmetic.rstrip(".").split("; ")] == [True, True]


def test_up_and_down_choose_a_sample_which_is_ringed_in_the_plot(opened):
    sample = opened.app.page.get_by_role("combobox", name="Sample of the mini-batch")
    expect(sample).to_have_value("All 4 samples")
    assert len(opened.column("output.batch", "x1")) == 4
    assert opened.column("output.chosen", "x1") == []
    opened.press("ArrowDown", "ArrowDown")
    expect(sample).to_have_value("Sample 2")
    assert opened.column("output.chosen", "x1") == opened.column("output.batch", "x1")[1:2]
    opened.press("ArrowUp", "ArrowUp", "ArrowUp")
    expect(sample).to_have_value("All 4 samples")
    opened.press("ArrowDown", *["ArrowDown"] * 5)
    expect(sample).to_have_value("Sample 4")
    sample.select_option("Sample 3")
    opened.app.answered(2)
    assert opened.standing["sample"] == 2


def test_enter_makes_exactly_the_step_that_was_announced(opened):
    opened.press("Enter")
    assert opened.app.status.step == 0
    opened.press(*["ArrowRight"] * 8)
    expect(opened.app.button("Make this step")).to_be_visible()
    rows = opened.part(f"{NUMBERS} table").first.locator("tbody tr td:nth-child(2)").all_inner_texts()
    announced = [row.split("→")[1].strip() for row in rows]
    opened.press("Enter")
    assert opened.app.wait_for_step(1).step == 1
    assert opened.standing["place"] == 0
    weights = np.array(opened.column("network.edges", "weight"))[[0, 3]]
    biases = np.array(opened.column("network.tiles", "bias"))[[2]]
    for words, now in zip(announced, [*weights, *biases], strict=True):
        assert value(words) == pytest.approx(now, abs=0.51 * 10 ** -len(words.partition(".")[2]))
    expect(opened.part(VIEW)).to_be_focused()


def test_escape_leaves_and_everything_is_as_before(step):
    entry = step.app.button("One step")
    entry.focus()
    before = step.page.evaluate("document.scrollingElement.scrollHeight")
    step.press("Enter")
    expect(step.part(VIEW)).to_be_focused()
    for name in (".side", ".headings", ".diagram"):
        expect(step.part(f".page:not([hidden]) {name}")).to_have_attribute("inert", "")
    step.press("ArrowRight", "Escape")
    for selector in (VIEW, BAR, WORDS, NUMBERS):
        expect(step.part(selector)).to_be_hidden()
    for name in (".side", ".headings", ".diagram"):
        expect(step.part(f".page:not([hidden]) {name}")).not_to_have_attribute("inert", "")
    for name in (".settings >> nth=0", ".network > .legend:not(.walk-legend)", ".told", ".loss"):
        expect(step.part(f".page:not([hidden]) {name}")).to_be_visible()
    expect(entry).to_be_focused()
    assert step.column("output.batch", "x1") == []
    assert step.page.evaluate("document.scrollingElement.scrollHeight") == before


def test_escape_leads_out_from_anywhere_and_nothing_is_pinned_meanwhile(step):
    step.app.step(3)
    step.page.locator("main.playground .diagram").focus()
    step.press("ArrowRight", "Enter")
    expect(step.part("main.playground .output .title")).to_have_text("Feature x₁")
    step.press("o")
    expect(step.part("main.playground .output .title")).to_have_text("Output")
    step.app.slider("Timeline").focus()
    step.press("Escape")
    expect(step.part(VIEW)).to_be_hidden()


def test_shift_and_an_arrow_choose_a_neuron_and_a_click_does(opened):
    opened.press("ArrowRight", "Shift+ArrowDown")
    assert opened.standing["node"] == 3
    opened.press("Shift+ArrowRight")
    assert (opened.standing["column"], opened.standing["phase"]) == (2, "forward")
    layout = opened.layout()
    box = opened.part(VIEW).bounding_box()
    opened.page.mouse.click(box["x"] + layout["x"][4], box["y"] + layout["y"][4])
    opened.app.answered(2)
    assert (opened.standing["column"], opened.standing["node"]) == (1, 4)
    assert "Layer 1, neuron 3" in opened.words


def test_the_buttons_do_what_the_keys_do(opened):
    app = opened.app
    app.button("Next").click()
    app.answered(2)
    assert opened.standing["place"] == 1
    app.button("Previous").click()
    app.answered(2)
    assert opened.standing["place"] == 0
    app.page.get_by_role("button", name="Update", exact=True).click()
    app.answered(2)
    make = app.button("Make this step")
    make.focus()
    opened.press("Space")
    assert app.wait_for_step(1).step == 1
    assert opened.standing["place"] == 0
    expect(app.button("Next")).to_be_focused()
    opened.press("ArrowRight")
    assert opened.standing["place"] == 1
    app.button("Close the step").click()
    expect(opened.part(BAR)).to_be_hidden()


def test_opening_it_pauses_and_play_leaves_it(step):
    step.app.button("Play").click()
    step.app.wait_for_step(5)
    step.press("o")
    expect(step.app.button("Play")).to_be_visible()
    expect(step.part(VIEW)).to_be_visible()
    assert step.standing["place"] == 0
    step.app.button("Play").click()
    expect(step.part(VIEW)).to_be_hidden()
    step.app.pause()


def test_no_number_is_stale(opened):
    opened.press("ArrowRight")
    before = opened.words
    opened.press(".")
    opened.app.wait_for_step(1)
    assert opened.words != before
    opened.press(",")
    opened.app.wait_for(lambda status: status.step == 0)
    opened.app.answered(2)
    assert opened.words == before


@pytest.mark.varied
@pytest.mark.parametrize("layers", LAYERS)
def test_nothing_is_cut_off_or_on_top_of_another_thing(step, layers):
    step.app.restart(f"hidden={LAYERS[layers]}&features=x1,x2,x1^2,x2^2,x1x2,sin x1,sin x2")
    step.press("o", "ArrowDown", "ArrowRight")
    for phase in ("Forward", "Backward", "Update"):
        step.app.page.get_by_role("button", name=phase, exact=True).click()
        step.app.answered(2)
        for name in SIZES:
            width, _ = resized(step.app, name)
            step.app.eventually("document.scrollingElement.scrollWidth", lambda wide, width=width: wide <= width)
            for script in (OUT_OF_SIGHT, CUT_OFF, OVERLAPPING):
                assert step.page.evaluate(script) == [], (phase, name)


@pytest.mark.varied
@pytest.mark.parametrize("layers", LAYERS)
def test_its_button_covers_no_neuron(step, layers):
    step.app.restart(f"hidden={LAYERS[layers]}&features=x1,x2,x1^2,x2^2,x1x2,sin x1,sin x2")
    for name in SIZES:
        resized(step.app, name)
        layout, box = step.layout(), step.app.button("One step").bounding_box()
        corner = step.part(".page:not([hidden]) .diagram").bounding_box()
        half = layout["tile"] / 2
        for x, y in zip(layout["x"], layout["y"], strict=True):
            is_left = corner["x"] + x + half <= box["x"]
            assert is_left or corner["y"] + y + half <= box["y"], name


@pytest.mark.long
def test_it_has_room_in_every_window_and_axe_finds_nothing(opened):
    opened.press("ArrowDown", "ArrowRight")
    has_room(opened.app, "main.playground")
    opened.press(*["ArrowRight"] * 8)
    has_room(opened.app, "main.playground")


def test_the_list_of_keys_names_it(step):
    step.press("?")
    keys = step.app.page.get_by_role("dialog", name="Keys", exact=True)
    expect(keys.get_by_text("One step, opened, where there is a diagram", exact=True)).to_be_visible()
    step.press("Escape")
