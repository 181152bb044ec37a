"""The tab that tells of the present run in words."""

from typing import TYPE_CHECKING

from playground.pages.panels.panel import Panel
from playground.views.told import Told

if TYPE_CHECKING:
    from playground.pages.instruments import Instruments


class Run(Panel["Instruments"]):
    """A sentence, settings and changes."""

    name = "run"

    def __init__(self, page: "Instruments") -> None:
        super().__init__(page)
        view = Told(page.bulletin.source)
        view.place = self.name
        self.views = (view,)
