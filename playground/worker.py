"""Python's side of the page, in a Web Worker: start in stages, show the page, keep both ends of its document alike.

The worker's JavaScript calls ``prepare(stage)`` for every stage of ``STAGES``, then ``start(fragment, post, wake)``,
and from then on ``receive(patch)`` and ``drawn()`` for what the page says and ``tick()`` while the clock is awake.
Whatever changes in the document is collected and sent once per turn as ONE patch, ``post(content, layout, data)``: the
JSON text of the patch, the JSON text of a list of [id, length] of its buffers, and the bytes of all buffers, joined.

Importing this file is cheap and changes nothing: Panel and HoloViews are imported by the stages that bear their names.
"""

import asyncio
import gc
import importlib
import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from typing import TYPE_CHECKING, Any

from playground import lean

if TYPE_CHECKING:
    from bokeh.document import Document
    from bokeh.document.events import DocumentChangedEvent

Post = Callable[[str, str, bytes], None]
DOCUMENT = "glassbox"

FROM_PAGE: Any = "page"
"""Who set a value, for what arrives from the page: such changes are not sent back."""

STAGES: dict[str, Callable[[], None]] = {
    "NumPy": lambda: _import("numpy", "numpy.random"),
    "Bokeh": lean.import_bokeh,
    "Panel": lean.import_panel,
    "HoloViews": lean.import_holoviews,
    "the playground": lambda: _import("playground.page"),
}


def _import(*names: str) -> None:
    for name in names:
        importlib.import_module(name)


class Link:
    """Our end of a document of which the page has the other."""

    def __init__(self, document: "Document", post: Post) -> None:
        self.document = document
        self._post = post
        self._events: list[Any] = []  # of Bokeh's DocumentPatchedEvent
        self._flushes = False
        document.on_change(self._collect)

    def receive(self, patch: str) -> None:
        """Apply what the page has changed: a patch as JSON text."""
        self.document.apply_json_patch(json.loads(patch), setter=FROM_PAGE)

    @contextmanager
    def turn(self) -> Iterator[None]:
        """Whatever changes in the meantime is sent at the end, without waiting for a turn of the event loop."""
        self._flushes = True
        try:
            yield
        finally:
            self._flushes = False
            self.flush()

    def flush(self) -> None:
        """Send everything that was collected as one patch."""
        events, self._events = self._events, []
        if not events:
            return
        models = self.document.models
        serializer = serializer_class()(models)
        encoded = [event.to_serializable(serializer) for event in events]
        models.flush_synced(lambda model: not serializer.has_ref(model))
        buffers = serializer.buffers
        content = json.dumps({"events": encoded}, default=_reference, separators=(",", ":"))
        layout = json.dumps([(buffer.id, memoryview(buffer.data).nbytes) for buffer in buffers])
        self._post(content, layout, b"".join([buffer.data for buffer in buffers]))

    def _collect(self, event: "DocumentChangedEvent") -> None:
        if event.setter == FROM_PAGE:
            return
        if not self._events and not self._flushes:
            asyncio.get_running_loop().call_soon(self.flush)
        if not any(_combine(earlier, event) for earlier in reversed(self._events)):
            self._events.append(event)


def _combine(earlier: "DocumentChangedEvent", event: "DocumentChangedEvent") -> bool:
    """Let an earlier event stand for both, if it can.

    The columns of a source are read when they are sent. Of two changes of one source the first would therefore send new
    columns beside old ones of another length, which Bokeh refuses to draw: they are one change.
    """
    from bokeh.document.events import ColumnDataChangedEvent

    if not (isinstance(earlier, ColumnDataChangedEvent) and isinstance(event, ColumnDataChangedEvent)):
        return earlier.combine(event)
    if earlier.model is not event.model:
        return False
    both = None if earlier.cols is None or event.cols is None else [*earlier.cols, *event.cols]
    earlier.cols = None if both is None else list(dict.fromkeys(both))
    earlier.data = None
    return True


def _reference(value: Any) -> Any:
    """What stands in the JSON text for a buffer that travels beside it; raises TypeError for anything else."""
    return value.ref


@cache
def serializer_class() -> type:
    """Bokeh's serializer, less the list of all models of the document that it makes for every patch."""
    from bokeh.core.serialization import Buffer, BytesRep, Serializer
    from bokeh.core.types import ID
    from bokeh.model import Model

    class PatchSerializer(Serializer):
        def __init__(self, models: Any) -> None:
            super().__init__()
            self._known = models

        def get_ref(self, obj: Any) -> Any:
            ref = super().get_ref(obj)
            if ref is None and isinstance(obj, Model):
                known = self._known.get_by_id(obj.id) is not None and obj not in self._known._new_models
                return obj.ref if known else None
            return ref

        def _encode_bytes(self, obj: Any) -> Any:
            buffer = Buffer(ID(f"b{len(self._buffers)}"), obj)  # a name that is new in this patch is enough
            self._buffers.append(buffer)
            return BytesRep(type="bytes", data=buffer)

        def has_ref(self, obj: Any) -> bool:
            return self.get_ref(obj) is not None

    return PatchSerializer


class Session:
    """One page, its document and the link to the browser."""

    def __init__(self, fragment: str, post: Post, wake: Callable[[], None]) -> None:
        from bokeh.document import Document
        from bokeh.io.doc import set_curdoc
        from panel.io.state import state

        from playground.page import Page

        self.document = Document()
        set_curdoc(self.document)
        state.curdoc = self.document
        # Without these two Panel takes us for another thread than the document's, and drops the changes of a layout.
        state._thread_id_[self.document] = threading.get_ident()
        state._connected[self.document] = True
        self.page = Page(fragment, wake=wake)
        with self.document.models.freeze():  # the references of all roots are collected once, not once a root
            self.page.attach(self.document)
        self.roots = {model.name: model.id for model in self.document.roots}
        self.rendered = self._render()
        self.link = Link(self.document, post)

    def _render(self) -> str:
        """The document as JSON text: {docs_json, render_items, root_ids}, ready for Bokeh's ``embed_items``.

        Each root that can be seen belongs into the element ``slot-NAME``; ``root_ids`` maps names to ids of all roots.
        """
        from bokeh.models import UIElement
        from bokeh.settings import settings

        settings.compression_level.set_value(0)
        docs = {DOCUMENT: self.document.to_json(deferred=False)}
        slots = {model.id: f"slot-{model.name}" for model in self.document.roots if isinstance(model, UIElement)}
        items = [{"docid": DOCUMENT, "roots": slots, "root_ids": list(slots)}]
        return json.dumps({"docs_json": docs, "render_items": items, "root_ids": self.roots})


_sessions: list[Session] = []


def current() -> Session:
    """The session that ``start`` began; raises IndexError before that."""
    return _sessions[0]


def prepare(stage: str) -> None:
    """Carry out one of the ``STAGES``."""
    STAGES[stage]()


def start(fragment: str, post: Post, wake: Callable[[], None]) -> str:
    """Build the page for the settings in the address; see ``Session`` for what comes back."""
    session = Session(fragment, post, wake)
    gc.freeze()  # the libraries stay for good: collections need not look at them again
    _sessions[:] = [session]
    return session.rendered


def receive(patch: str) -> None:
    """What the page has changed."""
    with current().link.turn():
        current().link.receive(patch)


def tick() -> float:
    """One tick of the clock; seconds until the next one, negative if it sleeps until it calls ``wake``."""
    with current().link.turn():
        return current().page.clock.tick()


def drawn() -> None:
    """The page has drawn the last patch."""
    current().page.drawn()
