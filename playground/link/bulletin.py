"""What Python says to the plain parts of a page (status line, address, notices), and what they say to it.

Both go as the data of a named Bokeh source, the way everything else does: in the worker as on a server.
"""

import json
from collections.abc import Callable
from typing import Any

from bokeh.models import ColumnDataSource


class Bulletin:
    """Values by name, one cell a column. Only what has changed is sent."""

    def __init__(self) -> None:
        self.source = ColumnDataSource(name="bulletin", data={})

    def post(self, **values: Any) -> None:
        """Let these values stand under these names from now on."""
        changed = {name: [value] for name, value in values.items() if self.source.data.get(name) != [value]}
        if changed:
            self.source.data.update(changed)


class Inbox:
    """Calls ``hear(kind, value)`` for every message of the page; values come as JSON. The bulletin tells which was the
    last one that was heard."""

    def __init__(self, hear: Callable[[str, Any], None], bulletin: Bulletin) -> None:
        self.source = ColumnDataSource(name="inbox", data={"kind": [], "value": [], "count": []})
        self._hear, self._bulletin = hear, bulletin
        self.source.on_change("data", self._receive)

    def _receive(self, _attribute: str, _old: Any, data: dict[str, Any]) -> None:
        for kind, value, count in zip(data["kind"], data["value"], data["count"], strict=True):
            self._hear(kind, json.loads(value))
            self._bulletin.post(heard=count)
