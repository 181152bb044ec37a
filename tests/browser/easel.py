"""The digits page as a person meets it: what is drawn, what is seen, what is answered, and what stands where."""

import re
from collections.abc import Iterable, Sequence

import numpy as np

from tests.browser.playground import Playground

MAIN = "main.digits"
SEES = """() => {
    const pixels = Bokeh.documents.map(page => page.get_model_by_name('digits.pixels')).find(Boolean)
    return Array.from(pixels.get_column('level').slice(0, 24 * 24))
}"""
STATUS = re.compile(r"Epoch \d+ · step (\d+) · training loss [\d.…]+ · test loss [\d.…]+ · test accuracy ([\d.]+|…)")

MAPS = """() => {
    const { places } = document.querySelector('main.digits .maps').maps
    const models = Bokeh.documents.map(page => page.get_model_by_name('digits.maps')).find(Boolean)
    const pixels = Bokeh.documents.map(page => page.get_model_by_name('digits.pixels')).find(Boolean)
    const list = name => Array.from(models.get_column(name))
    return { places, height: list('height'), width: list('width'), stage: list('stage'), level: Array.from(pixels.get_column('level')) }
}"""
OPENED = "document.querySelector('main.digits .maps').maps.opened.pictures"
DRAWINGS = {
    0: [[(0.5 + 0.2 * np.sin(t), 0.5 - 0.3 * np.cos(t)) for t in np.linspace(0, 2 * np.pi, 24)]],
    1: [[(0.52, 0.2), (0.48, 0.8)]],
    7: [[(0.3, 0.25), (0.7, 0.25), (0.45, 0.8)]],
}
"""Strokes, each as places on the sheet."""
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


def step_of(app: Playground) -> int:
    """The step that the status line tells."""
    text = app.page.locator(".page:not([hidden]) .status").inner_text()
    found = STATUS.match(text)
    assert found is not None, text
    return int(found[1])


def shades(app: Playground) -> np.ndarray:
    """The colour of every level: (256, 3)."""
    script = "document.querySelector('main.digits .maps').maps.palette.buffer"
    return np.array(app.page.evaluate(f"[...new Uint8Array({script})]")).reshape(-1, 4)[:, :3]


def spot(app: Playground, stage: int, unit: int, row: int, column: int) -> list[float]:
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


def choose(app: Playground, group: str, name: str) -> None:
    """Choose one of the tabs of a group."""
    app.page.get_by_role("group", name=group).get_by_role("button", name=name, exact=True).click()
    app.answered()
