"""The tab that shows how the layers fare."""

from typing import TYPE_CHECKING, Any

from playground.core.inside import Observations
from playground.core.readings import OverTime
from playground.pages.tabs.past import PastPanel
from playground.views import health
from playground.views.notes import Note

if TYPE_CHECKING:
    from playground.pages.instruments import Instruments


class Health(PastPanel):
    """Gradients, updates, and units that rest."""

    name = "health"

    def __init__(self, page: "Instruments") -> None:
        super().__init__(page)
        self.view = health.Health(page.bulletin.source)
        self.view.place = self.name
        self.views = self.view, Note(page.bulletin.source, self.name), self.looking

    @property
    def past(self) -> OverTime:
        """What a monitor saw."""
        return Observations()

    def parts(self) -> dict[str, Any]:
        """A chart a curve."""
        return {f"health-{curve}": figure for curve, figure in self.view.figures.items()}
