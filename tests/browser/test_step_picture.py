"""The picture of the opened step: what is painted on the diagram, what is written there, and the room that it has."""

import xml.etree.ElementTree as ET

import numpy as np
import pytest

from tests.browser.looking import Picture
from tests.browser.stepping import STOPS, WORDS, begun

SVG = "{http://www.w3.org/2000/svg}"
HEIGHTS = """box => {
    const range = document.createRange()
    range.selectNodeContents(box)
    const { paddingTop, paddingBottom } = getComputedStyle(box)
    const rem = parseFloat(getComputedStyle(document.documentElement).fontSize)
    const inside = range.getBoundingClientRect().height
    return [box.offsetHeight, inside + parseFloat(paddingTop) + parseFloat(paddingBottom), 4.4 * rem]
}"""


@pytest.fixture
def step(app):
    yield from begun(app)


@pytest.fixture
def opened(step):
    return step.opened()


@pytest.mark.varied
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_picture_is_painted_where_the_diagram_stands(opened, scheme):
    opened.page.emulate_media(color_scheme=scheme)
    opened.press("ArrowRight", "ArrowRight", "Shift+ArrowDown")
    layout, node = opened.layout(), opened.standing["node"]
    assert node == 6
    tile = layout["tile"]
    ring = opened.pixel(layout["x"][node] - tile / 2 - 4, layout["y"][node])
    np.testing.assert_allclose(ring[:3], opened.colour("accent"), atol=3)
    for index, column in enumerate(layout["column"]):
        corner = opened.pixel(layout["x"][index] + 0.36 * tile, layout["y"][index] - 0.36 * tile)
        middle = opened.pixel(layout["x"][index], layout["y"][index] + 8 - 16 * (column == 1))
        if column in (1, 2):
            assert corner[3] == 0, index
            assert middle[3] == 255, index
        else:
            assert 150 < corner[3] < 255, index
            np.testing.assert_allclose(corner[:3], opened.colour("ground"), atol=4)


def test_weights_that_will_grow_have_arrows_up_and_others_down(step):
    """An arrow is broad where it points: the chosen neuron's stand at a fixed part of their way."""
    step.app.restart("hidden=1&features=x1,x2,x1^2,sin x1&batch_size=4&learning_rate=0.3")
    step.press("o", *["ArrowRight"] * 6)
    layout, changes = step.layout(), step.column("step.edges", "change")
    x, y, tile = layout["x"], layout["y"], layout["tile"]
    largest, t = max(map(abs, changes)), 0.64
    signs = set()
    for source, change in enumerate(changes[:4]):
        reach = 3 + 7 * abs(change) / largest
        if reach < 5:
            continue
        start, end = x[source] + tile / 2, x[4] - tile / 2
        at_x = start + (end - start) * (1.5 * t * (1 - t) + t**3)
        at_y = y[source] + (y[4] - y[source]) * t * t * (3 - 2 * t)
        wing = min(4, 1.5 + reach / 4)
        way = -1 if change > 0 else 1
        wanted = step.colour("plus" if change > 0 else "minus")
        barb = step.pixel(at_x + wing, at_y + way * (reach - wing))
        np.testing.assert_allclose(barb[:3], wanted, atol=60)
        assert np.abs(step.pixel(at_x + wing, at_y - way * (reach - wing))[:3] - wanted).max() > 60
        signs.add(change > 0)
    assert signs == {True, False}


@pytest.mark.parametrize("size", ["usual", "projector"])
def test_numbers_stand_apart_and_cover_no_name_of_a_feature(step, size):
    step.app.restart("hidden=4,2&features=x1,x2,x1^2,x2^2,x1x2,sin x1,sin x2")
    step.page.set_viewport_size({"width": 1280, "height": 720})
    if size == "projector":
        step.app.button("Projector").click()
    try:
        step.press("o")
        for _ in range(7):
            step.press("ArrowRight")
            layout, written = step.layout(), step.written()
            assert written or step.standing["phase"] == "update"
            for text, left, right, y in written:
                if right > layout["x"][0] > left:
                    assert left - 5 >= layout["x"][0] - layout["tile"] / 2 - 1, text
                for other, after, _, level in written:
                    if after > left and abs(level - y) < 12:
                        assert after - right >= 12, (text, other)
    finally:
        if size == "projector":
            step.app.button("Projector").click()


def test_numbers_cover_no_name_of_a_class_on_a_phone(step):
    step.app.restart("dataset=blobs&hidden=4&features=x1,x2")
    step.page.set_viewport_size({"width": 390, "height": 844})
    step.press("o")
    last, seen = 0, 0
    for _ in range(5):
        step.press("ArrowRight")
        layout = step.layout()
        last = layout["x"][-1] + layout["tile"] / 2
        at_classes = [(text, right) for text, _, right, _ in step.written() if right > last - layout["tile"]]
        seen += len(at_classes)
        assert all(right + 5 <= last + 6 for _, right in at_classes), (at_classes, last)
    assert seen > 4


def test_on_the_way_back_slopes_and_answers_are_named(opened):
    opened.press(*["ArrowRight"] * 6)
    standing = opened.standing
    assert (standing["phase"], standing["column"]) == ("backward", 2)
    names = {text.split(" ")[0] for text, *_ in opened.written() if " " in text}
    assert names == {"a", "da", "dz"}
    opened.press("ArrowRight")
    assert {text.split(" ")[0] for text, *_ in opened.written() if " " in text} == {"x", "da", "dz"}


@pytest.mark.varied
@pytest.mark.parametrize("form", ["PNG", "SVG"])
def test_it_is_saved_as_it_is_seen(opened, tmp_path, form):
    opened.press(*["ArrowRight"] * 6)
    opened.page.get_by_role("button", name="Save the picture: One step").click()
    with opened.page.expect_download() as saving:
        opened.page.get_by_role("button", name=f"One step as {form}", exact=True).click()
    assert saving.value.suggested_filename == f"glassbox-opened-step-0.{form.lower()}"
    saving.value.save_as(path := tmp_path / "step")
    if form == "PNG":
        assert not Picture(path.read_bytes()).is_blank
        return
    root = ET.fromstring(path.read_text(encoding="utf-8"))
    found = [each.text for each in root.iter(f"{SVG}text")]
    assert {text for text, *_ in opened.written()} <= set(found)
    assert {"One step · Backward: layer 2", "slope above 0", "mini-batch"} <= set(found)
    assert opened.standing["code"] in (root.findtext(f"{SVG}desc") or "")
    [mask] = root.iter(f"{SVG}mask")
    assert len(mask.findall(f"{SVG}path")) == 3 + 2 + 1, "a hole for every tile that takes part"


def test_the_words_have_the_room_of_the_longest_and_the_network_the_rest(opened):
    opened.page.set_viewport_size({"width": 1280, "height": 720})
    box, content, low = 0, 0, 0
    for _ in STOPS:
        opened.press("ArrowRight")
        now, needed, low = opened.part(WORDS).evaluate(HEIGHTS)
        assert now >= box, "it shrinks, and the network moves"
        box, content = now, max(content, needed)
    assert box <= max(content, low) + 2
