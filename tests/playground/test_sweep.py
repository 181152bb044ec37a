"""A sweep: every result is that of a run of its settings, and the page's own run is left alone."""

import re
from typing import Any

import numpy as np
import pytest

from playground.core.address import Place, read
from playground.core.declare import RefusedError
from playground.core.plane.plan import MOST, Plan
from playground.core.plane.settings import PlaneSettings
from playground.core.plane.sweep import POINTS, ROUNDS, SIDE, Sweep, region
from playground.views.levels import NONE
from playground.views.sweep import named
from tests.playground.stage import bits, straight
from tests.playground.test_branch import SINE
from tests.playground.test_instruments import Visit

FRAGMENT = "dataset=spiral&hidden=4&batch_size=20&speed=0"
RATES = ("learning_rate", ["0.01", "0.1", "1.0"])
ACTIVATIONS = ("activation", ["tanh", "relu"])


class Guest(Visit):
    """Somebody who looks at sweeps."""

    def __init__(self, fragment=FRAGMENT):
        super().__init__(fragment, "sweep")

    def ask(self, *axes, seeds=1, steps=200):
        self.page.hear("sweep", {"axes": axes, "seeds": seeds, "steps": steps})
        return self

    def until(self, reached):
        while not reached():
            assert self.house.tick() >= 0
            self.house.clock.drawn(10**9)
        return self

    @property
    def tab(self):
        return next(tab for tab in self.page.tabs if tab.name == "sweep")

    @property
    def sweep(self):
        return self.tab.bench.sweep

    @property
    def told(self):
        return self.said("sweep")

    def columns(self, name):
        return self.tab.view.sources[name].data


def finished(settings, *axes, seeds=1, steps=200):
    """A sweep that is done."""
    sweep = Sweep(Plan.of(PlaneSettings(**settings), axes, seeds, steps))
    list(sweep.parts())
    return sweep


@pytest.mark.parametrize(
    "settings",
    [
        {"dataset": "spiral", "hidden": [4]},
        {"dataset": "blobs", "classes": 4, "hidden": [4]},
        {"dataset": "plane", "hidden": [3]},
        {"dataset": "sine", "features": ["x1"], "hidden": [5]},
    ],
)
def test_every_result_is_that_of_a_run_of_its_settings_to_the_last_bit(settings):
    sweep = finished(
        settings, ["learning_rate", ["0.003", "0.01"]], ["activation", ["tanh", "relu"]], seeds=2, steps=230
    )
    assert len(sweep.known) == 8
    for result in sweep.known:
        run: Any = PlaneSettings(**result.trial.settings.values).run()
        run.trainer.run(230)
        assert (result.step, result.divergence) == (230, "")
        np.testing.assert_array_equal(result.evaluation, run.trainer.evaluate())
        np.testing.assert_array_equal(result.region, region(run))
        assert result.region.shape[-1] == SIDE
        assert result.losses[-1].tolist() == [230, *result.evaluation[:2]]
    first = sweep.known[0].losses
    assert POINTS <= len(first) <= POINTS + POINTS // 4
    assert np.diff(first[:, 0]).min() > 0


@pytest.mark.varied
@pytest.mark.parametrize(
    ("axes", "seeds", "steps", "why"),
    [
        ([], 1, 200, "one setting"),
        ([RATES, RATES], 1, 200, "two different"),
        ([RATES, ACTIVATIONS], 5, 200, "30 runs are too many"),
        ([RATES], 6, 200, "1 to 5 seeds"),
        ([RATES], 1, 10_001, "10,000 steps"),
        ([["weights", ["1", "2"]]], 2, 200, "varied already"),
        ([["learning_rate", []]], 1, 200, "Choose 1 to"),
        ([["learning_rate", ["0.02"]]], 1, 200, "cannot be"),
        ([["dataset", ["xor"]]], 1, 200, "cannot be varied"),
        ([["beta", ["0.5"]]], 1, 200, "cannot be varied"),
    ],
)
def test_what_cannot_be_is_refused_with_a_sentence(axes, seeds, steps, why):
    with pytest.raises(RefusedError, match=why):
        Plan.of(PlaneSettings(), axes, seeds, steps)
    guest = Guest().ask(*axes, seeds=seeds, steps=steps)
    assert why in guest.page.bulletin.source.data["notice"][0]["text"]
    assert guest.sweep is None


