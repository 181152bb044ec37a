"""Own code is a branch of the run: it begins at the present step, and the original waits where it was left."""

import subprocess
import sys
from pathlib import Path

import pytest

from playground.core.address import Place
from playground.core.clock import ASLEEP, Clock
from playground.core.experiment import Experiment
from playground.core.parts import part
from playground.core.plane.settings import PlaneSettings
from playground.core.reading import read

TANH, SGD, ADAM = part("activation:tanh"), part("optimizer:sgd"), part("optimizer:adam")
SINE = {TANH.key: read(TANH, TANH.source.text.replace("np.tanh", "np.sin").replace("1 - a * a", "np.cos(_z)"))}
SMALL = PlaneSettings(hidden=[3])


@pytest.fixture
def experiment():
    made = Experiment(Clock(lambda: None), Place(SMALL))
    made.run.trainer.run(40)
    return made


def began(experiment):
    return None if experiment.branched is None else experiment.branched.step


def bits(experiment):
    return experiment.run.network.parameters.tobytes()


def test_a_branch_begins_at_the_present_step_and_the_original_waits(experiment):
    here, original = bits(experiment), experiment.run
    experiment.put(SINE)
    assert (began(experiment), experiment.place.step, bits(experiment)) == (40, 40, here)
    assert experiment.original is original
    experiment.step()
    experiment.step()
    assert (experiment.place.step, original.trainer.step_number) == (42, 40)
    assert bits(experiment) != here
    experiment.put({})
    assert (began(experiment), experiment.place.step, bits(experiment)) == (None, 40, here)
    assert experiment.run is original


def test_nothing_is_gone_back_to_behind_the_branch(experiment):
    experiment.put(SINE)
    here = bits(experiment)
    experiment.step()
    experiment.step_back()
    assert bits(experiment) == here
    experiment.step_back()
    assert (experiment.place.step, bits(experiment)) == (40, here)


def test_the_address_of_a_branch_is_that_of_the_original(experiment):
    experiment.propose(learning_rate=0.1)
    before = experiment.place
    experiment.put(SINE)
    experiment.propose(learning_rate=1.0)
    assert experiment.settings.learning_rate == 1.0
    assert experiment.place.log == before.log
    assert experiment.place.write() == before.write()
    experiment.put({})
    assert experiment.settings.learning_rate == 0.1


def test_own_code_stands_for_an_optimizer_that_was_taken_on_the_way(experiment):
    experiment.propose(optimizer="adam")
    for _ in range(5):
        experiment.step()
    here, original, text = bits(experiment), experiment.run, ADAM.source.text
    with pytest.raises(ZeroDivisionError):
        experiment.put({ADAM.key: read(ADAM, text.replace("m = self", "m = 1 / 0 + self"))})
    assert (experiment.run, bits(experiment)) == (original, here)
    experiment.put({ADAM.key: read(ADAM, text)})
    assert (began(experiment), experiment.settings.optimizer, bits(experiment)) == (45, "adam", here)
    own = experiment.run.trainer.settings.rule
    assert type(own) is experiment.own[ADAM.key].made.__class__
    experiment.step()
    experiment.propose(optimizer="sgd")
    experiment.step()
    assert type(experiment.run.trainer.settings.rule) is type(PlaneSettings().run().trainer.settings.rule)
    experiment.go_to(45)
    assert (experiment.run.trainer.settings.rule, bits(experiment)) == (own, here)
    experiment.put({})
    assert (experiment.settings.optimizer, bits(experiment), began(experiment)) == ("adam", here, None)


def test_more_own_code_goes_on_where_the_branch_stands(experiment):
    original = experiment.run
    experiment.put(SINE)
    experiment.step()
    here = bits(experiment)
    experiment.put(SINE | {SGD.key: read(SGD, SGD.source.text)})
    assert (experiment.place.step, began(experiment), bits(experiment)) == (41, 40, here)
    experiment.put({SGD.key: experiment.own[SGD.key]})
    assert (experiment.place.step, bits(experiment)) == (41, here)
    experiment.put({})
    assert experiment.run is original


def test_own_code_stays_through_a_reset_and_other_settings_and_is_then_put_back_to_the_original(experiment):
    experiment.put(SINE)
    experiment.reset()
    assert (experiment.own, experiment.place.step, began(experiment)) == (SINE, 0, 0)
    experiment.propose(hidden=[2, 2])
    assert experiment.run.own == SINE
    for _ in range(5):
        experiment.step()
    experiment.put({})
    straight = Experiment(Clock(lambda: None), Place(SMALL.replace(hidden=[2, 2])))
    straight.run.trainer.run(5)
    assert (experiment.place.step, bits(experiment)) == (5, bits(straight))


