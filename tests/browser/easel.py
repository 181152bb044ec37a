"""The left column of the digits page as a person meets it: what is drawn, what is seen, what is answered."""

import re
from collections.abc import Iterable, Sequence

import numpy as np

from tests.browser.playground import Playground

MAIN = "main.digits"
SEES = """() => {
    const pixels = Bokeh.documents.map(page => page.get_model_by_name('digits.pixels')).find(Boolean)
    return Array.from(pixels.get_column('level').slice(0, 24 * 24))
}"""
NEXT_FRAME = "() => new Promise(done => requestAnimationFrame(() => setTimeout(done)))"


def draw(app: Playground, strokes: Iterable[Sequence[Sequence[float]]]) -> None:
    """Draw strokes on an empty sheet with the mouse, and wait for the answer."""
    sheet = app.page.get_by_role("img", name="Draw a digit")
    sheet.press("Delete")
    box = sheet.bounding_box()
    assert box is not None
    mouse = app.page.mouse
    for (x, y), *rest in strokes:
        mouse.move(box["x"] + x * box["width"], box["y"] + y * box["height"])
        mouse.down()
        for x, y in rest:
            mouse.move(box["x"] + x * box["width"], box["y"] + y * box["height"])
        mouse.up()
    told(app)


def told(app: Playground) -> None:
    """Wait until Python has answered what the sheet tells it in the next frame."""
    app.page.evaluate(NEXT_FRAME)
    app.answered()


def answer(app: Playground) -> int:
    """The digit that the page answers."""
    found = re.fullmatch(r"(\d) · [\d.]+ %", app.page.get_by_role("status", name="Answer").inner_text())
    assert found is not None
    return int(found[1])


def sees(app: Playground) -> np.ndarray:
    """What the network sees, as levels of the palette: (24, 24)."""
    return np.array(app.page.evaluate(SEES)).reshape(24, 24)
