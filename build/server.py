"""A static server for the built site: right content types, right caching, a free port, a clean end."""

from __future__ import annotations

import errno
import re
import sys
from collections.abc import Callable
from functools import partial
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from socketserver import TCPServer
from typing import Any

DEFAULT_PORT = 8000
PORTS_TRIED = 50
FINGERPRINTED = re.compile(r"-[0-9a-f]{12}\.\w+$|/assets/panel/[\d.]+/")
FOREVER = "public, max-age=31536000, immutable"
ASK_AGAIN = "no-cache"


class SiteHandler(SimpleHTTPRequestHandler):
    """Serves `directory` below `prefix`, as a static host would serve a project's page."""

    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True  # a file's head and body are sent one after the other: the body would wait 40 ms
    extensions_map = {  # noqa: RUF012
        "": "application/octet-stream",
        ".css": "text/css; charset=utf-8",
        ".gz": "application/octet-stream",
        ".html": "text/html; charset=utf-8",
        ".ico": "image/x-icon",
        ".js": "text/javascript; charset=utf-8",
        ".json": "application/json",
        ".mjs": "text/javascript; charset=utf-8",
        ".pack": "application/octet-stream",
        ".png": "image/png",
        ".svg": "image/svg+xml",
        ".txt": "text/plain; charset=utf-8",
        ".wasm": "application/wasm",
        ".woff2": "font/woff2",
    }

    def __init__(self, *args: Any, prefix: str = "/", quiet: bool = True, **kwargs: Any) -> None:
        self.prefix = prefix
        self.quiet = quiet
        self.is_file = False
        super().__init__(*args, **kwargs)

    def send_head(self) -> Any:
        """Answers below the prefix only."""
        if not self.path.startswith(self.prefix):
            self.send_error(HTTPStatus.NOT_FOUND)
            return None
        return super().send_head()

    def translate_path(self, path: str) -> str:
        """The file that an address below the prefix means."""
        return super().translate_path("/" + path[len(self.prefix) :])

    def send_response(self, code: int, message: str | None = None) -> None:
        """Remembers how the answer went: only a file is worth keeping."""
        self.is_file = code in (HTTPStatus.OK, HTTPStatus.NOT_MODIFIED)
        super().send_response(code, message)

    def list_directory(self, path: Any) -> None:
        """A folder without a page is no page."""
        del path
        self.send_error(HTTPStatus.NOT_FOUND)

    def end_headers(self) -> None:
        """A fingerprinted file never changes; anything else, and any error, is asked for again."""
        keeps = self.is_file and FINGERPRINTED.search(self.path.split("?")[0])
        self.send_header("Cache-Control", FOREVER if keeps else ASK_AGAIN)
        self.send_header("X-Content-Type-Options", "nosniff")
        super().end_headers()

    def log_message(self, format: str, *args: Any) -> None:
        """Quiet unless asked: a visit makes a dozen requests."""
        if not self.quiet:
            super().log_message(format, *args)


class SiteServer(ThreadingHTTPServer):
    """Does not wait for open connections when it ends."""

    daemon_threads = True
    block_on_close = False
    allow_reuse_address = sys.platform != "win32"

    def server_bind(self) -> None:
        """Binds without asking the network for this machine's full name, which takes seconds on some."""
        TCPServer.server_bind(self)
        self.server_name, self.server_port = str(self.server_address[0]), int(self.server_address[1])

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A browser that hangs up is no error of ours."""
        if not isinstance(sys.exc_info()[1], ConnectionError):
            super().handle_error(request, client_address)


def make_server(
    folder: Path,
    port: int = DEFAULT_PORT,
    prefix: str = "/",
    host: str = "localhost",
    kind: Callable[..., SiteHandler] = SiteHandler,
) -> SiteServer:
    """A server that is bound but not yet running; on `port`, or the next free one (0: any)."""
    handler = partial(kind, directory=str(folder), prefix=prefix)
    for candidate in [0] if port == 0 else range(port, port + PORTS_TRIED):
        try:
            return SiteServer((host, candidate), handler)
        except OSError as error:
            if error.errno not in (errno.EADDRINUSE, errno.EACCES):
                raise
    raise OSError(f"no free port from {port} to {port + PORTS_TRIED - 1}")


def address(server: SiteServer, prefix: str = "/") -> str:
    """What to open in a browser."""
    return f"http://localhost:{server.server_address[1]}{prefix}"


def serve(folder: Path, port: int = DEFAULT_PORT, kind: Callable[..., SiteHandler] = SiteHandler) -> None:
    """Serves until Ctrl-C."""
    with make_server(folder, port, kind=kind) as server:
        print(f"Glassbox is at {address(server)}  (Ctrl-C ends it)", flush=True)
        try:
            server.serve_forever()
        except KeyboardInterrupt:
            print("\nstopped", flush=True)
