"""How fast the playground trains and draws, and how soon it pauses, while a tab of its instruments is open."""

from collections.abc import Callable

from playwright.sync_api import BrowserContext, expect

from tests.bench.report import Report
from tests.browser.playground import READY_WITHIN, Playground

Train = Callable[[Report, Playground, str], None]


def with_instruments(
    report: Report, context: BrowserContext, app: Playground, train: Train, settings: dict[str, str]
) -> None:
    """Measure with every tab in turn: under the settings by their names, and under the first ones on a slowed page."""
    drawer = app.page.get_by_role("region", name="Instruments", exact=True)
    tabs = drawer.get_by_role("tab")
    slow = context.new_cdp_session(app.page)
    for tab in tabs.all():
        name = tab.inner_text()
        tab.click()
        expect(drawer.get_by_role("tabpanel", name=name).locator("> *").first).to_be_attached(timeout=READY_WITHIN)
        for words, fragment in settings.items():
            app.page.evaluate("fragment => { location.hash = fragment }", fragment)
            train(report, app, f"{words}, {name}")
            slow.send("Emulation.setCPUThrottlingRate", {"rate": 4})
            train(report, app, f"{words}, page 4× slower, {name}")
            slow.send("Emulation.setCPUThrottlingRate", {"rate": 1})
