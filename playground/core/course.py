"""Which run an experiment shows, where that stands, and the ways to another place."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from nets import Trainer
from nets.training.history import Checkpoint
from playground.core.address import Place
from playground.core.clock import Clock
from playground.core.courses import Courses
from playground.core.curve import Curve, Losses, Scored, alike
from playground.core.declare import LIVE, RUN, VIEW
from playground.core.frame import Moment, Reached, Twig
from playground.core.keepsake import Standing
from playground.core.live import Live
from playground.core.mover import Guard
from playground.core.past import Aside, Stop, Whole
from playground.core.run import Owned, Run
from playground.core.scoring import Scoring
from playground.core.settings import Settings
from playground.core.slow import RARELY, Slow

if TYPE_CHECKING:
    from playground.core.branch import Branch


class Course:
    """A run, the original of it if own code stands in it, its mover, and its losses.

    ``show`` is called when a Frame of it is due, ``late`` when losses were found after the Frame that asked for them.
    """

    def __init__(self, clock: Clock, place: Place, show: Callable[[], None], late: Callable[[], None]) -> None:
        self._clock = clock
        self._late = late
        self._mover = clock.mover(show, lambda: self._scoring.mark())
        self._beside: list[Slow[Any] | Live] = []
        self._branch: Branch | None = None
        self._begin(place)

    @property
    def place(self) -> Place:
        """Where it stands, or is on its way to; of a branch with own code, where the original would be."""
        step = self.run.trainer.step_number if self._mover.goal is None else self._mover.goal
        of = self._first, self._view
        if any(present is not known for present, known in zip(of, self._began_of, strict=True)):
            self._began_of, self._began = of, self._first.replace(**self._view)
        return Place(self._began, self.original.trainer.log, step)

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
        of = self.run.trainer.settings, self._view
        if any(present is not known for present, known in zip(of, self._present_of, strict=True)):
            self._present_of = of
            said = of[0].said()
            wanted = self._view | {name: said[name] for name in self._first.names(LIVE)}
            if any(getattr(self._present, name) != value for name, value in wanted.items()):
                self._present = self._present.replace(**wanted)
        return self._present

    @property
    def replayed(self) -> float | None:
        """How much of the way to the step that was asked for is done; None if it is on no way."""
        return None if self._mover.goal is None else self._mover.share

    @property
    def goal(self) -> int | None:
        """The step that it is on its way to, if any."""
        return self._mover.goal

    @property
    def reached(self) -> Reached:
        """The steps of the present course that can be gone to, and what was changed on the way."""
        trainer = self.run.trainer
        return Reached(trainer.history.earliest, trainer.branch.end, trainer.log)

    @property
    def twigs(self) -> tuple[Twig, ...]:
        """All courses of this run that are remembered, the oldest first; none while own code stands in it."""
        return () if self._branch else self._courses.twigs(self.losses)

    @property
    def left_behind(self) -> tuple[tuple[Twig, Curve], ...]:
        """The courses that the run has left, each with what is known of its losses."""
        known = ((twig, self._courses.losses(twig.number)) for twig in self.twigs if not twig.present)
        return tuple((twig, losses.until(twig.end)) for twig, losses in known if losses is not None)

    @property
    def losses(self) -> Losses:
        """The evaluations of the present course."""
        return self._scoring.losses

    @property
    def _here(self) -> Stop:
        run, branch = self.run, self._branch
        aside = None if branch is None else Aside(run, branch, run.trainer.log, self.losses.copy())
        place, trainer = self.place, self.original.trainer
        stays = trainer.step_number == place.step and not self._mover.is_quick(place.step)
        whole = Whole(run, self._courses) if branch is None else None
        return Stop(place, self.original_losses.copy(), aside, trainer.checkpoint() if stays else None, whole)

    def blamed(self, error: BaseException) -> str | None:
        """What own code is to blame for this error, in a sentence; None if it came through none."""
        return None if self._branch is None else self._branch.blamed(error)

    def scored(self) -> Scored | None:
        """The latest evaluation of all samples; of the present step, if that is quick."""
        return self._scoring.latest()

    def measured(self) -> Scored:
        """An evaluation of all samples at the present step, however long it takes."""
        return self._scoring.now()

    def slowly(self, title: str, rarely: float = RARELY) -> Slow[Any]:
        """A question about the present run that is answered beside it, for as long as that run stands here."""
        slow: Slow[Any] = Slow(title, self._clock, self._late, lambda: self._mover.moving, rarely)
        self._beside.append(slow)
        return slow

    def watch(self, guard: Guard | None) -> None:
        """Let somebody say where it is to stand still when it plays; None ends that."""
        self._mover.guard = guard

    def hold(self, seconds: float) -> None:
        """Let it make no step for so long while it moves: what goes on beside it is to catch up. 0 ends that."""
        self._mover.wait(seconds)

    def accompany(self, companion: Callable[[], None], seconds: float) -> None:
        """For so long, let something keep pace with it while it moves: it is called after every slice of steps."""
        self._mover.accompany(companion, seconds)

    def _come_back(self, place: Place, standing: Standing) -> None:
        """Stand at a place whose numbers were kept elsewhere: no step has to be made again."""
        self._arrive(place, standing.losses, lambda trainer: standing.checkpoint(trainer, place.present))

    def _arrive(self, place: Place, losses: Losses, checkpoint: Callable[[Trainer], Checkpoint]) -> None:
        """Stand at a place of another run whose numbers are known; `checkpoint` makes them for its trainer."""
        self._begin(place._replace(step=0), losses)
        trainer = self.run.trainer
        trainer.follow(place.log, 0)
        trainer.arrive(checkpoint(trainer))

    def _begin(self, place: Place, losses: Losses | None = None, *, playing: bool = False) -> None:
        """Build the run that a place names, and go there; `losses` are known already."""
        if self._branch is None:
            run, branch, self.refused = place.settings.run(), None, None
        else:
            run, branch, self.refused = self._branch.anew(place.settings)
        self._stand_in(run, Losses() if losses is None else losses.copy(), branch)
        self._take(place.settings)
        self._follow(place)
        if playing:
            self._mover.play()

    def _take(self, settings: Settings) -> None:
        """Let these be the first settings of the run that stands here."""
        self._first = self._present = self._began = settings
        self._present_of = self._began_of = None, None
        self._view = settings.part(VIEW)
        self._mover.speed = settings.speed

    def _stand_in(self, run: Run, losses: Losses, branch: "Branch | None" = None) -> None:
        """Let this be the run from now on; `branch` is given if there is own code in it."""
        self._mover.stop()
        for each in self._beside:
            each.stop()
        self._beside = []
        self.run, self._branch = run, branch
        self._scoring = Scoring(run, self.slowly("Evaluating"), losses)
        self._courses = Courses(run.trainer)
        self._mover.trainer = run.trainer

    def _put_back(self, place: Place) -> None:
        """Let the original be the run, if own code stands in it: as it was left, or, if it never ran, at a place."""
        branch, self._branch = self._branch, None
        if branch is not None:
            self._stand_in(*branch.left) if branch.left else self._begin(place)

    def _go_to(self, place: Place, losses: Losses | None = None) -> None:
        """Go to a place of this run, or of another one, whose losses may be known already; own code is put back."""
        self._put_back(Place(self._first))
        if self._is_of_another_run(place):
            self._begin(place, losses)
        else:
            self._mover.stop()
            self._take(place.settings)
            self._courses.leave(self.losses)
            if losses is None:
                self._scoring.forget_after(alike(self.run.trainer.log, place.log))
            else:
                self._scoring.follow(losses.copy())
            self._follow(place)

    def _is_of_another_run(self, place: Place) -> bool:
        return place.settings.part(RUN, LIVE) != self._first.part(RUN, LIVE)

    def _return_to(self, stop: Stop) -> None:
        """Go to where the run stood once, with own code if there was some."""
        place, losses, aside, checkpoint, whole = stop
        if whole is not None and whole.run is not self.original:
            self._stand_in(whole.run, losses.copy())
            self._courses = whole.courses
            self._take(place.settings)
            self._follow(place)
        elif aside is None:
            is_new = self._is_of_another_run(place) or self.original.trainer.branch.end < place.step
            if is_new and checkpoint is not None and checkpoint.step == place.step:
                self._put_back(Place(self._first))
                self._arrive(place, losses, lambda _: checkpoint)
            else:
                self._go_to(place, losses)
        else:
            self._stand_in(aside.run, aside.losses.copy(), aside.branch)
            self._take(place.settings)
            self._follow(place._replace(log=aside.log))

    def _switch(self, number: int) -> None:
        """Go to the end of another course of this run."""
        branch = next(each for each in self.run.trainer.history.branches if each.number == number)
        self._go_to(self.place._replace(log=tuple(branch.log), step=branch.end), self._courses.losses(number))

    def _follow(self, place: Place) -> None:
        trainer = self.run.trainer
        standing = place.settings.shortcut(place.log, place.step)
        whole = min(self.losses.known(place.step), trainer.branch.before(place.step).step)
        if standing is not None and whole < standing.step:
            trainer.follow(place.log, 0)
            trainer.remember(standing.checkpoint(trainer, place.settings))
            self.losses.add_all(standing.losses)
        if place.log != trainer.log or place.step != trainer.step_number:
            trainer.follow(place.log, place.step)
            known = max(self.losses.known(place.step), trainer.history.earliest)
            if known < trainer.step_number:
                trainer.seek(known)  # the curve has no gaps: what was never measured is measured on the way
        self._mover.go(place.step)
