"""Which of the places of a page are open."""

from typing import Any

from bokeh.models import ColumnDataSource

from playground.core.frame import Frame, Measure
from playground.views.face import Columns, View


class Open(View):
    """The values of some settings as they are, for the page's script."""

    def __init__(self, texts: ColumnDataSource, *names: str) -> None:
        self.sources = {"texts": texts}
        self._names = names

    def needs(self, passing: bool) -> tuple[Measure[Any], ...]:
        """Nothing beside the settings."""
        del passing
        return ()

    def columns(self, frame: Frame) -> Columns:
        """By the names of the settings."""
        return {"texts": {name: [getattr(frame.settings, name)] for name in self._names}}
