"""The instruments, seen beside the playground: what its run is like inside, and how that came about."""

from typing import TYPE_CHECKING, Any

from playground.core.plane.settings import PlaneSettings
from playground.pages.page import Page
from playground.pages.panels.panel import Panel
from playground.pages.tabs.compare import Compare
from playground.pages.tabs.confusion import Confusion
from playground.pages.tabs.curves import Curves
from playground.pages.tabs.findings import Findings
from playground.pages.tabs.health import Health
from playground.pages.tabs.histograms import Histograms
from playground.pages.tabs.landscape import Landscape
from playground.pages.tabs.past import PastPanel
from playground.pages.tabs.run import Run
from playground.pages.tabs.sweep import Sweep
from playground.pages.tabs.weights import Weights
from playground.views.face import Display

if TYPE_CHECKING:
    from playground.pages.house import House

TABS: tuple[type[Panel["Instruments"]], ...] = (
    Curves,
    Health,
    Histograms,
    Weights,
    Confusion,
    Landscape,
    Compare,
    Sweep,
    Findings,
    Run,
)


class Instruments(Page):
    """Tabs, of which one is open; what is in the others is neither computed nor sent."""

    name = "instruments"
    kind = PlaneSettings
    beside = "playground"

    def __init__(self, house: "House") -> None:
        super().__init__(house)
        self.tabs = tuple(kind(self) for kind in TABS)
        self.display = Display(*(view for tab in self.tabs for view in tab.views))
        self._opens: tuple[str, ...] = ()
        self.handlers |= {"tab": self.open_tab, "looking": self.look_back}
        for tab in self.tabs:
            self.handlers |= tab.handlers

    def open_tab(self, name: str) -> None:
        """Let what is in this tab be seen."""
        self._opens = next((tab.opens for tab in self.tabs if tab.name == name), ())
        self.bulletin.post(looking=None)
        self.experiment.publish()

    def look_back(self, wanted: list[Any]) -> None:
        """[tab, whether the work on the past that it shows goes on]; of a tab that shows none, nothing is changed."""
        for tab in self.tabs:
            if isinstance(tab, PastPanel) and tab.name == wanted[0]:
                tab.look_back(goes=bool(wanted[1]))

    def needs(self, passing: bool) -> Any:
        """What the views need that are seen; none is where the address names parts of the page."""
        self.display.open = () if self.experiment.settings.show else self._opens
        return super().needs(passing)

    def parts(self) -> dict[str, Any]:
        """By the name of its place."""
        return {name: part for tab in self.tabs for name, part in tab.parts().items()}