def test_as_many_runs_as_there_may_be_are_done():
    axes = ["learning_rate", ["0.001", "0.01", "0.1", "1.0"]], ["activation", ["tanh", "relu", "sigmoid"]]
    guest = Guest().ask(*axes, seeds=2).settle()
    best = guest.told["best"]
    said = re.fullmatch(
        r"Done: 24 runs of 200 steps\. Lowest test loss: run (\d+), ([\d.]+) "
        r"\(learning rate \S+, activation \S+, seed [12]\)\.",
        guest.told["note"],
    )
    assert said is not None, guest.told["note"]
    assert (int(said[1]) - 1, said[2]) == (best, f"{guest.told['runs'][best]['test_loss']:.3f}")
    assert len(guest.sweep.known) == MOST
    assert guest.told["share"] is None


@pytest.mark.parametrize("playing", [False, True])
def test_the_bits_of_the_pages_run_are_those_of_a_run_without_it(playing):
    guest = Guest()
    guest.experiment.run.trainer.run(30)
    guest.ask(RATES)
    if playing:
        guest.experiment.play()
        guest.until(lambda: guest.tab.bench.share is None and guest.experiment.run.trainer.step_number >= 200)
        guest.experiment.pause()
    guest.settle()
    step = guest.experiment.run.trainer.step_number
    assert bits(guest.experiment) == straight(step, dataset="spiral", hidden=[4], batch_size=20)
    assert guest.tab.bench.is_whole


def test_it_is_cancelled_within_one_part_and_what_is_known_stays():
    guest = Guest().ask(RATES, ACTIVATIONS, steps=1000)
    guest.until(lambda: len(guest.sweep.known) == 4)
    guest.page.hear("sweep cancel", None)
    assert guest.told["share"] is None
    assert guest.told["note"] == "Cancelled: 4 of 6 runs, up to step 250."
    before = [result and result.step for result in guest.sweep.results]
    guest.settle()
    assert [result and result.step for result in guest.sweep.results] == before == [250] * 4 + [None] * 2
    level = guest.columns("level")["level"].reshape(6, SIDE, SIDE)
    assert (level[4:] == NONE).all()
    assert (level[:4] != NONE).all()
    assert guest.ask(RATES).settle().told["note"].startswith("Done: 3 runs of 200 steps. ")


def test_all_runs_come_as_far_before_any_goes_further():
    sweep = Sweep(Plan.of(PlaneSettings(hidden=[2]), [RATES], 1, 400))
    for share in sweep.parts():
        steps = [result.step if result else 0 for result in sweep.results]
        assert max(steps) - min(steps) <= 400 / ROUNDS
        assert 0 <= share <= 1
    assert [result.step for result in sweep.known] == [400] * 3


def test_numbers_that_break_are_a_result():
    sweep = finished({"activation": "relu", "dataset": "plane"}, ["learning_rate", ["0.01", "0.03", "10.0"]])
    *sound, broken = sweep.known
    assert broken.step < 200
    assert "Training stopped" in broken.divergence
    assert broken.test_loss == np.inf
    assert sweep.best in sound
    assert np.isfinite(broken.region).all()
    assert all(number is None or np.isfinite(number) for number in named(broken.evaluation).values())


@pytest.mark.parametrize(
    ("fragment", "axis", "words"),
    [
        (
            "dataset=plane&activation=relu&hidden=8,8",
            ["learning_rate", ["3.0", "10.0"]],
            "No run learned: the numbers of every one became too large to compute with.",
        ),
        (
            "dataset=spiral&hidden=4&initialiser=zeros",
            ["weights", ["1", "2"]],
            "All test losses are alike: no run learned more than another.",
        ),
    ],
)
def test_where_no_run_learned_that_is_said_and_none_is_named(fragment, axis, words):
    guest = Guest(fragment + "&speed=0").ask(axis).settle()
    assert guest.told["note"] == f"Done: 2 runs of 200 steps. {words}"
    assert guest.told["best"] is None


