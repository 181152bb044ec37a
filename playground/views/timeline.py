"""The time of a run as a line: where it stands, how far it has come, and what happened on the way."""

from typing import Any

from bokeh.models import ColumnDataSource

from nets.training.log import Change
from playground.core.frame import Frame, Measure, Reached, Twig
from playground.core.measures import Reach, Twigs
from playground.core.settings import Settings
from playground.views.face import Columns, View
from playground.views.words import loss

BOOKMARK, CHANGE = "bookmark", "change"


class Timeline(View):
    """Texts: ``timeline`` is [first, present and last step], ``marks`` says [step, kind, words] of every mark, and
    ``branches`` has a record for every course of the run, if there are several.
    """

    def __init__(self, texts: ColumnDataSource) -> None:
        self.sources = {"texts": texts}

    def needs(self, passing: bool) -> tuple[Measure[Any], ...]:
        """The course, and the others."""
        del passing
        return Reach(), Twigs()

    def columns(self, frame: Frame) -> Columns:
        """Steps, marks, and branches."""
        reached, twigs = frame[Reach()], frame[Twigs()]
        return {
            "texts": {
                "timeline": [[reached.earliest, frame.step, reached.end]],
                "marks": [marks(reached, frame.settings)],
                "branches": [[record(twig, frame.settings) for twig in twigs] if len(twigs) > 1 else []],
            }
        }


def record(twig: Twig, settings: Settings) -> dict[str, Any]:
    """A course for the page."""
    return {
        "number": twig.number,
        "parent": twig.parent,
        "start": twig.start,
        "end": twig.end,
        "present": twig.present,
        "title": titled(twig, settings),
        "words": f"to step {twig.end} · test loss {loss(twig.loss)}",
    }


def titled(twig: Twig, settings: Settings) -> str:
    """What a course begins with."""
    changes = ", ".join(changed(change, settings) for change in twig.began)
    first = "the first course" if twig.parent is None else "another course"
    return f"from step {twig.start}: {changes}" if changes else first


def marks(reached: Reached, settings: Settings) -> list[list[Any]]:
    """Changes and bookmarks within a course, in order of their steps."""
    within = range(reached.earliest, reached.end + 1)
    found = [[step, BOOKMARK, "bookmark"] for step in settings.bookmarks if step in within]
    changes: dict[int, list[str]] = {}
    for change in reached.log:
        changes.setdefault(change.step, []).append(changed(change, settings))
    return sorted([*found, *([step, CHANGE, ", ".join(words)] for step, words in changes.items() if step in within)])


def changed(change: Change, settings: Settings) -> str:
    """What was changed, in words."""
    declared = settings.entry(change.name)
    words = getattr(declared, "words", {})
    value = words[change.value] if words else f"{declared.write(change.value)}{getattr(declared, 'unit', '')}"
    return f"{declared.label.lower()} {value}"
