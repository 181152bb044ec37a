"""Which parts of the page are shown, for who embeds it elsewhere."""

from typing import Any

from bokeh.models import ColumnDataSource

from playground.core.frame import Frame, Measure
from playground.views.face import Columns, View


class Shown(View):
    """Text ``shown``: the names of the parts; none stands for all."""

    every = 0.1

    def __init__(self, texts: ColumnDataSource) -> None:
        self.sources = {"texts": texts}

    def needs(self, passing: bool) -> tuple[Measure[Any], ...]:
        """Nothing beside the settings."""
        del passing
        return ()

    def columns(self, frame: Frame) -> Columns:
        """As the settings say."""
        return {"texts": {"shown": [frame.settings.show]}}
