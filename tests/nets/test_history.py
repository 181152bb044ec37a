"""What a run remembers of itself: branches that stay, checkpoints that thin out, and a budget that holds."""

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nets import Dense, Network, Trainer
from nets.errors import SettingError
from nets.training.history import LEAST, Checkpoint, History
from nets.training.log import Change
from nets.training.pace import Pace
from nets.training.settings import Settings
from tests.nets.runs import bits, moody, spiral, trainer


def test_another_choice_in_the_past_makes_a_branch_and_keeps_what_came_after():
    run = moody()
    run.run(30)
    run.change(learning_rate=0.2)
    run.run(30)
    end = bits(run)
    run.seek(10)
    assert run.settings.learning_rate == 0.03
    assert [change.step for change in run.log] == [30]
    run.change(learning_rate=0.5)
    run.run(50)
    straight = moody()
    straight.run(10)
    straight.change(learning_rate=0.5)
    straight.run(50)
    other = bits(run)
    assert other == bits(straight)
    assert [(branch.number, branch.parent, branch.start, branch.end) for branch in run.history.branches] == [
        (0, None, 0, 60),
        (1, 0, 10, 60),
    ]
    run.switch(0)
    assert bits(run) == end
    assert run.branch.number == 0
    run.switch(1)
    assert bits(run) == other
    run.seek(30)
    run.switch(0)
    assert bits(run) == end


def test_a_change_where_the_run_ends_is_no_branch():
    run = trainer()
    run.run(20)
    run.change(learning_rate=0.1)
    run.run(20)
    run.seek(5)
    run.seek(40)
    run.change(learning_rate=0.2)
    run.change(learning_rate=0.3)
    assert len(run.history.branches) == 1
    assert [(change.step, change.value) for change in run.log] == [(20, 0.1), (40, 0.3)]


def test_what_is_as_it_was_is_not_written_down():
    run = trainer(optimizer="momentum")
    run.run(5)
    run.change()
    run.change(learning_rate=0.03, optimizer="momentum", batch_size=10)
    assert run.log == ()
    run.run(5)
    run.seek(5)
    run.change(schedule="constant")
    assert len(run.history.branches) == 1


def test_a_branch_that_is_not_there_is_named():
    run = trainer()
    with pytest.raises(SettingError, match="no branch 7; there are: 0"):
        run.switch(7)


def checkpoint(step: int, size: int = 1) -> Checkpoint:
    zeros = np.zeros(size)
    return Checkpoint(step, 0, 0, 0, Settings(), ((), None), zeros, zeros, {}, ())  # pyright: ignore[reportArgumentType]


def test_checkpoints_lie_close_near_the_present_and_wide_apart_far_back():
    history = History(checkpoint(0), 80 * checkpoint(0).size)
    for step in range(8, 8 * 2000 + 1, 8):
        history.keep(checkpoint(step))
        assert len(history.branch.checkpoints) <= 40
    assert history.branch.before(7).step == 0
    now = 8 * 2000
    for age in (100, 1000, 10_000):
        assert now - age - history.branch.before(now - age).step <= age / 2


def test_a_long_run_stays_within_its_budget(monkeypatch):
    monkeypatch.setattr(Pace, "steps", 8)  # on every machine
    budget = 30_000
    run = trainer(budget=budget)
    most = 0
    for _ in range(150):
        run.run(40)
        assert run.history.size() <= budget
        most = max(most, run.history.size())
    assert most > budget / 8
    assert run.history.earliest == 0


def test_an_optimizer_with_more_to_remember_stays_within_the_budget_too():
    budget = 60_000
    run = trainer(hidden=(16, 16), budget=budget)
    run.run(5)
    run.change(optimizer="adam")
    for _ in range(400):
        run.run(20)
        assert run.history.size() <= budget


def deed(random: np.random.Generator, count: int) -> tuple[str, Any]:
    """One of the things that can be changed."""
    return [
        ("learning_rate", random.uniform(0.001, 0.1)),
        ("l2", random.uniform(0, 0.1)),
        ("clip_norm", random.uniform(0.5, 1)),
        ("l1", random.uniform(0, 0.001)),
        ("parameters", random.normal(0, 0.5, count)),
    ][random.integers(5)]


