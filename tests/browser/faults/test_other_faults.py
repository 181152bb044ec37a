"""What is stalled, happens once, or happens to the document itself, and what a start can do without."""

import re
from contextlib import ExitStack

import pytest
from playwright.sync_api import Error, expect

from tests.browser.faults.visits import ENTRIES, NEEDLESS, PACKS, assert_named, assert_ready, visit
from tests.browser.playground import READY_WITHIN
from tests.support.faults import faulty

SHORT = 4  # seconds: a healthy file may take two where another test has the processor
"""Seconds without news that the page waits where a request stalls."""


@pytest.mark.long
def test_a_stalled_file_is_named_and_then_forgotten(page):
    """Each at a server of its own, so that all can be waited for together."""
    stalled = [*([name] for name in (*ENTRIES, *PACKS)), ["keys.mjs", "live.mjs"]]
    with ExitStack() as stack:
        servers = [stack.enter_context(faulty()) for _ in stalled]
        pages = [page.context.new_page() for _ in stalled]
        for one, server, names in zip(pages, servers, stalled, strict=True):
            server.patience = SHORT
            server.spoil("stalled", *names)
            visit(one, server)
        for one, server, names in zip(pages, servers, stalled, strict=True):
            assert_named(one, *names)
            server.patience = None
            server.heal()
        for one, server in zip(pages, servers, strict=True):
            visit(one, server)
            assert_ready(one)
            one.close()


@pytest.mark.long
def test_what_happens_once_mends_itself(page, server):
    server.spoil("truncated", "memory.pack", "index.html", once=True)
    server.faults["page.mjs"] = "portal"
    visit(page, server)
    assert_ready(page)
    assert not server.faults


def test_a_page_that_has_reloaded_itself_often_asks_a_person_to_do_it(page, server):
    page.evaluate("sessionStorage.setItem('glassbox reloaded', JSON.stringify([Date.now(), Date.now()]))")
    server.spoil("portal", "page.mjs", once=True)
    visit(page, server)
    expect(page.get_by_role("alert")).to_contain_text("It is right now: reload the page", timeout=READY_WITHIN)


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


@pytest.mark.long
def test_a_start_does_without_what_it_does_not_need(page, server):
    server.patience = SHORT
    needless = [name for name in server.asked if NEEDLESS.search(name)]
    server.spoil("stalled", *needless[::2])
    server.faults |= dict.fromkeys(needless[1::2], "portal")
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


@pytest.mark.long
def test_what_another_page_needs_comes_with_progress_and_is_asked_for_again(page, server):
    status, told = page.locator(".page:not([hidden]) .status"), page.get_by_role("alert")
    digits, playground = (page.get_by_role("link", name=name, exact=True) for name in ("Digits", "Playground"))
    again, progress = page.get_by_role("button", name="Try again"), page.get_by_role("progressbar", name="Loading")
    visit(page, server)
    assert_ready(page)
    server.spoil("stalled", "page-digits.pack")
    digits.click()
    expect(status).to_have_text(re.compile(r"Loading [\d.]+ of [\d.]+ MB"))
    expect(progress).to_be_visible()
    for kind in ("aborted", "missing", "portal", "truncated"):
        server.spoil(kind, "page-digits.pack")
        if kind != "aborted":
            again.click()
        expect(told).to_contain_text("The file page-digits.pack could not be loaded")
    expect(status).to_have_text("This page is not here yet.")
    page.wait_for_timeout(1500)  # Python is asked whether it lives, and answers
    expect(told).to_contain_text("The file page-digits.pack could not be loaded")
    playground.click()
    expect(told).to_be_hidden()
    page.get_by_role("button", name="Step", exact=True).click()
    expect(status).to_contain_text("step 1 ·")
    digits.click()
    expect(told).to_contain_text("could not be loaded")
    server.heal()
    again.click()
    expect(status).to_contain_text("test accuracy", timeout=READY_WITHIN)
    expect(told).to_be_hidden()
    expect(progress).to_be_hidden()
