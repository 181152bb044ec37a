"""The playground: a small network learns to tell points of the plane apart."""

from collections.abc import Iterable
from functools import cached_property
from typing import TYPE_CHECKING, Any

import panel as pn

from playground.core.declare import RefusedError
from playground.core.plane.numbers import name_of
from playground.core.plane.settings import MAX_LAYERS, MAX_NEURONS, YOURS, PlaneSettings
from playground.pages.page import Page
from playground.pages.walking import Walking
from playground.theme.styles import stylesheet
from playground.views.editing import Editing
from playground.views.face import Display, View
from playground.views.found import Found
from playground.views.further import Further
from playground.views.inspection import Inspection
from playground.views.loss import Loss
from playground.views.network import Edges, Network
from playground.views.output import Output
from playground.views.sentence import Sentence
from playground.views.shown import Shown, places
from playground.views.status import Address, Status
from playground.views.timeline import Timeline
from playground.views.warnings import Breakdown, Warnings

if TYPE_CHECKING:
    from playground.pages.house import House
    from playground.pages.own_data import OwnData

FURTHER = {
    "data": ("label_noise", "imbalance", "standardise"),
    "training": (
        *("optimizer", "beta", "rho", "beta2", "decay"),
        *("schedule", "warm_up_steps", "after_warm_up", "decay_steps", "decay_factor", "cosine_steps", "cosine_least"),
        *("regularisation", "regularisation_rate", "initialiser", "activations"),
    ),
}
"""Settings that stand behind a button, by what they are about."""
DATA = "dataset pictures", "points", "classes", "noise", "train_share", "batch_size"
"""What stands under the dataset's name."""
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
        self.further = {"data": stacked([]), "training": stacked([], "row")}
        by_place: dict[str, tuple[View, ...]] = {
            "timeline": (Timeline(texts), Found(texts)),
            "network": (self.network, self.edges, Editing(texts, self.inspection), Warnings(texts)),
            "no network": (Breakdown(texts),),
            "output": (self.output,),
            "loss": (self.loss,),
            "words": (Sentence(texts, self.inspection),),
        }
        for place, views in by_place.items():
            for view in views:
                view.place = place
        self.display = Display(
            Status(texts), *(view for views in by_place.values() for view in views), Address(texts),
            Further(texts, FURTHER), Shown(texts),
        )  # fmt: skip
        self.bulletin.post(limits={"layers": MAX_LAYERS, "neurons": MAX_NEURONS})
        self.handlers |= {
            "inspect": self.inspect,
            "edit": self.edit,
            "layers": self.set_layers,
            "neurons": self.set_neurons,
            "walk": self.walking.hear,
            "open": self.open_address,
            "further": self.show_further,
            "own": lambda letter: self.own.hear(*letter),
        }

    @cached_property
    def own(self) -> "OwnData":
        """What edits one's own points; its modules come when somebody does so for the first time."""
        from playground.pages.own_data import OwnData

        return OwnData(self)

    def ask(self, name: str) -> None:
        """One's own points are changed in an editor."""
        if name == "points":
            self.own.open()

    def propose(self, **changes: Any) -> None:
        """Take settings that a person has changed; who wants own points and has none draws them first."""
        points = changes.get("points", self.experiment.settings.points)
        if changes.get("dataset") == YOURS and not points.suffice:
            self.controls.show(self.experiment.settings)
            self.own.open()
        else:
            super().propose(**changes)

    def show_further(self, of: str) -> None:
        """Make the controls that stand behind a button, once."""
        place = self.further.get(of)
        if place is not None and not place.objects:
            place.objects = [self.controls[name] for name in FURTHER[of]]

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
        self.display.open = *self.walking.open, *places(self.experiment.settings.show)
        return super().needs(passing)

    def inspect(self, unit: dict[str, Any] | None) -> None:
        """Look at one tile of the diagram, or away."""
        if unit is None:
            self.inspection.look_away()
        else:
            self.inspection.look(unit["column"], unit["unit"], number_of(unit))
        self.experiment.publish()

    def edit(self, wanted: dict[str, Any]) -> None:
        """Set a weight or a bias; one that has gone in the meantime is let go."""
        self.notice([])
        name = number_of(wanted)
        try:
            self.experiment.edit(str(name), float(wanted["value"]))
        except KeyError:
            return
        except RefusedError as error:
            self.notice([str(error)])

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
        views = self.controls
        diagram = (*self.network.sources.values(), *self.edges.sources.values(), *self.walking.sources.values())
        painted = (*diagram, self.output.region)
        return {
            "speed": views["speed"],
            "dataset": views["dataset"],
            "data": stacked(views[name] for name in DATA),
            **{f"more-{name}": place for name, place in self.further.items()},
            "features": views["features"],
            "learning-rate": views["learning_rate"],
            "activation": views["activation"],
            "loss-function": views["loss"],
            "seed": views["seed"],
            "output": self.output.figure,
            "show-test": views["show_test"],
            "discretise": views["discretise"],
            "loss": self.loss.figure,
            **{str(source.name): source for source in painted},
        }


def number_of(looked_at: dict[str, Any]) -> str | None:
    """The name of the weight or bias of a unit that the page speaks of, if it speaks of one."""
    number = looked_at.get("number")
    if number is None:
        return None
    return name_of(int(looked_at["column"]), int(looked_at["unit"]), None if number == "bias" else int(number))


def stacked(views: Iterable[Any], how: str = "stack") -> Any:
    """Controls, one under the other, or in a row."""
    return pn.Column(*views, margin=0, sizing_mode="stretch_width", stylesheets=[stylesheet(how)])
