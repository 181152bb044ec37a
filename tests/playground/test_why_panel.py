"""The panel "Why": every picture is what its method says of the run's network, and the words are true of it."""

import re

import numpy as np
import pytest

from nets import Evaluation
from nets.attribution import METHODS, sanity
from playground.core.digits.why import ORDER, Forgotten
from playground.views.levels import NONE, ZERO
from playground.views.why_words import BROKEN, balance, likeness, verdict
from tests.playground.visits import SMALL, Visit

PIXELS = 24 * 24


class Asking(Visit):
    """Somebody who has opened the panel."""

    def __init__(self, more="", steps=5):
        super().__init__(f"{SMALL}&panel=why&{more}".rstrip("&"))
        self.experiment.run.trainer.run(steps)
        self.experiment.publish()
        self.settle()

    def propose(self, **changes):
        self.page.propose(**changes)
        return self.settle()

    @property
    def image(self):
        return self.page.easel.image[None, :, :, None]

    @property
    def network(self):
        return self.experiment.run.network

    @property
    def digit(self):
        return self.said("answer")["digit"]

    @property
    def levels(self):
        [panel] = (panel for panel in self.page.panels if panel.name == "why")
        return panel.reasoning.sources["pixels"].data["level"].reshape(-1, PIXELS)

    def level(self, name):
        return self.levels[ORDER.index(name)]

    def of(self, name):
        return self.said("why")["methods"][ORDER.index(name)]

    @property
    def states(self):
        return {method["state"] for method in self.said("why")["methods"]}


@pytest.fixture(autouse=True)
def _no_losses(monkeypatch):
    """The losses of 2,500 images take longer than all pictures, and nobody looks at them here."""

    def nothing(_run):
        return Evaluation.of(None, None)
        yield

    monkeypatch.setattr("playground.core.digits.run.DigitsRun.evaluating", nothing)


@pytest.fixture
def asking():
    return Asking()


def looks_like(level, picture):
    """Whether a row of levels is that picture, by its own largest number, up to rounding."""
    return np.abs(level - (ZERO + ZERO * picture.ravel() / max(np.abs(picture).max(), 1e-9))).max() < 1.01


def numbers(text):
    return [float(number) for number in re.findall(r"-?\d+\.\d+(?:e-?\d+)?|-?\d+e-?\d+", text.replace("−", "-"))]


@pytest.mark.parametrize("more", ["", "norm=yes", "blocks=c4x5,a4&dropout=25", "why=3"])
def test_every_picture_is_what_its_method_says_of_the_network(more):
    asking = Asking(more)
    assert asking.states == {"there"}
    assert set(ORDER) == set(METHODS)
    unit = 3 if "why" in more else asking.digit
    for name, method in METHODS.items():
        picture = method(asking.network, asking.image, unit).picture
        assert looks_like(asking.level(name), picture), name
        assert numbers(asking.of(name)["span"]) == pytest.approx([picture.min(), picture.max()], abs=0.006)
    assert (np.abs(asking.levels[len(ORDER)] - (ZERO + ZERO * asking.image.ravel())) <= 0.51).all()


def test_the_heading_is_the_question(asking):
    said = asking.said("why")
    assert said["heading"] == f"Why a{'n' * (asking.digit == 8)} {asking.digit}?"
    logits = asking.network.forward(asking.image)[0]
    assert numbers(said["subject"])[0] == pytest.approx(logits[asking.digit], abs=0.006)
    other = (asking.digit + 1) % 8
    assert asking.propose(why=str(other)).said("why")["heading"] == f"What would speak for a {other}?"
    assert numbers(asking.said("why")["subject"])[0] == pytest.approx(logits[other], abs=0.006)


@pytest.mark.parametrize(
    ("spot", "layer", "unit", "words"),
    [
        ([1, 2, 9, 15, 0], 1, (9, 15, 2), "Convolution 1, map 3, row 10, column 16"),
        ([2, 1, 3, 4, 0], 2, (3, 4, 1), "Max pool 1, map 2, row 4, column 5"),
        ([3, 5, 0, 0, 0], 5, 5, "Dense 1, number 6"),
        ([4, 6, 0, 0, 0], 6, 6, "the sum behind the 6"),
    ],
)
def test_a_number_of_the_maps_is_explained(spot, layer, unit, words):
    asking = Asking("why=spot")
    asking.hear("inspect", spot)
    asking.settle()
    subject = asking.said("why")["subject"]
    value = asking.network.run(asking.image).values[layer + 1][0][unit]
    assert words in subject
    assert numbers(subject)[-1] == pytest.approx(value, abs=0.006)
    for name in ("smoothgrad", "deconvolution", "occlusion"):
        picture = METHODS[name](asking.network, asking.image, unit, layer).picture
        assert looks_like(asking.level(name), picture), name


