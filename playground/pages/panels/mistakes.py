"""What is read wrong: the confusion matrix, and the images behind it."""

from typing import TYPE_CHECKING, Any

from playground.pages.panels.panel import Panel
from playground.views.mistakes import MOST, Listed
from playground.views.mistakes import Mistakes as View

if TYPE_CHECKING:
    from playground.pages.digits import Digits


class Mistakes(Panel["Digits"]):
    """Matrix and images."""

    name = "mistakes"

    def __init__(self, page: "Digits") -> None:
        super().__init__(page)
        self._listed = Listed()
        self.views = (View(page.bulletin.source, self._listed, page.run.test.x),)
        self.handlers = {"list": self.list, "list more": self.more}

    def list(self, which: str | list[int]) -> None:
        """Show other images: "wrong", "hardest", or those of a cell, [what they are, what is read]."""
        self._listed.which = which if isinstance(which, str) else (int(which[0]), int(which[1]))
        self._listed.most = MOST
        self.page.experiment.publish()

    def more(self, _nothing: Any = None) -> None:
        """Show more of the same images."""
        self._listed.most += MOST
        self.page.experiment.publish()
