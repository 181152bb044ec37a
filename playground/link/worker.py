"""Python's side of the site, in a Web Worker: start in stages, open pages by name, keep documents alike at both ends.

The worker's JavaScript calls ``prepare(stage)`` for every stage of ``STAGES``, ``start(page, fragment, post, wake)``,
and from then on ``open_page(name)``, ``close_beside()``, ``receive(page, patch)`` and ``drawn(number)`` for what the
page says, and ``tick()`` while the clock is awake. Whatever changes in a document is collected and sent once per turn
as ONE patch.

The build does the stages and ``rehearse(page)``, and saves the memory; a worker that begins from it says ``awake()``
instead, and ``start`` has a finished page at hand.

Importing this file is cheap and changes nothing: Panel and HoloViews are imported by the stages that bear their names.
"""

import gc
import importlib
import json
import os
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from typing import TYPE_CHECKING, Any, NoReturn

from playground.link import lean
from playground.link.document import Link, Post

if TYPE_CHECKING:
    from bokeh.document import Document

STAGES: dict[str, Callable[[], None]] = {
    "NumPy": lambda: _import("numpy", "numpy.random"),
    "Bokeh": lean.import_bokeh,
    "Panel": lean.import_panel,
    "HoloViews": lean.import_holoviews,
    "the playground": lambda: _import("playground.pages.house"),
}


def _stay(status: object = None) -> NoReturn:
    """In place of `os._exit` and `os.abort`: a page has no process to end, only a Python that would be half dead."""
    raise SystemExit(status)


def _import(*names: str) -> None:
    for name in names:
        importlib.import_module(name)


def _nobody(*_: object) -> None:
    """Hears what is said before somebody listens."""


class Session:
    """One person's visit: the house, and a document with its link for every page that was opened."""

    def __init__(self, page: str, fragment: str, post: Post, wake: Callable[[], None]) -> None:
        from playground.pages.house import House

        self.post = post
        self.wake = wake
        self.house = House(fragment, first=page, wake=lambda: self.wake())
        self.links: dict[str, Link] = {}
        self._opened = ""

    def open(self, name: str) -> str:
        """Make a page, if it is not there, and let it be seen; its document, see `_rendered`, if it was made now."""
        self._opened = name
        if name in self.links:
            self.house.show(name)
            return ""
        from bokeh.document import Document

        document = Document()
        with at_work_in(document):
            page = self.house.show(name)
            with document.models.freeze():  # the references of all roots are collected once, not once a root
                page.attach(document)
            rendered = _rendered(name, document)
        self.links[name] = Link(name, document, lambda *patch: self.post(*patch), self.house.complain)
        return rendered

    @contextmanager
    def turn(self, page: str | None = None) -> Iterator[None]:
        """Whatever changes in the meantime is sent at the end, without waiting for a turn of the event loop.

        page   whose document is at work, or that which was opened last: what Panel changes in others waits for the
               event loop
        """
        links = list(self.links.values())
        link = self.links.get(page or self._opened)
        if link is not None:
            let_work(link.document)
        for link in links:
            link.held = True
        try:
            yield
        finally:
            for link in links:
                link.held = False
                link.flush()


@contextmanager
def at_work_in(document: "Document") -> Iterator[None]:
    """Panel takes this document for the one that it makes its models for, and for one that a page has opened."""
    from bokeh.events import DocumentReady
    from panel.io.state import state

    let_work(document)
    # As Panel does in a page that it has made itself: before that, it drops the changes of a layout.
    document.on_event(DocumentReady, partial(state._schedule_on_load, document))
    document.callbacks.trigger_event(DocumentReady())
    yield


def let_work(document: "Document") -> None:
    """Let it be the document that Panel changes at once."""
    from bokeh.io.doc import set_curdoc
    from panel.io.state import state

    set_curdoc(document)
    state.curdoc = document


def _rendered(name: str, document: "Document") -> str:
    """The document as JSON text: {page, docs_json, roots}; `roots` maps the names of the roots to their ids."""
    from bokeh.models import UIElement
    from bokeh.settings import settings

    settings.compression_level.set_value(0)
    roots = {model.name: model.id for model in document.roots}
    seen = {model.name: model.id for model in document.roots if isinstance(model, UIElement)}
    return json.dumps({"page": name, "document": document.to_json(deferred=False), "roots": roots, "slots": seen})


_sessions: list[Session] = []
_rehearsed: dict[str, tuple[Session, str]] = {}
"""By page: a session that nobody has, and its page, see `_rendered`."""


def current() -> Session:
    """The session that ``start`` began; raises IndexError before that."""
    return _sessions[0]


def prepare(stage: str) -> None:
    """Carry out one of the ``STAGES``."""
    STAGES[stage]()


def rehearse(page: str) -> None:
    """Begin at the page's own address before anybody has come."""
    session = Session(page, "", _nobody, _nobody)
    _rehearsed[page] = session, session.open(page)
    gc.collect()
    gc.freeze()  # the libraries stay for good: collections need not look at them again


def awake() -> None:
    """This Python has begun from a memory that many have: chance is its own, and so are the clock's hours."""
    import random

    import numpy as np

    random.seed()
    np.random.seed()
    if hasattr(time, "tzset"):
        time.tzset()


def start(page: str, fragment: str, post: Post, wake: Callable[[], None], kept: Any = None) -> str:
    """Begin at an address, or where a run stood when `kept` (any buffer) was made; the page, see ``_rendered``."""
    if sys.platform == "emscripten":
        os._exit = os.abort = _stay
    session, rendered = _rehearsed.pop(page, (None, ""))
    _rehearsed.clear()
    if session is None or fragment or kept is not None:
        session, rendered = Session(page, fragment, post, wake), ""
    session.post, session.wake = post, wake
    _sessions[:] = [session]
    if kept is not None:
        session.house.come_back(bytes(kept))
    rendered = rendered or session.open(page)
    gc.freeze()
    return rendered


def open_page(name: str) -> str:
    """Let a page be seen; its document, if it is new."""
    with current().turn():
        return current().open(name)


def close_beside() -> None:
    """Let the page that is seen stand alone."""
    with current().turn():
        current().house.hide_beside()


def receive(page: str, patch: str) -> None:
    """What a page has changed."""
    with current().turn(page):
        current().links[page].receive(patch)


def tick() -> float:
    """One tick of the clock; seconds until the next one, negative if it sleeps until it calls ``wake``."""
    with current().turn():
        return current().house.tick()


def drawn(number: int) -> None:
    """The page has drawn the Frame of this number."""
    current().house.clock.drawn(number)


def keepsake() -> bytes:
    """What brings the run back in another Python, see `playground.core.keepsake`."""
    return current().house.keepsake()
