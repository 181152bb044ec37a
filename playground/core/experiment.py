"""An experiment: settings, log, run, clock and history, and Frames of them for whoever subscribes.

Whatever a person does to a run passes through here. Two runs side by side are two experiments.
"""

from collections.abc import Callable, Generator, Mapping
from functools import partial
from time import perf_counter
from typing import TYPE_CHECKING, Any, TypeVar

from nets.training.places import is_place
from playground.core.address import Place
from playground.core.clock import Clock
from playground.core.course import Course
from playground.core.curve import Losses
from playground.core.declare import LIVE, RUN, VIEW
from playground.core.findings import Looks, spells
from playground.core.frame import Measure, Observer, Subscriber
from playground.core.keepsake import Standing
from playground.core.live import Live, shown
from playground.core.past import Past
from playground.core.readings import Readings
from playground.core.run import Owned, Run

if TYPE_CHECKING:
    from playground.core.branch import Branch


T = TypeVar("T")


class Experiment(Course):
    """One run, its motion, and what can be undone."""

    def __init__(self, clock: Clock, place: Place) -> None:
        self._subscribers: list[Subscriber] = []
        self._past = Past()
        self.frame_seconds = 0.0
        super().__init__(clock, place, self._show, self._scored_late)

    # --- what it is

    @property
    def playing(self) -> bool:
        """Whether it plays."""
        return self._mover.playing

    @property
    def backwards(self) -> bool:
        """Whether it plays backwards."""
        return self._mover.backwards

    @property
    def steps_per_second(self) -> float:
        """Steps a second at present."""
        return self._mover.steps_per_second

    @property
    def can_undo(self) -> bool:
        """Whether there is something to undo."""
        return bool(self._past.before)

    @property
    def can_redo(self) -> bool:
        """Whether there is something to do again."""
        return bool(self._past.after)

    @property
    def course(self) -> int:
        """Another number after every change that a person made."""
        return self._past.course

    def subscribe(self, subscriber: Subscriber) -> Callable[[], None]:
        """Give Frames to somebody from now on; what ends it."""
        self._subscribers.append(subscriber)
        return lambda: self._subscribers.remove(subscriber)

    # --- what a person does

    def propose(self, **changes: Any) -> None:
        """Take other settings: on the way, if the run can go on with them, else with a new run. Raises ValueError."""
        settings = self.settings.replace(**changes)
        different = settings.differences(self.settings)
        self._view = settings.part(VIEW)
        self._mover.speed = settings.speed
        if different.intersection(settings.names(RUN)):
            self._past.leaves(self._here, different)
            self._begin(Place(settings), playing=self.playing and not self.backwards)
        elif live := different.intersection(settings.names(LIVE)):
            self._leave(different)
            self.run.trainer.change(**{name: getattr(settings, name) for name in live})
            self._scoring.forget_after(self.run.trainer.step_number)
        self.publish()

    def edit(self, name: str, value: float) -> None:
        """Set a weight or a bias, by its name in the log; raises KeyError for one that is not there, RefusedError."""
        self.edit_all({name: value})

    def edit_all(self, values: Mapping[str, float]) -> None:
        """Set several weights and biases as one change; raises as `edit`, and changes nothing then."""
        checked = {}
        for name, value in values.items():
            number = self.settings.entry(name)
            if not is_place(name):
                raise KeyError(name)
            checked[name] = number.checked(value)
        self._leave(set(checked))
        for name, value in checked.items():
            self.run.trainer.put(name, value)
        self._scoring.forget_after(self.run.trainer.step_number - 1)
        self.publish()

    def open(self, place: Place) -> None:
        """Go to a place that an address names."""
        known = self._past.opens(place, self._here)
        self._go_to(place) if known is None else self._return_to(known._replace(place=place, whole=None))
        self.publish()

    def come_back(self, place: Place, standing: Standing) -> None:
        """Stand at a place whose numbers were kept elsewhere: no step has to be made again."""
        self._come_back(place, standing)
        self.publish()

    def load(self, place: Place, standing: Standing) -> None:
        """Stand at a place whose numbers a person brings; raises ValueError or KeyError for those of another one."""
        trial = place.settings.run().trainer
        trial.follow(place.log, 0)
        trial.arrive(standing.checkpoint(trial, place.present))
        standing.losses.until(place.step)
        self._past.leaves(self._here, {"loaded"})
        self._put_back(Place(self._first))
        self._come_back(place, standing)
        self.publish()

    def put(self, own: Owned) -> None:
        """Go on from the present step with own code in place of some parts: a branch of the run.

        With none, the original goes on where it was left, or, if it never ran, goes to this step. Raises what own code
        raises, and changes nothing then.
        """
        playing, here = self.playing, self._here
        if own:
            from playground.core.branch import Branch, Left  # what belongs to own code is loaded with the first of it

            branch = Branch(own, self._branch.left if self._branch else Left(self.run, self.losses))
            self._stand_in(branch.of(self.run), self.losses.copy(), branch)
        else:
            self._put_back(here.place)
        self._past.leaves(here, {"own code", *own})
        if playing and not self._mover.moving:
            self._mover.play()
        self.publish()

    def undo(self) -> None:
        """Go back to before the last change."""
        if (stop := self._past.undo(self._here)) is not None:
            self._return_to(stop)
            self.publish()

    def redo(self) -> None:
        """Change again what was undone."""
        if (stop := self._past.redo(self._here)) is not None:
            self._return_to(stop)
            self.publish()

    def reset(self) -> None:
        """Begin a new run under the present settings."""
        self._past.leaves(self._here, {"reset"})
        self._begin(Place(self.settings))
        self.publish()

    def play(self) -> None:
        """Move, unless the numbers broke: then say so again."""
        if self.run.trainer.divergence is None:
            self._mover.play()
        self.publish()

    def toggle(self) -> None:
        """Play, or pause."""
        self.pause() if self._mover.moving else self.play()

    def toggle_backwards(self) -> None:
        """Play backwards, or pause."""
        if self._mover.backwards:
            self.pause()
        else:
            self._mover.stop()
            self._mover.play(backwards=True)
            self.publish()

    def pause(self) -> None:
        """Stand still; words first, for pictures take their time."""
        self._mover.stop()
        self.publish(passing=True)
        self._clock.later(self.publish)

    def halt(self) -> None:
        """Stand still, without a word."""
        self._mover.stop()

    def step(self) -> None:
        """One mini-batch."""
        self._mover.stop()
        self.run.trainer.step()
        self.publish()

    def step_back(self) -> None:
        """To the step before."""
        self.go_to(self.run.trainer.step_number - 1)

    def go_to(self, step: int) -> None:
        """To another step of this course, no further than it has come.

        At once, or, if the step has to be made again from far behind, on a way that can be stopped.
        """
        self._mover.stop()
        trainer, reached = self.run.trainer, self.reached
        goal = min(max(step, reached.earliest), reached.end)
        known = trainer.branch.before(goal).step
        nearest = trainer.step_number if known <= trainer.step_number <= goal else known
        if self._mover.is_quick(goal - nearest):
            trainer.seek(goal)
        else:
            trainer.seek(nearest)
            self._mover.go(goal)
        self.publish()

    def go_to_mark(self, direction: int) -> None:
        """To the nearest change, bookmark or finding before (-1) or after (+1) the present step, or to an end."""
        here, (earliest, end, log) = self.run.trainer.step_number, self.reached
        found = (spell.first for spell in spells(self.answer(Readings(Looks())).known))
        steps = {earliest, end, *(change.step for change in log), *self.settings.bookmarks, *found}
        ahead = [step for step in steps if earliest <= step <= end and direction * (step - here) > 0]
        if ahead:
            self.go_to(min(ahead, key=lambda step: abs(step - here)))

    def switch(self, number: int) -> None:
        """To the end of another course of this run; to one that is forgotten, not at all."""
        if any(twig.number == number and not twig.present for twig in self.twigs):
            self._switch(number)
            self.publish()

    def step_epoch(self) -> None:
        """To the end of the epoch: at once, or, if that takes long, on a way that can be stopped."""
        self._mover.stop()
        trainer = self.run.trainer
        if self._mover.is_quick(trainer.steps_left):
            trainer.run_epoch()
        else:
            self._mover.go(trainer.step_number + trainer.steps_left)
        self.publish()

    # --- what can be seen

    def publish(self, *, passing: bool | None = None) -> None:
        """Take a Frame that carries what the subscribers need, and give it to them."""
        start = perf_counter()
        passing = self._mover.moving if passing is None else passing
        wanted = [measure for subscriber in self._subscribers for measure in subscriber.needs(passing)]
        frame = self._observer.observe(wanted, passing=passing)
        for subscriber in list(self._subscribers):
            subscriber.take(frame)
        self.frame_seconds += 0.1 * (perf_counter() - start - self.frame_seconds)

    def answer(self, measure: Measure[T]) -> T:
        """What is there once for several measures of the present run that build on it."""
        return self._observer.answer(measure)

    def shown(self, parts: Generator[float, None, None], wanted: Callable[[], bool]) -> Generator[float, None, None]:
        """Parts of work that are shown from time to time, where that is wanted, while the run stands still."""
        show = partial(self.publish, passing=True)
        return shown(parts, self._clock, show, lambda: not self._mover.moving and wanted())

    def lively(self, title: str) -> Live:
        """Work about the present run that is watched while it goes on, for as long as that run stands here."""
        show = partial(self.publish, passing=True)
        live = Live(title, self._clock, show, self._late, lambda: self._mover.moving)
        self._beside.append(live)
        return live

    def _stand_in(self, run: Run, losses: Losses, branch: "Branch | None" = None) -> None:
        super()._stand_in(run, losses, branch)
        self._observer = Observer(self)

    def _leave(self, what: set[str]) -> None:
        """Something is about to be changed from the present step on."""
        self._past.leaves(self._here, what)
        if self.backwards:
            self._mover.stop()  # what the change does lies ahead
        self._courses.leave(self.losses)

    def _show(self) -> None:
        """A Frame is due; numbers that broke end the motion."""
        if self.run.trainer.divergence is not None:
            self._mover.stop()
        self.publish()

    def _scored_late(self) -> None:
        if not self._mover.moving:
            self._clock.later(self.publish)
