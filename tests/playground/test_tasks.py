"""Two classes, several, numbers and curves: what fits them, what is drawn of them, and that each is learned."""

import numpy as np
import pytest
from bokeh.models import ColumnDataSource
from hypothesis import given
from hypothesis import settings as tried

from nets import datasets, schedules
from nets.activations import softmax
from nets.datasets.dataset import CLASSES, NUMBERS, SIGNS
from nets.training.log import Change
from playground.core.address import read
from playground.core.frame import Observer
from playground.core.plane.measures import EXTENT, FINE, Region, Tiles
from playground.core.plane.rules import OF_SCHEDULE
from playground.core.plane.run import PlaneRun
from playground.core.plane.settings import FITTING, TASKS, YOURS, PlaneSettings
from playground.views.inspection import Inspection
from playground.views.levels import NONE, ZERO, class_levels, curve_levels, steps_of
from playground.views.network import Network
from playground.views.output import Output
from playground.views.sentence import Sentence
from tests.playground.places import ANY_SETTINGS
from tests.playground.stage import bits, experiment

OF_SCHEDULES = {name for names in OF_SCHEDULE.values() for name in names.values()}
PLENTY = {"blobs": 300, "sine": 4000, "plane": 600, "bump": 2500}


def seen_by(view, one):
    return view.columns(Observer(one).observe(view.needs(False), passing=False))


@pytest.fixture(scope="module")
def output():
    return Output(ColumnDataSource(), Inspection())


def test_every_dataset_stands_in_one_group_and_has_a_task():
    declared = PlaneSettings.declared()["dataset"]
    assert sorted(TASKS) == sorted(datasets.ALL_NAMES)
    assert sorted([*TASKS, YOURS]) == sorted(declared.words)
    assert sorted(name for group in declared.groups.values() for name in group) == sorted(declared.words)
    for name, task in TASKS.items():
        assert datasets.make(name, n=20).task == task


@given(ANY_SETTINGS)
@tried(max_examples=60, deadline=None)
def test_what_settings_amount_to_makes_a_run_that_steps(settings):
    fitted = settings.fitted
    assert fitted.fitted is fitted
    assert fitted.loss in FITTING[fitted.task]
    assert set(fitted.features) <= set(fitted.possible("features"))
    assert settings.loss == fitted.loss or settings.loss not in FITTING[settings.task]
    run = PlaneRun(settings)
    run.trainer.run(2)
    assert run.network.shape == (settings.outputs,)
    tiles = Tiles().probe(experiment(**{**settings.values, "speed": 1}))()
    assert len(tiles[-1]) == settings.outputs


def test_words_of_a_person_stay_and_count_again_where_they_fit():
    chosen = PlaneSettings(loss="hinge", label_noise=20, features=["x2", "x1x2"])
    line = chosen.replace(dataset="sine")
    assert (line.loss, line.label_noise, line.features) == ("hinge", 20, ["x2", "x1x2"])
    assert (line.fitted.loss, line.fitted.label_noise, line.fitted.features) == ("mean squared error", 0, ["x1"])
    back = line.replace(dataset="xor").fitted
    assert (back.loss, back.label_noise, back.features) == ("hinge", 20, ["x2", "x1x2"])


@pytest.mark.parametrize("dataset", PLENTY)
def test_each_task_is_learned(dataset):
    run = PlaneRun(PlaneSettings(dataset=dataset, hidden=[8], learning_rate=0.1))
    before = run.trainer.evaluate().test_loss
    run.trainer.run(PLENTY[dataset])
    assert run.trainer.evaluate().test_loss < before / 4


