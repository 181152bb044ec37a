"""Measure the built site in a real Chromium: how it starts, how fast it trains and draws, how soon it pauses,
and how soon long work is cancelled.

Every run has a new profile: its first visit is the cold boot, the next one the warm boot. Rates come from the readout
that `?perf` shows. "4× slower" is the throttling of DevTools: it slows the page, not the worker that trains.
"""

import argparse
import os
import re
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from math import nan
from pathlib import Path
from random import Random
from statistics import median

from playwright.sync_api import BrowserContext, Playwright, sync_playwright

from tests.bench.instruments import cancel, with_instruments
from tests.bench.relay import counted
from tests.bench.report import Report
from tests.browser.playground import Playground
from tests.support.chromium import ensure_chromium
from tests.support.site import served

SETTINGS = "dataset=spiral&noise=0&train_share=50&batch_size=10&hidden=8,8&activation=tanh&learning_rate=0.03&speed=0"
DEEPEST = SETTINGS.replace("hidden=8,8", "features=x1,x2,x1^2,x2^2,x1x2,sin x1,sin x2&hidden=8,8,8,8,8,8")

DEEP = ", 7 features and 6 layers of 8"

MARKS = {
    "first paint": "first-contentful-paint",
    "shell": "glassbox:shell",
    "Python": "glassbox:python",
    "interactive": "glassbox:interactive",
}

WATCH_PAUSE = """() => {
    window.pauseWatch = {click: 0, last: 0};
    const status = [...document.querySelectorAll('[role=status]')].find(one => one.textContent.includes('Epoch'));
    addEventListener('pointerdown', event => { window.pauseWatch.click ||= event.timeStamp; }, true);
    new MutationObserver(() => { window.pauseWatch.last = performance.now(); })
        .observe(status, {subtree: true, childList: true, characterData: true});
}"""

FAR, POSITIONS = 20_000, 25
SEEK = """async step => {
    const part = name => document.querySelector(`.page:not([hidden]) ${name}`);
    const [input, status] = [part('.timeline input'), part('.status')];
    const start = performance.now();
    input.value = step;
    input.dispatchEvent(new Event('input', {bubbles: true}));
    while (!status.textContent.includes(`step ${step} `)) await new Promise(done => setTimeout(done, 1));
    return performance.now() - start;
}"""
"""Goes to a step by the timeline; milliseconds until the status says so."""

STROKE = """async share => {
    const sheet = document.querySelector('main.digits .sheet canvas');
    const {left, top, width, height} = sheet.getBoundingClientRect();
    const pixels = Bokeh.documents.map(page => page.get_model_by_name('digits.pixels')).find(Boolean);
    const mouse = {pointerId: 1, pointerType: 'mouse', bubbles: true, button: 0, buttons: 1};
    const move = (type, x, y) => sheet.dispatchEvent(
        new PointerEvent(type, {...mouse, clientX: left + x * width, clientY: top + y * height}));
    const before = pixels.get_column('level');
    const start = performance.now();
    move('pointerdown', 0.1 + 0.8 * share, 0.2);
    move('pointermove', 0.9 - 0.8 * share, 0.8);
    move('pointerup', 0.9 - 0.8 * share, 0.8);
    while (pixels.get_column('level') === before) await new Promise(done => setTimeout(done, 1));
    await new Promise(done => requestAnimationFrame(() => setTimeout(done)));
    return performance.now() - start;
}"""
"""Draws a stroke across the sheet; milliseconds until the maps of the new drawing are painted."""

SAMPLES, BETWEEN = 8, 500
ENOUGH, GIVEN_UP = 97, 120
"""Percent of the test images; seconds after which nobody waits for that any more."""
DIGITS_BATCH = 20


@contextmanager
def new_profile(playwright: Playwright, chromium: str) -> Iterator[BrowserContext]:
    """A browser that has never been anywhere."""
    as_root = os.name != "nt" and os.getuid() == 0
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile:
        context = playwright.chromium.launch_persistent_context(
            profile,
            executable_path=chromium,
            args=["--no-sandbox"] * as_root,
            viewport={"width": 1440, "height": 900},
        )
        yield context
        context.close()


def measure(report: Report, playwright: Playwright, chromium: str, address: str) -> None:
    """One run of everything."""
    with new_profile(playwright, chromium) as context:
        boot(report, context, address, "cold boot")
        app = boot(report, context, address, "warm boot")
        train(report, app, "")
        scrub(report, app)
        slow_down(context, app, 4)
        train(report, app, ", page 4× slower")
        app.page.evaluate("fragment => { location.hash = fragment }", DEEPEST)
        train(report, app, f"{DEEP}, page 4× slower")
    with new_profile(playwright, chromium) as context:
        app = Playground(context.new_page(), address)
        app.open(SETTINGS, query="perf")
        with_instruments(report, context, app, train, {"": SETTINGS, DEEP: DEEPEST})
    with new_profile(playwright, chromium) as context:
        app = Playground(context.new_page(), address)
        cancel(report, app.open(SETTINGS))
    with new_profile(playwright, chromium) as context:
        learn(report, Playground(context.new_page(), address + "digits/"))
    with new_profile(playwright, chromium) as context, counted(address) as relay:
        Playground(context.new_page(), relay.address).open(SETTINGS)
        report.add("transferred until interactive", "MB", relay.received / 1e6)


