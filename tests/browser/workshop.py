"""The Engine page as a person handles it: parts, the editor, and what the page says of the code."""

from playwright.sync_api import expect

from tests.browser.playground import READY_WITHIN

SMALL = "features=x1,x2&hidden=4&speed=0"
TEXT = "document.querySelector('.engine .ace')?.env?.editor.getValue()"


class Engine:
    """The engine page of an app."""

    def __init__(self, app):
        self.app, self.page = app, app.page

    def open(self, fragment=SMALL):
        """By its own address, as the first page."""
        self.app.address += "engine/"
        self.app.open(fragment)
        return self.shown()

    def enter(self, fragment=SMALL):
        """From the playground, which has started already."""
        self.app.restart(fragment)
        self.page.get_by_role("link", name="Engine", exact=True).click()
        return self.shown()

    def shown(self):
        expect(self.main.locator("tbody tr").first).to_be_visible(timeout=READY_WITHIN)
        return self

    def leave(self):
        """Back to the playground, with everything as it was."""
        for title in self.main.locator(".list strong").all_inner_texts():
            if "original" not in self.part(title).inner_text():
                self.choose(title)
                self.task("Put back").click()
                expect(self.part(title)).to_contain_text("original")
        self.page.get_by_role("link", name="Playground", exact=True).click()
        status = self.page.locator(".page[data-page=playground] .status")
        expect(status).to_contain_text("Epoch", timeout=READY_WITHIN)

    @property
    def main(self):
        return self.page.locator("main.engine")

    @property
    def message(self):
        return self.main.locator(".message")

    @property
    def verdict(self):
        return self.main.locator(".verdict")

    @property
    def status(self):
        return self.page.locator(".page[data-page=engine] .status")

    def part(self, title):
        return self.main.locator(".list button", has_text=title)

    def choose(self, title):
        self.part(title).click()
        expect(self.part(title)).to_have_attribute("aria-current", "true")

    def text(self):
        return self.app.eventually(TEXT, lambda text: text is not None)

    def write(self, old, new):
        """Exchange some words of the code by hand: with the editor's own search, keys and all."""
        text = self.text()
        assert text.count(old) == 1, text
        row = text[: text.index(old)].count("\n")
        line = text.splitlines()[row].replace(old, new)
        self.main.locator(".ace_content").click()
        keys = self.page.keyboard
        keys.press("Control+Home")
        for _ in range(row):
            keys.press("ArrowDown")
        keys.press("Home")
        keys.press("Shift+End")
        keys.insert_text(line.strip())
        keys.press("Home")
        assert self.text().splitlines()[row].strip() == line.strip()

    def task(self, name):
        return self.main.get_by_role("button", name=name, exact=True)