def apply(run: Trainer, name: str, value: Any) -> None:
    if name == "parameters":
        run.edit(value)
    else:
        run.change(**{name: value})


@pytest.mark.varied
@pytest.mark.parametrize(("back", "steps"), [(0, 0), (0, 1), (1, 2), (30, 40)])
def test_ten_thousand_changes_stay_within_the_budget(back, steps):
    """Of a history alone, with changes `steps` apart, each of them `back` steps before the end of its branch."""
    budget, random = 6_000, np.random.default_rng(0)
    history = History(checkpoint(0, 10), budget)
    for _ in range(10_000):
        step = max(history.earliest, history.branch.end - back)
        if history.crowded:
            history.keep(checkpoint(step, 10))
        history.change(Change(step, *deed(random, 10)))
        assert history.size() <= budget + LEAST * checkpoint(0, 10).size
        history.keep(checkpoint(step + steps, 10))
        history.branch.end = step + steps
    assert history.branch in history.branches
    assert len(history.branch.log) < 60


@pytest.mark.parametrize("steps", [0, 1])
def test_changes_of_a_run_stay_within_the_budget(steps):
    budget, random = 4_000, np.random.default_rng(0)
    run = Trainer(Network([Dense(1)], (2,)), train=spiral(20), budget=budget)
    four = LEAST * run.checkpoint().size
    for _ in range(200):
        apply(run, *deed(random, 3))
        run.run(steps)
        assert run.history.size() <= budget + four
    assert (run.history.earliest > 0) == (steps > 0)
    if steps:
        kept = bits(run)
        run.seek(run.history.earliest)
        with pytest.raises(SettingError, match=rf"begins at step {run.history.earliest} .*forgotten.*no step 0"):
            run.seek(0)
        run.seek(200)
        assert bits(run) == kept


def test_branches_of_a_run_stay_within_the_budget():
    budget, random = 4_000, np.random.default_rng(0)
    run = Trainer(Network([Dense(1)], (2,)), train=spiral(20), budget=budget)
    four = LEAST * run.checkpoint().size
    for _ in range(80):
        run.run(2)
        run.seek(run.branch.end - 1)
        apply(run, *deed(random, 3))
        assert run.history.size() <= budget + four
    assert 1 < len(run.history.branches) < 30
    assert run.branch is run.history.branches[-1]


def test_changes_of_data_stay_within_the_budget_but_for_the_data_that_are_trained_on():
    run = trainer(n=20, budget=6_000)
    own = run.history.size()
    for number in range(40):
        run.change(train=spiral(20, seed=number))
        run.run(1)
        assert run.history.size() <= 6_000 + LEAST * own
    assert len(run.log) < 30


@settings(max_examples=6, deadline=None)
@given(seed=st.integers(0, 9999), budget=st.sampled_from([0, 3_000, 10_000]))
def test_with_a_small_budget_the_bits_are_the_same(seed, budget):
    """Seeks go where the history reaches back to; what it has forgotten does not change what it knows."""
    random, run = np.random.default_rng(seed), trainer(hidden=(3,), optimizer="momentum", budget=budget)
    done, known = [], {}
    for _ in range(20):
        name, value = deed(random, run.network.parameter_count)
        done.append((run.step_number, name, value))
        apply(run, name, value)
        known[run.step_number] = bits(run)
        run.run(int(random.integers(1, 9)))
    end = run.step_number
    known[end] = bits(run)
    for step in random.permutation([step for step in known if step >= run.history.earliest]):
        run.seek(int(step))
        assert bits(run) == known[step]
    run.seek(end)
    straight = trainer(hidden=(3,), optimizer="momentum")
    for step, name, value in done:
        straight.run(step - straight.step_number)
        apply(straight, name, value)
    straight.run(end - straight.step_number)
    assert bits(straight) == bits(run)
