"""The pages of the site: their names, where they lie, and whose source text they show."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

TEMPLATES = "pages"
INDEX = "index.html"


@dataclass(frozen=True)
class Page:
    """A page at the folder `address` below the site; the files that match `sources` travel with it as text.

    One that is seen `beside` another page has no document of its own: it stands in that one's.
    """

    name: str
    address: str
    sources: tuple[str, ...] = ()
    beside: str = ""

    @property
    def root(self) -> str:
        """The way from the page's folder back to the site's."""
        return "../" * self.file.count("/") or "./"

    @property
    def file(self) -> str:
        """The page's document, below the site."""
        return self.address.removeprefix("./") + INDEX

    def owns(self, asset: str) -> bool:
        """True for the plain name of an asset that only this page needs: it lies in a folder of the page's name."""
        return asset.startswith(f"{self.name}/")


ENGINE = ("nets", "nets/datasets", "nets/fast", "nets/layers", "nets/training")
"""What the Engine page shows and a saved notebook brings along: `playground/core/files/engine.py` names the same."""

PAGES = (
    Page("playground", "./"),
    Page("engine", "engine/", tuple(f"{folder}/*.py" for folder in ENGINE)),
    Page("digits", "digits/"),
    Page("instruments", "./", beside="playground"),
)

COURSE = Page("lessons", "lessons/")
"""The list of all lessons, which needs no Python; each lesson has a folder below it."""


def present(shell: Path) -> tuple[Page, ...]:
    """The first page, and of the others those that have a template in the shell's folder."""
    first, *others = PAGES
    return (first, *(page for page in others if (shell / TEMPLATES / f"{page.name}.html.j2").is_file()))
