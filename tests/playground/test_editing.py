"""Weights and biases changed by hand: they stand in the log, in the address, in words, and in what can be undone."""

import numpy as np
import pytest
from bokeh.models import ColumnDataSource

from nets.training.log import Change
from playground.core.address import read
from playground.core.clock import Clock
from playground.core.declare import RefusedError
from playground.core.experiment import Experiment
from playground.core.measures import Biases, LossCurve, Reach, Scores, Weights
from playground.core.plane.measures import Pull, Shape
from playground.core.plane.numbers import Number, name_of, number_named
from playground.core.plane.settings import PlaneSettings
from playground.views.editing import Editing
from playground.views.inspection import Inspection
from playground.views.timeline import marks
from tests.playground.stage import Watcher, bits, experiment

SMALL = PlaneSettings(features=["x1", "sin x2"], hidden=[3, 2])


@pytest.mark.parametrize(
    ("name", "label"),
    [
        ("weights.1.2.3", "weight from sin x₂ to layer 1, neuron 3"),
        ("weights.2.3.1", "weight from a¹₃ to layer 2, neuron 1"),
        ("weights.3.2.1", "weight from a²₂ to the output"),
        ("biases.2.2", "bias of layer 2, neuron 2"),
        ("biases.3.1", "bias of the output"),
    ],
)
def test_every_number_has_words(name, label):
    assert number_named(SMALL, name).label == label


@pytest.mark.parametrize(
    "name", ["weights.1.3.1", "weights.4.1.1", "weights.2.1.3", "biases.1.4", "biases.4.1", "biases.1.1.1", "gains.1.1"]
)
def test_a_number_that_the_network_does_not_have_is_none(name):
    with pytest.raises(KeyError):
        SMALL.entry(name)
    one = experiment(features=["x1", "sin x2"], hidden=[3, 2])
    with pytest.raises(KeyError):
        one.edit(name, 1.0)
    assert one.place.log == ()
    assert not one.can_undo


def test_the_names_are_those_of_the_diagrams_places():
    assert name_of(2, 1, 0) == "weights.2.1.2"
    assert name_of(3, 0, None) == "biases.3.1"


@pytest.mark.parametrize("value", [0.0, -0.1, 1e-7, -999.5, 0.123456789])
def test_an_address_carries_the_very_number(value):
    number = Number("weights.1.1.1", "")
    kept = number.checked(value)
    assert number.read(number.write(kept)) == kept
    assert np.float32(kept) == kept


@pytest.mark.parametrize("text", ["", "nan", "inf", "1e9", "1001", "٣", "0x1", "1_0", "--1", "1e+2"])
def test_what_is_no_number_is_refused(text):
    with pytest.raises(RefusedError, match="from −1000 to 1000"):
        Number("weights.1.1.1", "").read(text)


def test_an_edit_stands_in_log_and_link_and_can_be_undone():
    one = experiment(hidden=[3, 2], batch_size=20)
    watcher = Watcher(Weights(), Scores(), LossCurve(), Reach())
    one.subscribe(watcher)
    one.go_to(0)
    for _ in range(30):
        one.step()
    before, scored = bits(one), watcher.last[Scores()]
    one.edit("weights.2.3.1", 1.75)
    assert watcher.last[Weights()][1][2, 0] == 1.75
    assert watcher.last[Scores()].step == 30
    assert watcher.last[Scores()] != scored
    assert watcher.last[LossCurve()].test[-1] == np.float32(watcher.last[Scores()].evaluation.test_loss)
    for _ in range(20):
        one.step()
    after = bits(one)
    text = one.place.write()
    assert "log=30:weights.2.3.1:1.75" in text
    there = Experiment(Clock(lambda: None), read(text, PlaneSettings)[0])
    assert bits(there) == after
    one.go_to(29)
    one.go_to(50)
    assert bits(one) == after
    one.undo()
    one.go_to(30)
    assert one.place.log == ()
    assert bits(one) == before
    assert watcher.last[Scores()].evaluation == scored.evaluation
    one.redo()
    one.go_to(50)
    assert bits(one) == after


def test_sliding_is_one_change_and_one_undo():
    one = experiment(hidden=[2])
    for value in (0.1, 0.2, 0.3):
        one.edit("biases.1.2", value)
    assert one.place.log == (Change(0, "biases.1.2", float(np.float32(0.3))),)
    one.undo()
    assert one.place.log == ()


