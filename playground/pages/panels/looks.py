"""What a unit looks for: images that grow for it, and the test images that excite it most."""

from typing import TYPE_CHECKING, Any

from playground.core.digits.looks import TESTS, Studio
from playground.pages.panels.panel import Panel
from playground.views.looks import Looked

if TYPE_CHECKING:
    from playground.pages.digits import Digits

SLIDERS = "looks", "look_decay", "look_blur", "look_jitter"


class Looking(Panel["Digits"]):
    """The choice of a unit, four ways to ask what it looks for, and what can be done with an image that grows."""

    name = "looks"

    def __init__(self, page: "Digits") -> None:
        super().__init__(page)
        experiment, clock = page.experiment, page.house.clock
        self.studio = Studio(page.easel, clock, self._is_watched, experiment.publish)
        self.looked = Looked(page.bulletin.source, self.studio)
        self.looked.place = self.name
        self.views = (self.looked,)
        acts = {
            "go": self.studio.go,
            "stop": self.studio.stop,
            "one step": self.studio.step,
            "again": self.studio.again,
            "noise": self.studio.other_noise,
            "show": lambda: self.studio.show(page.look_at),
        }
        self.handlers = {
            "look": lambda act: self._do(acts.get(act)),
            "look at unit": self.choose,
        }

    def parts(self) -> dict[str, Any]:
        """Ways, sliders and pictures."""
        views = self.page.controls
        return {name.replace("_", "-"): views[name] for name in SLIDERS} | {
            "digits.looks": self.looked.sources["looks"]
        }

    def choose(self, unit: list[int]) -> None:
        """Look at a unit, [stage, unit]; the image itself has none."""
        stage, number = map(int, unit)
        if 0 < stage < len(self.page.run.stages):
            is_last = stage == len(self.page.run.stages) - 1
            self.page.propose(look_layer=0 if is_last else stage, look_unit=number)

    def _do(self, act: Any) -> None:
        if act is not None:
            act()
            self.page.experiment.publish()

    def _is_watched(self) -> bool:
        settings = self.page.experiment.settings
        return self.page.house.seen is self.page and settings.panel == self.name and settings.looks != TESTS
