"""Sliders that say their value in words, beside their name and to screen readers."""

from collections.abc import Callable
from typing import Any

import panel as pn

from playground.theme.styles import stylesheet


class Slider:
    """A slider over whole numbers; `view` is what stands in the page, `widget` the Panel widget inside it."""

    def __init__(
        self, label: str, bounds: tuple[int, int], value: int, say: Callable[[int], str] = str, *, step: int = 1,
        title_kinds: tuple[str, ...] = ("slider-title",),
    ) -> None:  # fmt: skip
        self._label, self._say = label, say
        sheets = [stylesheet(kind) for kind in title_kinds]
        self._title = pn.pane.HTML("", margin=0, stylesheets=sheets, sizing_mode="stretch_width")
        self.widget = pn.widgets.IntSlider(
            label="", start=bounds[0], end=bounds[1], step=step, value=value, show_value=False, tooltips=False,
            margin=0, stylesheets=[stylesheet("slider")], sizing_mode="stretch_width",
        )  # fmt: skip
        self.view = pn.Column(self._title, self.widget, margin=0, sizing_mode="stretch_width")
        self.widget.param.watch(self._tell, "value")
        self._tell()

    def _tell(self, *_events: Any) -> None:
        words = self._say(self.widget.value)
        self._title.object = f"<span>{self._label}</span><b>{words}</b>"
        self.widget.tags = [self._label, words]
