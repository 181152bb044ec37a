"""The digits page as a person meets it: it trains, shows every map, and reads what is drawn."""

import base64
import json
import re
from pathlib import Path
from xml.etree import ElementTree as ET

import numpy as np
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from tests.browser.conftest import watched
from tests.browser.looking import PAINTED, look
from tests.browser.playground import READY_WITHIN
from tests.browser.shared import close

MAIN = "main.digits"
STATUS = re.compile(r"Epoch \d+ · step (\d+) · training loss [\d.…]+ · test loss [\d.…]+ · test accuracy ([\d.]+|…)")

DRAWINGS = {
    0: [[(0.5 + 0.2 * np.sin(t), 0.5 - 0.3 * np.cos(t)) for t in np.linspace(0, 2 * np.pi, 24)]],
    1: [[(0.52, 0.2), (0.48, 0.8)]],
    7: [[(0.3, 0.25), (0.7, 0.25), (0.45, 0.8)]],
}
"""Strokes, each as places on the sheet."""

MAPS = """() => {
    const { places } = document.querySelector('main.digits .maps').maps
    const models = Bokeh.documents.map(page => page.get_model_by_name('digits.maps')).find(Boolean)
    const pixels = Bokeh.documents.map(page => page.get_model_by_name('digits.pixels')).find(Boolean)
    const list = name => Array.from(models.get_column(name))
    return { places, height: list('height'), width: list('width'), stage: list('stage'), level: Array.from(pixels.get_column('level')) }
}"""


OPENED = "document.querySelector('main.digits .maps').maps.opened.pictures"


@pytest.fixture(scope="module")
def opened(new_context, site):
    """The page, opened by its own address."""
    app = watched(new_context(), site + "digits/").open("shift=0&batch_size=20")
    yield app
    close(app)


@pytest.fixture
def app(opened):
    """The page, in its usual size; nothing may go wrong behind it."""
    opened.errors.clear()
    opened.page.set_viewport_size({"width": 1440, "height": 900})
    opened.page.emulate_media(color_scheme="light")
    yield opened
    opened.page.evaluate("0")
    assert opened.errors == []


def step_of(app):
    text = app.page.locator(".page:not([hidden]) .status").inner_text()
    found = STATUS.match(text)
    assert found is not None, text
    return int(found[1])


def draw(app, strokes):
    app.button("Clear").click()
    box = app.page.get_by_role("img", name="Draw a digit").bounding_box()
    assert box is not None
    for (x, y), *rest in strokes:
        app.page.mouse.move(box["x"] + x * box["width"], box["y"] + y * box["height"])
        app.page.mouse.down()
        for x, y in rest:
            app.page.mouse.move(box["x"] + x * box["width"], box["y"] + y * box["height"], steps=4)
        app.page.mouse.up()
    app.answered()
    app.page.evaluate(PAINTED)


def answer(app):
    found = re.fullmatch(r"(\d) · ([\d.]+) %", app.page.get_by_role("status", name="Answer").inner_text())
    assert found is not None
    return int(found[1]), float(found[2])


def test_it_trains_and_reads_what_is_drawn(app):
    assert app.page.evaluate("document.documentElement.dataset.page") == "digits"
    app.button("Play").click()
    for _ in range(3000):
        if step_of(app) >= 350:
            break
        app.page.wait_for_timeout(50)
    app.button("Pause").click()
    expect(app.button("Play")).to_be_visible()
    expect(app.page.locator(".page:not([hidden]) .status")).to_contain_text(
        re.compile(r"test accuracy (8[5-9]|9\d)"), timeout=READY_WITHIN
    )
    for digit, strokes in DRAWINGS.items():
        draw(app, strokes)
        assert answer(app)[0] == digit
    expect(app.page.locator(f"{MAIN} .shares [aria-current]")).to_contain_text(f"{answer(app)[1]:.1f} %")


