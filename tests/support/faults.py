"""The built site behind a bad network: what a request gets can be spoiled, file by file, and made good again.

Spoiled files say that they are good for ever, so that a browser keeps them if it can; good ones are asked for each
time, so that a fault is met by a browser that has been here before.
"""

import re
import socket
import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from hashlib import sha256
from pathlib import Path

from server import ASK_AGAIN, FOREVER, SiteHandler, SiteServer

from tests.support.site import SITE

PORTAL = b"<!doctype html><title>Hotel</title><h1>Welcome! Please log in to use this network.</h1>"
PATIENCE = re.compile(rb'data-patience="\d+"')


def plain(path: str) -> str:
    """The name of what lies at a path, without its fingerprint: `/assets/page-0123456789ab.mjs` is `page.mjs`."""
    name = path.split("?")[0].rpartition("/")[2]
    return re.sub(r"-[0-9a-f]{12}(?=\.\w+$)", "", name) or "index.html"


class FaultyServer(SiteServer):
    """Serves `folder`; `faults` says by plain name what happens to a file, `once` that it happens to one request."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.faults: dict[str, str] = {}
        self.once = False
        self.patience: float | None = None  # in seconds, instead of the one that the page itself names
        self.asked: Counter[str] = Counter()
        self.change = threading.Event()  # ends what is stalled
        super().__init__(("localhost", 0), partial(FaultyHandler, directory=str(folder)))

    @property
    def address(self) -> str:
        """What to open."""
        return f"http://localhost:{self.server_address[1]}/"

    def spoil(self, kind: str, *names: str, once: bool = False) -> None:
        """From now on these files, and no others, are spoiled in this way."""
        self.change.set()
        self.change = threading.Event()
        self.once = once
        self.faults = dict.fromkeys(names, kind)

    def heal(self) -> None:
        """From now on all is well."""
        self.spoil("well")

    def fault_of(self, name: str) -> str | None:
        """What happens to this request."""
        self.asked[name] += 1
        return self.faults.pop(name, None) if self.once else self.faults.get(name)


class FaultyHandler(SiteHandler):
    """Answers as the site's own server does, but for what is spoiled."""

    server: FaultyServer  # pyright: ignore[reportIncompatibleVariableOverride]

    def do_GET(self) -> None:  # noqa: N802 (the name that the library calls)
        """The good answer or what the fault makes of it."""
        kind = self.server.fault_of(plain(self.path))
        self.lasts = kind is not None and plain(self.path) != "index.html"
        if kind is not None:
            getattr(self, f"{kind}_answer")(self.content())
        elif plain(self.path) == "index.html" and self.server.patience is not None:
            self.answer(self.content())
        else:
            super().do_GET()

    def send_header(self, keyword: str, value: str) -> None:
        """How long an answer is good is told by whether it is spoiled."""
        told = (FOREVER if self.lasts else ASK_AGAIN) if keyword == "Cache-Control" else value
        super().send_header(keyword, told)

    def content(self) -> bytes:
        """What lies there, with the patience that the tests have."""
        path = Path(self.translate_path(self.path.split("?")[0]))
        content = (path / "index.html" if path.is_dir() else path).read_bytes()
        if path.is_dir() and self.server.patience is not None:
            content = PATIENCE.sub(f'data-patience="{self.server.patience}"'.encode(), content)
        return content

    def answer(self, body: bytes, length: int | None = None, kind: str | None = None) -> None:
        """A good answer as far as its head can tell."""
        self.send_response(200)
        self.send_header("Content-Type", kind or self.guess_type(plain(self.path)))
        self.send_header("Content-Length", str(len(body) if length is None else length))
        self.end_headers()
        self.wfile.write(body)

    def aborted_answer(self, _content: bytes) -> None:
        """The line goes dead."""
        self.close_connection = True
        self.connection.shutdown(socket.SHUT_RDWR)

    def stalled_answer(self, content: bytes) -> None:
        """Half of it, and then nothing more."""
        self.answer(content[: len(content) // 2], len(content))
        self.wfile.flush()
        self.server.change.wait()
        self.close_connection = True

    def truncated_answer(self, content: bytes) -> None:
        """Half of it, called the whole."""
        self.answer(content[: len(content) // 2])

    def missing_answer(self, _content: bytes) -> None:
        """It is not there."""
        self.send_error(404)

    def portal_answer(self, _content: bytes) -> None:
        """Somebody else answers."""
        self.answer(PORTAL, kind="text/html; charset=utf-8")


@contextmanager
def faulty(folder: Path = SITE) -> Iterator[FaultyServer]:
    """A server that runs while the context lasts."""
    with FaultyServer(folder) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
        thread.start()
        try:
            yield server
        finally:
            server.heal()
            server.shutdown()


def renewed(folder: Path, changes: dict[str, str]) -> None:
    """Publishes a new version in `folder`: texts are exchanged in its documents and its service worker."""
    keeper = folder / "service-worker.js"
    text = exchanged(keeper.read_text(), {**changes, 'VERSION = "': 'VERSION = "new'})
    for document in folder.rglob("index.html"):
        before = document.read_bytes()
        document.write_text(exchanged(before.decode(), changes))
        text = text.replace(sha256(before).hexdigest(), sha256(document.read_bytes()).hexdigest())
    keeper.write_text(text)


def exchanged(text: str, changes: dict[str, str]) -> str:
    """The text after all changes."""
    for old, new in changes.items():
        text = text.replace(old, new)
    return text
