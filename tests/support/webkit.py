"""A WebKit, the engine of Safari, in a window that nobody sees, driven over WebDriver (https://www.w3.org/TR/webdriver2/).

It is Debian's: WebKitGTK's MiniBrowser with its driver, on Xvfb.
"""

import base64
import json
import os
import shutil
import subprocess
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any

from tests.support.bidi import PATIENCE
from tests.support.hands import Hands

DRIVER, SCREEN = "WebKitWebDriver", "Xvfb"
BROWSERS = "/usr/lib/*/webkit2gtk-4.*/MiniBrowser"

LISTEN = """
window.complaints = []
addEventListener('error', ({ message }) => complaints.push(message))
addEventListener('unhandledrejection', ({ reason }) => complaints.push(String(reason)))
console.error = (...said) => complaints.push(said.join(' '))
"""
"""The driver tells nothing of the console: the page collects what goes wrong, from the first moment it is asked."""


class WebKitError(Exception):
    """WebKit refused a command, or a script in the page threw."""


@cache
def find_webkit() -> str | None:
    """The path of the browser, or None where it, its driver or a screen is missing."""
    found = sorted(Path("/").glob(BROWSERS.lstrip("/")))
    return str(found[-1]) if found and shutil.which(DRIVER) and shutil.which(SCREEN) else None


class Tab(Hands):
    """One tab, with the face of `bidi.Tab`."""

    def __init__(self, address: str, browser: str) -> None:
        self._address = address
        options = {"binary": browser, "args": ["--automation", "--private"]}
        wanted = {"alwaysMatch": {"webkitgtk:browserOptions": options}}
        self._session = f"/session/{self._ask('POST', '/session', {'capabilities': wanted})['sessionId']}"
        self.command("POST", "/timeouts", script=1000 * PATIENCE)

    def command(self, method: str, path: str, **parameters: Any) -> Any:
        """Send one command and wait for its answer; raises WebKitError if it is refused."""
        return self._ask(method, self._session + path, parameters if method == "POST" else None)

    def _ask(self, method: str, path: str, body: dict[str, Any] | None) -> Any:
        data = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(
            self._address + path, data, {"Content-Type": "application/json"}, method=method
        )
        try:
            with urllib.request.urlopen(request, timeout=2 * PATIENCE) as answer:
                return json.load(answer)["value"]
        except urllib.error.HTTPError as error:
            raise WebKitError(f"{method} {path}: {error.read().decode(errors='replace')[:1000]}") from error

    @property
    def errors(self) -> list[str]:
        """What has gone wrong since the page was navigated to."""
        return self.evaluate("window.complaints ?? []")

    def forget(self) -> None:
        """Let what went wrong so far be forgotten."""
        self.evaluate("void (window.complaints = [])")

    def navigate(self, address: str) -> None:
        """Go to an address and wait until it is loaded."""
        self.command("POST", "/url", url=address)
        self.command("POST", "/execute/sync", script=LISTEN, args=[])

    def evaluate(self, expression: str) -> Any:
        """The value of an expression in the page, as JSON carries it."""
        script = (
            f"const done = arguments[0]; Promise.resolve({expression})"
            ".then(value => done([JSON.stringify(value ?? null)]), error => done(`${error}`))"
        )
        found = self.command("POST", "/execute/async", script=script, args=[])
        if isinstance(found, str):
            raise WebKitError(found)
        return json.loads(found[0])

    def screenshot(self) -> bytes:
        """What the window shows, as PNG."""
        return base64.b64decode(self.command("GET", "/screenshot"))

    def resize(self, width: int, height: int) -> None:
        """Give the window this size in pixels."""
        self.command("POST", "/window/rect", width=width, height=height)

    def end(self) -> None:
        """Close it."""
        self.command("DELETE", "")

    def perform(self, source: dict[str, Any]) -> None:
        """As the protocol has it."""
        self.command("POST", "/actions", actions=[source])


@contextmanager
def webkit(browser: str) -> Iterator[Tab]:
    """A WebKit with one tab, while the context lasts."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as home, _screen() as display:
        environment = {**os.environ, "DISPLAY": display, "HOME": home, "LIBGL_ALWAYS_SOFTWARE": "1"}
        environment["WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS"] = "1"  # which does not work for root
        for port in _ports():
            with subprocess.Popen([DRIVER, f"--port={port}"], env=environment, stderr=subprocess.DEVNULL) as driver:
                try:
                    if not _listens(port, driver):
                        continue
                    tab = Tab(f"http://127.0.0.1:{port}", browser)
                    yield tab
                    tab.end()
                    return
                finally:
                    driver.kill()


@contextmanager
def _screen() -> Iterator[str]:
    """A screen that nobody sees; the server itself finds a number that is free."""
    read, write = os.pipe()
    command = [SCREEN, "-displayfd", str(write), "-screen", "0", "1600x1200x24", "-nolisten", "tcp"]
    with subprocess.Popen(command, stderr=subprocess.DEVNULL, pass_fds=[write]) as server:
        os.close(write)
        try:
            with os.fdopen(read) as told:
                number = told.readline().strip()
            if not number:
                raise WebKitError(f"{SCREEN} did not start")
            yield f":{number}"
        finally:
            server.kill()


def _ports() -> range:
    return range(45_500 + os.getpid() % 997, 65_000, 997)


def _listens(port: int, driver: subprocess.Popen[bytes]) -> bool:
    """Whether the driver takes commands at its port; not if that was taken."""
    for _ in range(10 * PATIENCE):
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/status", timeout=PATIENCE):
                return True
        except OSError:
            if driver.poll() is not None:
                return False
            time.sleep(0.1)
    return False
