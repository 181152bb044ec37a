"""How the training goes, what it is done with, and the network that came with the site."""

from typing import TYPE_CHECKING, Any

from playground.core.declare import VIEW
from playground.core.digits.trained import trained
from playground.pages.panels.panel import Panel
from playground.views.loss import Loss

if TYPE_CHECKING:
    from playground.pages.digits import Digits


class Training(Panel["Digits"]):
    """Loss curve, batch size, shifts, and files."""

    name = "training"

    def __init__(self, page: "Digits") -> None:
        super().__init__(page)
        self.loss = Loss()
        self.loss.place = self.name
        self.views = (self.loss,)
        self.handlers = {"trained": self.take_trained}

    def parts(self) -> dict[str, Any]:
        """The chart and the controls."""
        views = self.page.controls
        return {"loss": self.loss.figure, "batch-size": views["batch_size"], "shift": views["shift"]}

    def take_trained(self, _nothing: Any = None) -> None:
        """Go to where the network that came with the site stands."""
        place, _ = trained()
        experiment = self.page.experiment
        experiment.open(place._replace(settings=place.settings.replace(**experiment.settings.part(VIEW))))
