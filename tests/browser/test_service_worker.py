"""What is kept for later visits: only what is right, and as long as somebody needs it.

All of it is tried from a plain document of the site, where no Python has to start, and in a site whose files are those
of the built one, but short: how much there is in them says nothing here.
"""

import shutil
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.browser.keeping import (
    CLEAR,
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
from tests.support.faults import FaultyServer, renewed
from tests.support.site import SITE

LONG = 20_000  # bytes


@pytest.fixture(scope="module")
def short(tmp_path_factory) -> Path:
    """The site with the beginnings of its large files."""
    folder = tmp_path_factory.mktemp("short") / "site"
    shutil.copytree(SITE, folder)
    hashes = {}
    for path in folder.rglob("*.*"):
        if path.suffix in {".pack", ".wasm"} and path.stat().st_size > LONG:
            whole = path.read_bytes()
            path.write_bytes(whole[:LONG])
            hashes[sha256(whole).hexdigest()] = sha256(whole[:LONG]).hexdigest()
    renewed(folder, hashes)
    return folder


@pytest.fixture
def server(tmp_path: Path, short: Path) -> Iterator[FaultyServer]:
    with changing(short, tmp_path / "site") as server:
        yield server


@pytest.fixture
def page(new_context, server) -> Iterator[Page]:
    with plain_document(new_context, server) as page:
        yield page


def test_all_is_kept_and_right(page, server):
    assert page.evaluate(INSTALL) == "activated"
    assert all_kept(page, server)


@pytest.mark.varied
@pytest.mark.parametrize("kind", ["portal", "truncated", "missing"])
def test_what_a_bad_network_says_is_not_kept(page, server, kind):
    server.spoil(kind, "page.mjs")
    assert page.evaluate(INSTALL) == "redundant"
    right = wanted(server.folder)
    for kept in page.evaluate(KEPT).values():
        assert kept.items() <= right.items()
    server.heal()
    assert page.evaluate(INSTALL) == "activated"
    assert all_kept(page, server)


@pytest.mark.long
def test_a_new_version_takes_nothing_that_is_wrong_from_the_old_one(page, server):
    page.evaluate(INSTALL)
    path = next(path for path in wanted(server.folder) if "/page-" in path)
    page.evaluate(SPOIL, path)
    new_version(server, a_rest(server.folder))
    assert page.evaluate(INSTALL) == "activated"
    assert all_kept(page, server)


@pytest.mark.long
def test_what_was_cleared_is_kept_again(page, server):
    page.evaluate(INSTALL)
    page.evaluate(CLEAR)
    page.evaluate(KEEP)
    eventually_kept(page, server)


@pytest.mark.long
def test_what_was_missing_is_kept_when_there_is_a_network_again(page, server):
    keep = next(path for path in wanted(server.folder) if "/keep-" in path)
    page.evaluate("async path => (await import(path)).keepForLater(new URL('.', location.href))", f"./{keep}")
    eventually_kept(page, server)
    page.context.set_offline(True)
    page.evaluate(CLEAR)
    page.context.set_offline(False)
    eventually_kept(page, server)


@pytest.mark.long
def test_a_network_that_does_not_answer_at_once_is_asked_again(page, server):
    page.evaluate(INSTALL)
    page.evaluate(CLEAR)
    server.spoil("missing", "page.mjs")
    page.evaluate(KEEP)
    page.wait_for_timeout(1000)
    assert not all_kept(page, server)
    server.heal()
    eventually_kept(page, server)


@pytest.mark.long
def test_what_makes_a_start_quicker_is_kept_when_there_is_time(page, server):
    page.evaluate(INSTALL)
    assert list(page.evaluate(KEPT).values()) == [wanted(server.folder)]
    page.evaluate(KEEP)
    for _ in range(100):
        if list(page.evaluate(KEPT).values()) == [wanted(server.folder) | wanted(server.folder, "IDLE")]:
            return
        page.wait_for_timeout(200)
    raise AssertionError("the memory is not kept")