def boot(report: Report, context: BrowserContext, address: str, name: str) -> Playground:
    """Open the page and note when each stage was reached, in milliseconds from navigation."""
    app = Playground(context.new_page(), address)
    app.open(SETTINGS, query="perf")
    entries = app.page.evaluate("performance.getEntries().map(entry => [entry.name, entry.startTime])")
    times = dict(entries)
    for stage, mark in MARKS.items():
        if mark in times:
            report.add(f"{name}: {stage}", "ms", times[mark])
    for mark in sorted((mark for mark in times if mark.startswith("glassbox:")), key=times.__getitem__):
        if mark not in MARKS.values():
            report.add(f"{name}: {mark.removeprefix('glassbox:')}", "ms", times[mark])
    return app


def slow_down(context: BrowserContext, app: Playground, times: float) -> None:
    """Throttle the page's CPU as DevTools does."""
    context.new_cdp_session(app.page).send("Emulation.setCPUThrottlingRate", {"rate": times})


def train(report: Report, app: Playground, how: str) -> None:
    """Play at full speed, read the site's own readout for a while, then see how long a click on Pause takes."""
    app.reset()
    app.button("Play").click()
    app.page.wait_for_timeout(2000)
    samples = []
    for _ in range(SAMPLES):
        app.page.wait_for_timeout(BETWEEN)
        samples.append(app.page.evaluate("({...window.glassbox.perf})"))
    for name, unit, key in (
        (f"training{how}", "steps/s", "steps_per_second"),
        (f"drawing{how}", "frames/s", "frames_per_second"),
        (f"one Frame{how}", "ms", "frame_ms"),
    ):
        report.add(name, unit, median(sample[key] for sample in samples))
    report.add(f"pause{how}", "ms", pause_latency(app))


def scrub(report: Report, app: Playground) -> None:
    """Go to steps all over a long run, as a hand on the timeline does."""
    app.page.evaluate("fragment => { location.hash = fragment }", f"{SETTINGS}&step={FAR}")
    app.arrived(FAR)
    steps = Random(0).sample(range(FAR), POSITIONS)
    taken = [app.page.evaluate(SEEK, step) for step in steps]
    report.add(f"timeline: to any of {FAR:,} steps", "ms", median(taken))
    report.add("timeline: the slowest of them", "ms", max(taken))


def learn(report: Report, app: Playground) -> None:
    """Let the digits page train with its first settings until its status says 97 % of the test images, or GIVEN_UP."""
    app.open("", query="perf")
    strokes(report, app)
    status, start = app.page.locator(".page:not([hidden]) .status"), time.monotonic()
    app.button("Play").click()
    frames, accuracy, step = [], 0.0, 0
    while accuracy < ENOUGH and time.monotonic() - start < GIVEN_UP:
        app.page.wait_for_timeout(BETWEEN)
        frames.append(app.page.evaluate("window.glassbox.perf.frames_per_second"))
        found = re.search(r"step (\d+) .* test accuracy ([\d.]+) %", status.inner_text())
        if found is not None:
            step, accuracy = int(found[1]), float(found[2])
    seconds = time.monotonic() - start
    app.button("Pause").click()
    report.add("digits: training", "images/s", step * DIGITS_BATCH / seconds)
    report.add("digits: drawing while training", "frames/s", median(frames))
    report.add(f"digits: until {ENOUGH} % of the test images are read", "s", seconds if accuracy >= ENOUGH else nan)


def strokes(report: Report, app: Playground) -> None:
    """Milliseconds from a stroke on the sheet until the answer to it, and all maps, have been painted."""
    taken = [app.page.evaluate(STROKE, number / (3 * SAMPLES)) for number in range(3 * SAMPLES)]
    report.add("digits: from a stroke to its answer", "ms", median(taken))
    report.add("digits: the slowest of them", "ms", max(taken))


def pause_latency(app: Playground) -> float:
    """Milliseconds from the press on Pause to the last change of the status line."""
    app.page.evaluate(WATCH_PAUSE)
    app.button("Pause").click()
    app.page.wait_for_timeout(1500)
    watch = app.page.evaluate("window.pauseWatch")
    return max(0.0, watch["last"] - watch["click"])


def main(arguments: list[str]) -> None:
    """Measure, print, write."""
    parser = argparse.ArgumentParser(prog="python3 tests/bench", description="Measure the built site.")
    parser.add_argument("--runs", type=int, default=5, help="how often to measure everything (default: 5)")
    parser.add_argument("--out", type=Path, default=Path("dist/bench.json"), help="where the JSON goes")
    options = parser.parse_args(arguments)
    chromium = ensure_chromium(Path(sys.executable))
    with sync_playwright() as playwright, served() as address:
        with new_profile(playwright, chromium) as context:
            version = context.browser.version if context.browser else "unknown"
        report = Report({"browser": f"Chromium {version}"})
        for run in range(options.runs):
            print(f"run {run + 1} of {options.runs}", file=sys.stderr, flush=True)
            measure(report, playwright, chromium, address)
    report.write(options.out)
    print(report.table())
    print(f"\nWritten to {options.out}")


if __name__ == "__main__":
    main(sys.argv[1:])
