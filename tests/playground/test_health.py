"""The layers' health: a column a layer and curve, and words for the pointer."""

import numpy as np
from bokeh.models import ColumnDataSource, Line, Scatter

from nets import Evaluation
from nets.diagnosis import Monitor, Observation
from nets.probes.summary import LayerSummary
from nets.written import written
from playground.core.frame import Frame
from playground.core.inside import Observations
from playground.core.plane.settings import PlaneSettings
from playground.views import health
from playground.views.health import short
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
        np.testing.assert_allclose(columns[f"saturated{i}"][-1], 100 * layer.saturated, rtol=1e-6)
        assert np.isnan(columns[f"dead{i}"]).all(), "tanh saturates, and never dies"
        assert written(layer.gradient_norm) in columns["gradient_words"][-1]
    assert np.isnan(columns["gradient4"]).all()


def test_layers_whose_gradient_is_nothing_are_named_where_a_logarithm_cannot_show_them():
    visit = Visit("dataset=spiral&hidden=8,3&activation=relu&initialiser=zeros&speed=0", "health")
    visit.experiment.run.trainer.run(20)
    visit.experiment.publish()
    visit.settle()
    columns, layers = visit.page.tabs[1].view.source.data, Monitor(visit.experiment.run.trainer).look().layers
    still = [short(layer) for layer in layers if layer.gradient_norm == 0]
    assert still == ["layer 1", "layer 2"]
    assert all(np.isnan(columns[f"gradient{i}"][-1]) for i in (1, 2))
    words = "Exactly 0 now, for which this axis has no place: layer 1, layer 2."
    assert visit.said("zeros")["gradient"] == words
    assert opened().said("zeros") == {"gradient": "", "update": ""}


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


def test_what_is_dead_and_what_is_saturated_are_curves_of_their_own():
    view = health.Health(ColumnDataSource())
    frame = Frame(0, 0, False, PlaneSettings(), {Observations(): [seen(step) for step in range(0, 130, 10)]})
    columns = view.columns(frame)["health"]
    assert columns["dead1"].tolist() == [25.0] * 13
    assert columns["saturated2"].tolist() == [50.0] * 13
    assert np.isnan([columns["saturated1"], columns["dead2"]]).all()
    assert columns["rest_words"][-1] == "layer 1 dead 25 %<br>layer 2 saturated 50 %"
    marks = columns["dead1_marked"]
    assert 1 < np.isfinite(marks).sum() < 13
    assert np.isfinite(marks[-1])
    lines = [each.glyph for each in view.figures["rest"].renderers]
    dashes = {str(glyph.line_dash) for glyph in lines if isinstance(glyph, Line)}
    assert len(dashes) == 2 * health.LAYERS
    assert {str(glyph.marker) for glyph in lines if isinstance(glyph, Scatter)} == {"circle", "triangle"}


def seen(step):
    """A layer of ReLUs of which a quarter is dead, and one of tanh that is half saturated."""
    rest = {"initializer": "", "mean": 0.0, "deviation": 1.0, "gradient_norm": 1.0, "gradient_size": 1.0}
    relu = LayerSummary("a", "hidden layer 1", "relu", dead=0.25, saturated=0.0, update_ratio=0.1, **rest)
    tanh = LayerSummary("b", "hidden layer 2", "tanh", dead=0.0, saturated=0.5, update_ratio=0.1, **rest)
    return Observation(step, Evaluation(1.0, 1.0, 1.0, 1.0), (relu, tanh), 1.0)
