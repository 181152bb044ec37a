"""A place of its own in a browser, and a page there, whose errors are collected."""

from typing import Any

from playwright.sync_api import Browser, BrowserContext, ProxySettings

from tests.browser.playground import Playground
from tests.browser.recorder import Recorder
from tests.browser.shared import DESKTOP

PATIENCE = 30_000
"""Milliseconds that a click or a look may take, beside whatever else the machine does."""

TOUR_SEEN = "try { localStorage.setItem('tour', 'seen') } catch { /* a page that keeps nothing */ }"


def context_of(browser: Browser, recorder: Recorder, *, first_visit: bool = False, **options: Any) -> BrowserContext:
    """A context that has never been anywhere, but for the tour, unless it is a `first_visit`.

    It keeps nothing for later visits, which would cost as much as half a start, unless `service_workers` are allowed.
    """
    proxy = ProxySettings(server=recorder.address, bypass="127.0.0.1,localhost")
    usual = {"viewport": DESKTOP, "service_workers": "block"}
    context = browser.new_context(proxy=proxy, **usual | options)
    context.set_default_timeout(PATIENCE)
    if not first_visit:
        context.add_init_script(TOUR_SEEN)
    return context


def watched(context: BrowserContext, address: str) -> Playground:
    """A new page whose errors are collected."""
    app = Playground(context.new_page(), address)
    context.on("console", lambda message: app.errors.append(message.text) if message.type == "error" else None)
    context.on("weberror", lambda error: app.errors.append(error.error.stack or str(error.error)))
    app.page.on("crash", lambda _: app.note_crash())
    return app
