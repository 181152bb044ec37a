"""A sweep as a person meets it, in the drawer of the instruments."""

from playwright.sync_api import expect

from tests.browser.playground import READY_WITHIN

RATES = ["0.03", "0.1", "0.3"]
BOXES = """([plate]) => {
    const { boxes, side } = document.querySelector(plate).tiles
    return boxes.map(({ x, y }) => [x, y, side])
}"""
TILES = '[data-plate="sweep-tiles"]'


class Sweeping:
    """The tab."""

    def __init__(self, app, panel):
        self.app, self.page, self.panel = app, app.page, panel
        self.note = panel.locator("p.note")
        self.told = panel.locator(".told-here")
        self.tiles = panel.locator(TILES)
        self.lines = panel.locator('[data-plate="sweep-lines"]')
        self.rows = panel.locator("tbody tr[data-run]")

    def button(self, name):
        return self.panel.get_by_role("button", name=name, exact=True)

    def choose(self, *values, first="learning_rate", second="", seeds="1", steps="200"):
        """What is to be run: values of the first setting, and those of the second that stand there."""
        list_of = lambda name: self.panel.get_by_role("combobox", name=name, exact=True)  # noqa: E731
        list_of("Setting").select_option(first)
        list_of("And").select_option(second)
        list_of("Seeds").select_option(seeds)
        list_of("Steps").select_option(steps)
        for box in self.panel.locator("[data-of=first] input").all():
            box.set_checked(box.get_attribute("value") in values)
        return self

    def run(self, *values, **more):
        self.choose(*values, **more).button("Run").press("Enter")  # wherever it has moved to by then
        self.app.answered()  # or else the one before would be taken for done
        return self.wait()

    def wait(self):
        expect(self.note).to_contain_text("Done: ", timeout=READY_WITHIN)
        self.app.answered(frames=2)
        if self.panel.get_by_role("columnheader", name="No.").get_attribute("aria-sort") != "ascending":
            self.button("No.").click()
        return self

    def losses(self):
        """Test losses as they stand in the table, from above."""
        return [float(text) for text in self.panel.locator("tbody tr td:nth-child(3)").all_inner_texts()]
