"""What Python says to the plain parts of the page (status line, address, notices), and what they say to it.

Both go as the data of a named Bokeh source, the way everything else does: in the worker as on a server.
"""

from collections.abc import Callable
from typing import Any

from bokeh.models import ColumnDataSource


class Bulletin:
    """Texts by name, one cell a column. Only what has changed is sent."""

    def __init__(self) -> None:
        self.source = ColumnDataSource(name="bulletin", data={})

    def post(self, **texts: Any) -> None:
        """Show these texts under these names from now on."""
        changed = {name: [text] for name, text in texts.items() if self.source.data.get(name) != [text]}
        if changed:
            self.source.data.update(changed)


class Inbox:
    """Calls ``handlers[kind](value)`` for what the page sends."""

    def __init__(self, handlers: dict[str, Callable[[str], None]]) -> None:
        self.source = ColumnDataSource(name="inbox", data={"kind": [], "value": [], "count": []})
        self._handlers = handlers
        self.source.on_change("data", self._receive)

    def _receive(self, _attribute: str, _old: Any, data: dict[str, Any]) -> None:
        for kind, value in zip(data["kind"], data["value"], strict=True):
            handler = self._handlers.get(kind)
            if handler is not None:
                handler(value)
