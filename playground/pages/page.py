"""What all pages have: a display of views, a way to hear of a person, and parts that stand in a document by name."""

from collections.abc import Callable
from functools import cached_property
from typing import TYPE_CHECKING, Any

import panel as pn
from bokeh.document import Document
from bokeh.models import ColumnDataSource

from playground.controls.panel import Controls
from playground.core.declare import RefusedError
from playground.core.settings import Settings
from playground.link.bulletin import Bulletin, Inbox
from playground.views.face import Display
from playground.views.remarks import put_back, refused
from playground.views.words import sentence

if TYPE_CHECKING:
    from playground.pages.asked import Asked
    from playground.pages.files import Files
    from playground.pages.house import House

Handler = Callable[[Any], None]


class Page:
    """One page of the house. A page that is shown gets Frames; one that is not costs nothing."""

    name = ""
    kind: type[Settings]
    """What the settings of its experiment are."""
    beside = ""
    """The page beside which this one is seen, and without which it is not; empty for one that is seen alone."""

    def __init__(self, house: "House") -> None:
        self.house = house
        self.experiment = house.experiment_of(self.kind)
        self.controls = Controls(self.experiment.settings, self.propose, self.ask)
        self._shown = self.experiment.settings
        self.bulletin = Bulletin()
        self.display = Display()
        self._shows = 0
        self._said = 0  # so that the same is shown again after it was put away
        self._end_of_frames: Callable[[], None] | None = None
        self.inbox = Inbox(self.hear, self.bulletin)
        self.handlers: dict[str, Handler] = {
            "press": self.press,
            "open": house.open_address,
            "seek": lambda step: self.experiment.go_to(int(step)),
            "switch": lambda number: self.experiment.switch(int(number)),
            "drawn": lambda number: house.clock.drawn(int(number)),
            "visible": lambda visible: house.clock.visible(bool(visible)),
            "saving": lambda _: self.files.begin(),
            "save": lambda what: self.files.save(what),
            "load": lambda text: self.files.load(text),
            "until": lambda asked: self.asked.until(asked),
            "holds": lambda asked: self.asked.holds(asked),
        }

    @cached_property
    def files(self) -> "Files":
        """What saves and loads; its modules come when somebody does so for the first time."""
        from playground.pages.files import Files

        return Files(self)

    @cached_property
    def asked(self) -> "Asked":
        """What answers to lessons; its modules come with the first question."""
        from playground.pages.asked import Asked

        return Asked(self)

    def parts(self) -> dict[str, Any]:
        """What stands in the page, by the name of its place."""
        return {}

    def attach(self, document: Document) -> None:
        """Add every part to a document, as a root that has the name of its place in the page.

        What is seen comes first: Bokeh counts roots, to find the place of each.
        """
        parts = {**self.parts(), "bulletin": self.bulletin.source, "inbox": self.inbox.source}
        for name, part in sorted(parts.items(), key=lambda part: isinstance(part[1], ColumnDataSource)):
            model = part.get_root(document) if isinstance(part, pn.viewable.Viewable) else part
            model.name = name
            document.add_root(model)

    @property
    def is_shown(self) -> bool:
        """Whether it is seen."""
        return self._end_of_frames is not None

    def show(self) -> None:
        """Be the page that is seen."""
        if not self.is_shown:
            self._end_of_frames = self.experiment.subscribe(self)
            self.experiment.publish()
            self._shows += 1
            self.bulletin.post(shows=self._shows)

    def hide(self) -> None:
        """Be not seen."""
        if self._end_of_frames is not None:
            self._end_of_frames()
            self._end_of_frames = None

    def needs(self, passing: bool) -> Any:
        """What the views need."""
        return self.display.needs(passing, self.house.clock.slowness)

    def take(self, frame: Any) -> None:
        """Draw a Frame, and let the page say when it has been drawn; the controls show what is in force at its step.

        What stands beside a page is drawn with it.
        """
        if (refused := self.experiment.refused) is not None:
            self.experiment.refused = None
            self.notice([put_back(refused)])
        self.display.take(frame, None if self.beside else (self.bulletin.source, {"frame": [self.house.clock.shown()]}))
        if frame.settings is not self._shown:
            self._shown = frame.settings
            self.controls.show(self.experiment.settings)

    def propose(self, **changes: Any) -> None:
        """Take settings that a person has changed, or say why they cannot be."""
        self.notice([])
        with self.house.guarded(self):
            try:
                self.experiment.propose(**changes)
            except RefusedError as error:
                self.notice([str(error)])
            except ValueError:
                self.notice([refused(self.experiment.settings, name) for name in changes])
        self.controls.show(self.experiment.settings)

    def ask(self, name: str) -> None:
        """A person wants to change a setting whose control is a button."""

    def hear(self, kind: str, value: Any) -> None:
        """What a person has done."""
        handler = self.handlers.get(kind)
        if handler is not None:
            with self.house.guarded(self):
                handler(value)

    def press(self, name: str) -> None:
        """A button of the transport, or its key."""
        experiment = self.experiment
        acts: dict[str, Callable[[], None]] = {
            "play": experiment.toggle,
            "backwards": experiment.toggle_backwards,
            "bookmark": self.bookmark,
            "mark before": lambda: experiment.go_to_mark(-1),
            "mark after": lambda: experiment.go_to_mark(1),
            "step": experiment.step,
            "back": experiment.step_back,
            "epoch": experiment.step_epoch,
            "reset": experiment.reset,
            "undo": experiment.undo,
            "redo": experiment.redo,
        }
        if name in acts:
            self.notice([])
            self.bulletin.post(warning="")
            acts[name]()

    def bookmark(self) -> None:
        """Mark the present step, or let it be unmarked."""
        step, before = self.experiment.run.trainer.step_number, self.experiment.settings.bookmarks
        self.propose(bookmarks=sorted({step}.symmetric_difference(before)))

    def notice(self, problems: list[str], detail: str = "") -> None:
        """Say what could not be done; nothing, if there is nothing to say."""
        self._said += bool(problems)
        self.bulletin.post(notice={"text": sentence(problems), "detail": detail, "number": self._said})