def test_a_whole_map_is_explained_wherever_in_it_one_looks():
    asking = Asking("why=map")
    asking.hear("inspect", [1, 2, 9, 15, 0])
    said = asking.settle().said("why")
    assert (said["heading"], "map 3, the sum of its 400 numbers" in said["subject"]) == ("Why this map?", True)
    total = METHODS["gradient"](asking.network, asking.image, 2, 1).answers[0]
    assert numbers(said["subject"])[-1] == pytest.approx(total, abs=0.006)
    for name, method in METHODS.items():
        picture = method(asking.network, asking.image, 2, 1).picture
        assert looks_like(asking.level(name), picture), name
    asking.hear("inspect", [1, 2, 3, 3, 0])
    assert asking.states == {"there"}, "it is asked anew"
    asking.hear("inspect", [3, 5, 0, 0, 0])
    assert "Dense 1, number 6" in asking.settle().said("why")["subject"]


def test_what_cannot_be_explained_says_why_in_a_sentence():
    asking = Asking("why=spot")
    asking.hear("inspect", None)
    assert asking.said("why")["subject"].startswith("Nothing is looked at")
    for spot, reason in (([0, 0, 3, 3, 0], "A pixel"), ([9, 0, 0, 0, 0], "not in this network"), (None, "Nothing")):
        asking.hear("inspect", spot)
        assert reason in asking.settle().said("why")["subject"]
        assert asking.states == {"none"}
        assert (asking.levels[:-1] == ZERO).all()
    asking.propose(show="filters")
    asking.hear("inspect", [1, 0, 2, 2, 0])
    assert "A weight is the same for every image" in asking.settle().said("why")["subject"]


@pytest.mark.parametrize("activation", ["relu", "tanh"])
def test_a_number_that_relu_made_zero_is_said_to_have_no_slopes(activation):
    asking = Asking(f"why=spot&activation={activation}")
    _, maps = asking.network.run(asking.image).values[1:3]
    row, column, unit = np.unravel_index(maps[0].argmin(), maps[0].shape)
    asking.hear("inspect", [1, int(unit), int(row), int(column), 0])
    said = asking.settle().said("why")
    assert ("ReLU answers 0" in said["subject"]) == (activation == "relu")
    assert (asking.level("gradient") == ZERO).all() == (activation == "relu")


def test_sums_account_for_the_whole_answer(asking):
    answer = float(asking.network.forward(asking.image)[0, asking.digit])
    for name in ("lrp epsilon", "lrp alpha-beta", "lrp z-plus", "deep taylor"):
        total, whole, *absorbed = numbers(asking.of(name)["note"])
        assert whole == pytest.approx(answer, abs=0.006)
        assert total + sum(absorbed) == pytest.approx(whole, abs=0.03)
    total, difference, here, blank, gap = numbers(asking.of("integrated gradients")["note"])
    assert difference == pytest.approx(here - blank, abs=0.011)
    assert abs(difference - total) == pytest.approx(gap, abs=0.011)
    assert (asking.of("gradient")["note"], asking.of("grad-cam")["note"]) == ("", "")


def test_biases_and_epsilon_are_named_where_they_absorb_something():
    network = Asking(steps=40).network
    image = np.random.default_rng(0).random((1, 24, 24, 1)).astype(np.float32)
    found = METHODS["lrp epsilon"](network, image, 1, epsilon=0.5)
    words = balance("lrp epsilon", found)
    assert "biases absorb" in words
    assert "ε absorbs" in words


def test_the_patch_is_as_the_settings_say_and_nothing_else_is_asked_again(asking):
    before = asking.levels.copy()
    asking.propose(patch="random", patch_size=7, patch_stride=5)
    unit = asking.digit
    wanted = METHODS["occlusion"](asking.network, asking.image, unit, size=7, stride=5, patch="random").picture
    assert looks_like(asking.level("occlusion"), wanted)
    rest = [i for i, name in enumerate(ORDER) if name != "occlusion"]
    np.testing.assert_array_equal(asking.levels[rest], before[rest])


def test_another_image_dims_the_pictures_until_theirs_are_there(asking):
    before = asking.levels.copy()
    asking.hear("test image")
    assert asking.states == {"old"}
    asking.settle()
    assert asking.states == {"there"}
    assert not np.array_equal(asking.levels, before)


