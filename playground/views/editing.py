"""What can be changed by hand at the neuron that is looked at: its bias and its weights."""

from typing import Any

from bokeh.models import ColumnDataSource

from playground.core.frame import Frame, Measure
from playground.core.plane.measures import Pull, Shape
from playground.core.plane.numbers import inputs_of
from playground.views.face import Columns, View
from playground.views.inspection import Inspection


class Editing(View):
    """Text ``editing``: the words for what flows into the unit, and the value of the number that is looked at; both are
    None if there is nothing to change.
    """

    every = 0.1

    def __init__(self, texts: ColumnDataSource, inspection: Inspection) -> None:
        self.sources = {"texts": texts}
        self._inspection = inspection

    def needs(self, passing: bool) -> tuple[Measure[Any], ...]:
        """The number."""
        del passing
        number = self._inspection.number
        return Shape(), *([Pull(number)] if number else [])

    def columns(self, frame: Frame) -> Columns:
        """One text."""
        unit, name = self._inspection.of(frame), self._inspection.number
        inputs = inputs_of(frame.settings, unit.column) if unit is not None and unit.column > 0 else None
        pulled = frame[Pull(name)] if inputs is not None and name is not None else None
        value = None if pulled is None else pulled.value
        return {"texts": {"editing": [{"inputs": inputs, "value": value}]}}
