"""What is kept for later visits: only what is right, nothing at the cost of a visit, and as long as somebody needs it.

Nearly all of it is tried from a plain document of the site, where no Python has to start.
"""

import json
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.browser.playground import Playground
from tests.support.faults import FaultyServer, faulty, renewed
from tests.support.site import SITE

INSTALL = """async () => {
    const registration = await navigator.serviceWorker.register('service-worker.js');
    let worker = registration.installing ?? registration.active;
    const look = () => { worker = registration.installing ?? registration.waiting ?? worker; };
    registration.addEventListener('updatefound', look);
    if (registration.active) await registration.update();
    look();
    while (!['activated', 'redundant'].includes(worker.state)) await new Promise(done => setTimeout(done, 50));
    while (worker.state === 'activated' && !navigator.serviceWorker.controller) {
        await new Promise(done => setTimeout(done, 50));
    }
    return worker.state;
}"""

KEPT = """async () => {
    const kept = {};
    for (const name of await caches.keys()) {
        const cache = await caches.open(name);
        kept[name] = {};
        for (const request of await cache.keys()) {
            const bytes = await (await cache.match(request)).arrayBuffer();
            const hash = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
            const path = request.url.slice(new URL('.', location.href).href.length) || './';
            kept[name][path] = [...hash].map(byte => byte.toString(16).padStart(2, '0')).join('');
        }
    }
    return kept;
}"""

SPOIL = """async path => {
    const cache = await caches.open((await caches.keys())[0]);
    await cache.put(path, new Response('wrong'));
}"""

KEEP = "async () => (await navigator.serviceWorker.ready).active.postMessage('keep')"
CLEAR = "async () => { for (const name of await caches.keys()) await caches.delete(name); }"
GET = "path => fetch(path).then(async answer => [answer.status, (await answer.arrayBuffer()).byteLength])"


@pytest.fixture
def server(tmp_path: Path) -> Iterator[FaultyServer]:
    """A copy of the site, which may change."""
    shutil.copytree(SITE, tmp_path / "site")
    with faulty(tmp_path / "site") as server:
        yield server


@pytest.fixture
def page(new_context, server) -> Iterator[Page]:
    """A document of the site that starts nothing."""
    context = new_context(service_workers="allow")
    page = context.new_page()
    page.goto(server.address + "build.json")
    yield page
    context.close()


def wanted(folder: Path, name: str = "FILES") -> dict[str, str]:
    """The hashes of what the service worker keeps, at once or when there is time (`IDLE`)."""
    text = (folder / "service-worker.js").read_text()
    found = re.search(rf"^const {name} = (\{{.*?\n\}})$", text, re.MULTILINE | re.DOTALL)
    assert found is not None
    return json.loads(found[1])


def all_kept(page: Page, server: FaultyServer) -> bool:
    """All that is needed, and perhaps what makes a start quicker."""
    needed, idle = wanted(server.folder), wanted(server.folder, "IDLE")
    (kept,) = page.evaluate(KEPT).values() or [{}]
    return needed.items() <= kept.items() <= (needed | idle).items()


def eventually_kept(page: Page, server: FaultyServer) -> None:
    for _ in range(200):
        if all_kept(page, server):
            return
        page.wait_for_timeout(100)
    raise AssertionError(f"kept are {[len(kept) for kept in page.evaluate(KEPT).values()]} files")


def a_rest(folder: Path) -> str:
    """A pack that is kept though no start asks for it."""
    return next(path for path in wanted(folder) if "/rest-" in path)


def new_version(server: FaultyServer, gone: str) -> None:
    """The next version, without the file that is `gone`, and with another title."""
    version = re.search(r'"version": "(\w+)"', (server.folder / "index.html").read_text())
    assert version is not None
    entry = f'"{gone}": "{wanted(server.folder)[gone]}",\n'
    renewed(server.folder, {version[1]: "another", "<title>Glassbox": "<title>The new Glassbox", entry: ""})
    (server.folder / gone).unlink()


def test_all_is_kept_and_right(page, server):
    assert page.evaluate(INSTALL) == "activated"
    assert all_kept(page, server)


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


def test_a_new_version_takes_nothing_that_is_wrong_from_the_old_one(page, server):
    page.evaluate(INSTALL)
    path = next(path for path in wanted(server.folder) if "/page-" in path)
    page.evaluate(SPOIL, path)
    new_version(server, a_rest(server.folder))
    assert page.evaluate(INSTALL) == "activated"
    assert all_kept(page, server)


def test_what_was_cleared_is_kept_again(page, server):
    page.evaluate(INSTALL)
    page.evaluate(CLEAR)
    page.evaluate(KEEP)
    eventually_kept(page, server)


def test_what_was_missing_is_kept_when_there_is_a_network_again(page, server):
    keep = next(path for path in wanted(server.folder) if "/keep-" in path)
    page.evaluate("async path => (await import(path)).keepForLater(new URL('.', location.href))", f"./{keep}")
    eventually_kept(page, server)
    page.context.set_offline(True)
    page.evaluate(CLEAR)
    page.context.set_offline(False)
    eventually_kept(page, server)


def test_a_network_that_does_not_answer_at_once_is_asked_again(page, server):
    page.evaluate(INSTALL)
    page.evaluate(CLEAR)
    server.spoil("missing", "page.mjs")
    page.evaluate(KEEP)
    page.wait_for_timeout(1000)
    assert not all_kept(page, server)
    server.heal()
    eventually_kept(page, server)


def test_what_makes_a_start_quicker_is_kept_when_there_is_time(page, server):
    page.evaluate(INSTALL)
    assert list(page.evaluate(KEPT).values()) == [wanted(server.folder)]
    page.evaluate(KEEP)
    for _ in range(100):
        if list(page.evaluate(KEPT).values()) == [wanted(server.folder) | wanted(server.folder, "IDLE")]:
            return
        page.wait_for_timeout(200)
    raise AssertionError("the memory is not kept")


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
