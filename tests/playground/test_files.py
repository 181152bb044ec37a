"""A run goes out as files and comes back from them: every kind of them."""

import csv
import io
import json
import sys
from itertools import count
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nets.export import load
from playground.core import keepsake
from playground.core.files import code, engine, whole
from playground.core.files.source import source_of
from playground.core.plane.settings import PlaneSettings
from playground.pages.files import FORMATS
from tests.nets import stand_ins
from tests.playground.notebooks import cells, run, strayed
from tests.playground.places import POINTS
from tests.playground.saving import bring, saved, stands, visited
from tests.playground.stage import bits, experiment
from tests.playground.visits import Visit

DECLARED = PlaneSettings.declared()
CHOSEN = "dataset", "activation", "optimizer", "loss"
WAYS = {
    "plain": "hidden=3,2",
    "no hidden layer": "hidden=&features=x1,x1x2,x2^2",
    "standardised logits": "hidden=4&standardise=yes&loss=cross-entropy&activation=gelu&dataset=moons&noise=10",
    "all features, deep": "hidden=3,3,3&features=x1,x2,x1^2,x2^2,x1x2,sin x1,sin x2&activation=leaky relu",
    "several classes": "hidden=4&dataset=pinwheel&classes=4&noise=10&discretise=yes",
    "a curve": "hidden=4&dataset=chirp&loss=huber&noise=5&features=x1,x1^2",
    "numbers": "hidden=3&dataset=multi-gaussian&optimizer=adamw&beta=0.5&decay=0.1",
    "sine and noise": "hidden=5&activation=sine&label_noise=10&imbalance=30&train_share=70&weights=3&initialiser=he",
}
"""Addresses of runs, by what is special about them."""


@pytest.mark.varied
@pytest.mark.parametrize("way", WAYS.values(), ids=WAYS)
@pytest.mark.parametrize("what", ["run", "json", "notebook", "pytorch", "keras", "table"])
def test_what_was_saved_brings_the_run_back_as_one_change(way, what):
    visit = visited(way)
    other = Visit("hidden=2&dataset=xor", page="playground")
    before = stands(other)
    bring(other, saved(visit, what))
    assert other.said("notice")["text"] == ""
    assert stands(other) == stands(visit)
    for each in (visit, other):
        each.hear("press", "step")
    assert stands(other) == stands(visit)
    other.hear("press", "undo")
    assert stands(other.settle()) == before


@pytest.mark.parametrize("begin", [b"{", b" {", b"PK"])
def test_a_run_whose_proof_looks_like_the_begin_of_another_kind_is_opened(begin):
    visit, other = visited(), Visit("hidden=2&dataset=xor", page="playground")
    run = keepsake.of(visit.experiment)
    files = (keepsake.together({"plane": run, "beside": str(i).encode()}) for i in count())
    bring(other, next(file for file in files if file.startswith(begin)))
    assert other.said("notice")["text"] == ""
    assert stands(other) == stands(visit)


def test_names_say_what_a_file_is():
    visit = visited(steps=3)
    names = []
    for what in ("run", *FORMATS):
        visit.hear("save", what)
        names.append(visit.said("file")["name"])
    assert names == [
        "glassbox-playground-step-3.glassbox", "glassbox-network-step-3.json", "glassbox-weights-step-3.npz",
        "glassbox-pytorch-step-3.py", "glassbox-keras-step-3.py", "glassbox-losses-step-3.csv",
        "glassbox-notebook-step-3.ipynb",
    ]  # fmt: skip


def test_who_wants_to_save_sees_a_run_that_stands_still_and_is_said_in_words():
    visit = visited(steps=3)
    visit.hear("press", "play")
    visit.hear("saving")
    told = visit.said("saving")
    assert not visit.experiment.playing
    assert told["address"] == visit.experiment.place.write()
    assert "Hidden layers: 3, 2; Activation: tanh;" in told["caption"]
    assert (told["own"], told["problem"]) == (False, "")


@given(st.lists(st.floats(width=32, allow_nan=False, allow_infinity=False), min_size=1, max_size=9))
@settings(max_examples=200)
def test_no_digit_is_lost(values):
    array = np.array(values, np.float32)
    again = whole.numbers(json.loads(json.dumps(whole.plain(array)))).astype(np.float32)
    assert again.tobytes() == array.tobytes()


@given(
    hidden=st.lists(st.integers(1, 8), max_size=4),
    features=st.sets(st.sampled_from(list(DECLARED["features"].words)), min_size=1),
    chosen=st.fixed_dictionaries({name: st.sampled_from(list(DECLARED[name].words)) for name in CHOSEN}),
    points=POINTS.filter(lambda points: points.suffice),
    standardise=st.booleans(),
    step=st.integers(0, 12),
)  # fmt: skip
@settings(max_examples=25)
def test_any_run_comes_back_from_its_json(hidden, features, chosen, points, standardise, step):
    chosen |= {"points": points, "standardise": standardise}
    one = experiment(step=step, hidden=hidden, features=sorted(features), **chosen)
    text = whole.to_text(source_of(one))
    other = experiment()
    other.load(*whole.from_text(text.encode(), PlaneSettings))
    assert other.place.write() == one.place.write()
    assert bits(other) == bits(one)
    assert json.loads(whole.to_text(source_of(other)))["metrics"] == json.loads(text)["metrics"]