def test_a_line_over_seeds_is_their_mean_and_range():
    guest = Guest().ask(RATES, seeds=3).settle()
    losses = np.array([run["test_loss"] for run in guest.told["runs"]]).reshape(3, 3)
    for row, mean in zip(losses, guest.told["means"], strict=True):
        np.testing.assert_allclose(mean["test_loss"], [row.mean(), row.min(), row.max()])
    assert guest.told["runs"][guest.told["best"]]["test_loss"] == losses.min()
    assert Guest().ask(RATES).settle().told["means"] == []


def test_a_run_is_opened_where_it_stands_and_undo_brings_back():
    guest = Guest()
    guest.experiment.run.trainer.run(30)
    guest.experiment.publish()
    before, numbers = guest.experiment.place.write(), bits(guest.experiment)
    guest.ask(RATES, seeds=2).settle()
    guest.page.hear("sweep open", 5)
    guest.settle()
    result = guest.sweep.results[5]
    assert guest.experiment.place.write() == Place(result.trial.settings, (), 200).write()
    np.testing.assert_array_equal(guest.experiment.run.trainer.evaluate(), result.evaluation)
    assert "differ" not in guest.told["note"]
    assert guest.told["opened"] == 5
    guest.experiment.undo()
    guest.settle()
    assert guest.told["opened"] is None
    assert (guest.experiment.place.write(), bits(guest.experiment)) == (before, numbers)


@pytest.mark.parametrize("number", [-1, 99])
def test_a_run_that_is_not_there_is_not_opened(number):
    guest = Guest().ask(RATES).settle()
    before = guest.experiment.place.write()
    guest.page.hear("sweep open", number)
    assert guest.experiment.place.write() == before


def test_other_settings_do_not_end_it_and_are_told():
    guest = Guest().ask(RATES, steps=400)
    guest.page.propose(noise=30, activation="relu")
    guest.settle()
    assert guest.told["note"] == (
        "Done: 3 runs of 400 steps. Lowest test loss: run 2, 0.480 (learning rate 0.1)."
        " The page’s settings differ now: noise, activation."
    )
    assert all(result.trial.settings.noise == 0 for result in guest.sweep.known)


def test_own_code_is_in_none_of_its_runs_and_that_is_told():
    guest = Guest()
    guest.experiment.put(SINE)
    guest.ask(RATES).settle()
    assert guest.told["note"].endswith(" Runs are of the original code, not of yours.")
    own = PlaneSettings(**guest.sweep.plan.trials[0].settings.values).run()
    own.trainer.run(200)
    np.testing.assert_array_equal(guest.sweep.known[0].evaluation, own.trainer.evaluate())


def test_runs_with_the_same_points_share_them():
    guest = Guest().ask(["noise", ["0", "20"]], RATES).settle()
    assert [run["data"] for run in guest.told["runs"]] == [0, 1] * 3
    points = guest.columns("points")
    assert np.unique(points["data"]).tolist() == [0, 1]
    assert {len(column) for column in points.values()} == {500}


def test_of_a_curve_there_are_lines():
    guest = Guest("dataset=sine&features=x1&hidden=3").ask(RATES).settle()
    lines = guest.columns("line")["value"].reshape(3, SIDE)
    for line, result in zip(lines, guest.sweep.known, strict=True):
        np.testing.assert_array_equal(line, result.region[0])
    assert guest.told["runs"][0]["test_accuracy"] is None
    assert len(guest.columns("level")["level"]) == 0


def test_it_goes_on_behind_another_tab_and_is_sent_to_nobody_there():
    guest = Guest().ask(RATES)
    guest.page.hear("tab", "weights")
    before = guest.told
    guest.settle()
    assert guest.tab.bench.is_whole
    assert guest.told == before
    guest.page.hear("tab", "sweep")
    assert guest.told["note"].startswith("Done: 3 runs of 200 steps. ")


def test_before_the_first_it_says_so():
    assert Guest().told["note"] == "Nothing has been run yet."
    assert Guest().told["runs"] == []


def test_every_run_is_found_by_its_address():
    plan = Plan.of(PlaneSettings(hidden=[3]), [RATES, ACTIVATIONS], 2, 200)
    for trial, address in zip(plan.trials, plan.addresses, strict=True):
        place, problems = read(address, PlaneSettings)
        assert (place.settings.values, place.log, place.step, problems) == (trial.settings.values, (), 0, [])
