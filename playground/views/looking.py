"""How far work on the past of a run has come that somebody waits for."""

from collections.abc import Callable
from typing import Any

from bokeh.models import ColumnDataSource

from playground.core.frame import Frame, Measure
from playground.core.readings import OverTime, Ways
from playground.views.face import Columns, View


class Looking(View):
    """Text ``looking``: {tab, share, going}: how much of it is done, None if nothing long is under way, and whether it
    was cancelled.

    past   gives what the tab shows of the past
    """

    every = 0.1

    def __init__(self, texts: ColumnDataSource, tab: str, past: Callable[[], OverTime]) -> None:
        self.sources = {"texts": texts}
        self.place = self._tab = tab
        self._past = past

    def needs(self, passing: bool) -> tuple[Measure[Any], ...]:
        """How far it is."""
        del passing
        return (Ways(self._past()),)

    def columns(self, frame: Frame) -> Columns:
        """One record."""
        way = frame[Ways(self._past())]
        share = None if way.share is None else round(way.share, 2)
        return {"texts": {"looking": [{"tab": self._tab, "share": share, "going": way.going}]}}
