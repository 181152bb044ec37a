"""What the digits page shows while its network trains: counts, maps and sums are of the step that is told; and drawn by a finger."""

from itertools import pairwise

import pytest
from playwright.sync_api import expect

from tests.browser.easel import DRAWINGS, MAIN, answer, begin, choose, easel, spot, told

pytestmark = pytest.mark.long
SETTINGS = "blocks=c4x5,m4,d12&learning_rate=0.01"
app = easel(f"{SETTINGS}&step=0")

COUNTS = """() => {
    const panel = document.querySelector('main.digits .matrix-note').closest('[data-panel]')
    const [, step] = /at step ([\\d,]+)/.exec(panel.querySelector('.matrix-note').textContent) ?? []
    const all = [...panel.querySelectorAll('[data-cell]')].map(cell => Number(cell.textContent))
    return step ? { step: Number(step.replace(',', '')), right: all.filter((_, i) => i % 11 === 0).reduce((a, b) => a + b), all: all.reduce((a, b) => a + b) } : null
}"""
SUM = """() => {
    const number = text => Number(text.replace('−', '-'))
    const opened = document.querySelector('main.digits .opened-number')
    const table = title => [...opened.querySelectorAll('.tables figure')].find(one => one.querySelector('figcaption').textContent.startsWith(title))
    const cells = title => [...table(title)?.querySelectorAll('td') ?? []].map(one => number(one.textContent))
    const [total, bias, sum, value] = (opened.querySelector('.sentence').textContent.match(/[−-]?\\d+\\.\\d+/g) ?? []).map(number)
    return { seen: cells('what it sees'), kernel: cells('its kernel'), products: cells('products'), total, bias, sum, value }
}"""


def plays(app):
    app.button("Play").click()
    expect(app.button("Pause")).to_be_visible()


def test_the_matrix_follows_while_it_plays(app):
    choose(app, "Panel", "Mistakes")
    plays(app)
    first = app.eventually(COUNTS, lambda found: found and found["step"] > 0)
    later = app.eventually(COUNTS, lambda found: found["step"] > first["step"] + 50)
    expect(app.button("Pause")).to_be_visible()
    assert first["all"] == later["all"] == 2000
    assert later["right"] > first["right"]
    app.button("Pause").click()


def test_the_map_of_the_images_follows_while_it_plays(app):
    begin(app, f"{SETTINGS}&step=0&panel=where&map=tsne&map_points=250&map_stage=3")
    plays(app)
    read_wrongly = (
        f"() => /(\\d+) of them read wrongly/.exec(document.querySelector('{MAIN} .where .about').textContent)?.[1]"
    )
    first = int(app.eventually(read_wrongly))
    app.eventually(read_wrongly, lambda now: now is not None and int(now) < first / 2)
    expect(app.button("Pause")).to_be_visible()
    app.button("Pause").click()


def test_a_sum_is_written_out_while_it_plays_and_is_true_at_every_step(app):
    app.page.mouse.click(*spot(app, 1, 2, 8, 15))
    plays(app)
    met = []
    while len(met) < 4:
        found = app.eventually(
            SUM, lambda found: found["products"] and (not met or found["kernel"] != met[-1]["kernel"])
        )
        met.append(found)
        assert len(found["products"]) == 25
        for seen, weight, product in zip(found["seen"], found["kernel"], found["products"], strict=True):
            assert product == pytest.approx(seen * weight, abs=0.012)
        assert found["total"] == pytest.approx(sum(found["products"]), abs=0.13)
        assert found["sum"] == pytest.approx(found["total"] + found["bias"], abs=0.011)
        assert found["value"] == pytest.approx(max(found["sum"], 0), abs=1e-9)
    app.button("Pause").click()


@pytest.mark.parametrize("kind", ["touch", "pen"])
def test_a_digit_is_drawn_by_hand_on_a_tablet_and_the_page_stays_where_it_is(new_app, site, kind):
    app = new_app(site + "digits/", viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True).open(
        "step=1200"
    )
    sheet = app.page.get_by_role("img", name="Draw a digit")
    sheet.scroll_into_view_if_needed()
    app.placed()
    box = sheet.bounding_box()
    assert box is not None
    hand = app.page.context.new_cdp_session(app.page)
    for digit in (1, 7):
        app.button("Clear").click()
        for stroke in DRAWINGS[digit]:
            places = [(box["x"] + x * box["width"], box["y"] + y * box["height"]) for x, y in fine(stroke)]
            draw_with(hand, kind, places)
        told(app)
        assert answer(app) == digit
        assert sheet.bounding_box() == box


def fine(stroke):
    """The same way in small steps."""
    pairs = pairwise(stroke)
    return [(a[0] + t / 8 * (b[0] - a[0]), a[1] + t / 8 * (b[1] - a[1])) for a, b in pairs for t in range(9)]


def draw_with(hand, kind, places):
    if kind == "touch":
        for type_, point in (
            ("touchStart", places[:1]),
            *(("touchMove", [place]) for place in places[1:]),
            ("touchEnd", []),
        ):
            hand.send("Input.dispatchTouchEvent", {"type": type_, "touchPoints": [{"x": x, "y": y} for x, y in point]})
        return
    for type_, (x, y) in (
        ("mousePressed", places[0]),
        *(("mouseMoved", place) for place in places[1:]),
        ("mouseReleased", places[-1]),
    ):
        event = {"type": type_, "x": x, "y": y, "button": "left", "buttons": 1, "clickCount": 1, "pointerType": "pen"}
        hand.send("Input.dispatchMouseEvent", event)
