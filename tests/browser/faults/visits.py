"""A visit to the page, and how it may end."""

import re

from playwright.sync_api import Page, expect

from tests.browser.playground import READY_WITHIN
from tests.support.faults import FaultyServer

NEEDLESS = re.compile(r"\.svg$|\.css$|^service-worker\.js$|^build\.json$|^rest-|^memory\.pack$|^beside\.pack$")
"""What a start can do without."""

ENTRIES = ("start.mjs", "page.mjs", "worker.mjs")
PACKS = ("pyodide.asm.wasm", "drawing.pack")
PLAIN = ("python.pack", "libraries.pack", "app.pack")
"""What a start needs that cannot begin from a memory."""


def visit(page: Page, server: FaultyServer) -> None:
    page.goto(server.address, wait_until="commit")


def assert_ready(page: Page) -> None:
    expect(page.locator("html")).to_have_attribute("data-state", "ready", timeout=READY_WITHIN)


def assert_named(page: Page, *names: str) -> None:
    expect(page.locator("html")).to_have_attribute("data-state", "failed", timeout=READY_WITHIN)
    told = page.get_by_role("alert").text_content() or ""
    named = [re.sub(r"-[0-9a-f]{12}(?=\.)", "", name) for name in re.findall(r"[\w.-]+\.(?:mjs|pack|wasm)(?=:)", told)]
    assert told.startswith("The file "), told
    assert set(named) == set(names), told
    assert any(re.search(rf"The file (\w+/)?{re.escape(name)} could not be loaded", told) for name in names), told
