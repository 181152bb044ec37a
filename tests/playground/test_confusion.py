"""Confusion tables: counts of every point once, and shares that follow from them."""

import numpy as np
import pytest
from bokeh.models import ColumnDataSource

from nets.probes import by_class
from playground.core.frame import Observer
from playground.core.plane.confusion import Confused
from playground.core.plane.settings import PlaneSettings
from playground.views.confusion import Tables, names_of, record
from tests.playground.stage import experiment
from tests.playground.test_instruments import Visit


def test_every_point_is_counted_once_and_the_diagonal_is_what_the_evaluation_calls_right():
    visit = Visit("dataset=circle&hidden=3&speed=0", "confusion")
    visit.experiment.run.trainer.run(60)
    visit.experiment.publish()
    run, (test, training) = visit.experiment.run, visit.said("confusion")
    assert (test["title"], training["title"]) == ("Test points", "Training points")
    evaluation = run.trainer.evaluate()
    for table, points, right in (
        (test, run.test, evaluation.test_accuracy),
        (training, run.training, evaluation.train_accuracy),
    ):
        counts = np.array(table["counts"])
        assert counts.sum() == len(points.y)
        assert counts.sum(axis=1).tolist() == [(points.y < 0).sum(), (points.y > 0).sum()]
        assert np.trace(counts) / counts.sum() == pytest.approx(right)


def test_scores_of_three_classes_by_hand():
    scores = by_class(np.array([[8, 2, 0], [1, 9, 0], [0, 5, 0]]))
    np.testing.assert_allclose(scores.precision, [8 / 9, 9 / 16, np.nan])
    np.testing.assert_allclose(scores.recall, [0.8, 0.9, 0.0])
    np.testing.assert_allclose(scores.f1, [16 / 19, 18 / 26, 0.0])


def test_classes_have_their_own_names():
    assert names_of(PlaneSettings()) == ["−1", "+1"]
    assert names_of(PlaneSettings(dataset="blobs", classes=2)) == ["A", "B"]
    assert names_of(PlaneSettings(dataset="sine")) == []
    counts = np.eye(3, dtype=int)
    told = record("Test points", names_of(PlaneSettings(dataset="blobs")), Confused(counts, by_class(counts)))
    assert told["classes"] == ["A", "B", "C"]
    assert told["f1"] == [1.0, 1.0, 1.0]


@pytest.mark.parametrize(("dataset", "tables"), [("pinwheel", 2), ("sine", 0), ("plane", 0)])
def test_what_has_no_classes_has_no_table(dataset, tables):
    view = Tables(ColumnDataSource())
    frame = Observer(experiment(dataset=dataset, hidden=[3])).observe(view.needs(False), passing=False)
    (found,) = view.columns(frame)["texts"]["confusion"]
    assert len(found) == tables


def test_where_nothing_can_be_said_nothing_is():
    counts = np.array([[4, 0], [0, 0]])
    told = record("Test points", ["−1", "+1"], Confused(counts, by_class(counts)))
    assert told["precision"] == [1.0, None]
    assert told["recall"] == [1.0, None]
