"""The tab that shows how the layers fare."""

from typing import TYPE_CHECKING, Any

from playground.pages.panels.panel import Panel
from playground.views import health

if TYPE_CHECKING:
    from playground.pages.instruments import Instruments


class Health(Panel["Instruments"]):
    """Gradients, updates, and units that rest."""

    name = "health"

    def __init__(self, page: "Instruments") -> None:
        super().__init__(page)
        self.view = health.Health(page.bulletin.source)
        self.view.place = self.name
        self.views = (self.view,)

    def parts(self) -> dict[str, Any]:
        """A chart a curve."""
        return {f"health-{curve}": figure for curve, figure in self.view.figures.items()}
