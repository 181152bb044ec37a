"""One visit: a clock, an experiment for each kind of run, and the pages that were opened, all over one Python."""

import importlib
import sys
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from playground.core import address, keepsake
from playground.core.address import Place
from playground.core.clock import SLICE, Clock
from playground.core.experiment import Experiment
from playground.core.settings import Settings
from playground.pages.page import Page
from playground.views.remarks import NOT_HERE, WENT_WRONG

PAGES = {"playground": "Playground", "engine": "EnginePage", "digits": "Digits", "instruments": "Instruments"}
"""The class of every page, in the module that has the page's name."""


def page_class(name: str) -> type[Page]:
    """The class of a page; KeyError if there is none of that name."""
    kind = PAGES[name]
    return getattr(importlib.import_module(f"playground.pages.{name}"), kind)


class House:
    """All pages of one person. The first one begins where `fragment`, its address, says; ``wake`` is called when `tick`
    is to be called again and again.
    """

    def __init__(
        self, fragment: str, *, first: str = "playground", wake: Callable[[], None], slice_seconds: float = SLICE
    ) -> None:
        self.clock = Clock(wake, slice_seconds)
        kind = page_class(first).kind
        place, self._problems = address.read(fragment, kind)
        self.experiments: dict[type[Settings], Experiment] = {kind: Experiment(self.clock, place)}
        self.pages: dict[str, Page] = {}
        self.seen: Page | None = None
        self.beside: Page | None = None
        self._kept: dict[str, bytes] = {}

    @property
    def experiment(self) -> Experiment:
        """The one of the page that is seen."""
        return next(iter(self.experiments.values())) if self.seen is None else self.seen.experiment

    def experiment_of(self, kind: type[Settings]) -> Experiment:
        """The one whose settings are of this kind, made when it is first asked for."""
        if kind not in self.experiments:
            self.experiments[kind] = Experiment(self.clock, Place(kind()))
            self._recall(kind)
        return self.experiments[kind]

    def page(self, name: str) -> Page:
        """A page, made when it is first asked for; KeyError if there is none of that name."""
        if name not in self.pages:
            self.pages[name] = page_class(name)(self)
        return self.pages[name]

    def show(self, name: str) -> Page:
        """Let one page be seen, and no other; or, beside the page that it belongs to, one that is seen there."""
        page = self.page(name)
        if page.beside:
            self._show_beside(page)
        elif page is not self.seen:
            self.hide_beside()
            if self.seen is not None:
                self.seen.hide()
                if self.seen.experiment is not page.experiment:
                    self.seen.experiment.pause()
            self.seen = page
            page.show()
            page.notice(self._problems)
            self._problems = []
        return page

    def _show_beside(self, page: Page) -> None:
        if page is not self.beside and self.seen is not None and self.seen.name == page.beside:
            self.hide_beside()
            self.beside = page
            page.show()

    def hide_beside(self) -> None:
        """Let the page that is seen stand alone."""
        if self.beside is not None:
            self.beside.hide()
            self.beside = None

    def open_address(self, fragment: str) -> None:
        """Go where an address says; a fragment that names no settings names nothing."""
        if not address.is_address(fragment):
            return
        experiment = self.experiment
        place, problems = address.read(fragment, type(experiment.settings))
        if self.seen is not None:
            self.seen.notice(problems)
        experiment.open(place)

    def keepsake(self) -> bytes:
        """Where every run stands, to be kept where this Python cannot lose it."""
        standing = {kind.subject: keepsake.of(experiment) for kind, experiment in self.experiments.items()}
        return keepsake.together(self._kept | standing)

    def come_back(self, kept: bytes) -> None:
        """Stand where every run was when this was kept."""
        with self.guarded(self.seen):
            self._kept = keepsake.apart(kept)
        for kind in self.experiments:
            self._recall(kind)

    def _recall(self, kind: type[Settings]) -> None:
        kept = self._kept.pop(kind.subject, None)
        if kept is not None:
            with self.guarded(self.seen):
                self.experiments[kind].come_back(*keepsake.from_bytes(kept, kind))

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
            if not isinstance(error, Exception) and self._blamed(error) is None:
                raise
            self.complain(error, page)

    def _blamed(self, error: BaseException) -> str | None:
        """What own code is to blame for this error, in a sentence."""
        return next(filter(None, (each.blamed(error) for each in self.experiments.values())), None)

    def complain(self, error: BaseException, page: Page | None = None) -> None:
        """Say what went wrong, and stand still."""
        page = page or self.seen
        detail = "".join(traceback.format_exception(error))
        print(detail, file=sys.stderr)  # noqa: T201 (the browser's console)
        for experiment in self.experiments.values():
            experiment.halt()
        if page is not None:
            plain = NOT_HERE if isinstance(error, ImportError) else WENT_WRONG
            page.notice([self._blamed(error) or plain], detail)
            (self.seen or page).bulletin.post(playing=False, job=None)
