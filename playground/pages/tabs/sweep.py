"""The tab of sweeps."""

from typing import TYPE_CHECKING, Any

from playground.core.address import Place
from playground.core.declare import VIEW, RefusedError
from playground.core.frame import Observer
from playground.core.plane.bench import Bench
from playground.core.plane.plan import Plan
from playground.pages.panels.panel import Panel
from playground.views.sweep import Trials

if TYPE_CHECKING:
    from playground.pages.instruments import Instruments


class Sweep(Panel["Instruments"]):
    """Runs side by side, and what a person asks of them."""

    name = "sweep"

    def __init__(self, page: "Instruments") -> None:
        super().__init__(page)
        self.bench = Bench(page.house.clock, self.show, self._moves)
        self.view = Trials(page.bulletin.source, self.bench)
        self.view.place = self.name
        self.views = (self.view,)
        self.handlers = {"sweep": self.begin, "sweep cancel": self.cancel, "sweep open": self.open_run}

    def parts(self) -> dict[str, Any]:
        """Sources without a figure."""
        return {str(source.name): source for name, source in self.view.sources.items() if name != "texts"}

    def show(self) -> None:
        """Let what has come of it be seen, where somebody looks; nothing else on the page has changed."""
        if self.page.is_shown and self.name in self.page.display.open:
            frame = Observer(self.page.experiment).observe(self.view.needs(False), passing=False)
            self.view.draw(frame)

    def begin(self, asked: dict[str, Any]) -> None:
        """Run a sweep, {axes, seeds, steps}, of which axes are pairs of a name and values; or say why it cannot be."""
        self.page.notice([])
        settings: Any = self.page.experiment.settings
        axes = [(str(name), [str(text) for text in texts]) for name, texts in asked["axes"]]
        try:
            self.bench.begin(Plan.of(settings, axes, int(asked["seeds"]), int(asked["steps"])))
        except RefusedError as error:
            self.page.notice([str(error)])
        self.show()

    def cancel(self, _nothing: Any = None) -> None:
        """Give up what is under way."""
        self.bench.cancel()
        self.show()

    def open_run(self, number: int) -> None:
        """Let a run of the sweep be the page's own, where it stands; one that is not there is let go."""
        results = [] if self.bench.sweep is None else self.bench.sweep.results
        result = results[int(number)] if 0 <= int(number) < len(results) else None
        if result is not None:
            experiment = self.page.experiment
            settings = result.trial.settings.replace(**experiment.settings.part(VIEW))
            experiment.open(Place(settings, (), result.step))
            self.bench.opens(int(number), experiment.run)
            self.show()

    def _moves(self) -> bool:
        experiment = self.page.experiment
        return experiment.playing or experiment.goal is not None
