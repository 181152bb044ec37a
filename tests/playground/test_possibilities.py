"""What the engine can and the settings offer: by default as it always was, and exact under seek, link, log and undo."""

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import settings as tried
from hypothesis import strategies as st

from nets import (
    Activation,
    Dense,
    Network,
    Trainer,
    activations,
    datasets,
    features,
    initializers,
    losses,
    optimizers,
    schedules,
)
from nets.optimizers import Optimizer
from nets.training.log import Change
from playground.core.address import read
from playground.core.plane.measures import TILE, Tiles
from playground.core.plane.run import SAMPLES, PlaneRun
from playground.core.plane.settings import YOURS, PlaneSettings
from tests.playground.places import VALUES
from tests.playground.stage import Watcher, bits, experiment, straight

NEW = (
    *("dataset", "label_noise", "imbalance", "standardise", "activation", "optimizer", "schedule", "regularisation"),
    *("regularisation_rate", "initialiser"),
)
CHOICES = [
    (name, choice)
    for name in ("dataset", "activation", "optimizer", "schedule", "regularisation", "initialiser")
    for choice in PlaneSettings.declared()[name].words
    if choice != YOURS
]


def old(settings):
    """The trainer of these settings, made by hand without anything that came later."""
    whole = datasets.make(settings.dataset, n=SAMPLES, noise=settings.noise / 100, seed=settings.seed)
    train, test = whole.split(settings.train_share / 100, settings.seed)
    layers = []
    for units in settings.hidden:
        layers += [Dense(units), Activation(settings.activation)]
    network = Network([*layers, Dense(1), Activation("tanh")], (len(settings.features),), seed=settings.seed)
    sets = [(features.expand(points.x, settings.features), points.y) for points in (train, test)]
    return Trainer(
        network, train=sets[0], test=sets[1], loss=settings.loss, seed=settings.seed,
        learning_rate=settings.learning_rate, batch_size=settings.batch_size,
    )  # fmt: skip


@pytest.mark.parametrize("dataset", ["circle", "xor", "gaussian", "spiral"])
@pytest.mark.parametrize("activation", ["tanh", "sigmoid", "relu"])
def test_the_defaults_are_to_the_last_bit_what_they_were_without_them(dataset, activation):
    settings = PlaneSettings(dataset=dataset, activation=activation, noise=15, seed=3)
    run, trainer = PlaneRun(settings), old(settings)
    assert run.network.parameters.tobytes() == trainer.network.parameters.tobytes()
    for each in (run.trainer, trainer):
        each.run(100)
        each.change(learning_rate=0.3, batch_size=7)
        each.run(100)
    assert run.network.parameters.tobytes() == trainer.network.parameters.tobytes()
    assert run.trainer.evaluate() == trainer.evaluate()
    assert run.trainer.log == trainer.log


def test_everything_of_the_engine_that_fits_is_offered():
    offered = {name: tuple(getattr(declared, "words", ())) for name, declared in PlaneSettings.declared().items()}
    assert set(offered["dataset"]) == {*datasets.ALL_NAMES, YOURS}
    assert set(offered["loss"]) == set(losses.NAMES)
    assert set(offered["activation"]) == set(activations.NAMES)
    assert set(offered["optimizer"]) == set(optimizers.NAMES)
    assert set(offered["schedule"]) == set(schedules.NAMES)
    assert set(offered["initialiser"]) == set(initializers.NAMES)


@pytest.mark.parametrize(("name", "choice"), CHOICES)
def test_every_choice_trains_and_is_exact_under_seek_link_and_undo(name, choice):
    chosen = {name: choice, "hidden": [4], "features": ["x1", "x2"]}
    one = experiment(**chosen)
    before = bits(one)
    one.run.trainer.run(60)
    here = bits(one)
    assert here != before
    assert np.isfinite(one.run.network.parameters).all()
    one.go_to(25)
    assert bits(one) == straight(25, **chosen)
    one.go_to(60)
    assert bits(one) == here
    place, problems = read(one.place.write(), PlaneSettings)
    assert not problems
    assert place.write() == one.place.write()
    other = experiment()
    other.open(place)
    assert bits(other) == here
    other.undo()
    assert bits(other) == bits(experiment())


LIVE_CHANGES = [
    {"optimizer": "adam"}, {"regularisation": "l2"}, {"regularisation_rate": 0.3}, {"optimizer": "momentum"},
    {"schedule": "warm-up", "regularisation": "l1"}, {"optimizer": "nesterov"}, {"regularisation": "none"},
]  # fmt: skip


def changed_on_the_way():
    """An experiment in which everything was changed, some steps after one another, and the bits before each change."""
    one, seen = experiment(hidden=[4]), []
    for change in LIVE_CHANGES:
        one.run.trainer.run(13)
        seen.append(bits(one))
        one.propose(**change)
    one.run.trainer.run(13)
    return one, seen


def test_changes_stand_in_the_address_under_the_settings_names_and_lead_to_the_same_bits():
    one, seen = changed_on_the_way()
    text = one.place.write()
    assert "log=13:optimizer:adam,26:regularisation:l2,39:regularisation_rate:0.3,52:optimizer:momentum,65:" in text
    place, problems = read(text, PlaneSettings)
    assert not problems
    other = experiment()
    other.open(place)
    assert bits(other) == bits(one)
    assert other.settings.values == one.settings.values == place.present.values
    for number, before in reversed(list(enumerate(seen))):
        other.go_to(13 * (number + 1))
        assert bits(other) == before


