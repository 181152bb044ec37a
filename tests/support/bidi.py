"""A Firefox without a window, driven over WebDriver BiDi (https://www.w3.org/TR/webdriver-bidi/): only what tests need.

Firefox itself speaks the protocol on a WebSocket, so that no driver has to be installed beside it.
"""

import base64
import json
import re
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any

from websockets.sync.client import ClientConnection, connect

from tests.support.hands import Hands

NAMES = ("firefox-esr", "firefox")

PREFERENCES = {
    "app.normandy.enabled": False,
    "app.update.enabled": False,
    "browser.shell.checkDefaultBrowser": False,
    "datareporting.policy.dataSubmissionEnabled": False,
    "network.captive-portal-service.enabled": False,
    "network.connectivity-service.enabled": False,
    "services.settings.server": "data:,",
    "toolkit.telemetry.server": "data:,",
}
"""A browser that asks nobody for anything but the page."""

PATIENCE = 60
"""Seconds that Firefox may take to start, and for any one answer."""


class BidiError(Exception):
    """Firefox refused a command, or a script in the page threw."""


@cache
def find_firefox() -> str | None:
    """The path of a Firefox that runs, or None."""
    for path in filter(None, map(shutil.which, NAMES)):
        try:
            done = subprocess.run([path, "--version"], capture_output=True, stdin=subprocess.DEVNULL, timeout=PATIENCE)
        except (OSError, subprocess.TimeoutExpired):
            continue
        if done.returncode == 0 and b"Firefox" in done.stdout:
            return path
    return None


class Tab(Hands):
    """One tab; `errors` holds what its console and its scripts have complained about."""

    def __init__(self, socket: ClientConnection) -> None:
        self._socket = socket
        self._number = 0
        self.errors: list[str] = []
        self.command("session.new", capabilities={})
        self.command("session.subscribe", events=["log.entryAdded"])
        self._context = self.command("browsingContext.getTree")["contexts"][0]["context"]

    def command(self, method: str, **parameters: Any) -> dict[str, Any]:
        """Send one command and wait for its answer; raises BidiError if it is refused."""
        self._number += 1
        self._socket.send(json.dumps({"id": self._number, "method": method, "params": parameters}))
        while True:
            message = json.loads(self._socket.recv(timeout=PATIENCE))
            if message.get("id") == self._number:
                if message["type"] == "error":
                    raise BidiError(f"{method}: {message['error']}: {message['message']}")
                return message["result"]
            if message.get("method") == "log.entryAdded" and message["params"]["level"] == "error":
                self.errors.append(message["params"]["text"])

    def forget(self) -> None:
        """Let what went wrong so far be forgotten."""
        self.errors.clear()

    def navigate(self, address: str) -> None:
        """Go to an address and wait until its HTML is there."""
        self.command("browsingContext.navigate", context=self._context, url=address, wait="interactive")

    def evaluate(self, expression: str) -> Any:
        """The value of an expression in the page, as JSON carries it."""
        found = self.command(
            "script.evaluate",
            expression=f"Promise.resolve({expression}).then(value => JSON.stringify(value ?? null))",
            target={"context": self._context},
            awaitPromise=True,
        )
        if found["type"] == "exception":
            raise BidiError(found["exceptionDetails"]["text"])
        return json.loads(found["result"]["value"])

    def screenshot(self) -> bytes:
        """What the window shows, as PNG."""
        found = self.command("browsingContext.captureScreenshot", context=self._context)
        return base64.b64decode(found["data"])

    def resize(self, width: int, height: int) -> None:
        """Give the window's inside this size in pixels."""
        size = {"width": width, "height": height}
        self.command("browsingContext.setViewport", context=self._context, viewport=size)

    @contextmanager
    def another_in_front(self) -> Iterator[None]:
        """While it lasts, another tab is in front, and this one hidden."""
        other = self.command("browsingContext.create", type="tab")["context"]
        self.command("browsingContext.activate", context=other)
        try:
            yield
        finally:
            self.command("browsingContext.close", context=other)
            self.command("browsingContext.activate", context=self._context)

    def perform(self, source: dict[str, Any]) -> None:
        """As the protocol has it."""
        self.command("input.performActions", context=self._context, actions=[source])


@contextmanager
def firefox(path: str) -> Iterator[Tab]:
    """A Firefox with a profile of its own and one tab, while the context lasts."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile:
        lines = (f"user_pref({json.dumps(name)}, {json.dumps(value)});\n" for name, value in PREFERENCES.items())
        (Path(profile) / "user.js").write_text("".join(lines))
        command = [path, "--headless", "--no-remote", "--remote-debugging-port", "0", "--profile", profile]
        log = Path(profile) / "told.log"
        with (
            log.open("w") as told,
            subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=told, stderr=told) as run,
        ):
            try:
                with connect(f"{_address(run, log)}/session", max_size=None) as socket:
                    yield Tab(socket)
            finally:
                run.kill()


def _address(run: subprocess.Popen[Any], log: Path) -> str:
    """Where Firefox says that it listens; raises BidiError if it ends or does not say it."""
    for _ in range(10 * PATIENCE):
        if found := re.search(r"WebDriver BiDi listening on (ws://\S+)", log.read_text(errors="replace")):
            return found[1]
        if run.poll() is not None:
            break
        time.sleep(0.1)
    raise BidiError(f"Firefox did not start: {log.read_text(errors='replace')[-1000:]}")
