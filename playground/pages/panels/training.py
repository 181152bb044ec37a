"""How the training goes, what it is done with, and networks that are trained already: ours, and one's own as files."""

import base64
from typing import TYPE_CHECKING, Any

from playground.core import keepsake
from playground.core.address import Place
from playground.core.declare import VIEW
from playground.core.digits.trained import trained
from playground.pages.panels.panel import Panel
from playground.views.loss import Loss

if TYPE_CHECKING:
    from playground.core.keepsake import Standing
    from playground.pages.digits import Digits

UNREADABLE = "this file is no network that this page has saved: it is damaged, or of something else"


class Training(Panel["Digits"]):
    """Loss curve, batch size, shifts, and files."""

    name = "training"

    def __init__(self, page: "Digits") -> None:
        super().__init__(page)
        self.loss = Loss()
        self.loss.place = self.name
        self.views = (self.loss,)
        self.handlers = {"trained": self.take_trained, "save": self.save, "load": self.load}
        self._saved = 0

    def parts(self) -> dict[str, Any]:
        """The chart and the controls."""
        views = self.page.controls.views
        return {"loss": self.loss.figure, "batch-size": views["batch_size"], "shift": views["shift"]}

    def take_trained(self, _nothing: Any = None) -> None:
        """Go to where the network that came with the site stands."""
        place, _ = trained()
        experiment = self.page.experiment
        experiment.open(place._replace(settings=place.settings.replace(**experiment.settings.part(VIEW))))

    def save(self, _nothing: Any = None) -> None:
        """Hand the network out as a file."""
        self._saved += 1
        kind = self.page.kind.subject
        kept = keepsake.together({kind: keepsake.of(self.page.experiment)})
        name = f"{kind}-step-{self.page.run.trainer.step_number}.glassbox"
        self.page.bulletin.post(file={"name": name, "data": base64.b64encode(kept).decode(), "number": self._saved})

    def load(self, text: str) -> None:
        """Stand where a file says, given in base64; what is no such file changes nothing."""
        try:
            place, standing = self._read(base64.b64decode(text, validate=True))
            self.page.experiment.load(place, standing)
        except (ValueError, LookupError, TypeError, AttributeError, OverflowError, RecursionError):
            self.page.notice([UNREADABLE])

    def _read(self, kept: bytes) -> "tuple[Place, Standing]":
        found = keepsake.apart(kept)[self.page.kind.subject]
        return keepsake.from_bytes(found, self.page.kind)
