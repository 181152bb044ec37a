"""What the tests of the playground stand on: time that must be told to pass, somebody who takes Frames, bits."""

from collections.abc import Callable
from time import sleep

from playground.core.address import Place
from playground.core.clock import ASLEEP, Clock
from playground.core.experiment import Experiment
from playground.core.plane.settings import PlaneSettings

TIMED = (
    "core.clock",
    "core.mover",
    "core.jobs",
    "core.past",
    "core.slow",
    "core.live",
    "core.experiment",
    "views.face",
    "core.digits.looks",
    "core.plane.landscape",
    "core.plane.bench",
    "core.plane.pursuit",
)
"""The modules of the playground that look at the time."""


class Time:
    """Stands in for `perf_counter`."""

    def __init__(self):
        self.now = 0.0

    def __call__(self):
        return self.now

    def passes(self, seconds):
        self.now += seconds


class Watcher:
    """A subscriber that wants some measures and keeps every Frame."""

    def __init__(self, *measures):
        self.measures = measures
        self.frames = []

    def needs(self, passing):
        del passing
        return self.measures

    def take(self, frame):
        self.frames.append(frame)

    @property
    def last(self):
        return self.frames[-1]


def experiment(log=(), step=0, clock=None, **settings):
    """An experiment at a place, on a clock of its own."""
    return Experiment(clock or Clock(lambda: None), Place(PlaneSettings(**settings), tuple(log), step))


def settle(clock, ticks=10_000):
    """Let a clock tick until it sleeps."""
    come_to_rest(clock.tick, ticks=ticks)


def come_to_rest(tick: Callable[[], float], drawn: Callable[[], object] = lambda: None, ticks=20_000):
    """Tick when asked for, until there is nothing to do; `drawn` says that everything shown is drawn."""
    for _ in range(ticks):
        rest = tick()
        if rest < 0:
            return
        sleep(min(rest, 0.02))
        drawn()
    raise AssertionError("it does not come to rest")


def play_until(experiment, clock, step):
    """Play, and pause where a step is reached or passed."""
    experiment.play()
    while experiment.run.trainer.step_number < step:
        assert clock.tick() != ASLEEP
    experiment.pause()


def bits(experiment):
    """All parameters, to the last bit."""
    return experiment.run.network.parameters.tobytes()


def straight(steps, log=(), **settings):
    """The bits of a run that was never stopped: to each change, then on."""
    trainer = experiment(**settings).run.trainer
    for step, name, value in log:
        trainer.run(step - trainer.step_number)
        trainer.change(**{name: value})
    trainer.run(steps - trainer.step_number)
    return trainer.network.parameters.tobytes()
