"""What is going wrong, as notes: what it is, the numbers that say so, what to try, and where to look."""

from typing import Any

from bokeh.models import ColumnDataSource

from nets.diagnosis import EARLY, Finding, Remedy
from playground.core.findings import Diagnoses, Diagnosis, Spell
from playground.core.frame import Frame, Measure
from playground.core.plane.remedies import changes_of, is_live
from playground.core.plane.settings import PlaneSettings
from playground.views.face import Columns, View
from playground.views.found import MOST, title
from playground.views.words import sentence

EVIDENCE = {
    "dying relu": ("health", "histograms"),
    "symmetric weights": ("weights", "histograms"),
    "saturation": ("health", "histograms"),
    "vanishing gradient": ("health", "histograms"),
    "exploding gradient": ("health", "histograms"),
    "learning rate too small": ("health",),
}
"""The tabs that show the evidence, the plainest first; where none are named, the curves do."""
FRESH = " (a new run)"
"""What is said of a remedy that this run cannot go on with."""


class Findings(View):
    """Text ``findings``: {present, state, earlier}: a record of each that is true, the gravest first; what is to be
    said if there is none; and what was true before, [title, first step, last step].
    """

    every = 0.5

    def __init__(self, texts: ColumnDataSource) -> None:
        self.sources = {"texts": texts}

    def needs(self, passing: bool) -> tuple[Measure[Any], ...]:
        """What was found."""
        del passing
        return (Diagnoses(),)

    def columns(self, frame: Frame) -> Columns:
        """Words for all of it."""
        settings: Any = frame.settings
        diagnosis = frame[Diagnoses()]
        present = [
            record(finding, diagnosis.since(finding.kind, frame.step), settings) for finding in diagnosis.present
        ]
        spells = diagnosis.spells[-MOST:]
        told = {
            "present": present,
            "state": "" if present else state(diagnosis, frame.step),
            "earlier": [[title(spell.kind), spell.first, spell.last] for spell in spells if is_over(spell, frame.step)],
        }
        return {"texts": {"findings": [told]}}


def state(diagnosis: Diagnosis, step: int) -> str:
    """What is to be said where nothing was found: nothing is wrong only where that is known."""
    looked = -1 if diagnosis.looked is None else diagnosis.looked
    if step < EARLY:
        return f"It is too early to tell: signs of what goes wrong are looked for from step {EARLY}."
    if looked == step:
        return "Nothing is wrong, as far as these signs tell. They are looked at again while the run goes on."
    seen = f" Nothing was wrong up to step {looked:,}, as far as these signs tell." if looked >= EARLY else ""
    return f"Step {step:,} is being looked at.{seen}"


def is_over(spell: Spell, step: int) -> bool:
    """Whether it ended before a step."""
    return spell.last < step


def tabs_of(kind: str) -> tuple[str, ...]:
    """The tabs that show the evidence of a kind of finding."""
    return EVIDENCE.get(kind, ("curves",))


def record(finding: Finding, since: int, settings: PlaneSettings) -> dict[str, Any]:
    """A finding for the page; a remedy is named by its number among those of its kind."""
    kind, where, evidence, advice = finding
    offers = [(number, offer(settings, remedy)) for number, remedy in enumerate(finding.remedies)]
    return {
        "kind": kind,
        "where": where,
        "title": title(kind),
        "since": since,
        "evidence": sentence([evidence]),
        "advice": sentence([f"try: {advice}"]),
        "tab": tabs_of(kind)[0],
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
