"""Runs in Pyodide: starts the playground as the page does and tells which files Python has read on the way.

This is how the build learns what the first visit needs. Everything else can still be imported; it comes later.
"""

import json
import sys
from types import ModuleType

ROOTS = ("/lib/", "/app/")
FRAMES = 4

_opened: set[str] = set()


def _on_audit(event: str, arguments: tuple) -> None:
    if event == "open" and isinstance(arguments[0], str) and arguments[0].startswith(ROOTS):
        _opened.add(arguments[0])


def _ignore(content: str, layout: str, data: bytes) -> None:
    """A page that takes every patch."""


def _play(worker: ModuleType) -> None:
    """Lets a few Frames pass."""
    clock = worker.current().page.clock
    clock.play()
    for _ in range(FRAMES):
        worker.tick()
        worker.drawn()
    clock.pause()


async def trace() -> str:
    """JSON: the list of files read, below ROOTS, sorted."""
    sys.addaudithook(_on_audit)
    from playground import worker

    for stage in worker.STAGES:
        worker.prepare(stage)
    worker.start("", _ignore, lambda: None)
    _play(worker)
    for module in list(sys.modules.values()):
        origin = getattr(getattr(module, "__spec__", None), "origin", None)
        if isinstance(origin, str) and origin.startswith(ROOTS):
            _opened.add(origin)
    return json.dumps(sorted(_opened))
