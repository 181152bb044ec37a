"""The drawer with instruments, as tests meet it."""

from collections.abc import Callable
from typing import Any

from playwright.sync_api import expect

from tests.browser.playground import READY_WITHIN

SOURCES = """name => {
    const found = Bokeh.documents.map(one => one.get_model_by_name(name)).find(Boolean)
    return found ? Object.fromEntries([...found.data.entries?.() ?? Object.entries(found.data)].map(([key, values]) => [key, Array.from(values)])) : null
}"""


class Drawer:
    """The drawer of a playground."""

    def __init__(self, app):
        self.app, self.page = app, app.page
        self.all = app.page.get_by_role("region", name="Instruments", exact=True)

    def tab(self, name):
        return self.all.get_by_role("tab", name=name, exact=True)

    def panel(self, name):
        return self.all.get_by_role("tabpanel", name=name, exact=True)

    def begins_to_read(self, plate, told):
        """Go to the first place of a picture, as soon as there is one."""
        plate.focus()
        before = told.inner_text()
        for _ in range(50):
            self.app.page.keyboard.press("Home")
            self.app.answered(2)
            if told.inner_text() != before:
                return

    def open(self, name):
        if self.tab(name).get_attribute("aria-selected") != "true":
            self.tab(name).click()
        expect(self.panel(name).locator("> *").first).to_be_attached(timeout=READY_WITHIN)
        return self.panel(name)

    def close(self):
        self.all.get_by_role("button", name="Close the instruments").click()

    def columns(self, source: str, wanted: Callable[[Any], Any] = bool) -> Any:
        """The columns of a source as soon as they are wanted."""
        return self.app.eventually(f"({SOURCES})({source!r})", lambda found: found is not None and wanted(found))
