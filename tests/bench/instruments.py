"""How fast the playground trains and draws, and how soon it pauses, while a tab of its instruments is open.

And how soon the long work of an instrument is cancelled.
"""

from collections.abc import Callable
from statistics import median

from playwright.sync_api import BrowserContext, expect

from tests.bench.report import Report
from tests.browser.playground import READY_WITHIN, Playground

Train = Callable[[Report, Playground, str], None]

CANCELS = 5
CANCEL = """async panel => {
    const form = panel.querySelector('form');
    const [{ act }, note] = [form.elements, form.querySelector('.note')];
    const until = async reached => {
        while (!reached()) await new Promise(done => setTimeout(done, 1));
    };
    act.click();
    await until(() => act.textContent === 'Cancel' && form.querySelector('progress').value > 0.25);
    const start = performance.now();
    act.click();
    await until(() => act.textContent !== 'Cancel');
    return [performance.now() - start, note.textContent];
}"""
"""Begins the work of a tab and cancels it when some of it is done: milliseconds until it says so, and what it says."""


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


def cancel(report: Report, app: Playground) -> None:
    """Measure how long a press on Cancel takes, of a sweep and of a landscape, beside a run that stands or goes."""
    drawer = app.page.get_by_role("region", name="Instruments", exact=True)
    for name, field, value in (("Sweep", "Steps", "10000"), ("Landscape", "Points", "51")):
        drawer.get_by_role("tab", name=name).click()
        panel = drawer.get_by_role("tabpanel", name=name)
        panel.get_by_role("combobox", name=field, exact=True).select_option(value, timeout=READY_WITHIN)
        for how, button in (("", "Play"), (", while it trains", "Pause")):
            taken = [panel.evaluate(CANCEL) for _ in range(CANCELS)]
            if not all(note.startswith("Cancelled") for _, note in taken):
                raise RuntimeError(f"the {name.lower()} was done before it could be cancelled: {taken}")
            report.add(f"cancel a {name.lower()}{how}", "ms", median(each for each, _ in taken))
            report.add(f"cancel a {name.lower()}{how}: the slowest", "ms", max(each for each, _ in taken))
            app.button(button).click()
