"""The tab that sets two runs side by side: what is chosen there, what is seen, and what is said of it."""

import numpy as np
import pytest

from nets.blocks import blocks_of
from playground.core.plane.disagreement import disagreement
from playground.core.plane.measures import FINE, Region, Tiles
from playground.core.plane.pursuit import OWN_CODE
from playground.core.plane.settings import PlaneSettings
from playground.views.compared import PROBLEMS
from tests.playground.stage import bits, straight
from tests.playground.test_branch import SINE
from tests.playground.test_instruments import Visit

FRAGMENT = "dataset=spiral&hidden=4&batch_size=50&speed=0"
SETTINGS = {"dataset": "spiral", "hidden": [4], "batch_size": 50, "speed": 0}


class Guest(Visit):
    """Somebody who compares."""

    def __init__(self, more="", steps=60):
        super().__init__(f"{FRAGMENT}&{more}", "compare")
        self.experiment.run.trainer.run(steps)
        self.experiment.publish()
        self.settle()

    def hear(self, kind, value=None):
        self.page.hear(kind, value)
        return self.settle()

    @property
    def tab(self):
        (tab,) = (each for each in self.page.tabs if each.name == "compare")
        return tab

    @property
    def told(self):
        return self.said("compare")

    @property
    def rival(self):
        return self.tab._pursuit.rival()

    def columns(self, name):
        return self.tab.parts()[name].data


def test_the_learning_rate_differs_at_first_and_both_titles_say_so():
    guest = Guest()
    (line,) = guest.told["lines"]
    assert (line["name"], line["label"], line["value"]) == ("learning_rate", "Learning rate", "3.0")
    assert ["0.03", "0.03"] in line["values"]
    assert (guest.told["mine"], guest.told["its"]) == ("learning rate 0.03", "learning rate 3")
    assert "learning_rate" not in [name for name, _ in guest.told["more"]]
    assert (guest.told["notes"], guest.told["share"], guest.told["there"]) == ([], None, True)


def test_what_was_chosen_on_an_earlier_visit_differs_again():
    guest, visitor = Guest(), Guest()
    guest.hear("compare add", "activation").hear("compare", ["learning_rate", "0.1"])
    visitor.hear("compare recall", guest.told["wish"])
    assert visitor.told["lines"] == guest.told["lines"]
    visitor.hear("compare recall", {"activation": ["tanh", "nonsense"], "batch_size": ["1", "50"], "gone": ["1", "2"]})
    assert [line["name"] for line in visitor.told["lines"]] == ["batch_size"]
    assert "activation, gone" in visitor.page.bulletin.source.data["notice"][0]["text"]
    visitor.hear("compare recall", {})
    assert visitor.told["lines"] == []


def test_settings_are_added_chosen_and_dropped():
    guest = Guest().hear("compare add", "optimizer").hear("compare", ["optimizer", "adam"])
    assert (guest.told["mine"], guest.told["its"]) == ("0.03, SGD", "3, Adam")
    guest.hear("compare drop", "learning_rate").hear("compare add", "beta")
    assert [line["name"] for line in guest.told["lines"]] == ["optimizer", "beta"]
    assert bits(guest.rival) == straight(60, **SETTINGS, optimizer="adam", beta=0.95)
    for name in ("optimizer", "beta"):
        guest.hear("compare drop", name)
    assert (guest.told["lines"], guest.told["notes"]) == ([], ["Nothing differs yet: add a setting."])
    assert guest.said("compare_outputs")["words"] == "Both answer the same everywhere."


@pytest.mark.parametrize(
    "letter", [("compare", ["learning_rate", "7"]), ("compare", ["dataset", "xor"]), ("compare add", "x")]
)
def test_what_cannot_be_is_let_go(letter):
    assert Guest().hear(*letter).told == Guest().told


def test_whatever_is_offered_can_be_added():
    guest = Guest(steps=2)
    for name, _ in guest.told["more"]:
        guest.hear("compare add", name)
        line = next(each for each in guest.told["lines"] if each["name"] == name)
        assert line["value"] in [text for text, _ in line["values"]]
        assert line["value"] != PlaneSettings.declared()[name].write(getattr(guest.experiment.settings.fitted, name))
        guest.hear("compare drop", name)


def test_the_map_is_where_the_two_answer_another_class():
    guest = Guest(steps=300)
    mine, its = (Region(-1, 0, FINE).probe(each)().values[None] for each in (guest.experiment, guest.rival))
    wanted, columns = disagreement(mine, its, "two classes"), guest.columns("compare outputs")
    np.testing.assert_array_equal(columns["differs"].reshape(FINE, FINE), wanted.differs)
    answers = [
        each.network.forward(guest.experiment.run.test.seen_by(each.inputs).samples[0])[:, 0] > 0
        for each in (guest.experiment.run, guest.rival.run)
    ]
    points = 100 * np.mean(answers[0] != answers[1])
    said = f"They disagree on {100 * wanted.share:.1f} % of the plane, on {points:.1f} % of the test points."
    assert guest.said("compare_outputs")["words"] == said
    assert 0 < wanted.share < 1