def test_the_maps_are_seen_as_the_frame_says_and_change_with_the_drawing(app):
    seen = []
    for digit in (0, 1):
        draw(app, DRAWINGS[digit])
        found, picture = app.page.evaluate(MAPS), look(app.page.locator(f"{MAIN} .maps"))
        start, right = 0, []
        for place, height, width in zip(found["places"], found["height"], found["width"], strict=True):
            level = np.array(found["level"][start : start + height * width]).reshape(height, width)
            start += height * width
            rows, columns = (index.ravel() for index in np.indices(level.shape))
            x = place["x"] + (columns + 0.5) * place["width"] / width
            y = place["y"] + (rows + 0.5) * place["height"] / height
            colours = shades(app)[level.ravel()]
            right.append(picture.share_near(colours, x, y, around=1, tolerance=12))
        assert min(right) > 0.97, right
        assert len(set(found["level"])) > 20
        seen.append(found["level"])
    assert seen[0] != seen[1]


def shades(app):
    """The colour of every level: (256, 3)."""
    script = "document.querySelector('main.digits .maps').maps.palette.buffer"
    return np.array(app.page.evaluate(f"[...new Uint8Array({script})]")).reshape(-1, 4)[:, :3]


def spot(app, stage, unit, row, column):
    """Where a number stands in the window."""
    script = """([stage, unit, row, column]) => {
        const { maps } = document.querySelector('main.digits .maps')
        const i = maps.columns.stage.findIndex((one, i) => one === stage && maps.columns.unit[i] === unit)
        const [place, box] = [maps.places[i], maps.canvas.getBoundingClientRect()]
        return [
            box.left + place.x + (place.width * (column + 0.5)) / maps.columns.width[i],
            box.top + place.y + (place.height * (row + 0.5)) / maps.columns.height[i],
        ]
    }"""
    return app.page.evaluate(script, [stage, unit, row, column])


def cells(app, title):
    figure = app.page.locator(f"{MAIN} .tables figure", has_text=title)
    return np.array([float(text.replace("−", "-")) for text in figure.locator("td").all_inner_texts()])


def test_a_number_is_opened_into_its_arithmetic_and_what_it_sees(app):
    draw(app, DRAWINGS[7])
    app.page.mouse.move(*spot(app, 1, 2, 8, 15))
    opened = app.page.locator(f"{MAIN} .opened-number")
    expect(opened.get_by_role("heading")).to_have_text("Convolution 1, map 3, row 9, column 16")
    seen, kernel, products = (cells(app, title) for title in ("what it sees", "its kernel", "products"))
    assert len(products) == 25
    np.testing.assert_allclose(seen * kernel, products, atol=0.012)
    sentence = opened.locator(".sentence").inner_text().replace("−", "-")
    total, bias, sum_, value = (float(text) for text in re.findall(r"-?\d+\.\d+", sentence))
    assert total == pytest.approx(products.sum(), abs=0.13)
    assert sum_ == pytest.approx(total + bias, abs=0.011)
    assert value == pytest.approx(max(sum_, 0), abs=1e-9)
    boxes = app.page.evaluate("document.querySelector('main.digits .maps').maps.opened.boxes")
    assert boxes == [[0, 6, 11, 13, 18]]  # five rows around row 8, five columns around column 15
    for number, figure in enumerate(opened.locator("figure.large").all()):
        picture, (shown, palette) = look(figure.locator("canvas")), (app.page.evaluate(OPENED), shades(app))
        height, width = shown[number]["height"], shown[number]["width"]
        level = np.frombuffer(base64.b64decode(shown[number]["level"]), np.uint8).reshape(height, width)
        rows, columns = (index.ravel() for index in np.indices(level.shape))
        side = figure.locator("canvas").bounding_box()["width"]
        across, down = (columns + 0.5) * side / width, (rows + 0.5) * side / height
        assert picture.share_near(palette[level.ravel()], across, down, around=1, tolerance=12) > 0.93  # one is framed


def test_numbers_are_opened_with_keys_and_pinned(app):
    app.page.mouse.move(5, 5)
    title = app.page.locator(f"{MAIN} .opened-number h2")
    app.page.locator(f"{MAIN} .maps").focus()
    keys = app.page.keyboard
    keys.press("Escape")
    for key in ("ArrowRight", "ArrowRight", "Shift+ArrowUp"):
        keys.press(key)
    expect(title).to_have_text("Convolution 1, map 1, row 12, column 13")
    keys.press("Enter")
    app.button("Clear").focus()
    expect(title).to_have_text("Convolution 1, map 1, row 12, column 13")
    app.page.locator(f"{MAIN} .maps").focus()
    keys.press("Escape")
    expect(title).to_have_text("One number")


