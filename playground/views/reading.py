"""What can be read of a chart at a place: once for the pointer's tip and the arrow keys (`web/reading.mjs`)."""

from collections.abc import Sequence
from typing import Any, NamedTuple

from bokeh.models import GlyphRenderer, HoverTool
from bokeh.plotting import figure


class Value(NamedTuple):
    """A column that is read: what it is called, so many decimals, and its unit. What has no decimals is words."""

    name: str
    column: str
    places: int | None = 4
    unit: str = ""

    @property
    def template(self) -> str:
        """How Bokeh writes it into a tip."""
        form = "safe" if self.places is None else "0,0" + ("." + "0" * self.places if self.places else "")
        return f"{self.name} @{self.column}{{{form}}}{self.unit}".lstrip()


def readable(plot: figure, line: GlyphRenderer, at: Value, values: Sequence[Value], title: str = "") -> None:
    """Let these values of a line's source be read at every place `at` of its axis; `title` tells it from others."""
    tip = "<br>".join([*[title] * bool(title), *(value.template for value in (at, *values))])
    told: dict[str, Any] = {"title": title, "at": at._asdict(), "values": [value._asdict() for value in values]}
    plot.add_tools(HoverTool(renderers=[line], mode="vline", tooltips=f"<div>{tip}</div>", tags=[told]))