@pytest.mark.parametrize("classes", [2, 3, 6])
def test_of_several_classes_the_winner_has_the_hue_and_its_share_the_strength(classes):
    logits = np.random.default_rng(0).normal(0, 2, (classes, 5, 5))
    shares = np.moveaxis(softmax(np.moveaxis(logits, 0, -1)), -1, 0)
    found = class_levels(2 * shares - 1)
    steps = steps_of(classes)
    np.testing.assert_array_equal(found // steps, shares.argmax(axis=0))
    strength = (shares.max(axis=0) - 1 / classes) / (1 - 1 / classes)
    np.testing.assert_allclose((found % steps + 0.5) / steps, strength, atol=0.51 / steps)
    assert class_levels(np.full((classes, 1, 1), 2 / classes - 1)).tolist() == [[0]]
    assert class_levels(np.full((classes, 1, 1), np.nan)).tolist() == [[NONE]]
    assert found.max() < classes * steps <= NONE


def test_a_curve_is_an_area_between_it_and_its_axis():
    values = np.array([[-1.0, -0.8, 0.0, 0.1, 0.5, 1.2, 2.0]], np.float32)
    found, limits = curve_levels([values])
    assert limits == [2.0]
    heights = np.linspace(-1, 1, values.shape[1])
    for column, share in enumerate(values[0] / 2):
        inside = (heights >= min(share, 0) - 0.01) & (heights <= max(share, 0) + 0.01)
        assert (found[0][~inside, column] == ZERO).all()
        assert np.abs(found[0][inside, column] - (ZERO + ZERO * share)).max() <= 1
    assert (curve_levels([np.array([[np.nan, np.nan]], np.float32)])[0] == NONE).all()


def test_the_plot_of_classes_shows_all_of_them_and_their_points(output):
    one = experiment(dataset="pinwheel", classes=4, noise=10, step=50)
    found = seen_by(output, one)
    frame = Observer(one).observe(output.needs(False), passing=False)
    values = frame[Region(-1, 0, FINE)].values
    assert values.shape == (4, FINE, FINE)
    np.testing.assert_allclose(((values + 1) / 2).sum(axis=0), 1, atol=1e-5)
    np.testing.assert_array_equal(found["region"]["level"], class_levels(values))
    points, training = found["training"], one.run.training
    assert points["x1"].tolist() == training.x[:, 0].tolist()
    np.testing.assert_allclose(points["value"], (training.y + 0.5) / 4)
    assert len(set(points["marker"])) == 4
    assert {mark for mark, label in zip(points["marker"], training.y, strict=True) if label == 2} == {"triangle"}
    assert found["texts"]["plot"] == [
        {
            "task": "classes",
            "classes": 4,
            "blended": True,
            "decided": False,
            "looked": False,
            "limit": 1.0,
            "reach": EXTENT,
        }
    ]


def test_the_plot_of_a_curve_shows_the_answer_along_the_line_and_the_numbers(output):
    one = experiment(dataset="sine", noise=5, step=30, show_test=True)
    found = seen_by(output, one)
    assert len(found["region"]["level"]) == 0
    run, curve = one.run, found["curve"]
    expected = run.network.forward(run.inputs.apply(curve["x1"][:, None]))[:, 0]
    np.testing.assert_allclose(curve["x2"], expected, atol=1e-5)
    assert found["test"]["x2"].tolist() == run.test.y.tolist()
    assert found["texts"]["plot"][0]["task"] == "curve"


def test_a_surface_is_drawn_within_its_scale(output):
    one = experiment(dataset="plane", learning_rate=0.3, step=100)
    found = seen_by(output, one)
    assert found["texts"]["scale"] == [["−1.00", "+1.00"]]
    np.testing.assert_allclose(found["training"]["value"], (one.run.training.y + 1) / 2)
    assert set(found["training"]["marker"]) == {"circle"}


@pytest.mark.parametrize(("dataset", "colours"), [("spiral", 2), ("blobs", 3), ("plane", 9)])
def test_a_discrete_output_has_few_colours(output, dataset, colours):
    found = seen_by(output, experiment(dataset=dataset, step=200, discretise=True))
    assert len(np.unique(found["region"]["level"])) <= colours
    smooth = seen_by(output, experiment(dataset=dataset, step=200))
    assert len(np.unique(smooth["region"]["level"])) > colours


@pytest.mark.parametrize("dataset", ["blobs", "sine", "plane"])
def test_tiles_and_words_know_every_output(dataset):
    one = experiment(dataset=dataset, step=10, hidden=[3])
    tiles = seen_by(Network(), one)["tiles"]
    outputs = one.settings.outputs
    assert tiles["label"][-outputs:] == (["A", "B", "C"] if outputs == 3 else [""])
    assert tiles["level"].shape == (len(one.settings.fitted.features) + 3 + outputs, 48, 48)
    inspection = Inspection()
    inspection.look(2, outputs - 1)
    title = seen_by(Sentence(ColumnDataSource(), inspection), one)["texts"]["title"]
    assert title == ["Output C" if outputs == 3 else "Output"]


@pytest.mark.parametrize(
    ("dataset", "loss", "words"),
    [("spiral", "hinge", "classified correctly"), ("blobs", "hinge", "classified correctly"),
     ("sine", "hinge", "missed by"), ("sine", "huber", None)],
)  # fmt: skip
def test_how_good_a_network_is_is_said_where_it_can_be(dataset, loss, words):
    caption = seen_by(Sentence(ColumnDataSource(), Inspection()), experiment(dataset=dataset, loss=loss))
    (found,) = caption["texts"]["caption"]
    assert words in found if words else found == ""
    assert {SIGNS, CLASSES, NUMBERS} == set(FITTING)


def test_an_optimizer_has_its_own_settings_and_only_those_are_offered():
    settings = PlaneSettings(optimizer="adamw", beta=0.8, beta2=0.99, decay=0.1, rho=0.5)
    assert settings.idle == {"classes", "points", "rho", *OF_SCHEDULES}
    rule = PlaneRun(settings).trainer.settings.rule
    assert rule.settings() == {"name": "adamw", "beta1": 0.8, "beta2": 0.99, "decay": 0.1}
    assert PlaneRun(settings.replace(optimizer="nesterov")).trainer.settings.rule.settings()["beta"] == 0.8
    assert PlaneRun(settings.replace(optimizer="rmsprop")).trainer.settings.rule.settings()["rho"] == 0.5
    assert PlaneSettings().idle >= {"beta", "rho", "beta2", "decay"}


def test_a_schedule_has_its_own_settings_and_only_those_are_offered():
    settings = PlaneSettings(schedule="warm-up", warm_up_steps=200, after_warm_up="cosine", cosine_steps=1000)
    assert OF_SCHEDULES - settings.idle == {"warm_up_steps", "after_warm_up", "cosine_steps", "cosine_least"}
    schedule = PlaneRun(settings).trainer.settings.schedule
    assert schedule == schedules.WarmUp(200, schedules.Cosine(1000))
    decay = settings.replace(schedule="step", decay_steps=100, decay_factor=0.1)
    assert PlaneRun(decay).trainer.settings.schedule == schedules.StepDecay(100, 0.1)
    assert OF_SCHEDULES - decay.idle == {"decay_steps", "decay_factor"}
    assert PlaneSettings().idle >= OF_SCHEDULES


@pytest.mark.parametrize("name", schedules.NAMES)
def test_a_link_that_names_a_schedule_alone_is_what_it_always_was(name):
    place, problems = read(f"schedule={name}", PlaneSettings)
    assert not problems
    assert isinstance(place.settings, PlaneSettings)
    assert PlaneRun(place.settings).trainer.settings.schedule == schedules.named(name)


def test_an_optimizer_s_settings_change_on_the_way_and_words_for_another_one_wait():
    one = experiment(hidden=[3], optimizer="momentum", beta2=0.9)
    one.run.trainer.run(5)
    one.propose(beta=0.5)
    assert one.run.trainer.log == (Change(5, "beta", 0.5),)
    assert one.run.trainer.settings.rule.settings()["beta"] == 0.5
    one.propose(optimizer="adam")
    assert one.run.trainer.settings.rule.settings() == {"name": "adam", "beta1": 0.5, "beta2": 0.9}
    link = experiment(one.place.log, 5, hidden=[3], optimizer="momentum", beta2=0.9)
    one.run.trainer.run(20)
    link.run.trainer.run(20)
    assert bits(link) == bits(one)
