"""The clock: when a run moves, how fast, and when a Frame of it is shown. Nothing else knows time.

Training goes in slices of a few milliseconds, so that a button pressed meanwhile is heard at once. A Frame is shown
only when the page has drawn the one before: a slow machine draws fewer Frames and never lags behind its own buttons.
"""

import asyncio
from collections.abc import Callable
from time import perf_counter

from nets import Trainer

SLICE = 0.003
"""Seconds of training between two looks at what the page has said."""
WARM_UP = 8
"""Steps of the first slice, before the length of a step has been measured."""
SHORTEST_SLEEP, LONGEST_SLEEP = 0.002, 0.05
BREATH = 0.001
"""Seconds between two ticks that `Clock.run` leaves to everything else on its event loop."""
ASLEEP = -1.0
"""What `Clock.tick` answers when there is nothing to do until the clock is woken."""
LONGEST_DEBT = 0.25
"""Seconds of steps that may be owed: after a pause of the whole machine, time is not made up for."""


class Clock:
    """Moves a trainer at ``speed`` steps a second (0: no limit) and calls ``show`` for every Frame that is due.

    Somebody else calls ``tick`` over and over, from the moment at which the clock calls ``wake``: a worker's message
    loop, or `run` on an event loop. ``slice_seconds`` is how long one tick trains before it listens again.
    """

    def __init__(self, show: Callable[[], None], wake: Callable[[], None], slice_seconds: float = SLICE) -> None:
        self.trainer: Trainer | None = None
        self.speed = 0.0
        self.playing = False
        self.steps_per_second = 0.0
        self._show = show
        self._wake = wake
        self._slice = slice_seconds
        self._awake = False
        self._drawn = True
        self._step_seconds = slice_seconds / WARM_UP
        self._debt, self._before = 0.0, 0.0
        self._meter = _Meter()

    def play(self) -> None:
        """Start to move."""
        if self.playing:
            return
        self.playing = True
        self._debt, self._before, self._meter = 0.0, perf_counter(), _Meter()
        if not self._awake:
            self._awake = True
            self._wake()

    def pause(self) -> None:
        """Stop, and show where the run stands."""
        if self.playing:
            self.playing = False
            self.steps_per_second = 0.0
            self._show()

    def drawn(self) -> None:
        """The page has drawn the last Frame."""
        self._drawn = True

    def tick(self) -> float:
        """Train for a slice, show a Frame if the page is ready; seconds until the next tick, ASLEEP if none is due."""
        if not self.playing or self.trainer is None:
            self._awake = False
            return ASLEEP
        steps = self._steps_due()
        if steps:
            self._train(steps)
            self.steps_per_second = self._meter.count(steps)
            if self._drawn:
                self._drawn = False
                self._show()
        return self._rest()

    async def run(self) -> None:
        """Tick on an event loop until paused, and leave it the many turns that a server's messages take."""
        while (rest := self.tick()) != ASLEEP:
            await asyncio.sleep(max(rest, BREATH))

    def _steps_due(self) -> int:
        """Steps of the next slice: what is owed since the last one, but no more than fits into it."""
        affordable = max(1, int(self._slice / self._step_seconds))
        if not self.speed:
            return affordable
        now = perf_counter()
        most = max(1.0, LONGEST_DEBT * self.speed)
        self._debt = min(self._debt + (now - self._before) * self.speed, most)
        self._before = now
        steps = min(affordable, int(self._debt))
        self._debt -= steps
        return steps

    def _train(self, steps: int) -> None:
        """Run some steps and learn how long one takes."""
        assert self.trainer is not None
        start = perf_counter()
        self.trainer.run(steps)
        each = (perf_counter() - start) / steps
        self._step_seconds += 0.3 * (max(each, 1e-7) - self._step_seconds)

    def _rest(self) -> float:
        """Seconds until the next step is due: 0 (only listen) while there is work left to do."""
        if not self.speed or self._debt >= 1:
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
