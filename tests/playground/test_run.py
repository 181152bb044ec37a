"""A run is what its Settings say, and nothing else: two of them side by side do not disturb each other."""

import numpy as np
import pytest

from playground import settings as module
from playground.run import SAMPLES, Run
from playground.settings import Settings


def losses(run, steps):
    run.trainer.run(steps)
    return run.trainer.evaluate()


@pytest.mark.parametrize("dataset", module.DATASETS)
@pytest.mark.parametrize("loss", module.LOSSES)
def test_the_same_settings_make_the_same_run(dataset, loss):
    settings = Settings(dataset=dataset, loss=loss, noise=15, features=["x1", "sin x2"], hidden=[4])
    one, other = Run(settings), Run(settings)
    one.trainer.run(30)
    other.trainer.run(30)
    np.testing.assert_array_equal(one.network.parameters, other.network.parameters)
    assert one.trainer.evaluate() == other.trainer.evaluate()


def test_two_runs_at_once_are_strangers():
    alone, together, between = Run(Settings()), Run(Settings()), Run(Settings(seed=2, learning_rate=1.0))
    for _ in range(10):
        alone.trainer.step()
    for _ in range(10):
        together.trainer.step()
        between.trainer.step()
    np.testing.assert_array_equal(alone.network.parameters, together.network.parameters)


@pytest.mark.parametrize("share", [10, 50, 90])
def test_the_training_share_is_the_share_that_trains(share):
    run = Run(Settings(train_share=share, noise=10))
    assert len(run.training.x) == pytest.approx(SAMPLES * share / 100, abs=2)
    points = np.concatenate([run.training.x, run.test.x])
    assert len(np.unique(points, axis=0)) == len(points)
    assert len(points) == SAMPLES


def test_another_draw_of_weights_is_another_network_on_the_same_data():
    one, other = Run(Settings(weights=0)), Run(Settings(weights=1))
    np.testing.assert_array_equal(one.training.x, other.training.x)
    assert not np.array_equal(one.network.parameters, other.network.parameters)


def test_live_changes_go_on_from_the_same_step():
    run = Run(Settings(learning_rate=0.03, batch_size=10))
    run.trainer.run(12)
    before = run.network.parameters.copy()
    run.change(run.settings.replace(learning_rate=0.3, batch_size=20))
    assert run.trainer.step_number == 12
    np.testing.assert_array_equal(run.network.parameters, before)
    assert (run.trainer.settings.learning_rate, run.trainer.settings.batch_size) == (0.3, 20)


@pytest.mark.parametrize("hidden", [[], [1], [8] * module.MAX_LAYERS])
@pytest.mark.parametrize("activation", module.ACTIVATIONS)
def test_every_network_that_can_be_set_learns_something(hidden, activation):
    run = Run(Settings(dataset="gaussian", hidden=hidden, activation=activation, learning_rate=0.03))
    before = run.trainer.evaluate()
    after = losses(run, 200)
    assert np.isfinite(after.train_loss)
    assert after.train_loss < before.train_loss


def test_what_is_no_setting_of_the_trainer_changes_nothing_behind_a_change():
    run, straight = (Run(Settings(learning_rate=0.1)) for _ in range(2))
    for each in (run, straight):
        each.trainer.run(5)
        each.change(each.settings.replace(learning_rate=3.0))
        each.trainer.run(3)
    run.trainer.seek(3)
    run.change(run.settings.replace(speed=30, show_test=True))
    run.trainer.seek(8)
    np.testing.assert_array_equal(run.network.parameters, straight.network.parameters)
    assert len(run.trainer.log) == 1
