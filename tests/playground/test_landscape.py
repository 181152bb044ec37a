"""The loss landscape: its numbers are the engine's, its path is the run's, and the run's bits stay."""

import numpy as np
import pytest

from nets.probes import Plane
from nets.projection import principal_components
from nets.training.places import index_of
from playground.core.plane.landscape import COARSE, FINE, coarse_to_fine
from playground.core.plane.terrain import MARGIN
from tests.playground.stage import bits, straight
from tests.playground.test_instruments import Visit

SETTINGS = {"dataset": "spiral", "hidden": [4, 3], "batch_size": 50, "speed": 0}
FRAGMENT = "dataset=spiral&hidden=4,3&batch_size=50&speed=0"
PAIR = ["weights.1.2.3", "biases.3.1"]


class Guest(Visit):
    """Somebody who looks at landscapes."""

    def __init__(self, steps=60):
        super().__init__(FRAGMENT, "landscape")
        self.experiment.run.trainer.run(steps)
        self.experiment.publish()

    def ask(self, kind="path", numbers=(), extent=1, resolution=COARSE, seed=0):
        asked = {"kind": kind, "numbers": numbers, "extent": extent, "resolution": resolution, "seed": seed}
        self.page.hear("landscape", asked)
        return self

    def part(self):
        """Work until some of the picture is there."""
        while not self.told["there"] or np.isnan(self.losses).all():
            assert self.house.tick() >= 0
            self.experiment.publish()
        return self

    @property
    def told(self):
        return self.said("landscape")

    @property
    def losses(self):
        (tab,) = (each for each in self.page.tabs if each.name == "landscape")
        found = tab.view.sources["loss"].data["loss"]
        return np.reshape(found, (self.told["resolution"],) * 2)

    @property
    def path(self):
        (tab,) = (each for each in self.page.tabs if each.name == "landscape")
        return tab.view.sources["path"].data

    def values(self, axis, at):
        """What places from -1 to 1 are on an axis."""
        low, high = (self.told["axes"][axis][end] for end in ("low", "high"))
        return low + (np.asarray(at) + 1) / 2 * (high - low)

    def past(self):
        """The parameters at all steps of the path."""
        trainer, found = self.experiment.run.trainer, []
        for step in self.path["step"]:
            trainer.seek(int(step))
            found.append(trainer.network.parameters.astype(np.float64))
        return np.array(found)


@pytest.mark.varied
@pytest.mark.parametrize(("kind", "numbers"), [("path", []), ("random", []), ("weights", PAIR)])
@pytest.mark.parametrize("extent", [0.5, 2])
def test_the_losses_are_those_of_the_plane_through_the_present_weights(kind, numbers, extent):
    guest = Guest().ask(kind, numbers, extent).settle()
    assert guest.told["there"]
    trainer = guest.experiment.run.trainer
    assert guest.told["loss"] == pytest.approx(trainer.evaluate().train_loss, abs=1e-5)
    sight = next(tab for tab in guest.page.tabs if tab.name == "landscape").view
    (known,) = [guest.experiment._observer._probes[each]().landscape for each in sight.needs(False)]
    x, targets = trainer.samples
    plane = Plane(
        trainer.network, trainer.loss, x, targets, centre=known.terrain.centre, directions=known.terrain.directions
    )
    np.testing.assert_allclose(guest.losses, plane.measure(), rtol=1e-5)
    present = plane.parameters_at(*known.path[-1])
    np.testing.assert_allclose(present, trainer.network.parameters, atol=1e-6)


def test_the_axes_are_the_principal_directions_of_the_path():
    guest = Guest().ask().settle()
    past = guest.past()
    found = principal_components(past)
    assert guest.path["step"][[0, -1]].tolist() == [0, 60]
    for axis, name in enumerate("xy"):
        seen = (past - past[-1]) @ found.directions[axis]
        np.testing.assert_allclose(guest.values(axis, guest.path[name]), seen, atol=1e-4 * np.abs(seen).max())
        assert f"{100 * found.shares[axis]:.1f} % of the path’s variance" in guest.told["axes"][axis]["title"]
    assert np.abs(guest.path["x"]).max() == pytest.approx(1 / MARGIN, abs=1e-5)
    assert np.abs(guest.path["y"]).max() <= 1 / MARGIN + 1e-5


def test_axes_of_two_weights_carry_their_values_and_names():
    guest = Guest().ask("weights", PAIR).settle()
    titles = [axis["title"] for axis in guest.told["axes"]]
    assert titles == ["weight from x₂ to layer 1, neuron 3", "bias of the output"]
    network, past = guest.experiment.run.network, guest.past()
    for axis, (name, column) in enumerate(zip(PAIR, "xy", strict=True)):
        values = past[:, index_of(network, name)]
        np.testing.assert_allclose(guest.values(axis, guest.path[column]), values, atol=1e-5)


def test_every_weight_and_bias_can_be_chosen():
    guest = Guest(1)
    numbers = guest.said("landscape_numbers")
    assert [title for title, _ in numbers] == ["Layer 1", "Layer 2", "Output"]
    network = guest.experiment.run.network
    places = [index_of(network, name) for _, layer in numbers for name, _ in layer]
    assert sorted(places) == list(range(network.parameter_count))
    assert ["weights.2.4.3", "weight from a¹₄ to layer 2, neuron 3"] in numbers[1][1]


