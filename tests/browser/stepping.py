"""The mode of the opened step as a person meets it: keys, words, numbers, and pixels of its picture."""

import numpy as np
from playwright.sync_api import expect

from tests.browser.looking import PAINTED
from tests.browser.playground import LETTERS

SMALL = "hidden=3,2&features=x1,x2&batch_size=4&learning_rate=0.3"
STOPS = ["forward"] * 4 + ["loss"] + ["backward"] * 3 + ["update"]

VIEW, BAR, WORDS, NUMBERS = (f".page:not([hidden]) .walk-{name}" for name in ("view", "bar", "words", "numbers"))
STANDING = f"document.querySelector('{VIEW}').walk.standing"
COLUMN = f"""([name, column]) => {{
    {LETTERS}
    const source = [...own.all_models].find(model => model.name === name && model.get_column !== undefined)
    return [...source.get_column(column) ?? []]
}}"""
PIXEL = """([selector, x, y]) => {
    const { walk } = document.querySelector(selector)
    return [...walk.canvas.getContext('2d').getImageData(x * devicePixelRatio, y * devicePixelRatio, 1, 1).data]
}"""
WRITTEN = """selector => {
    const { walk } = document.querySelector(selector)
    const [context, found] = [walk.canvas.getContext('2d'), []]
    context.fillText = (text, x, y) => {
        const half = context.measureText(text).width / 2
        found.push([text, x - half, x + half, y])
    }
    walk.paint()
    delete context.fillText
    walk.paint()
    return found
}"""


class Step:
    """The mode on a page."""

    def __init__(self, app):
        self.app, self.page = app, app.page

    def press(self, *keys):
        for key in keys:
            self.page.keyboard.press(key)
            self.app.answered(2)
        self.page.evaluate(PAINTED)
        return self

    def opened(self):
        """The same, with the mode open."""
        self.press("o")
        expect(self.part(VIEW)).to_be_focused()
        return self

    @property
    def standing(self):
        return self.page.evaluate(STANDING)

    @property
    def words(self):
        return self.page.locator(WORDS).inner_text()

    def column(self, name, column):
        return self.page.evaluate(COLUMN, [name, column])

    def written(self):
        """What is written on the picture: text, left, right and middle of each."""
        return self.page.evaluate(WRITTEN, VIEW)

    def part(self, selector):
        return self.page.locator(selector)

    def layout(self):
        return self.page.evaluate("document.querySelector('.page:not([hidden]) .diagram').diagram.layout")

    def pixel(self, x, y):
        return np.array(self.page.evaluate(PIXEL, [VIEW, x, y]))

    def colour(self, name):
        return self.page.evaluate(
            f"document.querySelector('.page:not([hidden]) .diagram').diagram.look.{name}.match(/\\d+/g).map(Number)"
        )


def begun(app):
    """The mode on a page with a small network, for a fixture: it is closed afterwards."""
    app.restart(SMALL)
    app.page.set_viewport_size({"width": 1440, "height": 900})
    yield Step(app)
    app.page.emulate_media(color_scheme="light")
    app.page.keyboard.press("Escape")
