"""One browser for all tests, a fresh context for each; whatever goes wrong behind a page fails its test."""

import os
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, ProxySettings, sync_playwright

from tests.browser.playground import Playground
from tests.browser.recorder import Recorder
from tests.support.chromium import ensure_chromium
from tests.support.site import SITE, served

DESKTOP = {"width": 1440, "height": 900}


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """A Chromium without a window; as root it has no sandbox of its own."""
    as_root = os.name != "nt" and os.getuid() == 0
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=ensure_chromium(Path(sys.executable)), args=["--no-sandbox"] * as_root
        )
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


def watched(context: BrowserContext, address: str) -> Playground:
    """A new page whose errors are collected."""
    app = Playground(context.new_page(), address)
    context.on("console", lambda message: app.errors.append(message.text) if message.type == "error" else None)
    context.on("weberror", lambda error: app.errors.append(str(error.error)))
    return app


@pytest.fixture
def new_app(browser: Browser, site: str, recorder: Recorder) -> Iterator[Callable[..., Playground]]:
    """Make a page in a context of its own: `new_app(viewport=…)`; at the end nothing may have gone wrong behind it."""
    opened: list[tuple[BrowserContext, Playground]] = []
    recorder.asked.clear()

    def make(address: str = site, **options) -> Playground:
        proxy = ProxySettings(server=recorder.address, bypass="127.0.0.1,localhost")
        context = browser.new_context(proxy=proxy, **{"viewport": DESKTOP, **options})
        app = watched(context, address)
        opened.append((context, app))
        return app

    yield make
    for context, _ in opened:
        context.close()
    assert [app.errors for _, app in opened] == [[] for _ in opened]
    assert recorder.asked == []


@pytest.fixture
def app(new_app: Callable[..., Playground]) -> Playground:
    """The playground, ready."""
    return new_app().open()


@pytest.fixture
def page(app: Playground) -> Page:
    """The playground's page, ready."""
    return app.page
