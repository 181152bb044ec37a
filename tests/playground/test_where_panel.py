"""Where digits live: what the page gets is what the projections make of the network's numbers."""

import base64

import numpy as np
import pytest

from nets.projection import TSNE, Neurons, average_linkage, principal_components
from playground.core.digits import where
from playground.core.digits.settings import DigitsSettings
from playground.core.digits.sight import CHUNK
from tests.playground.visits import SMALL, Visit

OPEN = f"{SMALL}&panel=where&map_stage=3&map_points=250&perplexity=12"
STEPS, ON = 40, 15


@pytest.fixture(autouse=True)
def _few_steps(monkeypatch):
    monkeypatch.setattr(where, "WHOLE", STEPS)
    monkeypatch.setattr(where, "MORE", ON)


class Guest(Visit):
    """Somebody who has opened the map."""

    def __init__(self, fragment=OPEN):
        super().__init__(fragment)
        self.settle()

    def set(self, **changes):
        self.page.propose(**changes)
        self.settle()

    @property
    def told(self):
        return self.said("where")

    def column(self, name, source="points"):
        [panel] = [panel for panel in self.page.panels if panel.name == "where"]
        return panel.places.sources[source].data[name]

    @property
    def positions(self):
        return np.column_stack([self.column("x"), self.column("y")])

    def activations(self, stage, count=250):
        run, parts = self.experiment.run, range(0, count, CHUNK)  # t-SNE makes much of the last bit
        values = [run.network.run(run.test.x[i : i + CHUNK]).values[run.stages[stage].layer + 1] for i in parts]
        return np.concatenate(values)


@pytest.fixture
def guest():
    return Guest()


def close(one, other):
    scale = np.abs(other).max()
    np.testing.assert_allclose(one, other, atol=1e-5 * scale)


def test_components_are_those_of_the_layer_with_labels_and_answers(guest):
    guest.set(map="pca", map_points=500)
    x, run = guest.activations(3, 500), guest.experiment.run
    found = principal_components(x)
    close(guest.positions, found.positions)
    logits = run.network.forward(run.test.x[:500]).astype(float)
    shares = np.exp(logits) / np.exp(logits).sum(axis=1, keepdims=True)
    np.testing.assert_array_equal(guest.column("digit"), run.test.y[:500])
    np.testing.assert_array_equal(guest.column("answer"), logits.argmax(axis=1))
    np.testing.assert_allclose(guest.column("sure"), 100 * shares.max(axis=1), atol=0.51)
    wrong = (logits.argmax(axis=1) != run.test.y[:500]).sum()
    held = 100 * found.shares.sum()
    assert f"500 test images, {wrong} of them read wrongly" in guest.told["note"]
    assert f"hold {held:.1f} % of the variance" in guest.told["note"]
    assert guest.told["kind"] == "pca"


def test_the_image_on_the_easel_has_its_place_among_the_components(guest):
    guest.set(map="pca")
    guest.hear("where pick", 17)
    assert guest.said("truth") == guest.experiment.run.test.y[17]
    close(np.array(guest.told["here"]), principal_components(guest.activations(3)).positions[17])
    close(np.array(guest.told["here"]), guest.positions[17])
    guest.hear("clear")
    x, y, half = guest.told["box"]
    everything = np.vstack([guest.positions, guest.told["here"]])
    assert np.abs(everything - [x, y]).max() <= half * (1 + 1e-5)


def test_the_map_is_the_one_that_t_sne_draws(guest):
    run = TSNE(guest.activations(3), 12)
    run.step(STEPS)
    close(guest.positions, run.positions)
    assert f"{STEPS} steps of the map" in guest.told["note"]
    assert (guest.told["going"], guest.told["here"]) == (False, None)


def test_while_the_network_learns_the_map_goes_on_from_where_its_points_are(guest):
    run = TSNE(guest.activations(3), 12)
    run.step(STEPS)
    before = guest.positions
    guest.hear("press", "step")
    np.testing.assert_array_equal(guest.positions, before)
    guest.settle()
    run.continue_from(guest.activations(3))
    run.step(ON)
    close(guest.positions, run.positions)


def test_another_perplexity_and_another_layer_go_on_from_there_too(guest):
    run = TSNE(guest.activations(3), 12)
    run.step(STEPS)
    run.perplexity = 30
    run.continue_from(guest.activations(3))
    run.step(ON)
    guest.set(perplexity=30)
    close(guest.positions, run.positions)
    run.continue_from(guest.activations(1), exaggerated=where.APART)
    run.step(STEPS)
    guest.set(map_stage=1)
    close(guest.positions, run.positions)


def test_it_stops_goes_on_and_begins_again_somewhere_else(guest):
    before = guest.positions
    guest.hear("where go", True)
    assert guest.told["going"] is True
    guest.house.tick()
    guest.hear("where go", False)
    assert guest.told["going"] is False
    guest.settle()
    assert 1 <= int(guest.told["note"].split()[-5]) - STEPS < STEPS
    guest.hear("press", "step")
    guest.settle()
    stopped = guest.positions
    guest.hear("where begin")
    guest.settle()
    assert "step 1" not in guest.told["note"]
    assert f" {STEPS} steps of the map" in guest.told["note"]
    for other in (before, stopped):
        assert np.abs(guest.positions - other).max() > 0.1 * np.abs(other).max()


