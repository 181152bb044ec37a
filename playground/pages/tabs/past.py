"""What tabs have in common that show the past of the run: work on it that can be followed, and cancelled."""

from typing import TYPE_CHECKING

from playground.core.readings import OverTime, Readings
from playground.pages.panels.panel import Panel
from playground.views.looking import Looking

if TYPE_CHECKING:
    from playground.pages.instruments import Instruments


class PastPanel(Panel["Instruments"]):
    """A tab that shows `past`."""

    def __init__(self, page: "Instruments") -> None:
        super().__init__(page)
        self.looking = Looking(page.bulletin.source, self.name, lambda: self.past)

    @property
    def past(self) -> OverTime:
        """What it shows."""
        raise AttributeError(f"{type(self).__name__} shows nothing of the past")

    def look_back(self, *, goes: bool) -> None:
        """Give up the work on it, or let it go on."""
        self.page.experiment.answer(Readings(self.past)).let(goes=goes)
        self.page.experiment.publish()
