"""The line under the diagram, what moves, where it stands, and what is wrong with a run that goes no further."""

import json
import re

import numpy as np
import pytest
from bokeh.models import ColumnDataSource

from nets import Evaluation
from playground.core.address import read
from playground.core.curve import Scored
from playground.core.frame import Frame, Observer
from playground.core.measures import Divergence, Motion, Moving, Scores, Where
from playground.core.plane.measures import TILE, Tiles
from playground.core.plane.settings import PlaneSettings
from playground.views.status import Address, Status
from playground.views.warnings import Warnings
from tests.playground.stage import experiment

STILL = Moving(
    playing=False, backwards=False, replayed=None, goal=None, steps_per_second=0.0, frame_seconds=0.0, can_undo=False,
    can_redo=False,
    course=0, own=(),
)  # fmt: skip


def texts(view, frame):
    return {name: text for name, (text,) in view.columns(frame)["texts"].items()}


def status(scored=None, motion=STILL, *, passing=True):
    frame = Frame(340, 12, passing, PlaneSettings(), {Scores(): scored, Motion(): motion})
    return texts(Status(ColumnDataSource()), frame)


@pytest.mark.parametrize(
    ("training", "test", "words"),
    [
        (0.1234, 0.1449, "training loss 0.123 · test loss 0.145"),
        (1234.5, 999.0, "training loss over 1000 · test loss 999.000"),
        (float("nan"), float("inf"), "training loss … · test loss over 1000"),
    ],
)
def test_the_status_is_worded_as_promised(training, test, words):
    line = status(Scored(340, 12.1, Evaluation(training, test, 1.0, 1.0)))["status"]
    assert line == f"Epoch 12 · step 340 · {words}"


def test_before_the_first_evaluation_losses_are_on_their_way():
    assert status()["status"] == "Epoch 12 · step 340 · training loss … · test loss …"


def test_losses_of_another_step_are_told_on_the_way_only():
    scored = Scored(300, 12.0, Evaluation(0.5, 0.5, 1.0, 1.0))
    assert status(scored)["status"].endswith("training loss 0.500 · test loss 0.500")
    assert status(scored, passing=False)["status"].endswith("training loss … · test loss …")
    assert status(scored._replace(step=340), passing=False)["status"].endswith("training loss 0.500 · test loss 0.500")


@pytest.mark.parametrize(("step", "end"), [(300, " % (of step 300)"), (306, " %"), (340, " %")])
def test_where_an_evaluation_takes_long_its_step_is_told(step, end):
    scored = Scored(step, 12.0, Evaluation(0.5, 0.5, 0.9, 0.9))
    frame = Frame(340, 12, True, PlaneSettings(), {Scores(): scored, Motion(): STILL})
    assert texts(Status(ColumnDataSource(), accuracy=True), frame)["status"].endswith(f"test accuracy 90.0{end}")


def test_losses_of_a_step_to_come_are_told_only_on_the_way_back_from_there():
    scored = Scored(1200, 47.0, Evaluation(0.5, 0.5, 0.9, 0.9))
    assert status(scored)["status"].endswith("training loss … · test loss …")
    assert status(scored, STILL._replace(backwards=True))["status"].endswith("training loss 0.500 · test loss 0.500")


def test_own_code_is_named():
    assert status(motion=STILL._replace(own=("tanh", "SGD")))["status"].endswith(" · your tanh · your SGD")


def test_the_step_that_it_is_on_its_way_to_is_named():
    said = status(motion=STILL._replace(replayed=0.25, goal=30000))
    assert said["status"].endswith(" · going to step 30000")
    assert said["job"] == {"title": "Going to the step", "share": 0.25}


def test_what_moves_is_told():
    assert status()["playing"] is False
    assert status()["job"] is None
    moving = STILL._replace(playing=True, steps_per_second=499.6, frame_seconds=0.0034, can_undo=True, course=7)
    said = status(motion=moving)
    assert (said["playing"], said["steps_per_second"], said["frame_ms"]) == (True, 500, 3.4)
    assert (said["undo"], said["redo"], said["course"]) == (True, False, 7)
    json.dumps(said)


def test_a_way_to_a_late_step_can_be_paused_and_says_how_far_it_is():
    said = status(motion=STILL._replace(replayed=0.25))
    assert said["playing"] is True
    assert said["job"]["share"] == 0.25


def test_the_address_is_that_of_the_place():
    one = experiment(step=5, noise=10)
    view = Address(ColumnDataSource())
    fragment = texts(view, Observer(one).observe([Where()], passing=False))["fragment"]
    assert read(fragment, PlaneSettings)[0].write() == one.place.write() == fragment


