"""The tab of all weights, now and over time."""

from typing import TYPE_CHECKING, Any

from playground.core.inside import Parameters
from playground.core.readings import OverTime
from playground.pages.tabs.past import PastPanel
from playground.views.matrices import Matrices, MatricesOverTime
from playground.views.notes import Note

if TYPE_CHECKING:
    from playground.pages.instruments import Instruments


class Weights(PastPanel):
    """Heat maps."""

    name = "weights"

    def __init__(self, page: "Instruments") -> None:
        super().__init__(page)
        self._now, self._time = Matrices(page.bulletin.source), MatricesOverTime()
        for view in (self._now, self._time):
            view.place = self.name
        self.views = self._now, self._time, Note(page.bulletin.source, self.name), self.looking

    @property
    def past(self) -> OverTime:
        """All numbers."""
        return Parameters()

    def parts(self) -> dict[str, Any]:
        """Sources without a figure."""
        return {"matrices": self._now.sources["matrices"], "matrices over time": self._time.sources["time"]}
