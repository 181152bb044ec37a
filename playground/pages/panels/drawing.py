"""The architecture: drawn, and changed block by block."""

from typing import TYPE_CHECKING, Any

from playground.core.declare import RefusedError
from playground.core.digits.architecture import changed, inserted
from playground.pages.panels.panel import Panel
from playground.views.architecture import Drawing

if TYPE_CHECKING:
    from playground.pages.digits import Digits


class Architecture(Panel["Digits"]):
    """What is shown in place of the maps."""

    name = "drawing"

    def __init__(self, page: "Digits") -> None:
        super().__init__(page)
        self.views = (Drawing(page.bulletin.source),)
        self.handlers = {"block": self.change, "insert": self.insert, "remove": self.remove}

    @property
    def blocks(self) -> list[str]:
        """As the settings have them."""
        return self.page.experiment.settings.blocks

    def change(self, what: dict[str, Any]) -> None:
        """Another {kind, units, window, stride, padded} of block `number`, counted from 0."""
        changes = dict(what)
        number = int(changes.pop("number"))
        try:
            blocks = changed(self.blocks, number, **changes)
        except RefusedError as error:
            self.page.notice([str(error)])
            return
        self.page.propose(blocks=blocks)

    def insert(self, number: int) -> None:
        """One more block before block `number`."""
        self.page.propose(blocks=inserted(self.blocks, int(number)))

    def remove(self, number: int) -> None:
        """One block less."""
        self.page.propose(blocks=[*self.blocks[: int(number)], *self.blocks[int(number) + 1 :]])
