"""The tab of confusion, precision and recall."""

from typing import TYPE_CHECKING

from playground.pages.panels.panel import Panel
from playground.views import confusion

if TYPE_CHECKING:
    from playground.pages.instruments import Instruments


class Confusion(Panel["Instruments"]):
    """Tables."""

    name = "confusion"

    def __init__(self, page: "Instruments") -> None:
        super().__init__(page)
        view = confusion.Tables(page.bulletin.source)
        view.place = self.name
        self.views = (view,)
