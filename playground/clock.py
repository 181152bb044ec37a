"""The clock: when a run moves, how fast, and when a Frame of it is shown. Nothing else knows time.

Training goes in slices of a few milliseconds, so that a button pressed meanwhile is heard at once. A Frame is shown only when
the page has drawn the one before: a slow machine draws fewer Frames and never lags behind its own buttons.
"""

import asyncio
from collections.abc import Callable
from time import perf_counter

from nets import Trainer

SLICE = 0.006
"""Seconds of training between two looks at what the page has said."""
WARM_UP = 8
"""Steps of the first slice, before the length of a step has been measured."""
SHORTEST_SLEEP, LONGEST_SLEEP = 0.002, 0.05
LONGEST_DEBT = 0.25
"""Seconds of steps that may be owed: after a pause of the whole machine, time is not made up for."""


class Clock:
    """Moves a trainer at ``speed`` steps a second (0: no limit) and calls ``show`` for every Frame that is due."""

    def __init__(self, show: Callable[[], None]) -> None:
        self.trainer: Trainer | None = None
        self.speed = 0.0
        self.playing = False
        self.steps_per_second = 0.0
        self._show = show
        self._drawn = True
        self._step_seconds = SLICE / WARM_UP
        self._task: asyncio.Task[None] | None = None

    def play(self) -> None:
        """Start to move; needs a running event loop."""
        self.playing = True
        if self._task is None or self._task.done():
            self._task = asyncio.get_running_loop().create_task(self._go())

    def pause(self) -> None:
        """Stop after the slice that is under way, and show where the run stands."""
        if self.playing:
            self.playing = False
            self.steps_per_second = 0.0
            self._show()

    def drawn(self) -> None:
        """The page has drawn the last Frame."""
        self._drawn = True

    async def _go(self) -> None:
        """Until paused: train for a slice, show a Frame if the page is ready for one, listen."""
        meter = _Meter()
        debt, before = 0.0, perf_counter()
        while self.playing and self.trainer is not None:
            now = perf_counter()
            debt = min(debt + (now - before) * self.speed, max(1.0, LONGEST_DEBT * self.speed))
            before = now
            affordable = max(1, int(SLICE / self._step_seconds))
            steps = min(affordable, int(debt)) if self.speed else affordable
            if steps:
                self._train(steps)
                debt = debt - steps if self.speed else 0.0
                self.steps_per_second = meter.count(steps)
            if self._drawn and steps:
                self._drawn = False
                self._show()
            await asyncio.sleep(self._rest(debt))

    def _train(self, steps: int) -> None:
        """Run some steps and learn how long one takes."""
        assert self.trainer is not None
        start = perf_counter()
        self.trainer.run(steps)
        each = (perf_counter() - start) / steps
        self._step_seconds += 0.3 * (max(each, 1e-7) - self._step_seconds)

    def _rest(self, debt: float) -> float:
        """Seconds until the next step is due: 0 (only listen) while there is work left to do."""
        if not self.speed or debt >= 1:
            return 0.0
        return min(max((1 - debt) / self.speed, SHORTEST_SLEEP), LONGEST_SLEEP)


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
