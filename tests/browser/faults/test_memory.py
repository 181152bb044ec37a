"""Python begins from a memory, and from none where it cannot: the page is the same."""

import gzip
import hashlib
import json
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.browser.playground import Playground, Status
from tests.support.faults import FaultyServer, faulty, renewed
from tests.support.site import SITE

JUDGED = """async ([path, steps, options]) => {
    const { isWorthIt } = await import(path)
    for (const name of await caches.keys()) await caches.delete(name)
    const files = { 'memory.pack': { path: 'assets/memory.pack' } }
    const address = new URL('assets/memory.pack', location.origin).href
    if (options.kept) await (await caches.open('some')).put(address, new Response('kept'))
    Object.defineProperty(navigator, 'connection', { value: { saveData: options.saves }, configurable: true })
    const site = { manifest: { memory: options.none ? undefined : ['memory.pack'], files }, base: location.origin }
    const worth = isWorthIt(site)
    for (const [milliseconds, bytes] of steps) {
        await new Promise(done => setTimeout(done, milliseconds))
        worth.heard(bytes)
    }
    worth.end()
    return worth.answer
}"""
KEEP = "async path => (await caches.open('glassbox')).put(path, new Response('a mark, which nobody reads'))"
"""Without a service worker, which would read it: however busy this machine is, the memory is asked for."""

FAST, SLOW = [[0, 1.2e6]], [[0, 5e5], [400, 6e5]]


@pytest.fixture(scope="module")
def server(tmp_path_factory) -> Iterator[FaultyServer]:
    """A copy of the site, which may change."""
    folder = tmp_path_factory.mktemp("memory") / "site"
    shutil.copytree(SITE, folder)
    with faulty(folder) as server:
        yield server


@pytest.fixture
def page(new_context) -> Iterator[Page]:
    context = new_context()
    yield context.new_page()
    context.close()


@pytest.fixture
def after_some_steps(new_context, server) -> Callable[[], tuple[Status, bool]]:
    """What a page says then in a browser that has never been here, and whether it did without the memory."""

    def visit() -> tuple[Status, bool]:
        server.asked.clear()
        context = new_context()
        page = context.new_page()
        page.goto(server.address + "build.json")
        page.evaluate(KEEP, f"assets/{next(server.folder.glob('assets/memory-*.pack')).name}")
        app = Playground(page, server.address).open("hidden=4,3&noise=20")
        for _ in range(3):
            app.step()
        said = app.status
        context.close()
        return said, bool(server.asked["libraries.pack"])

    return visit


@pytest.mark.parametrize(
    ("steps", "options", "worth"),
    [
        (FAST, {}, True),
        (SLOW, {}, False),
        (SLOW, {"kept": True}, True),
        (FAST, {"saves": True}, False),
        (FAST, {"none": True}, False),
        ([[0, 3e5]], {}, True),
    ],
    ids=["fast", "slow", "kept", "saving", "none", "small"],
)
def test_the_line_decides_unless_the_memory_is_here(page, server, steps, options, worth):
    page.goto(server.address + "build.json")
    path = "/assets/" + next(server.folder.glob("assets/memory-*.mjs")).name
    assert page.evaluate(JUDGED, [path, steps, options]) is worth


def test_a_run_is_the_same_with_and_without_it(server, after_some_steps):
    said, is_plain = after_some_steps()
    assert not is_plain
    server.spoil("missing", "memory.pack")
    assert after_some_steps() == (said, True)
    server.heal()


@pytest.mark.long
@pytest.mark.parametrize("wrong", ["slots", "place", "file"])
def test_a_memory_of_another_python_is_done_without(server, after_some_steps, wrong):
    """Its hash is right, and its content is not: whoever puts a site together may err."""
    path = next(server.folder.glob("assets/memory-*.pack"))
    before = path.read_bytes()
    try:
        path.write_bytes(gzip.compress(spoiled(gzip.decompress(before), wrong), 1))
        announce(server.folder, before, path.read_bytes())
        said, is_plain = after_some_steps()
        assert is_plain
        assert said.step == 3
    finally:
        announce(server.folder, path.read_bytes(), before)
        path.write_bytes(before)


def spoiled(memory: bytes, wrong: str) -> bytes:
    length = int.from_bytes(memory[:4], "little")
    head = json.loads(memory[4 : 4 + length])
    library = next(step for step in head["steps"] if "library" in step)
    if wrong == "slots":
        library["slots"].pop()
    elif wrong == "place":
        library["table"] -= 1000
    else:
        library["library"] = "/lib/nowhere.so"
    text = json.dumps(head).encode()
    return len(text).to_bytes(4, "little") + text + memory[4 + length :]


def announce(folder: Path, old: bytes, new: bytes) -> None:
    """The site's documents say of a file what is true now."""
    hashes = {hashlib.sha256(old).hexdigest(): hashlib.sha256(new).hexdigest()}
    renewed(folder, {**hashes, f'"size": {len(old)}': f'"size": {len(new)}'})
