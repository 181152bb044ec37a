"""Which parts of the page, and which controls, are shown, for who embeds it elsewhere."""

from typing import Any

from bokeh.models import ColumnDataSource

from playground.core.frame import Frame, Measure
from playground.views.face import Columns, View

PLACES = "timeline", "network", "output", "loss", "words"
"""What is open in a page that is whole; what is said of neurons stands at the network and at the output."""


class Shown(View):
    """Text ``shown``: {parts, hidden, task}: the names of the parts, of which none stands for all, and of the hidden
    controls; and what is learned, on which it depends what some parts look like.
    """

    every = 0.1

    def __init__(self, texts: ColumnDataSource) -> None:
        self.sources = {"texts": texts}

    def needs(self, passing: bool) -> tuple[Measure[Any], ...]:
        """Nothing beside the settings."""
        del passing
        return ()

    def columns(self, frame: Frame) -> Columns:
        """As the settings say."""
        settings = frame.settings
        task = "curve" if settings.is_curve else settings.task
        return {"texts": {"shown": [{"parts": settings.show, "hidden": settings.hide, "task": task}]}}


def places(parts: list[str]) -> tuple[str, ...]:
    """The places of views that are open where these parts are shown; all, where none is named."""
    if not parts:
        return PLACES
    words = ["words"] * bool({"network", "output"}.intersection(parts))
    plain = ["no network"] * ("network" not in parts)
    return (*parts, *words, *plain)
