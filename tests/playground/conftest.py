"""Time for tests that must not wait for it."""

from importlib import import_module

import hypothesis
import pytest

from tests.playground.stage import TIMED, Time
from tests.playground.world import World

hypothesis.settings.register_profile("patient", deadline=None)  # the machine may be busy with something else
hypothesis.settings.load_profile("patient")


@pytest.fixture(autouse=True)
def _quick_enough(monkeypatch):
    """However busy the machine is, what is done within a Frame and a short way are quick, unless a test says no."""
    monkeypatch.setattr("playground.core.scoring.AT_ONCE", 60.0)
    monkeypatch.setattr("playground.core.mover.QUICK", 2.0)
    monkeypatch.setattr("playground.core.plane.pursuit.AT_ONCE", 60.0)


@pytest.fixture
def time(monkeypatch):
    """Time for the whole playground, which passes only when a test says so."""
    time = Time()
    for name in TIMED:
        monkeypatch.setattr(import_module(f"playground.{name}"), "perf_counter", time)
    return time


@pytest.fixture
def world(time):
    """A clock in that time."""
    return World(time)
