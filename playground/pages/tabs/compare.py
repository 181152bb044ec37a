"""The tab that sets a second run beside the present one."""

from contextlib import suppress
from typing import TYPE_CHECKING, Any

from playground.core.address import Place
from playground.core.declare import RefusedError
from playground.core.plane.pursuit import Pursuit, Pursuits
from playground.core.plane.rival import Wish, shared, written
from playground.core.plane.variants import Variant, variants
from playground.pages.panels.panel import Panel
from playground.views.compared import Compared
from playground.views.compared_losses import LossesCompared
from playground.views.compared_networks import UnitsCompared, WeightsCompared
from playground.views.compared_outputs import Outputs
from playground.views.face import View

if TYPE_CHECKING:
    from playground.pages.instruments import Instruments

OUTPUTS = "outputs"


class Compare(Panel["Instruments"]):
    """What differs, pictures of both runs, and their losses."""

    name = "compare"

    def __init__(self, page: "Instruments") -> None:
        super().__init__(page)
        self._pursuits = Pursuits(Wish())
        texts = page.bulletin.source
        self.losses = LossesCompared(self._pursuits)
        self.pictures: dict[str, View] = {
            OUTPUTS: Outputs(texts, self._pursuits),
            "diagrams": UnitsCompared(self._pursuits),
            "weights": WeightsCompared(texts, self._pursuits),
        }
        self.views = (Compared(texts, self._pursuits), self.losses, *self.pictures.values())
        self.handlers = {
            "compare": self.choose,
            "compare drop": self.drop,
            "compare add": self.add,
            "compare pictures": self.look_at,
            "compare courses": self.show_courses,
            "compare recall": self.recall,
            "compare goes": self.go_on,
            "compare swap": self.swap,
            "compare course": self.take_course,
        }
        for view in (self.views[0], self.losses):
            view.place = self.name
        for kind, view in self.pictures.items():
            view.place = place_of(kind)
        self._seen = OUTPUTS

    @property
    def opens(self) -> tuple[str, ...]:
        """Pictures of one kind are seen."""
        return self.name, place_of(self._seen)

    @property
    def wish(self) -> Wish:
        """What is to differ."""
        return self._pursuits.wish

    @property
    def _pursuit(self) -> Pursuit:
        return self._pursuits.of(self.page.experiment)

    def parts(self) -> dict[str, Any]:
        """The charts, and sources without a figure."""
        views = self.views[1:]
        sources = {str(each.name): each for view in views for name, each in view.sources.items() if name != "texts"}
        return {"compare-loss": self.losses.loss, "compare-log-loss": self.losses.log_loss, **sources}

    def look_at(self, kind: str) -> None:
        """See pictures of another kind; one that there is not is let go."""
        if kind in self.pictures:
            self._seen = kind
            self.page.open_tab(self.name)

    def show_courses(self, wanted: bool) -> None:
        """Whether the losses of the run's other courses are seen."""
        self.losses.courses = bool(wanted)
        self.page.experiment.publish()

    def go_on(self, goes: bool) -> None:
        """Whether the other run follows."""
        self.wish.going = bool(goes)
        self.page.experiment.publish()

    def choose(self, pair: list[str]) -> None:
        """Let a setting have another value in the other run, [name, text]; what cannot be is let go."""
        name, text = map(str, pair)
        if name in {variant.name for variant in self._possible}:
            with suppress(RefusedError):
                self.wish.choose(self._pursuit.beginning, name, text)
            self.page.experiment.publish()

    def recall(self, pairs: dict[str, list[str]]) -> None:
        """Let differ what a person chose on an earlier visit; say what is not there any more."""
        if lost := self.wish.recall(self._pursuit.beginning, pairs):
            self.page.notice([f"Compare cannot have again what you chose before: {', '.join(lost)}."])
        self.page.experiment.publish()

    def add(self, name: str) -> None:
        """Let one more setting differ: at first by the value after the present one, or the one before."""
        for variant in self._possible:
            if variant.name == name:
                texts = [text for text, _ in variant.values]
                at = texts.index(written(self._pursuit.beginning, name))
                self.choose([name, texts[at + 1] if at + 1 < len(texts) else texts[at - 1]])

    def drop(self, name: str) -> None:
        """Let a setting be the same in both."""
        self.wish.drop(self._pursuit.beginning, str(name))
        self.page.experiment.publish()

    def take_course(self, number: int | None) -> None:
        """Let a course that the run has left be the other run; None for a run with other settings."""
        self.wish.course = None if number is None else int(number)
        self.page.experiment.publish()

    def swap(self, _nothing: Any = None) -> None:
        """Let the other run be the present one, and this one the other."""
        pursuit, experiment = self._pursuit, self.page.experiment
        rival, course = pursuit.rival(), pursuit.course
        if course is not None:
            self.wish.course = experiment.run.trainer.branch.number
            experiment.open(experiment.place._replace(log=tuple(course.log)))
        elif rival is not None:
            beginning, place = pursuit.beginning, experiment.place
            log = shared(place.log, rival.first, rival.names)
            for name, text in self.wish.texts(beginning).items():
                self.wish.choose(beginning, name, text)
            others = {name: getattr(rival.first, name) for name in rival.names}
            experiment.open(Place(place.settings.replace(**others), log, place.step))

    @property
    def _possible(self) -> list[Variant]:
        """The settings that mean something in the other run."""
        rival = self._pursuit.rival()
        return [] if rival is None else variants(rival.first)


def place_of(kind: str) -> str:
    """The place of pictures of a kind."""
    return f"compare {kind}"