def test_a_map_that_stands_still_says_so_in_another_run_too(guest):
    guest.hear("where go", False)
    guest.set(seed=7)
    assert guest.told["note"] == "Dense 1: the map stands still."
    guest.hear("where go", True)
    assert "looking for the neighbours of 250 images" in guest.told["note"]
    guest.settle()
    assert f"{STEPS} steps of the map" in guest.told["note"]


def test_components_keep_their_orientation_while_the_network_learns(guest):
    guest.set(map="pca")
    before = guest.positions
    for _ in range(3):
        guest.hear("press", "step")
        guest.settle()
        now = guest.positions
        found = principal_components(guest.activations(3))
        close(now, found.turned_like(before).positions)
        u, _, v = np.linalg.svd(now.T @ before)
        np.testing.assert_allclose(u @ v, np.eye(2), atol=1e-4)  # no turn brings them nearer
        before = now


def test_units_that_respond_alike_stand_together_and_dead_ones_are_named(guest):
    network, layer = guest.experiment.run.network, guest.experiment.run.stages[3].weights
    network.layers[layer].parameters["biases"][[2, 5]] = -1000
    guest.set(map="neurons", map_clusters=3)
    neurons = Neurons(guest.activations(3))
    assert set(np.flatnonzero(neurons.dead)) >= {2, 5}
    living = np.flatnonzero(~neurons.dead)
    tree = average_linkage(1 - neurons.correlation[np.ix_(living, living)])
    order = living[tree.order]
    assert guest.told["units"] == order.tolist()
    r = neurons.correlation[np.ix_(order, order)]
    np.testing.assert_allclose(guest.column("hundredths", "alike"), 100 * r.ravel(), atol=0.5 + 1e-6)
    np.testing.assert_allclose(guest.column("level", "alike"), 127 + 127 * r.ravel(), atol=0.51)
    close(np.array(guest.told["positions"]), Neurons(guest.activations(3)[:, living]).positions[tree.order])
    clusters = [each["units"] for each in guest.told["clusters"]]
    assert clusters == [living[tree.members(cluster)].tolist() for cluster in tree.clusters(3)]
    assert [unit for units in clusters for unit in units] == guest.told["units"]
    dead = ", ".join(str(unit + 1) for unit in np.flatnonzero(neurons.dead))
    assert guest.told["note"].endswith(f"the same to all: {dead}.")
    first = next(each for each in guest.told["clusters"] if len(each["units"]) > 1)
    pairs = [neurons.correlation[i, j] for i in first["units"] for j in first["units"] if i < j]
    assert first["mean"] == pytest.approx(np.mean(pairs), abs=0.006)


def test_a_layer_of_dead_units_and_the_image_have_nothing_to_compare(guest):
    network, layer = guest.experiment.run.network, guest.experiment.run.stages[3].weights
    network.layers[layer].parameters["biases"][...] = -1000
    guest.set(map="neurons")
    assert (guest.told["kind"], guest.told["units"], len(guest.told["dead"])) == ("", [], 12)
    guest.set(map_stage=0)
    assert "nothing to compare" in guest.told["note"]
    assert guest.told["kind"] == ""


def test_a_chosen_unit_is_looked_at(guest):
    guest.set(map="neurons", map_stage=1)
    guest.hear("where unit", 2)
    assert guest.said("opened")["place"][:4] == [1, 2, 10, 10]


def test_the_layer_stays_valid_when_the_architecture_changes(guest):
    guest.hear("where stage", 4)
    guest.settle()
    assert guest.told["note"].startswith("Answer,")
    guest.set(blocks=["c4x5"])
    assert guest.told["titles"] == ["Image", "Convolution 1", "Answer"]
    assert guest.told["stage"] == 2
    assert len(guest.positions) == 250
    assert guest.told["note"].startswith("Answer,")


@pytest.mark.parametrize("kind", ["tsne", "pca", "neurons"])
def test_numbers_that_broke_are_said_to_be_none(guest, kind):
    guest.experiment.run.network.parameters[...] = np.nan
    guest.set(map=kind, map_stage=2)
    assert guest.told["note"].startswith("This layer’s numbers are too large")
    assert (guest.told["kind"], guest.told["box"]) == ("", None)
    assert guest.said("notice")["detail"] == ""


def test_an_image_is_shown_when_it_is_looked_at(guest):
    guest.hear("where look", 31)
    shown = guest.said("where_image")
    image = np.frombuffer(base64.b64decode(shown["image"]), np.uint8).reshape(24, 24)
    assert shown["number"] == 31
    np.testing.assert_allclose(image / 255, guest.experiment.run.test.x[31, :, :, 0], atol=0.003)
    guest.hear("where look", 10**9)
    assert guest.said("where_image")["number"] == 1999


def test_nothing_is_computed_while_another_panel_is_open():
    visit = Guest(f"{SMALL}&panel=training")
    assert "where" not in visit.page.bulletin.source.data
    visit.set(panel="where")
    assert visit.told["kind"] == "tsne"


def test_the_settings_stand_in_the_address(guest):
    guest.set(map="pca", map_points=1000, perplexity=7, map_stage=2, map_clusters=6)
    for part in ("map=pca", "map_points=1000", "perplexity=7", "map_stage=2", "map_clusters=6"):
        assert part in guest.said("fragment").split("&")
    assert set(DigitsSettings.names("view")) >= {"map", "map_points", "perplexity", "map_stage", "map_clusters"}
