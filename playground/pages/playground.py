"""The playground: a small network learns to tell points of the plane apart."""

from typing import TYPE_CHECKING, Any

import panel as pn

from playground.core.plane.settings import MAX_LAYERS, MAX_NEURONS, PlaneSettings
from playground.pages.page import Page
from playground.pages.walking import Walking
from playground.theme.styles import stylesheet
from playground.views.face import Display
from playground.views.inspection import Inspection
from playground.views.loss import Loss
from playground.views.network import Edges, Network
from playground.views.output import Output
from playground.views.sentence import Sentence
from playground.views.status import Address, Status
from playground.views.timeline import Timeline
from playground.views.warnings import Warnings

if TYPE_CHECKING:
    from playground.pages.house import House

FIRST_LAYER = 4
"""Neurons of a hidden layer that is added where there is none."""


class Playground(Page):
    """The first page."""

    name = "playground"
    kind = PlaneSettings

    def __init__(self, house: "House") -> None:
        super().__init__(house)
        texts, self.inspection = self.bulletin.source, Inspection()
        self.network, self.edges = Network(), Edges()
        self.output, self.loss = Output(texts, self.inspection), Loss()
        self.walking = Walking(self)
        self.display = Display(
            Status(texts), Timeline(texts), self.network, self.edges, self.output, self.loss,
            Sentence(texts, self.inspection), Warnings(texts), self.walking.view, Address(texts),
        )  # fmt: skip
        self.bulletin.post(limits={"layers": MAX_LAYERS, "neurons": MAX_NEURONS})
        self.handlers |= {"inspect": self.inspect, "layers": self.set_layers, "neurons": self.set_neurons}
        self.handlers |= {"walk": self.walking.hear, "open": self.open_address}

    def open_address(self, fragment: str) -> None:
        """Go where an address says: none leads into the opened step."""
        self.walking.close()
        self.house.open_address(fragment)

    def press(self, name: str) -> None:
        """A button."""
        super().press(name)
        if name == "one step":
            self.walking.hear(["close" if self.walking.walk.is_open else "open"])
        if name == "weights":
            self.experiment.pause()
            self.propose(
                weights=(self.experiment.settings.weights + 1)
                % (self.experiment.settings.declared()["weights"].bounds[1] + 1)
            )

    def needs(self, passing: bool) -> Any:
        """What the views need that are seen; a run that plays is not opened."""
        if self.experiment.playing:
            self.walking.close()
        self.display.open = self.walking.open
        return super().needs(passing)

    def inspect(self, unit: dict[str, Any] | None) -> None:
        """Look at one tile of the diagram, or away."""
        if unit is None:
            self.inspection.look_away()
        else:
            self.inspection.look(unit["column"], unit["unit"])
        self.experiment.publish()

    def set_layers(self, change: int) -> None:
        """A layer more, or one less."""
        hidden = self.experiment.settings.hidden
        if change < 0 and hidden:
            self.propose(hidden=hidden[:-1])
        elif change > 0 and len(hidden) < MAX_LAYERS:
            self.propose(hidden=[*hidden, hidden[-1] if hidden else FIRST_LAYER])

    def set_neurons(self, wanted: dict[str, int]) -> None:
        """A neuron more in a layer, counted from 0, or one less; a layer that has gone in the meantime is let go."""
        hidden, layer = list(self.experiment.settings.hidden), int(wanted["layer"])
        if 0 <= layer < len(hidden) and 1 <= hidden[layer] + wanted["change"] <= MAX_NEURONS:
            hidden[layer] += int(wanted["change"])
            self.propose(hidden=hidden)

    def parts(self) -> dict[str, Any]:
        """By the name of its place."""
        views = self.controls.views
        diagram = (*self.network.sources.values(), *self.edges.sources.values(), *self.walking.view.own_sources)
        painted = (*diagram, self.output.region)
        stacked = ("dataset pictures", "noise", "train_share", "batch_size")
        return {
            "speed": views["speed"],
            "dataset": views["dataset"],
            "data": pn.Column(
                *(views[name] for name in stacked),
                margin=0,
                sizing_mode="stretch_width",
                stylesheets=[stylesheet("stack")],
            ),
            "features": views["features"],
            "learning-rate": views["learning_rate"],
            "activation": views["activation"],
            "loss-function": views["loss"],
            "seed": views["seed"],
            "output": self.output.figure,
            "show-test": views["show_test"],
            "loss": self.loss.figure,
            **{str(source.name): source for source in painted},
        }