def test_undo_and_redo_of_what_is_changed_on_the_way_are_exact():
    one, _ = changed_on_the_way()
    end, values = bits(one), one.settings.values
    for _ in LIVE_CHANGES:
        one.undo()
    assert one.settings.values == PlaneSettings(hidden=[4]).values
    assert bits(one) == straight(13, hidden=[4])
    for _ in LIVE_CHANGES:
        one.redo()
    assert (bits(one), one.settings.values) == (end, values)


def test_reset_begins_with_what_was_chosen_last():
    one, _ = changed_on_the_way()
    now = one.settings.values
    one.reset()
    assert (one.place.log, one.settings.values) == ((), now)
    one.run.trainer.run(20)
    assert bits(one) == straight(20, **now)


def test_a_rate_without_a_kind_changes_no_bit_and_is_remembered():
    one = experiment([Change(5, "regularisation_rate", 0.3)], 30)
    assert bits(one) == straight(30)
    assert one.settings.regularisation_rate == 0.3
    one.propose(regularisation="l1")
    assert (one.run.trainer.settings.l1, one.run.trainer.settings.l2) == (0.3, 0)


@tried(max_examples=40, deadline=None)
@given(
    st.fixed_dictionaries({}, optional={name: VALUES[name] for name in NEW}),
    st.lists(st.tuples(st.integers(1, 30), st.sampled_from(LIVE_CHANGES)), max_size=3),
)
def test_any_run_is_the_same_by_its_link(chosen, changes):
    one = experiment(hidden=[3], **chosen)
    assume(not one.settings.lacking)
    for steps, change in changes:
        one.run.trainer.run(steps)
        one.propose(**change)
    one.run.trainer.run(10)
    place, problems = read(one.place.write(), PlaneSettings)
    assert not problems
    other = experiment()
    other.open(place)
    assert (bits(other), other.settings.values) == (bits(one), one.settings.values)


def test_links_of_before_open_as_they_did():
    fragment = "v=2&dataset=xor&noise=10&hidden=3&learning_rate=0.1&log=4:batch_size:3&step=20"
    place, problems = read(fragment, PlaneSettings)
    assert not problems
    assert {name: getattr(place.settings, name) for name in NEW} == {
        name: "xor" if name == "dataset" else PlaneSettings.declared()[name].default for name in NEW
    }
    one, trainer = experiment(), old(place.settings)
    one.open(place)
    trainer.run(4)
    trainer.change(batch_size=3)
    trainer.run(16)
    assert bits(one) == trainer.network.parameters.tobytes()


def test_what_the_network_gets_is_standardised_as_measured_on_training_points_and_shown_so():
    chosen = {"standardise": True, "features": ["x1^2", "sin x2"], "noise": 20}
    one = experiment(**chosen)
    x = one.run.trainer.samples[0].astype(float)
    np.testing.assert_allclose(x.mean(axis=0), 0, atol=1e-6)
    np.testing.assert_allclose(x.std(axis=0), 1, atol=1e-6)
    plain = features.expand(one.run.training.x, chosen["features"]).astype(float)
    watcher = Watcher(Tiles())
    one.subscribe(watcher)
    one.publish()
    shown = watcher.last[Tiles()]
    axis = np.linspace(-6, 6, TILE)
    wanted = (axis**2 - plain[:, 0].mean()) / plain[:, 0].std()
    np.testing.assert_allclose(shown[0][0], np.tile(wanted, (TILE, 1)), rtol=1e-4, atol=1e-5)
    measured = one.run.trainer.evaluate()
    right = np.sign(one.run.network.forward(one.run.inputs.apply(one.run.test.x))[:, 0]) == one.run.test.y
    assert measured.test_accuracy == pytest.approx(right.mean())


@pytest.mark.parametrize("share", [0, 10, 50])
def test_label_noise_is_the_share_of_wrong_labels_and_moves_no_point(share):
    pure, noisy = (PlaneRun(PlaneSettings(dataset="circle", label_noise=each)) for each in (0, share))
    for one, other in ((pure.training, noisy.training), (pure.test, noisy.test)):
        np.testing.assert_array_equal(one.x, other.x)
    wrong = sum((one.y != other.y).sum() for one, other in ((pure.training, noisy.training), (pure.test, noisy.test)))
    assert wrong == SAMPLES * share / 100


@pytest.mark.parametrize("dataset", datasets.NAMES)
@pytest.mark.parametrize("share", [50, 90])
def test_imbalance_is_the_share_of_class_minus_one_that_is_missing(dataset, share):
    run = PlaneRun(PlaneSettings(dataset=dataset, imbalance=share))
    labels = np.concatenate([run.training.y, run.test.y])
    assert (labels < 0).sum() / (labels > 0).sum() == pytest.approx(1 - share / 100, abs=0.01)


def test_regularisation_does_what_its_name_says():
    free, lasso, ridge = (
        PlaneRun(PlaneSettings(dataset="circle", regularisation=kind, regularisation_rate=0.03, learning_rate=0.1))
        for kind in ("none", "l1", "l2")
    )
    for run in (free, lasso, ridge):
        run.trainer.run(1000)
    weights = [run.network.parameters[run.network.penalised() > 0] for run in (free, lasso, ridge)]
    assert (weights[1] == 0).mean() > 0.2 > (weights[0] == 0).mean()
    assert np.abs(weights[2]).sum() < np.abs(weights[0]).sum()


def test_a_part_that_is_in_force_is_an_optimizer_of_the_engine():
    for name in optimizers.NAMES:
        rule = PlaneRun(PlaneSettings(optimizer=name)).trainer.settings.rule
        assert isinstance(rule, Optimizer)
        assert rule == optimizers.named(name)
