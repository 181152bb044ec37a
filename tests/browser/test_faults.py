"""A start on a bad network: whatever happens to a request is said in a sentence that names the file, then forgotten.

One profile goes through all faults, one visit after another, so that each visit also proves that the one before it has
left nothing bad behind: a file that was spoiled earlier would be the one that is named.
"""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Error, Page, expect

from tests.browser.playground import READY_WITHIN
from tests.support.faults import FaultyServer, faulty

SHORT = 2
"""Seconds without news that the page waits where a request stalls."""

NEEDLESS = re.compile(r"\.svg$|\.css$|^service-worker\.js$|^build\.json$|^rest-")
"""What a start can do without."""

ENTRIES = ("start.mjs", "page.mjs", "worker.mjs")
PACKS = ("pyodide.asm.wasm", "drawing.pack")


@pytest.fixture(scope="module")
def server() -> Iterator[FaultyServer]:
    with faulty() as server:
        yield server


@pytest.fixture(scope="module")
def first(new_context, server) -> Iterator[Page]:
    """A page whose first visit is not over, in a browser that keeps nothing but what HTTP lets it keep."""
    context = new_context(service_workers="block")
    page = context.new_page()
    visit(page, server)
    yield page
    context.close()


@pytest.fixture(scope="module")
def needed(first, server) -> list[str]:
    """The names of all that a start asks for and needs, but for the document; modules first."""
    assert_ready(first)
    names = [name for name in server.asked if not NEEDLESS.search(name) and name != "index.html"]
    return sorted(names, key=lambda name: (not name.endswith(".mjs"), name))


@pytest.fixture
def page(first, needed, server) -> Iterator[Page]:
    """The page after a start that went well."""
    assert needed
    yield first
    server.patience = None
    server.heal()


def visit(page: Page, server: FaultyServer) -> None:
    page.goto(server.address, wait_until="commit")


def assert_ready(page: Page) -> None:
    expect(page.locator("html")).to_have_attribute("data-state", "ready", timeout=READY_WITHIN)


def assert_named(page: Page, *names: str) -> None:
    expect(page.locator("html")).to_have_attribute("data-state", "failed", timeout=READY_WITHIN)
    told = page.get_by_role("alert").text_content() or ""
    named = [re.sub(r"-[0-9a-f]{12}(?=\.)", "", name) for name in re.findall(r"[\w.-]+\.(?:mjs|pack|wasm)(?=:)", told)]
    assert told.startswith("The file ")
    assert set(named) == set(names), told
    assert any(f"The file {name} could not be loaded" in told for name in names)


KINDS = ("aborted", "missing", "truncated", "portal")


@pytest.mark.parametrize("kind", KINDS)
def test_a_spoiled_file_is_named_and_then_forgotten(page, server, needed, kind):
    """Modules that others import meet one kind each, since the page treats them alike; the rest meets every kind."""
    assert {*ENTRIES, *PACKS, "libraries.pack", "load.mjs"} <= set(needed)
    imported = [name for name in needed if name.endswith(".mjs") and name not in ENTRIES]
    for name in needed:
        if name not in imported or imported.index(name) % len(KINDS) == KINDS.index(kind):
            server.spoil(kind, name)
            visit(page, server)
            assert_named(page, name)
    server.heal()
    visit(page, server)
    assert_ready(page)


def test_a_stalled_file_is_named_and_then_forgotten(page, server):
    server.patience = SHORT
    for names in (*([name] for name in (*ENTRIES, *PACKS)), ["keys.mjs", "live.mjs"]):
        server.spoil("stalled", *names)
        visit(page, server)
        assert_named(page, *names)
    server.patience = None
    server.heal()
    visit(page, server)
    assert_ready(page)


def test_what_happens_once_mends_itself(page, server):
    for kind, name in (("truncated", "libraries.pack"), ("portal", "page.mjs"), ("truncated", "index.html")):
        server.spoil(kind, name, once=True)
        visit(page, server)
        assert_ready(page)


@pytest.mark.parametrize("kind", ["truncated", "stalled"])
def test_half_a_document_says_so(page, server, kind):
    server.patience = SHORT
    server.spoil(kind, "index.html")
    visit(page, server)
    expect(page.get_by_role("alert")).to_contain_text("The page arrived only in part", timeout=READY_WITHIN)


@pytest.mark.parametrize("kind", ["aborted", "missing", "portal"])
def test_a_document_that_is_not_ours_leaves_nothing_behind(page, server, kind):
    server.spoil(kind, "index.html")
    try:
        visit(page, server)
        page.wait_for_load_state()
    except Error:
        assert kind == "aborted"
        page.wait_for_url("chrome-error://chromewebdata/")
    page.goto("about:blank")
    server.heal()
    visit(page, server)
    expect(page.get_by_role("heading", level=1)).to_have_text("Glassbox")


@pytest.mark.parametrize("kind", ["stalled", "portal"])
def test_a_start_does_without_what_it_does_not_need(page, server, kind):
    server.spoil(kind, *(name for name in server.asked if NEEDLESS.search(name)))
    visit(page, server)
    assert_ready(page)


def test_what_is_told_never_scrolls_the_page_away(page, server):
    server.spoil("missing", "load.mjs")
    visit(page, server)
    assert_named(page, "load.mjs")
    page.get_by_text("Details").click()
    server.heal()
    page.evaluate("document.querySelector('#notice pre').textContent = 'x'.repeat(50000)")
    room = page.viewport_size or {"width": 0, "height": 0}
    box = page.get_by_role("alert").bounding_box()
    assert box is not None
    assert box["height"] <= room["height"] / 2
    assert page.evaluate("document.documentElement.scrollWidth") <= room["width"]
