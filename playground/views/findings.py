"""What is going wrong, as notes: what it is, the numbers that say so, what to try, and where to look."""

from typing import Any

from bokeh.models import ColumnDataSource

from nets.diagnosis import Remedy
from playground.core.frame import Frame, Measure
from playground.core.inside import Findings as Found
from playground.core.inside import Noted
from playground.core.plane.remedies import changes_of, is_live
from playground.core.plane.settings import PlaneSettings
from playground.views.face import Columns, View
from playground.views.words import sentence

EVIDENCE = {
    "dying relu": "health",
    "saturation": "health",
    "vanishing gradient": "health",
    "exploding gradient": "health",
    "learning rate too small": "health",
}
"""The tab that shows the evidence; where none is named, the curves do."""
TITLES = {"dying relu": "Dying ReLU"}
FRESH = " (a new run)"
"""What is said of a remedy that this run cannot go on with."""


class Findings(View):
    """Text ``findings``: a record of each, the gravest first."""

    every = 0.5

    def __init__(self, texts: ColumnDataSource) -> None:
        self.sources = {"texts": texts}

    def needs(self, passing: bool) -> tuple[Measure[Any], ...]:
        """What was found."""
        del passing
        return (Found(),)

    def columns(self, frame: Frame) -> Columns:
        """Words for all of it."""
        settings: Any = frame.settings
        return {"texts": {"findings": [[record(noted, settings) for noted in frame[Found()]]]}}


def record(noted: Noted, settings: PlaneSettings) -> dict[str, Any]:
    """A finding for the page; a remedy is named by its number among those of its kind."""
    kind, where, evidence, advice = noted.finding
    offers = [(number, offer(settings, remedy)) for number, remedy in enumerate(noted.finding.remedies)]
    return {
        "kind": kind,
        "where": where,
        "title": TITLES.get(kind, kind.capitalize()),
        "since": noted.since,
        "evidence": sentence([evidence]),
        "advice": sentence([f"try: {advice}"]),
        "tab": EVIDENCE.get(kind, "curves"),
        "remedies": [[number, words] for number, words in offers if words],
    }


def offer(settings: PlaneSettings, remedy: Remedy) -> str:
    """What a remedy would change, in words; nothing if it would change nothing."""
    changes = changes_of(settings, remedy)
    words = [said(settings, name, value) for name, value in changes.items()]
    return ", ".join(words) + ("" if not words or is_live(settings, changes) else FRESH)


def said(settings: PlaneSettings, name: str, value: Any) -> str:
    """A setting and its value."""
    declared = settings.declared()[name]
    label = declared.label.lower()
    if isinstance(value, bool):
        return label
    words = getattr(declared, "words", None)
    return f"{label} {words[value] if words else declared.write(value)}"
