"""The tab of what is going wrong, and of what may help."""

from typing import TYPE_CHECKING, Any

from nets.diagnosis import REMEDIES
from playground.core.findings import Looks
from playground.core.plane.remedies import changes_of
from playground.core.readings import OverTime
from playground.pages.tabs.past import PastPanel
from playground.views import findings

if TYPE_CHECKING:
    from playground.pages.instruments import Instruments


class Findings(PastPanel):
    """Notes, each with remedies to try."""

    name = "findings"

    def __init__(self, page: "Instruments") -> None:
        super().__init__(page)
        view = findings.Findings(page.bulletin.source)
        view.place = self.name
        self.views = view, self.looking
        self.handlers = {"remedy": self.attempt}

    @property
    def past(self) -> OverTime:
        """Looks at what goes wrong."""
        return Looks()

    def attempt(self, remedy: list[int | str]) -> None:
        """Try a remedy, [kind of finding, its number]; one that is not there or changes nothing is let go."""
        kind, number = str(remedy[0]), int(remedy[1])
        known = REMEDIES.get(kind, ())
        if 0 <= number < len(known):
            settings: Any = self.page.experiment.settings
            self.page.propose(**changes_of(settings, known[number]))
