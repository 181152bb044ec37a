"""The digits page: a small convolutional network learns to read, and reads what a person draws."""

from typing import TYPE_CHECKING, Any, cast

import numpy as np

from nets.arrays import Array
from playground.core.digits.blocks import LARGEST
from playground.core.digits.measures import Easel
from playground.core.digits.place import Place, Spot
from playground.core.digits.run import DigitsRun
from playground.core.digits.settings import DigitsSettings
from playground.core.digits.sliding import Sliding
from playground.pages.given import Given, Known
from playground.pages.page import Page
from playground.pages.panels.drawing import Architecture
from playground.pages.panels.looks import Looking
from playground.pages.panels.mistakes import Mistakes
from playground.pages.panels.panel import Panel
from playground.pages.panels.training import Training
from playground.pages.panels.where import Where
from playground.pages.panels.why import WhyThis
from playground.views.face import Display
from playground.views.maps import Answer, Gradients, Kernels, Maps, Pictures
from playground.views.opened import Detail
from playground.views.opening import Open
from playground.views.status import Address, Status
from playground.views.timeline import Timeline
from playground.views.warnings import Breakdown

if TYPE_CHECKING:
    from playground.pages.house import House

FIRST = 3
"""The test image that is shown first."""
PANELS: tuple[type[Panel["Digits"]], ...] = (Architecture, Training, WhyThis, Looking, Where, Mistakes)
PLACES = "show", "panel"
"""The settings that say which places of the page are open."""


class Digits(Page):
    """The third page."""

    name = "digits"
    kind = DigitsSettings

    def __init__(self, house: "House") -> None:
        super().__init__(house)
        texts = self.bulletin.source
        self.easel, self.spot, self.sliding = Easel(), Spot(), Sliding()
        self.given = Given(self)
        sources = Pictures.parts(texts)
        self.maps = Maps(sources, self.easel)
        self.panels: tuple[Panel[Digits], ...] = tuple(kind(self) for kind in PANELS)
        self.display = Display(
            Status(texts, accuracy=True),
            Timeline(texts),
            Breakdown(texts),
            Open(texts, *PLACES),
            self.maps,
            Gradients(sources, self.easel),
            Kernels(sources),
            Answer(texts, self.easel),
            Detail(texts, self.easel, self.spot, self.sliding),
            *self.given.views,
            *(view for panel in self.panels for view in panel.views),
            Address(texts),
        )
        self.handlers |= {
            "test image": self.pick,
            "inspect": self.inspect,
            "input map": self.look_from,
            "large": self.enlarge,
            "slide": self.slide,
            "look at": self.look_at_test,
            **self.given.handlers,
        }
        for panel in self.panels:
            self.handlers |= panel.handlers
        self._random = np.random.default_rng(0)
        self.look_at_test(FIRST)

    @property
    def run(self) -> DigitsRun:
        """The present run."""
        return cast("DigitsRun", self.experiment.run)

    def needs(self, passing: bool) -> Any:
        """What the views need that are seen."""
        settings = self.experiment.settings
        layers = () if self.spot.is_large and settings.show != "drawing" else (settings.show,)
        self.display.open = (*layers, settings.panel, *self.given.open)
        return super().needs(passing)

    def inspect(self, spot: list[int] | None) -> None:
        """Look at one number, [stage, unit, row, column, channel], or away."""
        before, self.spot.at = self.spot.at, None if spot is None else Place(*map(int, spot))
        if before is None or self.spot.at is None or before.stage != self.spot.at.stage:
            self.spot.source = None
        self.experiment.publish()

    def look_from(self, source: int | None) -> None:
        """Write out what one of the maps before brings to the number looked at; None: the one that counts most."""
        self.spot.source = None if source is None else int(source)
        self.experiment.publish()

    def enlarge(self, large: bool) -> None:
        """Whether the number that is looked at takes the place of all layers, which nobody sees then."""
        self.spot.is_large = bool(large)
        self.experiment.publish()

    def slide(self, way: dict[str, Any]) -> None:
        """Let the kernel that is looked at move otherwise: {stride, padded}, None for what is as in the network."""
        stride, padded = way.get("stride"), way.get("padded")
        self.sliding.stride = None if stride is None else min(max(int(stride), 1), LARGEST)
        self.sliding.padded = None if padded is None else bool(padded)
        self.experiment.publish()

    def pick(self, digit: int | None = None) -> None:
        """Another test image, by chance: of all, or of a digit."""
        labels = self.run.test.y
        self.look_at_test(int(self._random.choice(len(labels) if digit is None else np.flatnonzero(labels == digit))))

    def parts(self) -> dict[str, Any]:
        """By the name of its place."""
        views = self.controls
        places = {"speed": "speed", "learning-rate": "learning_rate", "activation": "activation", "norm": "norm",
                  "dropout": "dropout", "seed": "seed", "show": "show", "scale": "scale", "panel": "panel"}  # fmt: skip
        parts = {place: views[name] for place, name in places.items()}
        parts |= {str(source.name): source for name, source in self.maps.sources.items() if name != "texts"}
        for panel in self.panels:
            parts |= panel.parts()
        return parts

    def look_at_test(self, number: int) -> None:
        """Put a test image on the easel, the nearest to a number if there is none of it."""
        test = self.run.test
        number = min(max(int(number), 0), len(test) - 1)
        self.given.put(test.x[number, :, :, 0], Known(number, int(test.y[number])))

    def look_at(self, image: Array) -> None:
        """Look at what the network sees, (SIDE, SIDE)."""
        self.given.put(image)
