"""A job is done part by part, for as long as it is given, and can be given up between any two parts."""

from collections import Counter

import pytest

from nets import Trainer
from playground.core.jobs import Job, nothing_to_do
from playground.core.plane.plan import Plan
from playground.core.plane.settings import PlaneSettings
from playground.core.plane.sweep import CHUNK, POINTS, ROUNDS, Sweep


class Work:
    """Ten parts of a second each; notes which were done, and whether it was left."""

    def __init__(self, time, breaks_at=11):
        self.done, self.found, self.left = 0, [], False
        self.job = Job("Working", self._parts(time, breaks_at), self.found.append)

    def _parts(self, time, breaks_at):
        try:
            for part in range(1, 11):
                if part == breaks_at:
                    raise ZeroDivisionError
                time.passes(1)
                self.done = part
                yield part / 10
            return "found"
        finally:
            self.left = True


def test_it_works_as_long_as_it_may_and_at_least_a_part(time):
    work = Work(time)
    work.job.work(0)
    assert (work.done, work.job.share) == (1, 0.1)
    work.job.work(2.5)
    assert (work.done, work.job.share, work.job.over) == (4, 0.4, False)
    assert work.found == []


def test_it_rests_until_it_is_due(time):
    work = Work(time)
    work.job.due = 2.0
    work.job.work(100)
    assert (work.done, work.job.rests) == (0, True)
    time.passes(2)
    assert not work.job.rests
    work.job.work(0)
    assert work.done == 1


def test_what_it_found_is_handed_over_once(time):
    work = Work(time)
    work.job.work(100)
    work.job.work(100)
    assert work.found == ["found"]
    assert (work.job.share, work.job.over) == (1, True)


def test_what_was_given_up_does_nothing_more(time):
    work = Work(time)
    work.job.work(2)
    work.job.cancel()
    assert work.left
    work.job.work(100)
    assert (work.done, work.found, work.job.over) == (2, [], True)


def test_an_error_ends_it_and_goes_on_to_the_caller(time):
    work = Work(time, breaks_at=3)
    with pytest.raises(ZeroDivisionError):
        work.job.work(100)
    assert work.job.over
    work.job.work(100)
    assert (work.done, work.found) == (2, [])
    work.job.cancel()


def test_nothing_to_do_is_over_from_the_start():
    job = nothing_to_do()
    assert job.over
    job.work(1)
    job.cancel()


def test_it_is_no_faster_than_its_pace(time):
    work = Work(time)
    job = Job("Working", work._parts(time, 11), work.found.append, pace=3)
    job.work(100)
    time.passes(1.9)
    job.work(100)
    assert (work.done, job.rests) == (1, True)
    time.passes(0.1)
    job.work(100)
    assert work.done == 2


def test_no_part_of_a_sweep_is_longer_than_a_few_steps_and_a_measurement(monkeypatch):
    done = Counter()

    def counted(name, size):
        real = getattr(Trainer, name)

        def call(trainer, *given):
            done[name] += size(*given)
            return real(trainer, *given)

        monkeypatch.setattr(Trainer, name, call)

    counted("run", lambda steps: steps)
    counted("evaluate", lambda: 1)
    sweep, whole = (
        Sweep(Plan.of(PlaneSettings(hidden=[2]), [("learning_rate", ["0.01", "0.1", "1.0"])], 1, 2000)),
        Counter(),
    )
    for _ in sweep.parts():
        assert done["run"] <= CHUNK
        assert done["evaluate"] <= 1
        whole += done
        done.clear()
    assert whole["run"] == 3 * 2000
    assert whole["evaluate"] == 3 * (POINTS + ROUNDS)