def test_pictures_follow_the_training(asking):
    before = asking.levels.copy()
    asking.hear("press", "play")
    while asking.experiment.place.step < 12:
        asking.house.tick()
        asking.hear("drawn", asking.said("frame"))
    asking.hear("press", "play")
    asking.settle()
    assert not np.array_equal(asking.levels, before)
    picture = METHODS["gradient"](asking.network, asking.image, asking.digit).picture
    assert looks_like(asking.level("gradient"), picture)


def test_what_a_method_cannot_do_stands_in_its_place():
    asking = Asking("activation=tanh")
    refused = {name for name in ORDER if asking.of(name)["state"] == "refused"}
    assert refused == {"guided backpropagation", "deconvolution", "deep taylor"}
    assert asking.of("deep taylor")["note"].startswith("Deep Taylor decomposition is made for ReLUs")
    assert (asking.level("deconvolution") == ZERO).all()
    asking.propose(activation="relu", blocks=["d8"])
    assert asking.of("grad-cam")["note"].startswith("Grad-CAM looks at maps, and there is no convolution")


@pytest.mark.filterwarnings("error::RuntimeWarning")
@pytest.mark.parametrize("value", [np.nan, np.inf, 1e30])
def test_numbers_that_broke_are_said_to(value):
    asking = Asking()
    asking.network.parameters[...] = value
    asking.hear("check", "gradient")
    asking.hear("test image")
    asking.settle()
    assert BROKEN in asking.said("why")["subject"]
    assert asking.of("lrp epsilon")["note"] == BROKEN
    assert (asking.level("integrated gradients") == NONE).any()


def test_nothing_is_worked_out_while_the_panel_is_closed():
    asking = Asking("panel=training")
    assert "why" not in asking.page.bulletin.source.data


@pytest.mark.parametrize("name", ["gradient", "occlusion", "lrp epsilon"])
def test_the_sanity_check_shows_what_the_method_says_of_networks_that_forget(asking, name):
    asking.hear("check", name)
    assert asking.said("why")["check"]["state"] == "waiting"
    asking.settle()
    check = asking.said("why")["check"]
    wanted = sanity(asking.network, asking.image, asking.digit, method=name)
    titles = ["As it is", "Answer forgotten", "Dense 1, too", "Convolution 1, too"]
    assert (check["name"], [step["title"] for step in check["steps"]]) == (name, titles)
    shown = asking.levels[len(ORDER) + 1 :]
    for level, picture in zip(shown, [wanted.original, *wanted.pictures], strict=True):
        assert looks_like(level, picture)
    for step, signed, absolute in zip(check["steps"][1:], wanted.signed, wanted.absolute, strict=True):
        assert numbers(step["words"]) == pytest.approx([signed[0], absolute[0]], abs=0.006)
    asking.hear("check", None)
    assert asking.said("why")["check"] is None
    assert len(asking.levels) == len(ORDER) + 1


def test_a_check_that_cannot_be_says_why():
    asking = Asking("blocks=m2,c4x5,m4&why=spot")
    asking.hear("inspect", [1, 0, 3, 3, 0])
    asking.hear("check", "gradient")
    check = asking.settle().said("why")["check"]
    assert (check["state"], check["verdict"]) == (
        "refused",
        "There is nothing to forget as far as max pool 1: no layer learns.",
    )
    asking.hear("check", "no such method")
    assert asking.said("why")["check"] is None


@pytest.mark.parametrize(
    ("signed", "absolute", "words"),
    [
        ((0.9, 0.8), (0.9, 0.9), "it shows the image"),
        ((0.7, 0.1), (0.2, 0.1), "the first layer is forgotten"),
        ((0.1, 0.0), (0.9, 0.9), "follows the ink"),
        ((0.1, 0.0), (0.3, 0.2), "the method passes"),
        ((0.1, np.nan), (0.3, np.nan), "Nothing can be compared"),
    ],
)
def test_a_verdict_follows_the_ranks(signed, absolute, words):
    assert words in verdict(Forgotten(7, np.zeros((24, 24)), ("dense 1", "conv 1"), (), signed, absolute))


def test_likeness_is_said_in_words_and_in_numbers():
    assert likeness(0.95, 0.5) == "nearly the same picture: ranks agree 0.95, 0.50 without signs"
    assert likeness(-0.2, np.nan) == "another picture: ranks agree −0.20"
    assert "nothing to compare" in likeness(np.nan, np.nan)
