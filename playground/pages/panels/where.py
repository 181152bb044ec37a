"""Where digits live: test images on a map, by what a layer makes of them, and units by what they answer."""

from typing import TYPE_CHECKING, Any

from playground.core.digits.where import Pace
from playground.pages.panels.panel import Panel
from playground.views.levels import picture
from playground.views.where import Places

if TYPE_CHECKING:
    from playground.pages.digits import Digits


class Where(Panel["Digits"]):
    """A map that moves, and what a person asks of it."""

    name = "where"

    def __init__(self, page: "Digits") -> None:
        super().__init__(page)
        self.pace = Pace()
        self.places = Places(page.bulletin.source, page.easel, self.pace)
        self.views = (self.places,)
        self.handlers = {
            "where stage": lambda number: page.propose(map_stage=int(number)),
            "where go": self.go,
            "where begin": self.begin,
            "where look": self.look,
            "where unit": self.unit,
            "where pick": lambda number: page.look_at_test(self._known(number)),
        }

    def parts(self) -> dict[str, Any]:
        """The controls and the points."""
        views = self.page.controls
        places = {"map": "map", "map-points": "map_points", "perplexity": "perplexity", "map-clusters": "map_clusters"}
        parts = {place: views[name] for place, name in places.items()}
        return parts | {str(source.name): source for source in self.places.own_sources}

    def go(self, going: bool) -> None:
        """Let the map move, or stand still."""
        self.pace.going = bool(going)
        self.pace.pushes += bool(going)
        self.page.experiment.publish()

    def begin(self, _nothing: Any = None) -> None:
        """Let the map begin again, elsewhere."""
        self.pace.beginning += 1
        self.pace.going = True
        self.page.experiment.publish()

    def look(self, number: int) -> None:
        """Show a test image."""
        number = self._known(number)
        self.page.bulletin.post(where_image={"number": number, "image": picture(self._test.x[number, :, :, 0])})

    def unit(self, unit: int) -> None:
        """Look at the middle of a unit of the stage that is mapped."""
        run, page = self.page.run, self.page
        number = min(page.experiment.settings.map_stage, len(run.stages) - 1)
        values = run.network.run(page.easel.image[None, :, :, None]).values[run.stages[number].layer + 1]
        height, width = values.shape[1:3] if values.ndim == 4 else (1, 1)
        page.inspect([number, int(unit), height // 2, width // 2])

    @property
    def _test(self) -> Any:
        return self.page.run.test

    def _known(self, number: int) -> int:
        return min(max(int(number), 0), len(self._test) - 1)