def test_an_edit_in_the_past_begins_another_course():
    one = experiment(hidden=[2])
    for _ in range(40):
        one.step()
    end = bits(one)
    one.go_to(10)
    one.edit("weights.1.1.1", -2)
    one.edit("weights.1.1.1", -3)
    one.step()
    assert [(twig.start, twig.parent) for twig in one.twigs] == [(0, None), (10, 0)]
    assert [change.value for change in one.twigs[1].began] == [-3.0]
    one.switch(0)
    assert bits(one) == end


@pytest.mark.parametrize("value", [1001.0, float("nan"), float("inf")])
def test_what_a_number_cannot_be_is_refused(value):
    one = experiment()
    before = bits(one)
    with pytest.raises(RefusedError, match=r"^the weight from x₁ to layer 1, neuron 1 can be a number"):
        one.edit("weights.1.1.1", value)
    assert bits(one) == before
    assert not one.can_undo


def test_links_with_edits_that_do_not_fit_their_network_are_refused_with_words():
    place, problems = read("hidden=2&log=3:weights.1.1.3:0.5&step=5", PlaneSettings)
    assert place.log == ()
    assert problems == ["log cannot change “weights.1.1.3”"]
    place, problems = read("log=3:weights.1.1.3:0.5&hidden=3&step=5", PlaneSettings)
    assert place.log == (Change(3, "weights.1.1.3", 0.5),)
    assert problems == []


def test_the_timeline_tells_an_edit_in_words():
    one, watcher = experiment(features=["x1", "sin x2"], hidden=[3, 2]), Watcher(Reach())
    one.subscribe(watcher)
    one.edit("biases.1.2", 0.25)
    assert marks(watcher.last[Reach()], one.settings) == [[0, "change", "bias of layer 1, neuron 2 0.25"]]


def test_what_pulls_at_a_number_is_what_the_next_step_does():
    one, watcher = experiment(hidden=[3, 2]), Watcher(Pull("weights.2.3.1"), Weights())
    one.subscribe(watcher)
    one.publish()
    drawn = watcher.last[Weights()][1][2, 0]
    assert watcher.last[Pull("weights.2.3.1")].last is None
    one.step()
    pulled, before = watcher.last[Pull("weights.2.3.1")], watcher.last[Weights()][1][2, 0]
    assert pulled.last == float(np.float32(before - drawn))
    one.step()
    assert pulled.value == before
    assert pulled.change == pytest.approx(-0.03 * pulled.gradient, rel=1e-4)
    assert watcher.last[Weights()][1][2, 0] == np.float32(before + np.float32(pulled.change))


@pytest.mark.parametrize("steps", [1, 2, 500, 3000])
def test_the_last_update_is_the_last_steps_wherever_the_run_stands(steps):
    name = "biases.1.2"
    one, watcher = experiment(hidden=[3, 2], optimizer="adam"), Watcher(Pull(name), Biases())
    one.run.trainer.run(steps - 1)
    one.subscribe(watcher)
    one.publish()
    before, parameters = watcher.last[Biases()][0][1], one.run.network.parameters
    one.step()
    after, told = watcher.last[Biases()][0][1], parameters.tobytes()
    assert watcher.last[Pull(name)].last == float(np.float32(after - before)) != 0
    assert one.run.network.parameters.tobytes() == told
    one.go_to(steps + 5)
    one.go_to(steps)
    assert watcher.last[Pull(name)].last == float(np.float32(after - before))
    one.edit(name, 0.25)
    assert watcher.last[Pull(name)].last is None


def test_nothing_can_be_changed_at_a_feature_nor_where_nobody_looks():
    inspection, watcher = Inspection(), Watcher()
    view = Editing(ColumnDataSource(), inspection)
    one = experiment(features=["x1", "sin x2"], hidden=[3, 2])
    one.subscribe(watcher)

    def said():
        watcher.measures = tuple(view.needs(False))
        one.publish()
        return view.columns(watcher.last)["texts"]["editing"][0]

    assert said() == {"inputs": None, "value": None}
    inspection.look(0, 1)
    assert said() == {"inputs": None, "value": None}
    inspection.look(2, 1)
    assert said() == {"inputs": ["a¹₁", "a¹₂", "a¹₃"], "value": None}
    inspection.look(2, 1, name_of(2, 1, 2))
    assert said()["value"] == one.run.network.layers[2].parameters["weights"][2, 1]
    inspection.look(2, 7, name_of(2, 7, 2))
    assert said() == {"inputs": None, "value": None}
    inspection.look(2, 1, "weights.9.9.9")
    assert said()["value"] is None
    assert Shape() in watcher.measures
