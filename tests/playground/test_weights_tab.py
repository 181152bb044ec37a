"""Heat maps and histograms: every number has its name, and its past."""

import numpy as np
import pytest

from nets.probes import Histograms
from playground.core.inside import EDGES, KINDS, in_a_row
from tests.playground.test_instruments import Visit


def opened(tab, steps=120):
    visit = Visit("dataset=spiral&features=x1,x2,x1x2&hidden=4,2&speed=0&batch_size=50", tab)
    visit.experiment.run.trainer.run(steps)
    visit.experiment.publish()
    return visit.settle()


def source(visit, tab, name):
    (panel,) = (each for each in visit.page.tabs if each.name == tab)
    return panel.parts()[name].data


def test_every_number_has_a_name_and_stands_where_the_names_say():
    visit = opened("weights")
    values, names = source(visit, "weights", "matrices")["value"], visit.said("matrices")
    assert [each["title"] for each in names] == ["Layer 1", "Layer 2", "Output"]
    assert names[0]["rows"] == ["x₁", "x₂", "x₁x₂", "bias"]
    assert names[1]["rows"] == ["a¹₁", "a¹₂", "a¹₃", "a¹₄", "bias"]
    assert [len(each["columns"]) for each in names] == [4, 2, 1]
    assert sum(len(each["rows"]) * len(each["columns"]) for each in names) == len(values)
    dense = visit.experiment.run.network.layers[0]
    np.testing.assert_array_equal(values[:12].reshape(3, 4), dense.parameters["weights"])
    np.testing.assert_array_equal(values[12:16], dense.parameters["biases"])


def test_the_numbers_of_a_past_step_are_those_that_were_there():
    visit = opened("weights")
    columns = source(visit, "weights", "matrices over time")
    assert columns["step"][[0, -1]].tolist() == [0, 120]
    np.testing.assert_array_equal(columns["value"][-1], source(visit, "weights", "matrices")["value"])
    middle = len(columns["step"]) // 2
    past = np.array(columns["value"][middle])
    visit.experiment.go_to(int(columns["step"][middle]))
    visit.settle()
    np.testing.assert_array_equal(past, in_a_row(visit.experiment.run.network))


@pytest.mark.parametrize("kind", KINDS)
def test_histograms_of_the_present_step_are_the_engines(kind):
    visit = opened("histograms")
    visit.page.hear("histograms", kind)
    visit.settle()
    columns, told = source(visit, "histograms", "histograms"), visit.said("histograms")
    assert (told["kind"], told["titles"]) == (kind, ["Layer 1", "Layer 2", "Output"])
    assert told["edges"] == EDGES[kind].tolist()
    trainer = visit.experiment.run.trainer
    blocks = Histograms(trainer.network, trainer.loss, *trainer.samples).measure()
    wanted = np.concatenate([getattr(block, kind) for block in blocks])
    np.testing.assert_array_equal(columns["counts"][-1], wanted)
    assert columns["counts"].shape == (len(columns["step"]), len(wanted))
    assert (np.diff(columns["percentiles"].reshape(-1, 5)) >= 0).all()


def test_another_kind_that_there_is_not_is_let_go():
    visit = opened("histograms", steps=1)
    visit.page.hear("histograms", "nonsense")
    assert visit.said("histograms")["kind"] == "weights"


def test_nothing_is_shown_before_anything_was_read():
    visit = Visit(tab="histograms")
    assert len(source(visit, "histograms", "histograms")["step"]) == 0
