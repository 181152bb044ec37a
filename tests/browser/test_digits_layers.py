"""What stands behind the maps of the digits page: gradients, filters, the architecture, files, and what is read wrong."""

import json
import re
from pathlib import Path
from xml.etree import ElementTree as ET

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
    easel,
    maps_seen,
    painted,
    spot,
    step_of,
)
from tests.browser.playground import READY_WITHIN

ROOMS = """text => {
    const place = document.createElement('div')
    place.innerHTML = text
    document.body.append(place)
    const { width } = place.firstChild.viewBox.baseVal
    const rooms = [...place.querySelectorAll('svg > text, g > text')].map(one => {
        const box = one.getBBox()
        const inside = one.parentElement.transform.baseVal.consolidate()?.matrix.e ?? 0
        return [one.textContent, inside + box.x + box.width, width]
    })
    place.remove()
    return rooms
}"""
"""Of every line of words in a drawing: the words, where they end, and how wide the drawing is."""

app = easel("step=1200")


def test_a_kernel_slides_step_by_step_and_in_other_steps(app):
    draw(app, DRAWINGS[7])
    app.page.mouse.click(*spot(app, 1, 0, 0, 22))
    title = app.page.locator(f"{MAIN} .opened-number h2")
    expect(title).to_have_text("Convolution 1, map 1, row 1, column 23")
    for column in ("row 1, column 24", "row 2, column 1"):
        app.page.get_by_role("button", name="Next", exact=True).click()
        expect(title).to_contain_text(column)
    app.page.get_by_role("button", name="Slide").click()
    expect(title).to_have_text(re.compile(r"row (2, column (?!1$)|[3-9]|1|2\d)"), timeout=READY_WITHIN)  # and goes on
    app.page.get_by_role("button", name="Stop").click()
    app.page.locator("[data-slide=stride]").select_option("4")
    expect(title).to_contain_text("What if: Convolution 1, map 1")
    own = app.page.evaluate(OPENED)[-1]
    assert (own["height"], own["width"]) == (6, 6)
    app.button("As in the network").press("Enter")
    expect(title).to_have_text(re.compile("^Convolution 1, map 1"))
    assert app.page.evaluate(OPENED)[-1]["height"] == 24
    expect(app.page.locator("[data-slide=stride]")).to_be_focused()
    app.page.locator("[data-slide=stride]").select_option("4")
    expect(title).to_contain_text("What if: ")
    app.page.mouse.click(*spot(app, 3, 0, 5, 5))
    expect(title).to_contain_text("Convolution 2, map 1")
    expect(app.button("As in the network")).to_be_hidden()


def test_a_kernel_that_slides_takes_no_message_away(app):
    app.page.mouse.click(*spot(app, 1, 0, 0, 2))
    app.page.evaluate("location.hash = 'step=1200&dropout=11'")
    expect(app.notice).to_contain_text("Dropout")
    place = "document.querySelector('main.digits .maps').maps.opened.place.join()"
    before = app.page.evaluate(place)
    app.button("Slide").click()
    app.eventually(place, lambda now: now != before)
    app.answered()
    expect(app.notice).to_contain_text("Dropout")


def test_in_gradients_a_kernel_slides_as_in_the_network(app):
    stride, padded = app.page.locator("[data-slide=stride]"), app.page.locator("[data-slide=padded]")
    expect(stride).to_be_visible()
    choose(app, "Show", "Gradients")
    expect(app.button("Slide")).to_be_visible()
    expect(stride).to_be_hidden()
    expect(padded).to_be_hidden()


def test_kernels_take_the_room_that_there_is(app):
    choose(app, "Show", "Filters")
    app.page.set_viewport_size({"width": 1280, "height": 720})
    painted(app)
    found = app.page.evaluate(MAPS)
    size = app.page.evaluate(
        "(({ clientWidth, clientHeight }) => [clientWidth, clientHeight])(document.querySelector('.maps'))"
    )
    for place, stage in zip(found["places"], found["stage"], strict=True):
        assert stage != 3 or place["width"] >= 13
        assert place["x"] + place["width"] <= size[0]
        assert place["y"] + place["height"] <= size[1]


