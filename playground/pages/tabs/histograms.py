"""The tab of histograms over time."""

from typing import TYPE_CHECKING, Any

from playground.core.inside import KINDS, Spreads
from playground.core.readings import OverTime
from playground.pages.tabs.past import PastPanel
from playground.views import spreads
from playground.views.notes import Note

if TYPE_CHECKING:
    from playground.pages.instruments import Instruments


class Histograms(PastPanel):
    """Of weights, gradients or activations."""

    name = "histograms"

    def __init__(self, page: "Instruments") -> None:
        super().__init__(page)
        self.view = spreads.Histograms(page.bulletin.source)
        self.view.place = self.name
        self.views = self.view, Note(page.bulletin.source, self.name), self.looking
        self.handlers = {"histograms": self.choose}

    @property
    def past(self) -> OverTime:
        """Numbers of the kind that is looked at."""
        return Spreads(self.view.kind)

    def parts(self) -> dict[str, Any]:
        """A source without a figure."""
        return {"histograms": self.view.sources["histograms"]}

    def choose(self, kind: str) -> None:
        """Look at another kind of numbers; one that there is not is let go."""
        if kind in KINDS:
            self.view.kind = kind
            self.page.experiment.publish()
