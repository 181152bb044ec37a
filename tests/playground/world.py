"""A world in which time passes only when somebody works: a clock, what it moves, and jobs beside that."""

from typing import Any

from playground.core.clock import ASLEEP, Clock
from playground.core.jobs import Job

STEP_SECONDS = 1e-4


class Walker:
    """A trainer that takes STEP_SECONDS a step, moved by a clock; it notes what was shown when."""

    def __init__(self, world):
        self.world = world
        self.step_number, self.divergence, self.frames = 0, None, []
        self.mover: Any = world.clock.mover(self.show, lambda: None)
        self.mover.trainer = self

    def run(self, steps):
        self.step_number += steps
        self.world.time.passes(steps * STEP_SECONDS)

    def show(self):
        self.frames.append(self.world.time.now)
        self.number = self.world.clock.shown()


class World:
    """A clock that is ticked as a worker ticks it, while things happen at their times."""

    def __init__(self, time):
        self.time, self.wakes, self.events = time, 0, []
        self.clock = Clock(self.wake)

    def wake(self):
        self.wakes += 1

    def at(self, moment, action):
        self.events.append((moment, action))

    def goes_on(self, seconds):
        end = self.time.now + seconds
        while self.time.now < end:
            rest = self.clock.tick()
            self.time.passes(0.01 if rest == ASLEEP else max(rest, 1e-6))
            for event in [event for event in self.events if event[0] <= self.time.now]:
                self.events.remove(event)
                event[1]()

    def job(self, parts=100, seconds=0.01):
        """A job of so many parts of so many seconds, and the list that will hold what it finds."""
        found = []

        def work():
            for part in range(parts):
                self.time.passes(seconds)
                yield part / parts
            return "found"

        return self.clock.start(Job("Working", work(), found.append)), found
