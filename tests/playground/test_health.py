"""The layers' health: a column a layer and curve, and words for the pointer."""

import numpy as np

from nets.diagnosis import Monitor
from tests.playground.test_instruments import Visit


def opened():
    visit = Visit("dataset=spiral&hidden=8,3&activation=tanh&speed=0", "health")
    visit.experiment.run.trainer.run(200)
    visit.experiment.publish()
    visit.settle()
    return visit


def test_the_last_values_are_what_the_engine_says_of_the_present_step():
    visit = opened()
    columns = visit.page.tabs[1].view.source.data
    layers = Monitor(visit.experiment.run.trainer).look().layers
    assert visit.said("layers") == ["layer 1", "layer 2", "output"]
    assert columns["step"][0] == 0
    assert columns["step"][-1] == 200
    for i, layer in enumerate(layers, 1):
        np.testing.assert_allclose(columns[f"gradient{i}"][-1], layer.gradient_norm, rtol=1e-6)
        np.testing.assert_allclose(columns[f"update{i}"][-1], layer.update_ratio, rtol=1e-6)
        np.testing.assert_allclose(columns[f"rest{i}"][-1], 100 * layer.saturated, rtol=1e-6)
        assert f"{layer.gradient_norm:.3g}" in columns["gradient_words"][-1]
    assert np.isnan(columns["gradient4"]).all()


def test_before_anything_was_seen_there_is_nothing():
    visit = Visit(tab="health")
    assert len(visit.page.tabs[1].view.source.data["step"]) == 0


def test_undoing_a_change_brings_the_curve_of_the_course_before_back():
    visit = opened()
    before = np.array(visit.page.tabs[1].view.source.data["gradient1"])
    visit.experiment.go_to(100)
    visit.experiment.propose(learning_rate=1.0)
    visit.experiment.run.trainer.run(100)
    visit.experiment.publish()
    visit.settle()
    assert not np.array_equal(before[-1], visit.page.tabs[1].view.source.data["gradient1"][-1])
    visit.experiment.undo()
    visit.experiment.go_to(200)
    visit.settle()
    np.testing.assert_array_equal(before[-1], visit.page.tabs[1].view.source.data["gradient1"][-1])
