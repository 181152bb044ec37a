"""The mode in which one training step is opened: what a person does there."""

from typing import TYPE_CHECKING, Any

from playground.core.plane.measures import Shape
from playground.views.walk import UPDATE, Walk, made

if TYPE_CHECKING:
    from playground.pages.playground import Playground
    from playground.views.step import OneStep


class Walking:
    """Opens and closes the mode, whose view comes with the first time, moves through its stops, and makes the step."""

    def __init__(self, page: "Playground") -> None:
        self._page = page
        self.walk = Walk()
        self.sources = made()
        self._view: OneStep | None = None

    @property
    def open(self) -> tuple[str, ...]:
        """The places that are open."""
        return (self._view.place,) if self._view and self.walk.is_open else ()

    def hear(self, act: list[Any]) -> None:
        """[what to do, with what]; what there is not is not done."""
        acts = {
            "open": self.begin,
            "close": self.close,
            "go": lambda by: self.walk.go(self._shape, int(by)),
            "phase": lambda name: self.walk.go_to(self._shape, str(name)),
            "choose": lambda column, unit: self.walk.choose(self._shape, int(column), int(unit)),
            "sample": self._look_at,
            "make": self.make,
        }
        name, *values = act
        if name in acts and (self.walk.is_open or name == "open"):
            acts[name](*values)
            if name != "make":
                self._page.experiment.publish()

    def begin(self) -> None:
        """Stand still, and open the step that comes next."""
        self._page.experiment.halt()
        if self._view is None:
            from playground.views.step import OneStep

            self._view = OneStep(self._page.bulletin.source, self.walk, self.sources, self._page.output.rings)
            self._page.display.add(self._view)
        self.walk.open()

    def close(self) -> None:
        """Leave the mode."""
        if self._view and self.walk.is_open:
            self.walk.is_open = False
            self._view.close()

    def make(self) -> None:
        """Make the step, where that is what is shown; the next one is open then."""
        if self.walk.stop(self._shape).phase == UPDATE:
            self.walk.begin()
            self._page.experiment.step()

    def _look_at(self, sample: int | None) -> None:
        self.walk.sample = None if sample is None else max(int(sample), 0)

    @property
    def _shape(self) -> tuple[int, ...]:
        return Shape().probe(self._page.experiment)()
