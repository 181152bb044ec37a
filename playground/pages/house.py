"""One visit: a clock, the experiment, and the pages that were opened, all over one Python."""

import importlib
import sys
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from playground.core import address, keepsake
from playground.core.clock import SLICE, Clock
from playground.core.experiment import Experiment
from playground.pages.page import Page
from playground.views.remarks import WENT_WRONG

PAGES = {"playground": "Playground", "engine": "EnginePage"}
"""The class of every page, in the module that has the page's name."""


class House:
    """All pages of one person. ``wake`` is called when `tick` is to be called again and again."""

    def __init__(self, fragment: str, *, wake: Callable[[], None], slice_seconds: float = SLICE) -> None:
        self.clock = Clock(wake, slice_seconds)
        place, self._problems = address.read(fragment)
        self.experiment = Experiment(self.clock, place)
        self.pages: dict[str, Page] = {}
        self.seen: Page | None = None

    def page(self, name: str) -> Page:
        """A page, made when it is first asked for; KeyError if there is none of that name."""
        if name not in self.pages:
            kind = PAGES[name]
            self.pages[name] = getattr(importlib.import_module(f"playground.pages.{name}"), kind)(self)
        return self.pages[name]

    def show(self, name: str) -> Page:
        """Let one page be seen, and no other."""
        page = self.page(name)
        if page is not self.seen:
            if self.seen is not None:
                self.seen.hide()
            self.seen = page
            page.show()
            page.notice(self._problems)
            self._problems = []
        return page

    def open_address(self, fragment: str) -> None:
        """Go where an address says; a fragment that names no settings names nothing."""
        if not address.is_address(fragment):
            return
        place, problems = address.read(fragment)
        if self.seen is not None:
            self.seen.notice(problems)
        self.experiment.open(place)

    def keepsake(self) -> bytes:
        """Where the run stands, or the original of own code, to be kept where this Python cannot lose it."""
        experiment, trainer = self.experiment, self.experiment.original.trainer
        place = experiment.place._replace(step=trainer.step_number)
        return keepsake.to_bytes(place, trainer.checkpoint(), experiment.original_losses)

    def come_back(self, kept: bytes) -> None:
        """Stand where the run was when this was kept."""
        with self.guarded(self.seen):
            self.experiment.come_back(*keepsake.from_bytes(kept))

    def tick(self) -> float:
        """One tick of the clock; seconds until the next one, negative if it sleeps until it wakes."""
        with self.guarded(self.seen):
            return self.clock.tick()
        return 0.0

    @contextmanager
    def guarded(self, page: Page | None) -> Iterator[None]:
        """An error in here is a sentence with details on the page, and everything else goes on.

        What ends a whole Python elsewhere is such an error only if it comes out of own code.
        """
        try:
            yield
        except BaseException as error:
            if not isinstance(error, Exception) and self.experiment.blamed(error) is None:
                raise
            self.complain(error, page)

    def complain(self, error: BaseException, page: Page | None = None) -> None:
        """Say what went wrong, and stand still."""
        page = page or self.seen
        detail = "".join(traceback.format_exception(error))
        print(detail, file=sys.stderr)  # noqa: T201 (the browser's console)
        self.experiment.halt()
        if page is not None:
            page.notice([self.experiment.blamed(error) or WENT_WRONG], detail)
            page.bulletin.post(playing=False, job=None)
