"""How the training goes: the loss, and what it is done with."""

from typing import TYPE_CHECKING, Any

from playground.pages.panels.panel import Panel
from playground.views.loss import Loss

if TYPE_CHECKING:
    from playground.pages.digits import Digits


class Training(Panel):
    """Loss curve, batch size, shifts."""

    name = "training"

    def __init__(self, page: "Digits") -> None:
        super().__init__(page)
        self.loss = Loss()
        self.loss.place = self.name
        self.views = (self.loss,)

    def parts(self) -> dict[str, Any]:
        """The chart and the controls."""
        views = self.page.controls.views
        return {"loss": self.loss.figure, "batch-size": views["batch_size"], "shift": views["shift"]}
