"""A run is what its PlaneSettings say, and nothing else: two of them side by side do not disturb each other."""

import numpy as np
import pytest

from playground.core.plane.points import Points
from playground.core.plane.run import SAMPLES, PlaneRun
from playground.core.plane.settings import MAX_LAYERS, MAX_NEURONS, PlaneSettings


@pytest.mark.parametrize("dataset", PlaneSettings.declared()["dataset"].words)
@pytest.mark.parametrize("loss", PlaneSettings.declared()["loss"].words)
def test_the_same_settings_make_the_same_run(dataset, loss):
    settings = PlaneSettings(dataset=dataset, loss=loss, noise=15, features=["x1", "sin x2"], hidden=[4])
    one, other = PlaneRun(settings), PlaneRun(settings)
    one.trainer.run(30)
    other.trainer.run(30)
    np.testing.assert_array_equal(one.network.parameters, other.network.parameters)
    np.testing.assert_array_equal(one.trainer.evaluate(), other.trainer.evaluate())


def test_two_runs_at_once_are_strangers():
    alone, together, between = (
        PlaneRun(PlaneSettings()),
        PlaneRun(PlaneSettings()),
        PlaneRun(PlaneSettings(seed=2, learning_rate=1.0)),
    )
    for _ in range(10):
        alone.trainer.step()
    for _ in range(10):
        together.trainer.step()
        between.trainer.step()
    np.testing.assert_array_equal(alone.network.parameters, together.network.parameters)


@pytest.mark.parametrize("share", [10, 50, 90])
def test_the_training_share_is_the_share_that_trains(share):
    run = PlaneRun(PlaneSettings(train_share=share, noise=10))
    assert len(run.training.x) == pytest.approx(SAMPLES * share / 100, abs=2)
    points = np.concatenate([run.training.x, run.test.x])
    assert len(np.unique(points, axis=0)) == len(points)
    assert len(points) == SAMPLES


CHANGES = {
    "dataset": "xor", "noise": 10, "train_share": 70, "batch_size": 7, "features": ["x1"], "hidden": [2],
    "activation": "relu", "loss": "cross-entropy", "learning_rate": 0.3, "seed": 2, "weights": 1, "label_noise": 10,
    "imbalance": 50, "standardise": True, "optimizer": "adam", "schedule": "warm-up", "regularisation": "l1",
    "initialiser": "he", "classes": 4, "activations": ["", "relu"],
}  # fmt: skip


@pytest.mark.parametrize("name", CHANGES)
def test_every_setting_of_a_run_changes_it(name):
    first = PlaneSettings(dataset="blobs") if name == "classes" else PlaneSettings()
    one, other = PlaneRun(first), PlaneRun(first.replace(**{name: CHANGES[name]}))
    one.trainer.run(3)
    other.trainer.run(3)
    assert not np.array_equal(one.network.parameters, other.network.parameters)


SCHEDULED = {
    "decay_steps": 100, "decay_factor": 0.1, "cosine_steps": 100, "cosine_least": 0.5, "warm_up_steps": 100,
    "after_warm_up": "step",
}  # fmt: skip


def test_the_others_change_nothing():
    one, other = (
        PlaneRun(PlaneSettings()),
        PlaneRun(
            PlaneSettings(
                speed=1,
                bookmarks=[3],
                show=["loss"],
                hide=["noise"],
                show_test=True,
                discretise=True,
                regularisation_rate=0.3,
                beta=0.5,
                rho=0.5,
                beta2=0.9,
                decay=0.1,
                **SCHEDULED,
                points=Points("classes", ((0, 0, 0), (1, 0, 1), (2, 0, 1), (3, 0, 0))),
            )
        ),
    )
    rest = set(PlaneSettings.declared()) - set(CHANGES)
    others = {"beta", "rho", "beta2", "decay", "regularisation_rate", "points", *SCHEDULED}  # of others
    assert rest == {"bookmarks", "hide", "show", "show_test", "discretise", "speed"} | others
    one.trainer.run(3)
    other.trainer.run(3)
    np.testing.assert_array_equal(one.network.parameters, other.network.parameters)


def test_another_draw_of_weights_is_another_network_on_the_same_data():
    one, other = PlaneRun(PlaneSettings(weights=0)), PlaneRun(PlaneSettings(weights=1))
    np.testing.assert_array_equal(one.training.x, other.training.x)
    assert not np.array_equal(one.network.parameters, other.network.parameters)


@pytest.mark.parametrize("hidden", [[], [1], [MAX_NEURONS] * MAX_LAYERS])
@pytest.mark.parametrize("activation", PlaneSettings.declared()["activation"].words)
def test_every_network_that_can_be_set_learns_something(hidden, activation):
    run = PlaneRun(PlaneSettings(dataset="gaussian", hidden=hidden, activation=activation, learning_rate=0.03))
    before = run.trainer.evaluate()
    run.trainer.run(200)
    after = run.trainer.evaluate()
    assert np.isfinite(after.train_loss)
    assert after.train_loss < before.train_loss


SURE = {
    "mean squared error": [-0.9, 0.0, 0.9],
    "huber": [-0.9, 0.0, 0.9],
    "hinge": [-0.9, 0.0, 0.9],
    "cross-entropy": np.tanh([-0.45, 0, 0.45]).tolist(),
}


@pytest.mark.parametrize("loss", SURE)
def test_a_certainty_is_right_in_sign_and_within_one(loss):
    run = PlaneRun(PlaneSettings(loss=loss))
    assert run.certainty(np.array([-0.9, 0.0, 0.9])).tolist() == SURE[loss]
    assert np.abs(run.certainty(np.array([-1e9, 1e9]))).max() <= 1


def test_every_layer_may_have_an_activation_of_its_own():
    def kinds(**changes):
        return [
            getattr(layer, "function", type(layer).__name__)
            for layer in PlaneRun(PlaneSettings(**changes)).network.layers
        ]

    mixed = kinds(hidden=[3, 2, 4], activation="relu", activations=["", "sine"])
    assert mixed == ["Dense", "relu", "Dense", "sine", "Dense", "relu", "Dense", "tanh"]
    assert kinds(hidden=[3, 2], activations=["linear", "tanh"]) == ["Dense", "Dense", "tanh", "Dense", "tanh"]
    assert kinds(hidden=[3], activation="relu", activations=["sine", "elu"]) == kinds(hidden=[3], activation="relu")
