"""Builds again whenever a lesson changes, and tells the pages that are open in a browser.

Only this server knows of it: it puts a script of its own into the documents as it sends them. The built site, and the
policy that its documents state, stay as they are.
"""

from __future__ import annotations

import hashlib
import io
import json
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from http import HTTPStatus
from pathlib import Path
from typing import Any

from pages import INDEX
from places import Say
from server import SiteHandler
from shell import SERVICE_WORKER
from sources import all_files

RELOAD = Path(__file__).with_name("reload.mjs")
SCRIPT, EVENTS = ".reload.mjs", ".events"
END = b"</body>"
PAUSE = 0.3
"""Seconds between two looks at the files."""
PATIENCE = 15
"""Seconds after which a page that may have gone is sent something."""


Stands = dict[Path, tuple[int, int]]
"""When each file was written, and its size."""


class Watch:
    """Watches `folder`, and calls `again` when a file in it has changed: the words for what is wrong, or none.

    site     the built site
    number   how often there was something to tell
    """

    def __init__(self, folder: Path, site: Path, again: Callable[[], str], say: Say) -> None:
        self.number = 0
        self._folder, self._site, self._again, self._say = folder, site, again, say
        self._news = threading.Condition()
        self._built: Stands = {}
        self._told: dict[str, Any] = {"made": {}, "problem": ""}

    def build(self) -> None:
        """Builds, and tells what came of it."""
        self._built = stands(self._folder)
        self._tell({**self._told, "busy": True})
        start = time.monotonic()
        problem = self._again()
        self._say(f"\n{problem}\n" if problem else f"built in {time.monotonic() - start:.1f} s")
        documents = [path for path in all_files(self._site) if path.name == INDEX]
        made = {path.parent.relative_to(self._site).as_posix(): digest(path.read_bytes()) for path in documents}
        self._tell({"made": made, "problem": problem, "busy": False})

    def keep_looking(self) -> None:
        """Builds whenever files have changed and are not being written any more; never ends."""
        before = self._built
        while True:
            time.sleep(PAUSE)
            now = stands(self._folder)
            if now == before != self._built:
                self._say("a lesson has changed")
                self.build()
            before = now

    def wait(self, number: int) -> tuple[int, bytes]:
        """What there is to tell beside what was told up to `number`; nothing, if there is none for a while."""
        with self._news:
            is_new = self._news.wait_for(lambda: self.number > number, PATIENCE)
            return self.number, json.dumps(self._told).encode() if is_new else b""

    def _tell(self, told: dict[str, Any]) -> None:
        with self._news:
            self._told = told
            self.number += 1
            self._news.notify_all()


class WatchHandler(SiteHandler):
    """Serves the site as it was built, with a script in every document that hears of what is built anew."""

    def __init__(self, *args: Any, watch: Watch, **kwargs: Any) -> None:
        self.watch = watch
        super().__init__(*args, **kwargs)

    def send_head(self) -> Any:
        """Documents with the script; no service worker, which would keep what is about to change."""
        path = self.path.partition("?")[0]
        if path == self.prefix + SERVICE_WORKER:
            return self.send_error(HTTPStatus.NOT_FOUND)
        if path == self.prefix + SCRIPT:
            return self._sent(RELOAD.read_bytes(), self.extensions_map[".mjs"])
        if path == self.prefix + EVENTS:
            return self._stream()
        file = Path(self.translate_path(path))
        file = file / INDEX if path.endswith("/") else file
        if not path.startswith(self.prefix) or file.name != INDEX or not file.is_file():
            return super().send_head()
        data = file.read_bytes()
        place = f"{self.prefix}{SCRIPT}?made={digest(data)}"
        script = f'<script type="module" src="{place}"></script>\n'.encode()
        before, end, after = data.rpartition(END)
        return self._sent(before + script + end + after, self.extensions_map[".html"])

    def _sent(self, data: bytes, kind: str) -> io.BytesIO:
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        return io.BytesIO(data)

    def _stream(self) -> None:
        """Server-sent events, until the page has gone."""
        self.close_connection = True
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", "text/event-stream")
        self.send_header("Connection", "close")
        self.end_headers()
        number = 0
        while True:
            number, told = self.watch.wait(number)
            self.wfile.write(b"data: " + told + b"\n\n" if told else b":\n\n")


def stands(folder: Path) -> Stands:
    """How the files of a folder stand; one that an editor takes away meanwhile is not there."""
    found: Stands = {}
    for path in all_files(folder):
        with suppress(FileNotFoundError):
            told = path.stat()
            found[path] = told.st_mtime_ns, told.st_size
    return found


def digest(data: bytes) -> str:
    """By what a document is known."""
    return hashlib.sha256(data).hexdigest()[:12]
