"""What went wrong in a run, as marks on its time."""

from typing import Any

from bokeh.models import ColumnDataSource

from playground.core.findings import Diagnoses
from playground.core.frame import Frame, Measure
from playground.views.face import Columns, View

MOST = 20
"""So many spells are told of, the latest."""
TITLES = {"dying relu": "Dying ReLU"}


class Found(View):
    """Text ``found``: what stands on the time of the run, [step, title] of every spell. It has a date of its own."""

    every = 1.0

    def __init__(self, texts: ColumnDataSource) -> None:
        self.sources = {"texts": texts}

    def needs(self, passing: bool) -> tuple[Measure[Any], ...]:
        """What was found, by and by."""
        del passing
        return (Diagnoses(leisurely=True),)

    def columns(self, frame: Frame) -> Columns:
        """A mark a spell, where it begins."""
        spells = frame[Diagnoses(leisurely=True)].spells[-MOST:]
        return {"texts": {"found": [[[spell.first, title(spell.kind)] for spell in spells]]}}


def title(kind: str) -> str:
    """A kind of finding as a heading."""
    return TITLES.get(kind, kind.capitalize())
