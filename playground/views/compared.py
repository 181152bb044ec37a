"""What differs between the run and its rival, and how it fares: lines to choose by, and sentences."""

from typing import Any

from bokeh.models import ColumnDataSource

from nets.training.divergence import Divergence as Report
from playground.core.frame import Frame, Measure, Twig
from playground.core.measures import Divergence, Twigs
from playground.core.plane.pursuit import FORGOTTEN, OWN_CODE, Beside, Pursuits, Sight
from playground.core.plane.settings import PlaneSettings
from playground.core.plane.variants import Variant, variants, words_of
from playground.views.face import Columns, View
from playground.views.timeline import changed, titled

PROBLEMS = {
    OWN_CODE: "Your own code stands in this run: put the original back, and it can be compared.",
    FORGOTTEN: "The first steps of this run are forgotten, so that no other run can make them.",
}


class Compared(View):
    """Text ``compare``: {there, lines, more, mine, its, notes, share, going, wish, course, courses}. A line is {name,
    label, value, values}, values are [text, words]; `more` are [name, label] of settings that may differ, too; `mine`
    and `its` say what each run has of those that do; `share` is how much of a way is done, None if the rival is on
    none; `wish` is what `Wish.recall` takes; `courses` are [number, words] of those that the run has left, `course` is
    the number of the one that is the rival.
    """

    every = 0.15

    def __init__(self, texts: ColumnDataSource, pursuits: Pursuits) -> None:
        self._pursuits, self._asked = pursuits, Beside(pursuits)
        self._choices: tuple[Any, list[Variant]] = None, []
        self.sources = {"texts": texts}

    def needs(self, passing: bool) -> tuple[Measure[Any], ...]:
        """The rival as it stands."""
        del passing
        return Divergence(), Twigs(), self._asked

    def columns(self, frame: Frame) -> Columns:
        """One record."""
        sight, going = frame[self._asked], self._pursuits.wish.going
        said: dict[str, Any] = {"there": sight.frame is not None, "going": going, "share": None}
        if sight.frame is None or sight.first is None:
            return {"texts": {"compare": [said | {"notes": [PROBLEMS[sight.problem]]}]}}
        if self._choices[0] is not sight.first:
            self._choices = sight.first, variants(sight.first)
        possible = self._choices[1]
        lines = [line(variant, sight.first) for variant in possible if variant.name in sight.names]
        more = [[variant.name, variant.label] for variant in possible if variant.name not in sight.names]
        names, of = [each["name"] for each in lines], (frame.settings, sight.frame.settings)
        mine, its = (valued(settings, names) for settings in of)
        if sight.course is not None:
            mine, its = (titled(course(frame, number), frame.settings) for number in (None, sight.course))
        if sight.frame.step != frame.step:
            its = f"step {sight.frame.step:,}, {its}"
        said["course"] = sight.course
        said["courses"] = [[twig.number, titled(twig, frame.settings)] for twig in frame[Twigs()] if not twig.present]
        said |= {"lines": lines, "more": more, "mine": mine, "its": its, "notes": notes(frame, sight, going=going)}
        said["wish"] = {name: list(pair) for name, pair in self._pursuits.wish.wanted(sight.first).items()}
        said["share"] = None if sight.share is None else round(sight.share, 2)
        return {"texts": {"compare": [said]}}


def line(variant: Variant, first: PlaneSettings) -> dict[str, Any]:
    """A setting that differs, what it is in the rival, and what it may be."""
    value = first.declared()[variant.name].write(getattr(first.fitted, variant.name))
    return {
        "name": variant.name,
        "label": variant.label,
        "value": value,
        "values": [list(pair) for pair in variant.values],
    }


def valued(settings: PlaneSettings, names: list[str]) -> str:
    """What some settings are, in words; of several, which stand in a list with their names, the values alone."""
    words = [words_of(settings, name, getattr(settings, name)) for name in names]
    return f"{settings.declared()[names[0]].label.lower()} {words[0]}" if len(names) == 1 else ", ".join(words)


def notes(frame: Frame, sight: Sight, *, going: bool) -> list[str]:
    """What a person has to know of the two, in sentences."""
    assert sight.frame is not None
    found, its = [], sight.frame.step
    if (mine := frame[Divergence()]) is not None:
        found.append(broke("This run", mine))
    if sight.broke is not None:
        found.append(broke("The other run", sight.broke))
    if sight.share is not None:
        found.append("The other run is catching up.")
    elif not going and its != frame.step:
        found.append(f"The other run was stopped at step {its:,}; this one is at step {frame.step:,}.")
    if sight.course is not None:
        found += of_course(course(frame, sight.course), frame.step)
    elif not sight.names:
        found.append("Nothing differs yet: add a setting.")
    for words, changes in (("Not done in the other run", sight.left_out), ("Done in the other run alone", sight.added)):
        if changes:
            said = [f"{changed(change, frame.settings)} (step {change.step:,})" for change in changes]
            found.append(f"{words}: {', '.join(said)}.")
    return found


def course(frame: Frame, number: int | None) -> Twig:
    """The course of that number; the present one for None."""
    return next(twig for twig in frame[Twigs()] if (twig.present if number is None else twig.number == number))


def of_course(twig: Twig, step: int) -> list[str]:
    """What a person has to know of a course that is the rival."""
    found = ["The other run is a course that this one has left."]
    if step > twig.end:
        found.append(f"It had come to step {twig.end:,}: from there on it goes as it would have gone.")
    return found


def broke(which: str, report: Report) -> str:
    """That a run stands where its numbers broke."""
    return f"{which} stands at step {report.step:,}: in the next one its numbers would be too large to compute with."
