"""The parts of a run, and their source."""

import ast
import inspect
from pathlib import Path

import pytest

from nets import Dense, activations, losses, optimizers
from playground.core import parts
from playground.core.plane.settings import PlaneSettings

EVERY = [
    PlaneSettings(activation=activation, loss=loss, hidden=hidden)
    for activation in PlaneSettings.declared()["activation"].words
    for loss in PlaneSettings.declared()["loss"].words
    for hidden in ([], [3], [4, 2])
] + [PlaneSettings(optimizer=optimizer) for optimizer in PlaneSettings.declared()["optimizer"].words]


def keys(**chosen):
    return [part.key for part in parts.parts_of(PlaneSettings(**chosen))]


def test_the_parts_are_what_the_run_is_made_of():
    assert keys() == ["layer:dense", "activation:tanh", "loss:mean squared error", "optimizer:sgd"]
    assert keys(activation="relu")[1:3] == ["activation:relu", "activation:tanh"]
    assert keys(activation="relu", loss="cross-entropy")[1:3] == ["activation:relu", "loss:cross-entropy"]
    assert keys(optimizer="adam")[-1] == "optimizer:adam"
    assert keys(hidden=[], activation="relu")[1:2] == ["activation:tanh"]
    mixed = parts.parts_of(PlaneSettings(hidden=[3, 2, 4], activation="relu", activations=["", "sine"]))
    assert [(part.title, part.use) for part in mixed[1:4]] == [
        ("ReLU", "hidden layers 1 and 3"), ("Sine", "hidden layer 2"), ("tanh", "output"),
    ]  # fmt: skip
    assert keys(hidden=[], loss="cross-entropy") == ["layer:dense", "loss:cross-entropy", "optimizer:sgd"]


def test_a_part_says_where_it_is_used():
    assert [part.use for part in parts.parts_of(PlaneSettings())][1] == "hidden layers and output"
    assert [part.use for part in parts.parts_of(PlaneSettings(activation="relu"))][1:3] == ["hidden layers", "output"]
    assert [part.use for part in parts.parts_of(PlaneSettings(hidden=[]))][1] == "output"


@pytest.mark.parametrize(
    "chosen", EVERY, ids=lambda chosen: f"{chosen.activation}, {chosen.loss}, {chosen.hidden}, {chosen.optimizer}"
)
def test_every_part_has_the_source_that_runs(chosen):
    for part in parts.parts_of(chosen):
        source = part.source
        whole = parts.source_of(part.path).splitlines()
        lines = source.text.splitlines()
        assert whole[source.line - 1 : source.line - 1 + len(lines)] == lines
        assert [getattr(node, "name", node) for node in ast.parse(source.text).body] == list(part.names)
        assert source.text.endswith("\n")
        assert part.title
        assert part.use


@pytest.mark.parametrize(
    ("key", "things"),
    [
        ("layer:dense", [Dense]),
        ("activation:relu", [activations.relu, activations.relu_derivative]),
        ("activation:leaky relu", [activations.leaky_relu, activations.leaky_relu_derivative]),
        ("loss:cross-entropy", [losses.CrossEntropy]),
        ("optimizer:sgd", [optimizers.SGD]),
        ("optimizer:adamw", [optimizers.AdamW]),
    ],
)
def test_the_source_is_that_of_the_thing_itself(key, things):
    text = parts.part(key).source.text
    for thing in things:
        assert inspect.getsource(thing).rstrip() in text


@pytest.mark.parametrize("key", ["", "layer:conv", "activation:softmax", "loss:", "optimizer:", "dataset:circle"])
def test_what_is_no_part_is_refused(key):
    with pytest.raises(KeyError):
        parts.part(key)


def test_sources_that_the_page_brought_are_taken_first(tmp_path, monkeypatch):
    monkeypatch.setattr(parts, "SOURCES", tmp_path)
    path = "nets/layers/dense.py"
    real = parts.source_of(path)
    assert real == Path(inspect.getsourcefile(Dense) or "").read_text()
    (tmp_path / "nets" / "layers").mkdir(parents=True)
    (tmp_path / path).write_text("kept = 1\n")
    assert parts.source_of(path) == "kept = 1\n"
    with pytest.raises(FileNotFoundError):
        parts.source_of("nets/layers/none.py")
