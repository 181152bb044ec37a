"""The tab of all weights, now and over time."""

from typing import TYPE_CHECKING, Any

from playground.pages.panels.panel import Panel
from playground.views.matrices import Matrices, MatricesOverTime

if TYPE_CHECKING:
    from playground.pages.instruments import Instruments


class Weights(Panel["Instruments"]):
    """Heat maps."""

    name = "weights"

    def __init__(self, page: "Instruments") -> None:
        super().__init__(page)
        self.views = (Matrices(page.bulletin.source), MatricesOverTime())
        for view in self.views:
            view.place = self.name

    def parts(self) -> dict[str, Any]:
        """Sources without a figure."""
        now, time = self.views
        return {"matrices": now.sources["matrices"], "matrices over time": time.sources["time"]}
