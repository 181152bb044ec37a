"""Our end of one document, of which the page has the other: patches go both ways."""

import asyncio
import json
from collections.abc import Callable
from functools import cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from bokeh.document import Document
    from bokeh.document.events import DocumentChangedEvent

Post = Callable[[str, str, str, bytes], None]
"""``post(page, content, layout, data)``: the JSON text of a patch of a page's document, the JSON text of a list of [id,
length] of its buffers, and the bytes of all buffers, joined."""

FROM_PAGE: Any = "page"
"""Who set a value, for what arrives from the page: such changes are not sent back."""


class Link:
    """Our end of a page's document."""

    def __init__(self, name: str, document: "Document", post: Post, complain: Callable[[Exception], None]) -> None:
        self.name = name
        self.document = document
        self._post = post
        self._complain = complain
        self._events: list[Any] = []  # of Bokeh's DocumentPatchedEvent
        self.held = False  # whether somebody will flush at the end of this turn
        document.on_change(self._collect)

    def receive(self, patch: str) -> None:
        """Apply what the page has changed: a patch as JSON text. What cannot be applied leaves the rest alone."""
        for event in json.loads(patch)["events"]:
            try:
                self.document.apply_json_patch({"events": [event]}, setter=FROM_PAGE)
            except Exception as error:
                self._complain(error)
            if self.document.models._new_models:  # the next event would take them for known at the other end
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
        self._post(self.name, content, layout, b"".join([buffer.data for buffer in buffers]))

    def _collect(self, event: "DocumentChangedEvent") -> None:
        if event.setter == FROM_PAGE:
            return
        if not self._events and not self.held:
            asyncio.get_running_loop().call_soon(self.flush)
        if not any(combine(earlier, event) for earlier in reversed(self._events)):
            self._events.append(event)


def combine(earlier: "DocumentChangedEvent", event: "DocumentChangedEvent") -> bool:
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