def test_a_kernel_slides_step_by_step_and_in_other_steps(app):
    draw(app, DRAWINGS[7])
    app.page.mouse.click(*spot(app, 1, 0, 0, 22))
    title = app.page.locator(f"{MAIN} .opened-number h2")
    expect(title).to_have_text("Convolution 1, map 1, row 1, column 23")
    for column in ("row 1, column 24", "row 2, column 1"):
        app.page.get_by_role("button", name="Next", exact=True).click()
        expect(title).to_contain_text(column)
    app.page.get_by_role("button", name="Slide").click()
    expect(title).to_contain_text("row 2, column 3", timeout=READY_WITHIN)
    app.page.get_by_role("button", name="Stop").click()
    app.page.locator("[data-slide=stride]").select_option("4")
    expect(app.page.get_by_text("not the network’s")).to_be_visible()
    own = app.page.evaluate(OPENED)[-1]
    assert (own["height"], own["width"]) == (6, 6)
    assert step_of(app) >= 0
    app.page.mouse.click(*spot(app, 3, 0, 5, 5))
    expect(title).to_contain_text("Convolution 2, map 1")
    expect(app.page.get_by_text("not the network’s")).to_be_hidden()
    app.page.locator(f"{MAIN} .maps").press("Escape")


def choose(app, group, name):
    app.page.get_by_role("group", name=group).get_by_role("button", name=name, exact=True).click()
    app.answered()


def test_gradients_and_filters_are_seen_as_the_frame_says(app):
    for name in ("Gradients", "Filters"):
        choose(app, "Show", name)
        app.page.evaluate(PAINTED)
        found, picture = app.page.evaluate(MAPS), look(app.page.locator(f"{MAIN} .maps"))
        start, right = 0, []
        for place, height, width in zip(found["places"], found["height"], found["width"], strict=True):
            level = np.array(found["level"][start : start + height * width]).reshape(height, width)
            start += height * width
            if place["width"] / width >= 3:
                rows, columns = (index.ravel() for index in np.indices(level.shape))
                x = place["x"] + (columns + 0.5) * place["width"] / width
                y = place["y"] + (rows + 0.5) * place["height"] / height
                right.append(picture.share_near(shades(app)[level.ravel()], x, y, around=1, tolerance=12))
        assert min(right) > 0.95, (name, min(right))
    app.page.mouse.move(*spot(app, 3, 4, 2, 2))
    expect(app.page.locator(f"{MAIN} .opened-number h2")).to_have_text("Convolution 2, map 5, weights for map 1")
    choose(app, "Show", "Activations")


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
    with app.page.expect_download() as saving:
        app.page.get_by_role("button", name="Save as SVG").click()
    saving.value.save_as(tmp_path / "network.svg")
    text = Path(tmp_path / "network.svg").read_text(encoding="utf-8")
    root = ET.fromstring(text)
    assert root.tag == "{http://www.w3.org/2000/svg}svg"
    words = "".join(root.itertext())
    assert "Convolution 1" in words
    assert "seed 1" in words
    choose(app, "Show", "Activations")


def test_a_trained_network_reads_at_once_and_travels_as_a_file(app, tmp_path):
    app.page.get_by_role("button", name="Trained network").click()
    expect(app.page.locator(".page:not([hidden]) .status")).to_contain_text("step 1200")
    for digit, strokes in DRAWINGS.items():
        draw(app, strokes)
        assert answer(app)[0] == digit
    with app.page.expect_download() as saving:
        app.page.get_by_role("button", name="Save network").click()
    kept = tmp_path / "network.glassbox"
    saving.value.save_as(kept)
    before = answer(app)
    app.button("Reset").click()
    expect(app.page.locator(".page:not([hidden]) .status")).to_contain_text("step 0 ")
    app.page.get_by_label("A network that was saved").set_input_files(kept)
    expect(app.page.locator(".page:not([hidden]) .status")).to_contain_text("step 1200")
    app.page.evaluate(PAINTED)
    assert answer(app) == before
    (tmp_path / "wrong.glassbox").write_text(json.dumps({"a": 1}))
    app.page.get_by_label("A network that was saved").set_input_files(tmp_path / "wrong.glassbox")
    expect(app.page.get_by_role("alert")).to_contain_text("no network that this page has saved")
    assert answer(app) == before


