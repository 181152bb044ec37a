"""Runs in Pyodide: opens a page as the browser does and tells which files Python has read on the way.

This is how the build learns what a first visit needs. Everything else can still be imported; it comes later.
"""

import json
import sys
from types import ModuleType

ROOTS = ("/lib/", "/app/")
FIRST = "playground"
FRAMES = 4

_opened: set[str] = set()


def _on_audit(event: str, arguments: tuple) -> None:
    if event == "open" and isinstance(arguments[0], str) and arguments[0].startswith(ROOTS):
        _opened.add(arguments[0])


def _ignore(page: str, content: str, layout: str, data: bytes) -> None:
    """A page that takes every patch."""


def _play(worker: ModuleType, page: str) -> None:
    """Lets a few Frames pass, and then opens the page, if one is named."""
    seen = worker.current().house.seen
    seen.press("play")
    for frame in range(FRAMES):
        worker.tick()
        worker.drawn(frame)
    seen.press("play")
    worker.tick()
    if page:
        worker.open_page(page)


async def trace(page: str) -> str:
    """JSON: the list of files, below ROOTS, that a start and then the opening of `page`, if any, have read."""
    sys.addaudithook(_on_audit)
    import glassbox_lazy  # noqa: F401

    from playground.link import worker

    for stage in worker.STAGES:
        worker.prepare(stage)
    worker.start(FIRST, "", _ignore, lambda: None)
    _play(worker, page)
    for module in list(sys.modules.values()):
        origin = getattr(getattr(module, "__spec__", None), "origin", None)
        if isinstance(origin, str) and origin.startswith(ROOTS):
            _opened.add(origin)
    return json.dumps(sorted(_opened))
