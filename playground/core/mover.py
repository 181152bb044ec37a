"""What moves one run: at a speed, or as fast as it goes to a goal."""

from collections.abc import Callable
from time import perf_counter
from typing import Protocol

from nets import Trainer

WARM_UP = 8
"""Steps of the first slice, before the length of a step has been measured."""
SHORTEST_SLEEP, LONGEST_SLEEP = 0.002, 0.05
QUICK = 0.05
"""Seconds of steps that are made at once."""
MARKS = 100
"""Moments on the way to a goal at which something may be looked at, and about as many more at its beginning."""
DENSE = 10
"""From one moment to the next it goes a tenth of what it has gone, as long as that is less: most happens early."""
LONGEST_DEBT = 0.25
"""Seconds of steps that may be owed: after a pause of the whole machine, time is not made up for."""


class Guard(Protocol):
    """Says where what plays is to stand still."""

    @property
    def due(self) -> float:
        """The next step at which it wants to look; infinity if there is none."""
        ...

    def look(self) -> bool:
        """Whether it is to stand still here."""
        ...


class Mover:
    """Moves a trainer at ``speed`` steps a second (0: no limit) while it plays, or to a step without a limit.

    Backwards it plays as fast as forwards, with a hop for every Frame.

    ``show`` is called for every Frame that is due, ``mark`` at MARKS moments on the way to a goal, ``rouse`` when it
    begins to move.
    """

    def __init__(
        self, show: Callable[[], None], mark: Callable[[], object], rouse: Callable[[], None], slice_seconds: float
    ) -> None:
        self.trainer: Trainer | None = None
        self.speed = 0.0
        self.playing = self.backwards = False
        self.goal: int | None = None
        self.guard: Guard | None = None
        self.steps_per_second = 0.0
        self._start, self._next, self._stride = 0, 0, 1
        self._show = show
        self._mark = mark
        self._rouse = rouse
        self._moved = False
        self._step_seconds = slice_seconds / WARM_UP
        self._debt, self._before, self._until = 0.0, 0.0, 0.0
        self._companion, self._together = (lambda: None), 0.0
        self._meter = _Meter()

    @property
    def moving(self) -> bool:
        """Whether it plays, or is on its way to a goal."""
        return self.playing or self.goal is not None

    @property
    def waits(self) -> bool:
        """Whether it makes no step now."""
        return perf_counter() < self._until

    @property
    def share(self) -> float:
        """How much of the way to the goal is done."""
        if self.goal is None or self.trainer is None or self.goal <= self._start:
            return 1.0
        return (self.trainer.step_number - self._start) / (self.goal - self._start)

    def play(self, *, backwards: bool = False) -> None:
        """Begin to move."""
        if not self.playing or self.backwards != backwards:
            self.playing, self.backwards, self.goal = True, backwards, None
            self.wake_up()
            self._rouse()

    def go(self, goal: int) -> None:
        """Move to a step ahead, as fast as it goes, and stop there; at once, if that is quick."""
        assert self.trainer is not None
        self.stop()
        here = self._start = self.trainer.step_number
        self._next, self._stride = here, max(1, (goal - here) // MARKS)
        if here < goal:
            self._mark_here()
        if self.is_quick(goal - here):
            while self.trainer.step_number < goal and not self.trainer.divergence:
                self._train(self.trainer, self._steps_to(goal))
                self._mark_here()
            return
        self.goal = goal
        self.wake_up()
        self._rouse()

    def is_quick(self, steps: int) -> bool:
        """Whether so many steps are made before anybody could wait for them."""
        return steps * self._step_seconds < QUICK

    def stop(self) -> None:
        """Stand still."""
        self.playing, self.backwards, self.goal = False, False, None
        self.steps_per_second, self._until = 0.0, 0.0
        self._moved = False

    def wake_up(self) -> None:
        """Owe nothing for the time that has passed."""
        self._debt, self._before, self._meter = 0.0, perf_counter(), _Meter()

    def wait(self, seconds: float) -> None:
        """Make no step for so long: something beside it is to catch up. 0 ends that."""
        self._until = perf_counter() + seconds

    def accompany(self, companion: Callable[[], None], seconds: float) -> None:
        """For so long, call this after every slice of steps: something beside it keeps pace."""
        self._companion, self._together = companion, perf_counter() + seconds

    def advance(self, seconds: float) -> float:
        """Train for some seconds at the most; seconds until the next step is due, 0 while there is work left to do."""
        assert self.trainer is not None
        if self.waits:
            return min(max(self._until - perf_counter(), 0.0), LONGEST_SLEEP)
        if self.backwards:
            return self._retreat(self.trainer)
        steps = self._steps_due(seconds)
        look = None if self.guard is None or self.goal is not None else self.guard.due
        if look is not None:
            steps = int(min(steps, look - self.trainer.step_number))
        if steps:
            self._train(self.trainer, steps)
            if perf_counter() < self._together:
                self._companion()
            self._moved = True
            self.steps_per_second = self._meter.count(steps)
            if self.goal is not None:
                self._mark_here()
        if self._has_arrived(self.trainer, look):
            self.stop()
            self._show()
        return self._rest()

    def _has_arrived(self, trainer: Trainer, look: float | None) -> bool:
        if self.goal is not None:
            return trainer.step_number >= self.goal or trainer.divergence is not None
        return look is not None and trainer.step_number >= look and self.guard is not None and self.guard.look()

    def show_what_moved(self) -> bool:
        """Show a Frame, if there is another one to show; whether there was."""
        moved, self._moved = self._moved, False
        if moved:
            self._show()
        return moved

    def _retreat(self, trainer: Trainer) -> float:
        """Go back as many steps as are owed, when what was gone to before has been seen; seconds until the next look.

        A step that would take long to be made again is not gone to, but the nearest before it that is remembered.
        """
        if self._moved:
            return SHORTEST_SLEEP
        rate = self.speed or 1 / self._step_seconds
        now = perf_counter()
        self._debt = min(self._debt + (now - self._before) * rate, max(1.0, LONGEST_DEBT * rate))
        self._before = now
        if self._debt >= 1:
            here = trainer.step_number
            goal = max(here - int(self._debt), trainer.history.earliest)
            known = trainer.branch.before(goal).step
            trainer.seek(goal if self.is_quick(goal - known) else known)
            self._moved = True
            self._debt -= here - trainer.step_number
            self.steps_per_second = self._meter.count(here - trainer.step_number)
            if trainer.step_number == trainer.history.earliest:
                self.stop()
                self._show()
        return min(max((1 - self._debt) / rate, SHORTEST_SLEEP), LONGEST_SLEEP)

    def _steps_due(self, seconds: float) -> int:
        """Steps of the next slice: what is owed since the last one, but no more than fits into it."""
        affordable = max(1, int(seconds / self._step_seconds))
        if self.goal is not None:
            assert self.trainer is not None
            return min(affordable, self._steps_to(self.goal))
        if not self.speed:
            return affordable
        now = perf_counter()
        most = max(1.0, LONGEST_DEBT * self.speed)
        self._debt = min(self._debt + (now - self._before) * self.speed, most)
        self._before = now
        steps = min(affordable, int(self._debt))
        self._debt -= steps
        return steps

    def _steps_to(self, goal: int) -> int:
        """Steps to the next mark on the way to a goal, or to the goal."""
        assert self.trainer is not None
        return max(min(goal, self._next) - self.trainer.step_number, 0)

    def _mark_here(self) -> None:
        """Let something be looked at, if it is time for it."""
        assert self.trainer is not None
        here = self.trainer.step_number
        if here >= self._next:
            self._mark()
            self._next = here + max(1, min(self._stride, (here - self._start) // DENSE))

    def _train(self, trainer: Trainer, steps: int) -> None:
        """Run some steps and learn how long one takes."""
        start = perf_counter()
        trainer.run(steps)
        each = (perf_counter() - start) / steps
        self._step_seconds += 0.3 * (max(each, 1e-7) - self._step_seconds)

    def _rest(self) -> float:
        """Seconds until the next step is due: 0 (only listen) while there is work left to do."""
        if self.goal is not None or not self.speed or self._debt >= 1:
            return 0.0
        return min(max((1 - self._debt) / self.speed, SHORTEST_SLEEP), LONGEST_SLEEP)


class _Meter:
    """Steps a second over the last half second or so."""

    WINDOW = 0.5

    def __init__(self) -> None:
        self._since, self._steps, self._rate = perf_counter(), 0, 0.0

    def count(self, steps: int) -> float:
        self._steps += steps
        passed = perf_counter() - self._since
        if passed >= self.WINDOW:
            self._rate = self._steps / passed
            self._since, self._steps = perf_counter(), 0
        return self._rate
