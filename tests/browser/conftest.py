"""One browser for all tests, a fresh context for each; whatever goes wrong behind a page fails its test."""

import os
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, ProxySettings, ViewportSize, sync_playwright

from tests.browser.playground import Playground
from tests.browser.recorder import Recorder
from tests.support.chromium import ensure_chromium
from tests.support.site import SITE, served

DESKTOP = ViewportSize(width=1440, height=900)

PATIENCE = 10_000
"""Milliseconds that a click or a look may take."""


FLAGS = ("--disable-features=AutofillServerCommunication",)
"""Chromium asks its maker about the forms of a page; the tests want to see only what the page itself asks for."""


@pytest.fixture(scope="session")
def launch() -> Iterator[Callable[..., Browser]]:
    """Start a Chromium without a window, with more flags if need be; as root it has no sandbox of its own."""
    as_root = os.name != "nt" and os.getuid() == 0
    chromium = ensure_chromium(Path(sys.executable))
    with sync_playwright() as playwright:

        def start(*flags: str) -> Browser:
            given = [*FLAGS, *flags, *["--no-sandbox"] * as_root]
            return playwright.chromium.launch(executable_path=chromium, args=given)

        yield start


@pytest.fixture(scope="session")
def browser(launch: Callable[..., Browser]) -> Iterator[Browser]:
    """The browser of all tests but those that need one of their own."""
    browser = launch()
    yield browser
    browser.close()


@pytest.fixture(scope="session")
def site() -> Iterator[str]:
    """The address of the built site."""
    assert (SITE / "index.html").exists(), "there is no dist/site: run `python build` first"
    with served() as address:
        yield address


@pytest.fixture(scope="session")
def recorder() -> Iterator[Recorder]:
    """Where requests to other hosts end."""
    with Recorder() as recorder:
        yield recorder
        recorder.shutdown()


@pytest.fixture(scope="session")
def new_context(browser: Browser, recorder: Recorder) -> Callable[..., BrowserContext]:
    """Make a context that has never been anywhere: `new_context(viewport=…)`."""

    def make(**options: Any) -> BrowserContext:
        proxy = ProxySettings(server=recorder.address, bypass="127.0.0.1,localhost")
        context = browser.new_context(proxy=proxy, **{"viewport": DESKTOP, **options})
        context.set_default_timeout(PATIENCE)
        return context

    return make


def watched(context: BrowserContext, address: str) -> Playground:
    """A new page whose errors are collected."""
    app = Playground(context.new_page(), address)
    context.on("console", lambda message: app.errors.append(message.text) if message.type == "error" else None)
    context.on("weberror", lambda error: app.errors.append(str(error.error)))
    return app


@pytest.fixture
def new_app(
    new_context: Callable[..., BrowserContext], site: str, recorder: Recorder
) -> Iterator[Callable[..., Playground]]:
    """Make a page in a context of its own: `new_app(viewport=…)`; at the end nothing may have gone wrong behind it."""
    opened: list[Playground] = []
    recorder.asked.clear()

    def make(address: str = site, **options: Any) -> Playground:
        opened.append(watched(new_context(**options), address))
        return opened[-1]

    yield make
    for app in opened:
        app.page.context.close()
    assert [app.errors for app in opened] == [[] for _ in opened]
    assert recorder.asked == []


@pytest.fixture(scope="session")
def shared_app(new_context: Callable[..., BrowserContext], site: str) -> Iterator[Playground]:
    """One page for all tests that do not need a start of their own."""
    context = new_context()
    yield watched(context, site).open()
    context.close()


@pytest.fixture
def app(shared_app: Playground, recorder: Recorder) -> Iterator[Playground]:
    """The playground, ready, with the default settings, paused at step 0; nothing may go wrong behind it."""
    shared_app.errors.clear()
    recorder.asked.clear()
    shared_app.page.set_viewport_size(DESKTOP)
    yield shared_app.restart()
    assert shared_app.errors == []
    assert recorder.asked == []
