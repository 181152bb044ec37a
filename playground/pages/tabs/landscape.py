"""The tab of the loss landscape."""

from typing import TYPE_CHECKING, Any

from playground.core.plane.landscape import COARSE, FINE, Wish
from playground.core.plane.numbers import number_named
from playground.core.plane.terrain import PATH, RANDOM, WEIGHTS, Question
from playground.pages.panels.panel import Panel
from playground.views.landscape import Surface

if TYPE_CHECKING:
    from playground.pages.instruments import Instruments

NEAREST, FARTHEST = 0.25, 4.0
"""Of the extent."""


class Landscape(Panel["Instruments"]):
    """A surface, and what a person asks of it."""

    name = "landscape"

    def __init__(self, page: "Instruments") -> None:
        super().__init__(page)
        self.wish = Wish()
        self.view = Surface(page.bulletin.source, self.wish)
        self.view.place = self.name
        self.views = (self.view,)
        self.handlers = {"landscape": self.ask, "landscape cancel": self.cancel, "landscape follows": self.follow}

    def parts(self) -> dict[str, Any]:
        """Sources without a figure."""
        return {"landscape": self.view.sources["loss"], "landscape path": self.view.sources["path"]}

    def ask(self, asked: dict[str, Any]) -> None:
        """Compute one: {kind, numbers, extent, resolution, seed}; what there is not is let go."""
        kind, numbers = str(asked["kind"]), [str(name) for name in asked["numbers"]]
        if kind in (PATH, RANDOM) or (kind == WEIGHTS and len(numbers) == 2 and all(map(self._is_there, numbers))):
            extent = min(max(float(asked["extent"]), NEAREST), FARTHEST)
            resolution = FINE if asked["resolution"] == FINE else COARSE
            first, second = numbers if kind == WEIGHTS else ("", "")
            self.wish.ask(Question(kind, (first, second), extent, resolution, abs(int(asked["seed"]))))
            self.page.experiment.publish()

    def cancel(self, _nothing: Any = None) -> None:
        """Give up what is under way."""
        self.wish.going = False
        self.page.experiment.publish()

    def follow(self, follows: bool) -> None:
        """Whether it is computed again where the run stands still."""
        self.wish.follows = bool(follows)
        self.page.experiment.publish()

    def _is_there(self, name: str) -> bool:
        settings: Any = self.page.experiment.settings
        try:
            number_named(settings, name)
        except KeyError:
            return False
        return True