def test_the_matrix_counts_and_opens_what_is_read_wrong(app):
    choose(app, "Panel", "Mistakes")
    matrix = app.page.get_by_role("table", name=re.compile("Confusion matrix"))
    expect(matrix.locator("[data-cell='0 0']")).not_to_have_text("", timeout=READY_WITHIN)
    counts = [int(text or 0) for text in matrix.locator("[data-cell]").all_inner_texts()]
    assert sum(counts) == 2000
    wrong = 2000 - sum(counts[::11])
    expect(app.page.get_by_role("heading", name=f"{wrong} wrong ones")).to_be_visible()
    first = app.page.locator(".gallery button").first
    label, read = first.inner_text().split(" → ")
    first.press("Enter")
    app.answered()
    app.page.evaluate(PAINTED)
    assert answer(app)[0] == int(read)
    expect(app.page.locator(f"{MAIN} .truth")).to_have_text(f"MNIST says that this is a {label}.")
    cell = matrix.locator(f"[data-cell='{label} {read}']")
    cell.click()
    expect(cell).to_have_attribute("aria-pressed", "true")
    expect(app.page.locator(".gallery li")).to_have_count(int(cell.inner_text()))
    choose(app, "Panel", "Training")


def test_a_digit_is_drawn_with_keys_alone(app):
    app.button("Clear").click()
    app.page.get_by_role("img", name="Draw a digit").focus()
    keys = app.page.keyboard
    for key in ("Enter", *["ArrowDown"] * 12, "Enter"):
        keys.press(key)
    app.answered()
    app.page.evaluate(PAINTED)
    assert answer(app)[0] == 1
    keys.press("Delete")
    app.answered()
    assert app.page.evaluate("document.activeElement.tagName") == "CANVAS"


def test_a_test_image_is_shown_with_what_the_collection_says(app):
    app.button("Test image").click()
    app.answered()
    expect(app.page.locator(f"{MAIN} .truth")).to_have_text(re.compile(r"this is a \d\."))
    assert not look(app.page.get_by_role("img", name="Draw a digit")).is_blank


def test_both_runs_keep_their_places_and_addresses(app):
    app.button("Step").click()
    app.answered()
    step = step_of(app)
    app.page.wait_for_url(f"**/digits/#*step={step}*")
    app.page.get_by_role("link", name="Playground", exact=True).click()
    expect(app.page.locator("html")).to_have_attribute("data-page", "playground")
    expect(app.page.locator(".page[data-page=playground] .status")).to_contain_text("step 0", timeout=READY_WITHIN)
    app.page.wait_for_url("**/#*dataset=*")
    app.button("Step").click()
    app.page.wait_for_url("**/#*dataset=*step=1*")
    app.page.go_back()
    expect(app.page.locator("html")).to_have_attribute("data-page", "digits")
    app.page.wait_for_url(f"**/digits/#*blocks=*step={step}*")
    assert step_of(app) == step
    app.page.go_forward()
    app.page.wait_for_url("**/#*dataset=*step=1*")
    app.page.get_by_role("link", name="Digits", exact=True).click()
    app.page.wait_for_url(f"**/digits/#*blocks=*step={step}*")
    assert app.page.locator(".notices .card").is_hidden()


@pytest.mark.parametrize("size", [(1920, 1080), (1440, 900), (1280, 720), (1024, 768), (390, 844)])
def test_it_has_room_in_light_and_dark_and_obeys_axe(app, size):
    app.page.set_viewport_size({"width": size[0], "height": size[1]})
    seen = [
        ("light", "Activations", "Training"),
        ("dark", "Activations", "Mistakes"),
        ("light", "Architecture", "Mistakes"),
    ]
    for scheme, show, panel in seen:
        app.page.emulate_media(color_scheme=scheme)
        choose(app, "Show", show)
        choose(app, "Panel", panel)
        app.page.wait_for_timeout(400)
        wide, high = app.page.evaluate(
            "[document.scrollingElement.scrollWidth, document.scrollingElement.scrollHeight]"
        )
        assert wide <= size[0]
        if size[0] >= 1280:
            assert high <= size[1]
        results = Axe().run(app.page, context=MAIN)
        assert results.violations_count == 0, results.generate_report()