def test_weights_are_put_into_a_network_that_fits_as_one_change_of_its_log():
    visit = visited()
    stored = saved(visit, "weights")
    np.testing.assert_array_equal(load(io.BytesIO(stored)).parameters, visit.experiment.run.network.parameters)
    other = Visit("hidden=3,2&weights=5&loss=cross-entropy&dataset=moons", page="playground")
    other.hear("press", "step")
    before = stands(other)
    with_logits = saved(Visit("hidden=3,2&loss=cross-entropy", page="playground"), "weights")
    bring(other, with_logits)
    np.testing.assert_array_equal(other.experiment.run.network.parameters, load(io.BytesIO(with_logits)).parameters)
    assert {change.step for change in other.experiment.run.trainer.log} == {1}
    third = Visit(other.experiment.place.write(), page="playground").settle()
    assert bits(third.experiment) == bits(other.experiment)
    other.hear("press", "undo")
    assert stands(other.settle()) == before
    bring(other, saved(Visit("hidden=4", page="playground"), "weights"))
    assert "weights are of another network, 4–4–1; this one is 4–3–2–1" in other.said("notice")["text"]
    assert stands(other) == before


def test_the_table_has_a_row_for_every_measured_step():
    visit = visited(steps=6)
    head, *rows = list(csv.reader(io.StringIO(saved(visit, "table").decode())))
    assert head == ["step", "epoch", "training loss", "test loss", "training accuracy", "test accuracy", "address"]
    assert [row[-1] for row in rows] == [
        f"Glassbox run: {source_of(visit.experiment).address}",
        *[""] * (len(rows) - 1),
    ]
    found = np.array([row[:-1] for row in rows], float)
    np.testing.assert_array_equal(found, visit.experiment.losses.to_array())
    assert found[-1, 0] == 6


LIBRARIES: dict[str, Any] = {"pytorch": stand_ins.torch, "keras": stand_ins.keras}


@pytest.mark.parametrize("way", WAYS.values(), ids=WAYS)
@pytest.mark.parametrize("library", LIBRARIES)
def test_programs_answer_as_the_page_does(way, library, monkeypatch):
    visit = visited(way)
    for name, module in LIBRARIES[library]().items():
        monkeypatch.setitem(sys.modules, name, module)
    program: dict[str, Any] = {"__name__": "program"}
    exec(saved(visit, library).decode(), program)
    run = visit.experiment.run
    points = np.random.default_rng(1).uniform(-6, 6, (50, run.inputs.dimensions))
    np.testing.assert_allclose(program["answer"](points), run.network.forward(run.inputs.apply(points)), atol=1e-4)
    assert np.abs(program["answer"](program["POINTS"]) - program["ANSWERS"]).max() < code.TOLERANCE


def test_every_feature_has_its_expression():
    from nets import features

    points = np.random.default_rng(2).uniform(-6, 6, (20, 2))
    names = {"np": np, "x1": points[:, 0], "x2": points[:, 1]}
    assert code.EXPRESSIONS.keys() == set(features.ALL_NAMES)
    for name, expression in code.EXPRESSIONS.items():
        found = eval(expression, names)  # noqa: S307 (our own text)
        np.testing.assert_array_equal(found, features.values(points, [name])[:, 0])


@pytest.mark.varied
@pytest.mark.parametrize("way", WAYS.values(), ids=WAYS)
def test_a_notebook_runs_by_itself_and_comes_to_the_same_numbers(way, tmp_path):
    printed = run(cells(saved(visited(way, 40), "notebook")), tmp_path)
    assert "step 40 Evaluation" in printed
    assert strayed(printed) == (0, 0)


def test_the_engine_that_goes_along_is_no_more_than_a_run_needs():
    names = engine.sources()
    assert "nets/network.py" in names
    assert not [name for name in names if name.split("/")[1] in ("attribution", "projection", "synthesis", "data")]
    assert engine.archive() == engine.archive()


def with_own_code(visit):
    """The run goes on with code of one's own that says what the original says."""
    page = visit.house.show("engine")
    text = page.bulletin.source.data["parts"][0][0]["text"]
    page.use({"part": page.chosen, "text": text, "number": 1})
    visit.settle()
    assert visit.experiment.own
    visit.house.show("playground")


def test_own_code_travels_with_no_file():
    visit = visited(steps=4)
    original = saved(visit, "json")
    with_own_code(visit)
    visit.hear("press", "step")
    visit.hear("saving")
    assert visit.said("saving")["own"]
    assert visit.said("saving")["step"] == 5
    assert "code of one's own" in visit.said("saving")["caption"]
    assert saved(visit, "json") == original
    before = stands(visit)
    bring(visit, saved(visit, "weights"))
    assert "while code of your own stands in the run" in visit.said("notice")["text"]
    assert stands(visit) == before
    visit.page.propose(hidden=[2])  # a run that begins with own code has no original
    visit.hear("saving")
    assert "put the original back first" in visit.said("saving")["problem"]
    for what in ("run", *FORMATS):
        visit.hear("save", what)
        assert "put the original back first" in visit.said("file")["problem"]
