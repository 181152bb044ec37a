"""Why this answer: a picture for every attribution method, what its numbers add up to, and a sanity check of one."""

from collections.abc import Sequence
from functools import lru_cache
from typing import Any, NamedTuple

import numpy as np
from bokeh.models import ColumnDataSource

from nets.arrays import Array
from playground.core.digits.blocks import SIDE
from playground.core.digits.measures import Activities, Activity, Easel
from playground.core.digits.place import Spot
from playground.core.digits.why import Check, Forgotten, Reason, Reasons, Told, Why
from playground.core.frame import Frame, Measure
from playground.core.slow import Answer
from playground.views.face import Columns, View
from playground.views.levels import ZERO, level
from playground.views.why_words import balance, forgot, heading, likeness, span, subject, verdict

NOTHING = np.full(SIDE * SIDE, ZERO, np.uint8)
PALEST = 1e-12
"""What no picture's largest number is below, so that something divides."""


class Reasoning(View):
    """Pictures of all methods, and what is said of them.

    The part `pixels` has the column ``level``: palette indices of SIDE × SIDE pixels for every method, then of the
    image, then of every picture of the sanity check, row after row from the top. In `texts`, ``why`` says the rest.
    """

    place = "why"
    every = 0.2

    def __init__(self, texts: ColumnDataSource, easel: Easel, spot: Spot, check: Check) -> None:
        self._easel, self._asked, self._seen = easel, Why(easel, spot, check), Activities(easel)
        self.sources = {"texts": texts, "pixels": ColumnDataSource({"level": []}, name="digits.why")}

    def needs(self, passing: bool) -> tuple[Measure[Any], ...]:
        """What the methods say, and what the network answers now."""
        del passing
        return self._asked, self._seen

    def columns(self, frame: Frame) -> Columns:
        """All columns of a Frame."""
        reasons: Reasons = frame[self._asked]
        activity: Activity = frame[self._seen]
        told = [(name, reasons.told.get(name)) for name in reasons.methods]
        pictures = [NOTHING if one is None else drawn(name, one.answer).level for name, one in told]
        image = level(self._easel.image.ravel(), 1.0)
        check, check_pictures = checked(reasons, activity)
        why = {
            "heading": heading(reasons, activity),
            "subject": subject(reasons, activity, frame.settings.activation),
            "methods": [
                {
                    "name": name,
                    "title": method.title,
                    "reading": method.reading,
                    "authors": method.source.authors,
                    "paper": method.source.title,
                    "year": method.source.year,
                    **words(name, reasons, activity),
                }
                for name, method in reasons.methods.items()
            ],
            "check": check,
        }
        return {"texts": {"why": [why]}, "pixels": {"level": np.concatenate([*pictures, image, *check_pictures])}}


class Drawn(NamedTuple):
    """One answer as the page takes it.

    level   (SIDE * SIDE,) palette indices, those of zero where there is no picture
    span    its smallest and its largest number, in words
    note    what its numbers add up to, or why there is none
    """

    level: Array
    span: str
    note: str


@lru_cache(maxsize=32)
def drawn(name: str, answer: Answer[Reason]) -> Drawn:
    """What a method said, once for all Frames that show it."""
    found, refusal = answer.value.attribution, answer.value.refusal
    if found is None:
        return Drawn(NOTHING, "", f"{refusal[0].upper()}{refusal[1:]}.")
    return Drawn(painted(found.picture), span(found.picture), balance(name, found))


def words(name: str, reasons: Reasons, activity: Activity) -> dict[str, Any]:
    """What is said of one picture: its state, its numbers, what they add up to, or why there is none."""
    told = reasons.told.get(name)
    if told is None:
        return {"state": "none" if reasons.aim is None else "waiting", "span": "", "note": ""}
    _, numbers, note = drawn(name, told.answer)
    state = "old" if is_old(told, reasons, activity) else "refused" if told.answer.value.refusal else "there"
    return {"state": state, "span": numbers, "note": note}


def is_old(told: Told, reasons: Reasons, activity: Activity) -> bool:
    """Whether it explains something else than what is asked about now."""
    unit = None if reasons.aim is None else reasons.aim.unit
    return told.is_old or told.answer.value.unit != (activity.answer if unit is None else unit)


def painted(picture: Array) -> Array:
    """Palette indices of one picture, in the shape (SIDE * SIDE,), by its own largest number."""
    finite = np.abs(picture[np.isfinite(picture)])
    return level(picture.ravel(), max(float(finite.max(initial=0)), PALEST))


def checked(reasons: Reasons, activity: Activity) -> tuple[dict[str, Any] | None, Sequence[Array]]:
    """What the page says of the sanity check, and its pictures; None if there is none."""
    if reasons.checked is None:
        return None, []
    name, told = reasons.checked, reasons.check
    said = {"name": name, "state": "waiting", "steps": [], "verdict": ""}
    if told is None:
        return said, []
    found: Forgotten = told.answer.value
    if found.refusal:
        return said | {"state": "refused", "verdict": f"{found.refusal[0].upper()}{found.refusal[1:]}."}, []
    before = {"title": "As it is", "words": ""}
    steps = [
        {"title": forgot(step, reasons.titles, first=not number), "words": likeness(signed, absolute)}
        for number, (step, signed, absolute) in enumerate(zip(found.steps, found.signed, found.absolute, strict=True))
    ]
    said |= {"state": "old" if is_old(told, reasons, activity) else "there", "steps": [before, *steps]}
    said["verdict"] = verdict(found)
    return said, [painted(each) for each in (found.original, *found.pictures)]