def test_random_directions_are_others_for_another_seed():
    guest = Guest()
    first, again, other = (guest.ask("random", seed=seed).settle().losses.copy() for seed in (0, 0, 1))
    np.testing.assert_array_equal(first, again)
    assert not np.allclose(first, other)


@pytest.mark.parametrize("playing", [False, True])
def test_the_runs_bits_are_those_of_a_run_without_it(playing):
    guest = Guest(60).ask(resolution=FINE)
    if playing:
        guest.experiment.play()
        while guest.experiment.run.trainer.step_number < 200 or guest.told["share"] is not None:
            guest.house.tick()
            guest.house.clock.drawn(10**9)
        guest.experiment.pause()
    guest.settle()
    assert not np.isnan(guest.losses).any()
    assert bits(guest.experiment) == straight(guest.experiment.run.trainer.step_number, **SETTINGS)


def test_it_is_cancelled_at_once_and_what_is_known_stays():
    guest = Guest().ask(resolution=FINE).part()
    guest.page.hear("landscape cancel", None)
    assert guest.told["share"] is None
    assert guest.told["note"].startswith("Cancelled")
    known = np.isfinite(guest.losses).sum()
    guest.settle()
    assert 0 < known == np.isfinite(guest.losses).sum() < FINE**2
    assert not np.isnan(guest.ask().settle().losses).any()


def test_no_part_of_it_measures_more_than_a_loss(monkeypatch):
    guest, jobs, done = Guest(), [], []
    start, loss_at = guest.house.clock.start, Plane.loss_at
    monkeypatch.setattr(guest.house.clock, "start", lambda job: jobs.append(job) or start(job))
    monkeypatch.setattr(Plane, "loss_at", lambda plane, x, y: done.append("loss") or loss_at(plane, x, y))
    guest.ask()
    (job,) = jobs
    parts = []
    while not job.over:
        done.clear()
        job.work(0)
        parts.append(len(done))
    assert sum(parts) == COARSE**2 + 1
    assert max(parts) == 2  # that of the present weights, and the first one of the picture
    assert parts.count(2) == 1


def test_a_new_run_gives_up_what_was_asked_of_the_old_one():
    guest = Guest().ask(resolution=FINE).part()
    guest.page.propose(noise=30)
    guest.settle()
    assert (guest.told["there"], guest.told["share"]) == (False, None)
    assert "Nothing" in guest.told["note"]


def test_it_stays_when_the_run_moves_on_and_says_of_which_step_it_is():
    guest = Guest().ask().settle()
    assert (guest.told["present"], guest.told["note"]) == (True, "The landscape of step 60.")
    losses = guest.losses.copy()
    guest.experiment.step()
    guest.settle()
    assert not guest.told["present"]
    assert "of step 60;" in guest.told["note"]
    np.testing.assert_array_equal(guest.losses, losses)
    guest.experiment.step_back()
    assert guest.told["present"]


def test_who_follows_sees_where_the_run_stands_coarsely():
    guest = Guest().ask(resolution=FINE).settle()
    guest.page.hear("landscape follows", True)
    guest.settle()
    assert guest.told["resolution"] == FINE
    guest.experiment.step()
    guest.settle()
    assert (guest.told["step"], guest.told["resolution"], guest.told["present"]) == (61, COARSE, True)
    guest.page.hear("landscape follows", False)
    guest.experiment.step()
    assert guest.settle().told["step"] == 61


@pytest.mark.parametrize(
    ("steps", "asked", "said"),
    [
        (0, {}, "no two directions"),
        (9, {"kind": "weights", "numbers": [PAIR[0]] * 2}, "one and the same"),
    ],
)
def test_where_there_is_no_plane_it_says_why(steps, asked, said):
    guest = Guest(steps).ask(**asked).settle()
    assert not guest.told["there"]
    assert said in guest.told["note"]


def test_without_weights_there_is_no_random_direction():
    guest = Guest(0)
    guest.page.propose(initialiser="zeros")
    assert "neurons are 0" in guest.ask("random").settle().told["note"]


@pytest.mark.parametrize("asked", [{"kind": "nonsense"}, {"kind": "weights", "numbers": ["weights.9.1.1", PAIR[0]]}])
def test_what_there_is_not_is_let_go(asked):
    assert "Nothing" in Guest(3).ask(**asked).settle().told["note"]


def test_nothing_goes_on_behind_another_tab():
    guest = Guest().ask(resolution=FINE).part()
    guest.page.hear("tab", "weights")
    guest.settle()
    guest.page.hear("tab", "landscape")
    guest.settle()
    assert not np.isnan(guest.losses).any()


@pytest.mark.parametrize("resolution", [COARSE, FINE])
def test_from_coarse_to_fine_every_place_comes_once(resolution):
    places = coarse_to_fine(resolution)
    assert len(places) == len(set(places)) == resolution**2
    assert places[:2] == [(0, 0), (0, 8)]
