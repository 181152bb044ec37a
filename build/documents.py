"""The site's HTML: a document for every page, one for the list of lessons, and one for every lesson.

The document of a lesson holds its text and the page that stands beside it.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import shell
from course import Written
from packs import Files
from pages import COURSE, Page

if TYPE_CHECKING:
    from assemble import Ingredients
    from offline import Shelf

TITLE = "Glassbox: see inside a neural network"
SUMMARY = "A neural network that learns in your browser, with every neuron's decision region in view."
LESSONS = "Lessons: neural networks, a step at a time"
NOTES = "notes.json"


@dataclass(frozen=True)
class Head:
    """What a document says about itself: to a browser, to who searches, and to programs that show a link to it."""

    title: str
    description: str
    kind: str
    url: str
    """Empty if nobody knows where the site will lie."""


def alone(pages: tuple[Page, ...]) -> tuple[Page, ...]:
    """The pages that have documents of their own."""
    return tuple(page for page in pages if not page.beside)


def pages_of(course: tuple[Written, ...]) -> tuple[Page, ...]:
    """The documents of the lessons, and of their list, if there are any."""
    return (COURSE, *(page_of(lesson) for lesson in course)) if course else ()


def page_of(lesson: Written) -> Page:
    """The page beside a lesson, at the lesson's address."""
    return Page(lesson.page, lesson.address)


def plain_pages(course: tuple[Written, ...]) -> dict[str, dict[str, str]]:
    """What the manifest says of the lessons: where they lie, and which page stands beside each."""
    if not course:
        return {}
    lessons = {
        lesson.address.rstrip("/"): {"address": lesson.address, "page": lesson.page, "title": _title(lesson.title)}
        for lesson in course
    }
    return {COURSE.name: {"address": COURSE.address, "title": _title(LESSONS)}, **lessons}


class Documents:
    """Renders all of them; `names` are the paths of the assets by their plain names."""

    def __init__(self, of: Ingredients, names: dict[str, str], manifest: dict[str, Any], jinja: Any) -> None:
        self._of = of
        self._names = names
        self._manifest = manifest
        self._templates = shell.environment(jinja, of.shell)

    def all(self) -> Files:
        """Every document by path, and the notes of the lessons beside them."""
        files = {page.file: self._render(page, page.name, self._head(page)) for page in alone(self._of.pages)}
        if not self._of.course:
            return files
        head = Head(_title(LESSONS), LESSONS, "website", self._url(COURSE))
        files[COURSE.file] = self._render(COURSE, COURSE.name, head)
        for lesson in self._of.course:
            page = page_of(lesson)
            head = Head(_title(lesson.title), lesson.summary, "article", self._url(page))
            files[page.file] = self._render(page, lesson.address.rstrip("/"), head, lesson)
            if lesson.notes:
                files[lesson.address + NOTES] = json.dumps(lesson.notes, ensure_ascii=False).encode()
        return files

    def alone(self, lesson: Written | None, shelf: Shelf, ways: dict[str, str]) -> bytes:
        """The document of a lesson, or of the list of them, that holds all it needs; it leads nowhere but to `ways`.

        The paths of assets are whole addresses then.
        """
        more = {
            "shelf": shelf,
            "asset": self._names.__getitem__,
            "manifest": {**self._manifest, "root": "./"},
            "way": ways.get,
        }
        if lesson is None:
            return self._render(COURSE, COURSE.name, Head(_title(LESSONS), LESSONS, "website", ""), None, more)
        head = Head(_title(lesson.title), lesson.summary, "article", "")
        return self._render(page_of(lesson), lesson.address.rstrip("/"), head, lesson, more)

    def _render(
        self, page: Page, place: str, head: Head, lesson: Written | None = None, more: dict[str, Any] | None = None
    ) -> bytes:
        of = self._of
        names = [each.name for each in of.course]
        told = {
            "place": place,
            "head": head,
            "lesson": lesson,
            "course": of.course,
            "number": names.index,
            "shelf": None,
            "way": self._ways(page).get,
            "notes": NOTES,
        }
        return shell.render(
            self._templates,
            of.shell,
            page,
            alone(of.pages),
            self._names,
            self._manifest_of(page),
            {**told, **(more or {})},
        )

    def _ways(self, page: Page) -> dict[str, str]:
        """How this page's document names the others, by place."""
        pages = self._manifest["pages"].items()
        addresses = {place: told["address"] for place, told in pages if "address" in told}
        return {place: page.root + address.removeprefix("./") for place, address in addresses.items()}

    def _manifest_of(self, page: Page) -> dict[str, Any]:
        """The manifest without the files that only another page has: its own document names them.

        Its packs are named everywhere. Who goes there from a page has that page's Python, for which no newer pack will
        do.
        """
        of = self._of
        others = [other for other in (*of.pages, COURSE) if page.name not in (other.name, other.beside)]
        files = self._manifest["files"].items()
        own = {name: told for name, told in files if not any(other.owns(name) for other in others)}
        return {**self._manifest, "files": own, "scripts": shell.started(of.statics, page.name)}

    def _head(self, page: Page) -> Head:
        return Head(TITLE, SUMMARY, "website", self._url(page))

    def _url(self, page: Page) -> str:
        return f"{self._of.url.rstrip('/')}/{page.address.removeprefix('./')}" if self._of.url else ""


def _title(words: str) -> str:
    return f"{words} · Glassbox"
