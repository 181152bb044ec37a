"""The tab of the loss and the accuracy."""

from typing import TYPE_CHECKING, Any

from playground.pages.panels.panel import Panel
from playground.views import curves
from playground.views.notes import Note

if TYPE_CHECKING:
    from playground.pages.instruments import Instruments


class Curves(Panel["Instruments"]):
    """Curves, and how much they are smoothed."""

    name = "curves"

    def __init__(self, page: "Instruments") -> None:
        super().__init__(page)
        self.view = curves.Curves()
        self.view.place = self.name
        self.views = self.view, Note(page.bulletin.source, self.name)
        self.handlers = {"smoothing": self.smooth}

    def parts(self) -> dict[str, Any]:
        """The charts."""
        return {
            "curves-loss": self.view.loss,
            "curves-log-loss": self.view.log_loss,
            "curves-accuracy": self.view.accuracy,
        }

    def smooth(self, weight: float) -> None:
        """Smooth the curves, by a weight from 0 on."""
        self.view.smoothing = min(max(float(weight), 0.0), curves.STRONGEST)
        self.page.experiment.publish()
