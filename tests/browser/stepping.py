"""The mode of the opened step as a person meets it: keys, words, numbers, and pixels of its picture."""

import numpy as np

from tests.browser.looking import PAINTED
from tests.browser.playground import LETTERS

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

    @property
    def standing(self):
        return self.page.evaluate(STANDING)

    @property
    def words(self):
        return self.page.locator(WORDS).inner_text()

    def column(self, name, column):
        return self.page.evaluate(COLUMN, [name, column])

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