@pytest.mark.parametrize("dataset", ["blobs", "plane", "sine", "circle"])
def test_every_task_has_its_pictures(dataset):
    guest = Guest(f"dataset={dataset}&show_test=yes", steps=40)
    columns, curves, said = (
        (guest.columns(f"compare {name}") for name in ("outputs", "curves")),
        0,
        guest.said("compare_outputs"),
    )
    outputs, curves = columns
    is_curve = dataset == "sine"
    assert (len(outputs["mine"]), len(curves["x1"])) == ((0, FINE) if is_curve else (FINE**2, 0))
    assert len(guest.columns("compare points")["x1"]) == 500
    assert said["task"] == {"blobs": "classes", "plane": "numbers", "sine": "curve", "circle": "two classes"}[dataset]
    assert ("They differ by" if said["task"] in ("numbers", "curve") else "They disagree on") in said["words"]
    is_behind = guest.rival.run.trainer.step_number < 40  # its numbers broke
    assert said["words"].startswith("The other run is at step ") == is_behind
    assert guest.told["its"].startswith("step ") == is_behind


def test_only_one_kind_of_pictures_is_computed():
    guest = Guest()
    assert not len(guest.columns("compare weights mine")["value"])
    guest.hear("compare pictures", "weights").hear("compare pictures", "nonsense")
    mine, its, difference = (
        guest.columns(f"compare weights {name}")["value"] for name in ("mine", "its", "difference")
    )
    np.testing.assert_array_equal(difference, its - mine)
    layer = guest.rival.run.network.layers[0].parameters
    np.testing.assert_array_equal(its[:20], np.concatenate([layer["weights"].ravel(), layer["biases"]]))
    assert guest.said("compare_weights")["same"]
    assert Tiles() not in guest.page.needs(False)


def test_networks_of_other_shapes_have_no_differences():
    guest = Guest().hear("compare", ["hidden", "2,2"]).hear("compare pictures", "weights")
    assert not guest.said("compare_weights")["same"]
    assert not len(guest.columns("compare weights difference")["value"])
    guest.hear("compare pictures", "diagrams")
    mine, its = (guest.columns(f"compare units {name}") for name in ("mine", "its"))
    assert (mine["column"].tolist(), its["column"].tolist()) == (
        [0] * 4 + [1] * 4 + [2],
        [0] * 4 + [1] * 2 + [2] * 2 + [3],
    )
    weights = [block.layer.parameters["weights"].ravel() for block in blocks_of(guest.rival.run.network)]
    np.testing.assert_array_equal(
        guest.columns("compare edges its")["weight"], np.concatenate(weights).astype(np.float32)
    )
    assert its["label"][4:] == [
        "layer 1, neuron 1",
        "layer 1, neuron 2",
        "layer 2, neuron 1",
        "layer 2, neuron 2",
        "output",
    ]
    assert np.isnan(its["alike"]).all()


def test_the_weights_are_those_of_two_runs_alone():
    guest = Guest().hear("compare pictures", "weights")
    found = []
    for name, rate in (("mine", 0.03), ("its", 3.0)):
        alone = PlaneSettings(**SETTINGS, learning_rate=rate).run()
        alone.trainer.run(60)
        parts = [block.layer.parameters[part] for block in blocks_of(alone.network) for part in ("weights", "biases")]
        found.append(np.concatenate([part.ravel() for part in parts]))
        np.testing.assert_array_equal(guest.columns(f"compare weights {name}")["value"], found[-1])
    np.testing.assert_array_equal(guest.columns("compare weights difference")["value"], found[1] - found[0])


def test_a_neuron_is_like_itself():
    guest = Guest().hear("compare drop", "learning_rate").hear("compare pictures", "diagrams")
    np.testing.assert_allclose(guest.columns("compare units mine")["alike"], 1)


def test_the_runs_change_places_and_undo_brings_them_back():
    guest = Guest()
    mine, its = bits(guest.experiment), bits(guest.rival)
    guest.hear("compare swap")
    assert (bits(guest.experiment), bits(guest.rival)) == (its, mine)
    assert (guest.told["mine"], guest.told["its"]) == ("learning rate 3", "learning rate 0.03")
    guest.experiment.undo()
    guest.settle()
    assert (bits(guest.experiment), bits(guest.rival)) == (mine, its)


def test_what_is_not_done_in_the_other_run_is_said():
    guest = Guest()
    guest.experiment.propose(learning_rate=0.3)
    guest.settle()
    assert guest.told["notes"] == ["Not done in the other run: learning rate 0.3 (step 60)."]
    guest.hear("compare goes", False)
    guest.experiment.step()
    guest.settle()
    assert "The other run was stopped at step 60; this one is at step 61." in guest.told["notes"]
    assert not guest.told["going"]


def test_that_one_of_them_broke_is_said():
    guest = Guest("dataset=sine&features=x1&hidden=", steps=300).hear("compare", ["learning_rate", "10.0"])
    assert guest.told["notes"][0].startswith(f"The other run stands at step {guest.rival.run.trainer.step_number}:")
    guest.hear("compare swap")
    assert guest.told["notes"][0].startswith("This run stands at step ")


def test_the_losses_of_other_courses_are_drawn_when_they_are_wanted():
    guest = Guest()
    guest.experiment.go_to(30)
    guest.experiment.propose(regularisation="l2")
    guest.experiment.step()
    guest.settle()
    assert guest.columns("compare courses")["words"] == []
    guest.hear("compare courses", True)
    columns = guest.columns("compare courses")
    assert (columns["words"], columns["step"]) == (["first course"], [60])
    assert len(columns["steps"][0]) == len(columns["losses"][0]) > 0
    assert guest.columns("compare loss its")["step"][-1] == 31


def test_beside_own_code_there_is_nothing_to_compare():
    guest = Guest()
    guest.experiment.put(SINE)
    assert (guest.told["there"], guest.told["share"]) == (False, None)
    assert guest.told["notes"] == [PROBLEMS[OWN_CODE]]
    guest.hear("compare swap").hear("compare add", "optimizer")
    guest.experiment.put({})
    assert guest.told["there"]