@pytest.mark.long
def test_gradients_and_filters_are_seen_as_the_frame_says(app):
    for name in ("Gradients", "Filters"):
        choose(app, "Show", name)
        painted(app)
        _, right = maps_seen(app, least=3)
        assert min(right) > 0.95, (name, min(right))
    choose(app, "Show", "Gradients")
    before = maps_seen(app)[0]
    app.button("Step").click()
    app.answered()
    assert maps_seen(app)[0] != before
    choose(app, "Show", "Filters")
    painted(app)
    app.page.mouse.move(*spot(app, 3, 4, 2, 2))
    expect(app.page.locator(f"{MAIN} .opened-number h2")).to_have_text("Convolution 2, map 5, weights for map 1")


def test_the_architecture_is_drawn_changed_and_saved(app, tmp_path):
    choose(app, "Show", "Architecture")
    board = app.page.get_by_role("region", name="The architecture")
    plan = board.get_by_role("group", name="The network, block by block")
    answers = plan.get_by_role("button", name=re.compile("^Answer"))
    answers.press("Enter")
    expect(answers).to_have_attribute("aria-expanded", "true")
    assert answers.locator("circle").count() == 20
    plan.get_by_role("button", name=re.compile("^Convolution 1")).click()
    board.get_by_label("Maps").fill("4")
    board.get_by_label("Maps").press("Tab")
    expect(plan.get_by_role("button", name=re.compile(r"^Convolution 1, 4 × 24 × 24"))).to_be_visible()
    app.page.wait_for_url("**/#*blocks=c4x5p,m2,c16x5p,m3*")
    board.get_by_label("Window").select_option("7")
    board.get_by_label("Maps").fill("32")
    board.get_by_label("Maps").press("Tab")
    expect(app.page.get_by_role("alert")).to_contain_text("multiplications an image")
    assert board.get_by_label("Maps").input_value() == "4"
    plan.get_by_role("button", name=re.compile("^Convolution 2")).click()
    for stride in ("4", "7"):  # 12 pixels, 3 of them, 2: the pooling behind looks at 3 × 3
        board.get_by_label("Stride").select_option(stride)
        app.answered()
    expect(app.page.get_by_role("alert")).to_contain_text("max pool in block 4")
    assert board.get_by_label("Stride").input_value() == "4"
    padded = board.get_by_role("checkbox", name="zeros around")
    padded.click()
    expect(app.page.get_by_role("alert")).to_contain_text("max pool in block 4")
    expect(padded).to_be_checked()
    with app.page.expect_download() as saving:
        app.page.get_by_role("button", name="Save as SVG").click()
    saving.value.save_as(tmp_path / "network.svg")
    text = Path(tmp_path / "network.svg").read_text(encoding="utf-8")
    root = ET.fromstring(text)
    assert root.tag == "{http://www.w3.org/2000/svg}svg"
    words = "".join(root.itertext())
    assert "Convolution 1" in words
    assert "seed 1" in words


def test_the_saved_drawing_is_on_paper_whatever_the_theme_and_its_caption_has_room(app):
    choose(app, "Show", "Architecture")
    texts = []
    for scheme in ("light", "dark"):
        app.page.emulate_media(color_scheme=scheme)
        painted(app)
        with app.page.expect_download() as saving:
            app.button("Save as SVG").click()
        texts.append(saving.value.path().read_text(encoding="utf-8"))
    assert texts[0] == texts[1]
    assert app.page.evaluate("document.documentElement.dataset.theme") == "dark"
    app.page.emulate_media(color_scheme="light")
    rooms = app.page.evaluate(ROOMS, texts[0])
    assert len(rooms) > 20
    for words, right, width in rooms:
        assert right <= width, words
    fills = {each.get("fill") for each in ET.fromstring(texts[0]).iter("{http://www.w3.org/2000/svg}rect")}
    assert len(fills) == 2, "the block that is chosen is seen"  # paper, and what a box is filled with
    assert "rgb(255, 255, 255)" in fills


def test_blocks_are_drawn_to_one_scale(app):
    begin(app, "blocks=m4,d64,d40,d16&show=drawing")
    boxes = app.page.locator(f"{MAIN} .plan g[data-section] > g > rect")
    heights = boxes.evaluate_all("all => all.map(one => Number(one.getAttribute('height')))")
    np.testing.assert_allclose(np.array(heights[2:]) / heights[-1], [6.4, 4, 1.6, 1])