def warning(one):
    return texts(Warnings(ColumnDataSource()), Observer(one).observe([Divergence(), Tiles()], passing=False))["warning"]


def test_a_run_that_goes_well_has_no_warning():
    assert warning(experiment(step=50)) == ""
    assert warning(experiment(activation="relu", step=50)) == ""


def test_a_divergence_is_put_into_words_of_the_page():
    one = experiment(activation="linear", loss="cross-entropy", learning_rate=10.0, features=["x1^2", "x2^2"])
    with np.errstate(all="ignore"):
        one.run.trainer.run(5000)
    text = warning(one)
    step = one.place.step
    assert text.startswith(f"Training stopped at step {step}: in the next step, the numbers of ")
    assert f"The weights are those of step {step}." in text
    assert "lower the learning rate" in text
    for word in ("dense", "forward", "backward", "clipping", "nan", "inf"):
        assert word not in text.lower().split()


@pytest.mark.parametrize("number", [np.nan, np.inf])
def test_an_output_that_is_no_number_gets_a_word_before_the_training_meets_it(number):
    tiles = regions(2, 3, 1)
    tiles[-1][0, 5, 5] = number
    frame = Frame(0, 0, False, PlaneSettings(hidden=[3]), {Divergence(): None, Tiles(): tiles})
    assert "too large to compute with" in texts(Warnings(ColumnDataSource()), frame)["warning"]


def regions(*counts, dead=()):
    """Regions of layers with so many units; those of dead layers are 0 everywhere."""
    return tuple(np.full((count, TILE, TILE), 0.5 * (layer not in dead)) for layer, count in enumerate(counts))


@pytest.mark.parametrize(
    ("dead", "activation", "layer"),
    [((), "relu", None), ((2,), "relu", 2), ((1, 2), "relu", 1), ((1,), "tanh", None), ((0, 3), "relu", None)],
)
def test_the_first_dead_layer_gets_a_word(dead, activation, layer):
    answers = {Divergence(): None, Tiles(): regions(2, 3, 4, 1, dead=dead)}
    frame = Frame(0, 0, False, PlaneSettings(hidden=[3, 4], activation=activation), answers)
    text = texts(Warnings(ColumnDataSource()), frame)["warning"]
    if layer is None:
        assert text == ""
    else:
        assert text.startswith(f"All neurons of layer {layer} are dead: they answer 0 everywhere")


def test_a_layer_with_one_neuron_alive_is_alive():
    tiles = regions(2, 3, 1, dead=(1,))
    tiles[1][2, 0, 0] = 0.1
    answers = {Divergence(): None, Tiles(): tiles}
    frame = Frame(0, 0, False, PlaneSettings(hidden=[3], activation="relu"), answers)
    assert texts(Warnings(ColumnDataSource()), frame)["warning"] == ""


def test_a_run_whose_neurons_died_says_so():
    one = experiment(activation="relu", learning_rate=10.0, loss="cross-entropy", step=50)
    assert warning(one).startswith("All neurons of layer 2 are dead")


@pytest.mark.parametrize("dataset", ["spiral", "xor"])
def test_a_run_whose_loss_is_stuck_at_a_high_rate_says_so(dataset):
    one = experiment(activation="relu", learning_rate=10.0, step=130, dataset=dataset)
    stuck = one.run.trainer.evaluate().train_loss
    one.run.trainer.run(100)
    assert one.run.trainer.evaluate().train_loss == pytest.approx(stuck, abs=0.01)
    assert re.match(r"The output is [+−]1 everywhere", warning(one))


@pytest.mark.parametrize(
    ("low", "high", "loss", "said"),
    [
        (0.99995, 1.0, "mean squared error", "The output is +1 everywhere"),
        (-1.0, -0.99995, "mean squared error", "The output is −1 everywhere"),
        (-1.0, 1.0, "mean squared error", ""),
        (0.9, 1.0, "mean squared error", ""),
        (0.99995, 1.0, "cross-entropy", ""),
    ],
)
def test_only_an_output_that_is_flat_everywhere_gets_a_word(low, high, loss, said):
    tiles = regions(2, 1)
    tiles[1][...] = low
    tiles[1][0, 0, 0] = high
    frame = Frame(0, 0, False, PlaneSettings(hidden=[], loss=loss), {Divergence(): None, Tiles(): tiles})
    text = texts(Warnings(ColumnDataSource()), frame)["warning"]
    assert text.startswith(said)
    assert bool(text) == bool(said)
