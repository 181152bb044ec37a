"""The gravest finding of which an instrument shows the evidence, beside that instrument."""

from typing import Any

from bokeh.models import ColumnDataSource

from playground.core.findings import Diagnoses
from playground.core.frame import Frame, Measure
from playground.views.face import Columns, View
from playground.views.findings import record, tabs_of


class Note(View):
    """Text ``note``: {tab, found}; `found` is a record as `Findings` has them, None if there is none for this tab."""

    every = 1.0

    def __init__(self, texts: ColumnDataSource, tab: str) -> None:
        self.sources = {"texts": texts}
        self.place = self._tab = tab

    def needs(self, passing: bool) -> tuple[Measure[Any], ...]:
        """What is found, by and by."""
        del passing
        return (Diagnoses(leisurely=True),)

    def columns(self, frame: Frame) -> Columns:
        """One record."""
        settings: Any = frame.settings
        diagnosis = frame[Diagnoses(leisurely=True)]
        mine = [finding for finding in diagnosis.present if self._tab in tabs_of(finding.kind)]
        found = [record(each, diagnosis.since(each.kind, frame.step), settings) for each in mine[:1]]
        return {"texts": {"note": [{"tab": self._tab, "found": found[0] if found else None}]}}
