"""What is kept for later visits serves them, and costs no visit anything."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.browser.keeping import (
    CLEAR,
    GET,
    INSTALL,
    KEEP,
    KEPT,
    SPOIL,
    a_rest,
    all_kept,
    changing,
    eventually_kept,
    new_version,
    plain_document,
    wanted,
)
from tests.browser.playground import Playground
from tests.support.faults import FaultyServer
from tests.support.site import SITE


@pytest.fixture
def server(tmp_path: Path) -> Iterator[FaultyServer]:
    with changing(SITE, tmp_path / "site") as server:
        yield server


@pytest.fixture
def page(new_context, server) -> Iterator[Page]:
    with plain_document(new_context, server) as page:
        yield page


@pytest.mark.long
def test_a_full_disk_spoils_no_visit(page, server):
    page.evaluate(INSTALL)
    page.evaluate(CLEAR)
    quota = {"origin": server.address.rstrip("/"), "quotaSize": 20_000}
    page.context.new_cdp_session(page).send("Storage.overrideQuotaForOrigin", quota)
    path = next(path for path in wanted(server.folder) if "/libraries-" in path)
    assert page.evaluate(GET, path) == [200, (server.folder / path).stat().st_size]
    new_version(server, a_rest(server.folder))
    assert page.evaluate(INSTALL) == "redundant"
    page.goto(server.address, wait_until="domcontentloaded")
    assert page.title().startswith("The new Glassbox")


@pytest.mark.long
def test_an_old_page_has_its_files_until_it_is_closed(page, server):
    gone = a_rest(server.folder)
    page.evaluate(INSTALL)
    old = page.context.new_page()
    old.goto(server.address, wait_until="domcontentloaded")
    held = "navigator.locks.query().then(({held}) => held.length)"
    Playground(old, server.address).eventually(held)
    new_version(server, gone)
    assert page.evaluate(INSTALL) == "activated"
    assert old.evaluate(GET, gone)[0] == 200
    page.evaluate(KEEP)
    page.wait_for_timeout(500)
    assert len(page.evaluate(KEPT)) == 2
    assert old.evaluate(GET, gone)[0] == 200
    old.close()
    for _ in range(40):  # a browser takes its time to forget a tab
        page.evaluate(KEEP)
        page.wait_for_timeout(500)
        if len(page.evaluate(KEPT)) == 1:
            break
    eventually_kept(page, server)
    assert page.evaluate(GET, gone)[0] == 404


@pytest.mark.varied
@pytest.mark.parametrize("kind", ["stalled", "portal", "truncated", "missing", "aborted"])
def test_the_kept_page_answers_for_a_bad_network(page, server, kind):
    page.evaluate(INSTALL)
    server.spoil(kind, "index.html")
    page.goto(server.address + "?perf", wait_until="domcontentloaded")
    assert page.title().startswith("Glassbox")
    page.goto(server.address + "index.html", wait_until="domcontentloaded")
    assert page.title().startswith("Glassbox")


def test_a_new_page_is_seen_at_once(page, server):
    page.evaluate(INSTALL)
    new_version(server, a_rest(server.folder))
    page.goto(server.address, wait_until="domcontentloaded")
    assert page.title().startswith("The new Glassbox")


@pytest.mark.long
def test_a_visit_mends_what_is_kept_damaged(page, server):
    page.evaluate(INSTALL)
    for path in wanted(server.folder):
        if "/keys-" in path or "/pyodide-" in path:
            page.evaluate(SPOIL, path)
    assert not all_kept(page, server)
    app = Playground(page, server.address)
    app.open()
    page.goto(server.address + "build.json")
    eventually_kept(page, server)


@pytest.mark.long
def test_another_page_of_a_new_version_is_opened_truly_and_brings_the_run_along(new_context, server):
    """The parts of a page would not fit those of another version, beside which they were put."""
    context = new_context()
    app = Playground(context.new_page(), server.address).open("hidden=3&step=4")
    app.page.evaluate("window.old = true")
    new_version(server, a_rest(server.folder))
    app.page.get_by_role("link", name="Engine", exact=True).click()
    app.page.wait_for_url(re.compile("/engine/#.*step=4"))
    assert app.page.evaluate("window.old") is None
    assert app.page.title().startswith("The new Glassbox")
    app.wait_for_state()
    app.arrived(4)
    context.close()
