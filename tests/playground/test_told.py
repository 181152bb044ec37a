"""The present run in words: true in every number, and nothing of what does nothing."""

import pytest
from bokeh.models import ColumnDataSource

from nets.training.log import Change
from playground.core.frame import Observer
from playground.views.told import Told
from tests.playground.stage import experiment


def told(one):
    view = Told(ColumnDataSource())
    frame = Observer(one).observe(view.needs(False), passing=False)
    return view.columns(frame)["texts"]["told"][0]


def test_the_sentence_counts_what_there_is():
    one = experiment(step=30, dataset="pinwheel", classes=4, hidden=[6, 5], features=["x1", "x2"], train_share=70)
    summary = told(one)["summary"]
    assert f"{one.run.network.parameter_count:,} weights and biases" in summary
    assert "A network of 2 features, 2 hidden layers of 6 and 5 neurons and 4 outputs" in summary
    assert "It learns from 350 points of “Pinwheel”, and is tested with 150 others" in summary
    assert "It has made 30 steps, which are 0 whole epochs" in summary
    assert (
        "1 feature, no hidden layer and 1 output: 2 weights" in told(experiment(hidden=[], features=["x1"]))["summary"]
    )


@pytest.mark.parametrize(
    ("settings", "there", "absent"),
    [
        ({}, {"Optimizer": "SGD", "Loss": "mean squared error"}, {"Noise", "Classes", "Momentum β"}),
        ({"optimizer": "adam", "noise": 15}, {"Momentum β": "0.9", "Noise": "15 %"}, {"Squares ρ"}),
        ({"dataset": "sine", "label_noise": 20, "features": ["x2"]}, {"Features": "x₁"}, {"Label noise"}),
        ({"dataset": "blobs", "loss": "hinge"}, {"Loss": "cross-entropy", "Classes": "3"}, {"Regularisation rate"}),
    ],
)
def test_settings_are_those_in_force(settings, there, absent):
    found = {name: value for name, value, _ in told(experiment(**settings))["settings"]}
    assert there.items() <= found.items()
    assert not absent & found.keys()


def test_changes_stand_at_their_steps_in_words():
    log = [Change(3, "learning_rate", 0.1), Change(3, "batch_size", 5), Change(7, "weights.1.1.2", 0.5)]
    one = experiment(log, 9, hidden=[2], features=["x1"])
    assert told(one)["changes"] == [
        [3, "learning rate 0.1, batch size 5"], [7, "weight from x₁ to layer 1, neuron 2 0.5"],
    ]  # fmt: skip
    assert {name: value for name, value, _ in told(one)["settings"]}["Learning rate"] == "0.1"
    assert told(experiment())["changes"] == []
