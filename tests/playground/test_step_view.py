"""The opened step: its numbers are the engine's, and looking at them changes nothing."""

from itertools import pairwise

import numpy as np
import pytest

from nets.probes import Step
from playground.core.frame import Observer
from playground.core.plane.measures import places_of
from playground.core.plane.step import NextStep, Opened
from playground.views.network import Edges
from tests.playground.looker import SETTINGS, Looker
from tests.playground.stage import bits, experiment


@pytest.fixture(params=SETTINGS)
def one(request):
    return experiment(step=7, **SETTINGS[request.param])


@pytest.mark.parametrize("sample", [None, 0, 3])
def test_numbers_are_the_engine_s(one, sample):
    reading = Step(one.run.trainer).measure()
    looker = Looker(one)
    looker.walk.sample = sample
    columns = looker.columns()
    of = slice(None) if sample is None else slice(min(sample, reading.size - 1), min(sample, reading.size - 1) + 1)
    blocks = reading.blocks
    nodes, edges = columns["nodes"], columns["edges"]
    wanted = np.concatenate([reading.x[of].mean(axis=0), *(block.a[of].mean(axis=0) for block in blocks)])
    np.testing.assert_allclose(nodes["value"], wanted, rtol=1e-6)
    features = reading.x.shape[1]
    for name in ("z", "da", "dz"):
        assert np.isnan(nodes[name][:features]).all()
        parts = [getattr(block, name)[of] for block in blocks]
        together = [part.mean(axis=0) if name == "z" else part.sum(axis=0) for part in parts]
        np.testing.assert_allclose(nodes[name][features:], np.concatenate(together), rtol=1e-4, atol=1e-7)
    parameters = [reading.layers[block.block.layer.name] for block in blocks]
    expected = {
        "weight": [each["weights"].value for each in parameters],
        "change": [each["weights"].change for each in parameters],
        "data": [block.x[of].T @ block.dz[of] for block in blocks],
    }
    for name, arrays in expected.items():
        np.testing.assert_allclose(edges[name], np.concatenate([a.ravel() for a in arrays]), rtol=1e-4, atol=1e-7)
    view = Edges()
    frame = Observer(one).observe(view.needs(False), passing=False)
    np.testing.assert_array_equal(edges["weight"], view.columns(frame)["edges"]["weight"])
    places = places_of(one.run.training.take(reading.rows))
    np.testing.assert_array_equal(np.stack([columns["batch"]["x1"], columns["batch"]["x2"]], axis=1), places)
    chosen = np.stack([columns["chosen"]["x1"], columns["chosen"]["x2"]], axis=1)
    np.testing.assert_array_equal(chosen, places[of] if sample is not None else places[:0])


def test_what_comes_in_and_back_adds_up_in_every_neuron(one):
    """Of one sample and, since both are sums, of all."""
    for sample in (None, 1):
        step = NextStep(sample).probe(one)()
        assert isinstance(step, Opened)
        for layer in step.layers:
            np.testing.assert_allclose(layer.carried.sum(axis=0) + layer.biases.value, layer.z, rtol=1e-4, atol=1e-5)
        for layer, after in pairwise(step.layers):
            np.testing.assert_allclose(after.back.sum(axis=1), layer.da, rtol=1e-4, atol=1e-6)


def test_looking_leaves_the_run_alone():
    watched, alone = experiment(hidden=[3, 2]), experiment(hidden=[3, 2])
    looker = Looker(watched)
    for step in range(30):
        looker.walk.sample = step % 11
        looker.columns()
        watched.step()
        alone.step()
    assert bits(watched) == bits(alone)


def test_numbers_too_large_to_add_are_shown_all_the_same():
    one = experiment(loss="cross-entropy", activation="relu", hidden=[2])
    one.run.trainer.edit(np.full(one.run.network.parameters.size, 1e30))
    told = [record for *_, record in Looker(one).records()]
    assert all(record["arithmetic"] for record in told)
    assert any("∞" in record["arithmetic"] or "…" in record["arithmetic"] for record in told)
