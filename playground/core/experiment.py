"""An experiment: settings, log, run, clock and history, and Frames of them for whoever subscribes.

Whatever a person does to a run passes through here. Two runs side by side are two experiments.
"""

from collections.abc import Callable
from time import perf_counter
from typing import TYPE_CHECKING, Any

from nets.training.log import parting
from playground.core.address import Place
from playground.core.clock import Clock
from playground.core.curve import Losses, Scored
from playground.core.declare import LIVE, RUN, VIEW
from playground.core.frame import Moment, Observer, Subscriber
from playground.core.keepsake import Standing
from playground.core.past import Past, Stop
from playground.core.run import Owned, Run
from playground.core.scoring import Scoring
from playground.core.settings import Settings, names

if TYPE_CHECKING:
    from playground.core.branch import Branch


class Experiment:
    """One run, its motion, and what can be undone."""

    def __init__(self, clock: Clock, place: Place | None = None) -> None:
        self._clock = clock
        self._mover = clock.mover(self._show, self.scored)
        self._subscribers: list[Subscriber] = []
        self._past = Past()
        self._stop_scoring: Callable[[], None] = lambda: None
        self.frame_seconds = 0.0
        self._branch: Branch | None = None
        self._begin(place or Place(Settings()))

    # --- what it is

    @property
    def place(self) -> Place:
        """Where it stands; of a branch with own code, where the original would."""
        return Place(self._first.replace(**self._view), self.original.trainer.log, self.run.trainer.step_number)

    @property
    def own(self) -> Owned:
        """The own code that stands in the run."""
        return self.run.own

    @property
    def original(self) -> Run:
        """The run that a branch with own code left; the run itself, if it left none."""
        return self._branch.left.run if self._branch and self._branch.left else self.run

    @property
    def original_losses(self) -> Losses:
        """The losses of the original."""
        return self._branch.left.losses if self._branch and self._branch.left else self.losses

    @property
    def branched(self) -> Moment | None:
        """When own code came to stand in the run; None if the run is the original."""
        return None if self._branch is None else self._branch.began

    @property
    def settings(self) -> Settings:
        """In force at the present step."""
        trainer = self.run.trainer
        live = {name: getattr(trainer.settings, name) for name in names(LIVE)}
        wanted = self._view | live
        if any(getattr(self._present, name) != value for name, value in wanted.items()):
            self._present = self._present.replace(**wanted)
        return self._present

    @property
    def playing(self) -> bool:
        """Whether it plays."""
        return self._mover.playing

    @property
    def steps_per_second(self) -> float:
        """Steps a second at present."""
        return self._mover.steps_per_second

    @property
    def replayed(self) -> float | None:
        """How much of the way to the step that was asked for is done; None if it is on no way."""
        return None if self._mover.goal is None else self._mover.share

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

    def blamed(self, error: BaseException) -> str | None:
        """What own code is to blame for this error, in a sentence; None if it came through none."""
        return None if self._branch is None else self._branch.blamed(error)

    def subscribe(self, subscriber: Subscriber) -> Callable[[], None]:
        """Give Frames to somebody from now on; what ends it."""
        self._subscribers.append(subscriber)
        return lambda: self._subscribers.remove(subscriber)

    # --- what a person does

    def propose(self, **changes: Any) -> None:
        """Take other settings: on the way, if the run can go on with them, else with a new run. Raises ValueError."""
        settings = self.settings.replace(**changes)
        different = settings.differences(self.settings)
        self._view |= {name: getattr(settings, name) for name in names(VIEW)}
        self._mover.speed = settings.speed
        if different.intersection(names(RUN)):
            self._past.leaves(self._here, different)
            self._begin(Place(settings), playing=self.playing)
        elif live := different.intersection(names(LIVE)):
            self._past.leaves(self._here, different)
            trainer = self.run.trainer
            trainer.change(**{name: getattr(settings, name) for name in live})
            self._scoring.forget_after(trainer.step_number)
        self.publish()

    def open(self, place: Place) -> None:
        """Go to a place that an address names."""
        known = self._past.opens(place, self._here)
        self._go_to(place, None if known is None else known.losses)

    def put(self, own: Owned) -> None:
        """Go on from the present step with own code in place of some parts: a branch of the run.

        With none, the original goes on where it was left, or, if it never ran, goes to this step. Raises what own code
        raises, and changes nothing then.
        """
        playing, place = self.playing, self.place
        if own:
            from playground.core.branch import Branch, Left  # what belongs to own code is loaded with the first of it

            branch = Branch(own, self._branch.left if self._branch else Left(self.run, self.losses))
            self._stand_in(branch.of(self.run), self.losses.copy(), branch)
        else:
            self._put_back(place)
        if playing and not self._mover.moving:
            self._mover.play()
        self.publish()

    def undo(self) -> None:
        """Go back to before the last change."""
        if (stop := self._past.undo(self._here)) is not None:
            self._go_to(*stop)

    def redo(self) -> None:
        """Change again what was undone."""
        if (stop := self._past.redo(self._here)) is not None:
            self._go_to(*stop)

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
        self._mover.stop()
        trainer = self.run.trainer
        trainer.seek(max(trainer.step_number - 1, trainer.history.earliest))
        self.publish()

    def step_epoch(self) -> None:
        """To the end of the epoch."""
        self._mover.stop()
        self.run.trainer.run_epoch()
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

    def scored(self) -> Scored | None:
        """The latest evaluation of all samples; of the present step, if that is quick."""
        return self._scoring.latest()

    @property
    def losses(self) -> Losses:
        """The evaluations of the present course."""
        return self._scoring.losses

    def come_back(self, place: Place, standing: Standing) -> None:
        """Stand at a place whose numbers were kept elsewhere: no step has to be made again."""
        self._begin(place._replace(step=0), standing.losses)
        trainer = self.run.trainer
        trainer.follow(place.log, 0)
        trainer.arrive(standing.checkpoint(trainer, place.present))
        self.publish()

    @property
    def _here(self) -> Stop:
        return Stop(self.place, self.original_losses.copy())

    def _scored_late(self) -> None:
        if not self._mover.moving:
            self._clock.later(self.publish)

    def _begin(self, place: Place, losses: Losses | None = None, *, playing: bool = False) -> None:
        """Build the run that a place names, and go there; `losses` are known already."""
        if self._branch is None:
            run, branch, self.refused = Run(place.settings), None, None
        else:
            run, branch, self.refused = self._branch.anew(place.settings)
        self._first = self._present = place.settings
        self._view = place.settings.part(VIEW)
        self._stand_in(run, Losses() if losses is None else losses.copy(), branch)
        self._mover.speed = place.settings.speed
        self._follow(place)
        if playing:
            self._mover.play()

    def _stand_in(self, run: Run, losses: Losses, branch: "Branch | None" = None) -> None:
        """Let this be the run from now on; `branch` is given if there is own code in it."""
        self._mover.stop()
        self._stop_scoring()
        self.run, self._branch = run, branch
        self._scoring = Scoring(run.trainer, self._clock, losses, self._scored_late)
        self._stop_scoring = self._scoring.stop
        self._observer = Observer(self)
        self._mover.trainer = run.trainer

    def _put_back(self, place: Place) -> None:
        """Let the original be the run, if own code stands in it: as it was left, or, if it never ran, at a place."""
        branch, self._branch = self._branch, None
        if branch is not None:
            self._stand_in(*branch.left) if branch.left else self._begin(place)

    def _go_to(self, place: Place, losses: Losses | None = None) -> None:
        """Go to a place of this run, or of another one, whose losses may be known already; own code is put back."""
        self._put_back(Place(self._first))
        if place.settings.part(RUN, LIVE) != self._first.part(RUN, LIVE):
            self._begin(place, losses)
        else:
            self._mover.stop()
            self._view = place.settings.part(VIEW)
            self._mover.speed = place.settings.speed
            if losses is None:
                self._scoring.forget_after(parting(self.run.trainer.log, place.log))
            else:
                self._scoring.follow(losses.copy())
            self._follow(place)
        self.publish()

    def _follow(self, place: Place) -> None:
        trainer = self.run.trainer
        if place.log != trainer.log or place.step != trainer.step_number:
            trainer.follow(place.log, place.step)
            known = max(self.losses.known(place.step), trainer.history.earliest)
            if known < trainer.step_number:
                trainer.seek(known)  # the curve has no gaps: what was never measured is measured on the way
        self._mover.go(place.step)

    def _show(self) -> None:
        """A Frame is due; numbers that broke end the motion."""
        if self.run.trainer.divergence is not None:
            self._mover.stop()
        self.publish()
