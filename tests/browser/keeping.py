"""What a service worker keeps, as a plain document of the site sees it, and a site that changes under it."""

import json
import re
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import BrowserContext, Page

from tests.support.faults import FaultyServer, faulty, renewed

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


@contextmanager
def changing(site: Path, folder: Path) -> Iterator[FaultyServer]:
    """A server of a copy of a site, which may change."""
    shutil.copytree(site, folder)
    with faulty(folder) as server:
        yield server


@contextmanager
def plain_document(new_context: Callable[..., BrowserContext], server: FaultyServer) -> Iterator[Page]:
    """A document of the site that starts nothing."""
    context = new_context(service_workers="allow")
    page = context.new_page()
    page.goto(server.address + "build.json")
    yield page
    context.close()