def test_undo_and_addresses_lead_to_the_original(experiment):
    experiment.propose(learning_rate=0.1)
    experiment.put(SINE)
    experiment.undo()
    assert not experiment.own
    experiment.undo()
    assert experiment.settings.learning_rate == 0.03
    experiment.put(SINE)
    experiment.open(Place(SMALL, (), 7))
    assert (dict(experiment.own), experiment.place.step, began(experiment)) == ({}, 7, None)


def test_code_that_cannot_be_used_with_other_settings_is_put_back_and_named(experiment):
    text = TANH.source.text.replace("    return np.tanh(z)", "    assert z.shape[-1] < 4\n    return np.tanh(z)")
    experiment.put({TANH.key: read(TANH, text)})
    experiment.propose(hidden=[5])
    assert not experiment.own
    assert experiment.refused is not None
    assert experiment.refused.line == 3
    assert experiment.run.settings.hidden == [5]


def test_code_that_cannot_be_put_changes_nothing(experiment):
    broken = read(TANH, TANH.source.text.replace("return np.tanh(z)", "return 1 / 0"))
    run, here = experiment.run, bits(experiment)
    with pytest.raises(ZeroDivisionError):
        experiment.put({TANH.key: broken})
    assert experiment.run is run
    assert not experiment.own
    assert bits(experiment) == here


def test_losses_of_the_branch_follow_those_of_the_original():
    clock = Clock(lambda: None)
    experiment = Experiment(clock, Place(SMALL))

    def scored():
        experiment.scored()
        while clock.tick() != ASLEEP:
            pass

    scored()
    experiment.run.trainer.run(40)
    scored()
    before = len(experiment.losses.until(40).epochs)
    assert before == 2
    experiment.put(SINE)
    experiment.step()
    scored()
    assert len(experiment.losses.until(41).epochs) == before + 1
    experiment.put({})
    assert len(experiment.losses.until(41).epochs) == before


def test_what_belongs_to_own_code_is_loaded_by_the_engine_page_and_by_no_one_else():
    program = """import sys
from playground.pages.house import House
house = House("", wake=lambda: None)
page = house.show("playground")
for act in ("step", "back", "reset", "undo", "redo", "weights"):
    page.press(act)
page.propose(hidden=[3], activation="relu", loss="cross-entropy", learning_rate=0.1)
house.complain(ValueError("anything"))
house.come_back(house.keepsake())
first = set(sys.modules)
page = house.show("engine")
shown = set(sys.modules)
text = page.bulletin.source.data["parts"][0][0]["text"]
page.use({"part": page.chosen, "text": text, "number": 1})
for _ in range(1000):
    house.tick()
assert page.experiment.own
page.press("reset")
page.propose(speed=30)
for loaded in (first, shown - first, set(sys.modules) - shown):
    print(*sorted(name for name in loaded if name.startswith(("nets.", "playground."))))"""
    output = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True, cwd=Path(__file__).parents[2]
    )
    first, shown, later = (set(line.split()) for line in output.stdout.split("\n")[:3])
    own = {f"playground.core.{name}" for name in ("branch", "own", "parts", "proof", "reading", "formulas")}
    assert "playground.core.experiment" in first
    assert not own & first
    assert not [name for name in first | shown if ".files" in name or name.startswith("nets.export")]
    assert not first & {"playground.views.step", "playground.core.plane.step", "nets.probes.step"}
    assert own <= shown
    assert not later


def stands(experiment):
    """Where a run stands, with which code, and all its numbers."""
    return began(experiment), experiment.place.step, dict(experiment.own), experiment.settings.values, bits(experiment)


CHANGES = {
    "on the way": {"learning_rate": 1.0},
    "to another run": {"hidden": [2, 2]},
    "to another activation": {"activation": "relu"},
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_undo_and_redo_keep_own_code_and_what_it_has_learned(experiment, change):
    experiment.put(SINE)
    experiment.run.trainer.run(30)
    before = stands(experiment)
    experiment.propose(**change)
    experiment.run.trainer.run(20)
    after = stands(experiment)
    assert after != before
    for _ in range(2):
        experiment.undo()
        assert stands(experiment) == before
        experiment.redo()
        assert stands(experiment) == after
    experiment.undo()
    experiment.step()
    assert experiment.run.own == SINE


def test_putting_in_and_putting_back_can_be_undone(experiment):
    original = stands(experiment)
    experiment.put(SINE)
    experiment.run.trainer.run(30)
    own = stands(experiment)
    experiment.put({})
    assert stands(experiment) == original
    experiment.undo()
    assert stands(experiment) == own
    experiment.undo()
    assert stands(experiment) == original
    experiment.redo()
    assert stands(experiment) == own