def test_what_is_being_written_is_not_taken_away_by_what_arrives(app):
    choose(app, "Show", "Architecture")
    board = app.page.get_by_role("region", name="The architecture")
    maps = board.get_by_label("Maps")
    board.get_by_label("Window").select_option("3")
    maps.fill("5")
    board.get_by_role("button", name=re.compile("^Convolution 1, 8 × 24 × 24, 3 × 3")).wait_for()
    app.answered()
    assert maps.input_value() == "5"
    maps.press("Enter")
    board.get_by_role("button", name=re.compile("^Convolution 1, 5 × 24 × 24, 3 × 3")).wait_for()
    assert maps.input_value() == "5"
    maps.fill("99")
    maps.press("Enter")
    expect(app.page.get_by_role("alert")).to_contain_text("1 to 32 maps")
    assert maps.input_value() == "5"


@pytest.mark.long
def test_a_trained_network_reads_at_once_and_travels_as_a_file(app, tmp_path):
    begin(app, "blocks=c4x5,m4,d12&learning_rate=0.01")
    app.page.get_by_role("button", name="Trained network").click()
    app.arrived(1200)
    for digit, strokes in DRAWINGS.items():
        draw(app, strokes)
        assert answer(app) == digit
    with app.page.expect_download() as saving:
        app.page.get_by_role("button", name="Save network").click()
    kept = tmp_path / "network.glassbox"
    saving.value.save_as(kept)
    before = answer(app)
    app.button("Reset").click()
    app.arrived(0)
    app.page.get_by_label("A network that was saved").set_input_files(kept)
    app.arrived(1200)
    assert answer(app) == before
    (tmp_path / "wrong.glassbox").write_text(json.dumps({"a": 1}))
    app.page.get_by_label("A network that was saved").set_input_files(tmp_path / "wrong.glassbox")
    expect(app.page.get_by_role("alert")).to_contain_text("no network that this page has saved")
    assert answer(app) == before


@pytest.mark.long
def test_the_matrix_counts_and_opens_what_is_read_wrong(app):
    choose(app, "Panel", "Mistakes")
    matrix = app.page.get_by_role("table", name=re.compile("Confusion matrix"))
    expect(app.page.locator(".matrix-note")).to_contain_text(f" at step {step_of(app)}.", timeout=READY_WITHIN)
    counts = [int(text or 0) for text in matrix.locator("[data-cell]").all_inner_texts()]
    assert sum(counts) == 2000
    wrong = 2000 - sum(counts[::11])
    expect(app.page.get_by_role("heading", name=f"{wrong} wrong ones")).to_be_visible()
    first = app.page.locator(".gallery button").first
    label, read = first.inner_text().split(" → ")
    first.press("Enter")
    app.answered()
    assert answer(app) == int(read)
    expect(app.page.locator(f"{MAIN} .truth")).to_have_text(re.compile(f"this is an? {label}\\."))
    app.button("Hardest ones").click()
    expect(app.page.get_by_role("heading", name="The hardest 60 of 2,000")).to_be_visible()
    app.button("Show more (1,940 are left)").press("Enter")
    expect(app.page.locator(".gallery li")).to_have_count(120)
    cell = matrix.locator(f"[data-cell='{label} {read}']")
    cell.click()
    expect(cell).to_have_attribute("aria-pressed", "true")
    expect(app.page.locator(".gallery li")).to_have_count(int(cell.inner_text()))


def test_the_matrix_is_one_stop_of_the_tab_key_and_its_cells_are_reached_with_arrows(app):
    choose(app, "Panel", "Mistakes")
    cell = app.page.locator("[data-cell='3 3']")
    expect(cell).to_be_enabled(timeout=READY_WITHIN)
    cell.focus()
    app.page.keyboard.press("ArrowDown")
    other = app.page.locator("[data-cell][tabindex='0']")
    expect(other).to_be_focused()
    expect(cell).to_have_attribute("tabindex", "-1")
    app.page.keyboard.press("Tab")
    expect(app.button("Wrong ones")).to_be_focused()
    for _ in range(2):
        app.page.keyboard.press("Tab")
    first = app.page.locator(".gallery button").first
    expect(first).to_be_focused()
    app.page.keyboard.press("ArrowRight")
    expect(app.page.locator(".gallery button").nth(1)).to_be_focused()
