"""The digits page: what it shows of an image, what a drawing becomes, and that its run is a run like any other."""

import base64

import numpy as np
import pytest

from nets.datasets import digits
from nets.datasets.handwriting import as_digit
from playground.core.address import read
from playground.core.digits.settings import DigitsSettings
from playground.core.plane.settings import PlaneSettings
from playground.pages.given import SHEET
from playground.pages.house import House
from playground.views.levels import ZERO
from playground.views.maps import dead_words
from tests.playground.visits import SMALL, Visit


@pytest.fixture
def visit():
    return Visit()


def sheet(ink):
    return base64.b64encode(np.rint(255 * ink).astype(np.uint8).tobytes()).decode()


def a_drawing():
    ink = np.zeros((SHEET, SHEET))
    ink[8:48, 26:31] = 1
    return ink


def test_every_map_of_every_stage_is_shown(visit):
    network = visit.experiment.run.network
    image = visit.page.easel.image[None, :, :, None]
    values = network.run(image).values
    stages = [image[0], values[2][0], values[3][0], values[6][0].reshape(1, 1, -1), values[-1][0].reshape(1, 1, -1)]
    rows, level = visit.columns("maps"), visit.columns("pixels")["level"]
    assert [each["title"] for each in visit.said("stages")] == [
        "Image",
        "Convolution 1",
        "Max pool 1",
        "Dense 1",
        "Answer",
    ]
    start = 0
    for number, maps in enumerate(stages):
        own = [i for i, stage in enumerate(rows["stage"]) if stage == number]
        assert [rows["unit"][i] for i in own] == list(range(maps.shape[2]))
        for unit, i in enumerate(own):
            assert (rows["height"][i], rows["width"][i]) == maps.shape[:2]
            shown = level[start : start + maps[..., unit].size].reshape(maps.shape[:2])
            wanted = ZERO + ZERO * maps[..., unit] / max(np.abs(maps).max(), 0.001)
            assert np.abs(shown - wanted).max() <= 0.5 + 1e-3
            start += shown.size
    assert start == len(level)


def test_the_answer_is_the_networks(visit):
    logits = visit.experiment.run.network.forward(visit.page.easel.image[None, :, :, None])[0].astype(float)
    shares = 100 * np.exp(logits) / np.exp(logits).sum()
    answer = visit.said("answer")
    assert answer["digit"] == logits.argmax()
    np.testing.assert_allclose(answer["shares"], shares, atol=0.051)


def test_a_drawing_is_centred_and_read_at_once(visit):
    before = visit.said("answer")
    visit.hear("draw", sheet(a_drawing()))
    wanted = as_digit(a_drawing())[2:26, 2:26]
    np.testing.assert_allclose(visit.page.easel.image, wanted, atol=1e-6)
    assert visit.said("answer") != before
    assert visit.said("truth") is None
    shown = np.frombuffer(base64.b64decode(visit.said("image")), np.uint8).reshape(24, 24)
    np.testing.assert_allclose(shown / 255, wanted, atol=0.003)
    visit.hear("clear")
    assert not visit.page.easel.image.any()


@pytest.mark.parametrize("wrong", ["", "nonsense", "####", None, 5, sheet(np.zeros((3, 3)))])
def test_what_is_no_drawing_changes_nothing(visit, wrong):
    before = visit.page.easel.image
    visit.hear("draw", wrong)
    assert visit.page.easel.image is before


def test_test_images_come_with_their_label(visit):
    _, test = digits.load(2)
    for _ in range(5):
        visit.hear("test image")
        [number] = np.flatnonzero((test.x[..., 0] == visit.page.easel.image).all(axis=(1, 2)))[:1]
        assert visit.said("truth") == test.y[number]


def test_a_test_image_is_chosen_by_its_digit_and_by_its_number(visit):
    for digit in (8, 3):
        visit.hear("test image", digit)
        number, label = visit.said("test")
        assert label == digit == visit.said("truth") == visit.experiment.run.test.y[number]
    for asked, number in ((17, 17), (5000, 1999), (-3, 0)):
        visit.hear("look at", asked)
        assert visit.said("test") == [number, visit.said("truth")]
        np.testing.assert_array_equal(visit.page.easel.image, visit.experiment.run.test.x[number, :, :, 0])
    visit.hear("clear")
    assert visit.said("test") is None


def test_layers_that_one_map_hides_are_neither_computed_nor_sent(visit):
    visit.hear("large", True)
    before = visit.columns("pixels")["level"]
    visit.hear("press", "step")
    assert visit.columns("pixels")["level"] is before
    visit.hear("large", False)
    assert visit.columns("pixels")["level"].tobytes() != before.tobytes()


def test_gradients_of_all_layers_change_with_training():
    visit = Visit(f"{SMALL}&show=gradients")
    seen = [visit.columns("pixels")["level"].copy()]
    for _ in range(2):
        visit.hear("press", "step")
        seen.append(visit.columns("pixels")["level"].copy())
    assert all((one != other).any() for one, other in ((seen[0], seen[1]), (seen[1], seen[2])))
    visit.hear("press", "back")
    np.testing.assert_array_equal(visit.columns("pixels")["level"], seen[1])


def test_training_changes_what_is_shown_and_step_back_brings_it_back(visit):
    before, level = visit.said("answer"), visit.columns("pixels")["level"].tobytes()
    visit.hear("press", "step")
    assert visit.experiment.place.step == 1
    assert (visit.said("answer"), visit.columns("pixels")["level"].tobytes()) != (before, level)
    visit.hear("press", "back")
    assert (visit.said("answer"), visit.columns("pixels")["level"].tobytes()) == (before, level)


def test_a_whole_epoch_takes_long_and_can_be_stopped_on_the_way(visit, monkeypatch):
    monkeypatch.setattr("playground.core.mover.QUICK", 0.05)
    visit.hear("press", "epoch")
    assert visit.said("status").endswith("going to step 160")
    visit.house.tick()
    visit.hear("press", "play")
    visit.house.tick()
    assert 0 < visit.experiment.place.step < 160
    assert visit.said("playing") is False
    visit.hear("press", "epoch")
    while visit.house.tick() >= 0:
        visit.hear("drawn", visit.said("frame"))
    assert (visit.experiment.place.step, visit.experiment.run.trainer.epoch) == (160, 1)


def test_the_status_tells_the_accuracy(visit):
    evaluation = visit.experiment.scored().evaluation
    assert visit.said("status").endswith(f" · test accuracy {100 * evaluation.test_accuracy:.1f} %")
    _, test = digits.load(2)
    answers = visit.experiment.run.network.forward(test.x).argmax(axis=1)
    assert evaluation.test_accuracy == pytest.approx((answers == test.y).mean())


def test_an_address_leads_back_to_the_same_run(visit):
    visit.page.propose(blocks=["c4x5", "m4"], dropout=10)
    visit.hear("press", "step")
    place, problems = read(visit.said("fragment"), DigitsSettings)
    assert problems == []
    other = Visit(visit.said("fragment"))
    assert other.experiment.place.write() == visit.experiment.place.write() == place.write()
    assert other.said("answer") == visit.said("answer")


def test_an_impossible_network_is_refused_with_the_reason(visit):
    run = visit.experiment.run
    visit.page.propose(blocks=["d8", "c8x3"])
    assert "a dense block before it has left none" in visit.said("notice")["text"]
    assert visit.experiment.run is run


def test_a_link_to_an_impossible_network_falls_back_with_a_note():
    visit = Visit("blocks=c32x7p,c32x7p&dropout=50")
    assert visit.said("notice")["text"].startswith("Blocks cannot be “c32x7p,c32x7p”: this network needs")
    assert visit.experiment.settings.differences(DigitsSettings()) == {"dropout"}


def test_its_run_stands_beside_that_of_the_playground_and_both_come_back(visit):
    visit.hear("press", "step")
    visit.house.show("playground").hear("press", "epoch")
    other = House("", first="playground", wake=lambda: None)
    other.come_back(visit.house.keepsake())
    for kind in (PlaneSettings, DigitsSettings):
        one, again = visit.house.experiment_of(kind), other.experiment_of(kind)
        assert again.place.write() == one.place.write()
        assert again.run.network.parameters.tobytes() == one.run.network.parameters.tobytes()


def test_it_rests_while_another_run_is_looked_at(visit):
    visit.hear("press", "play")
    visit.house.show("playground")
    assert not visit.experiment.playing
    visit.house.show("digits")
    assert visit.house.seen is visit.page


@pytest.mark.parametrize("norm", ["no", "yes"])
def test_gradients_and_filters_are_the_networks(norm):
    visit = Visit(f"{SMALL}&norm={norm}&show=gradients")
    network, image = visit.experiment.run.network, visit.page.easel.image[None, :, :, None]
    passed = network.run(image)
    answer = np.eye(10)[passed.output[0].argmax()]
    slopes = network.backward(passed, answer).values
    rows, level = visit.columns("maps"), visit.columns("pixels")["level"]
    shown = level[576 : 576 + 4 * 400].reshape(4, 20, 20)
    activated = slopes[2 + (norm == "yes")][0]
    wanted = ZERO + ZERO * activated.transpose(2, 0, 1) / np.abs(activated).max()
    assert np.abs(shown - wanted).max() <= 0.5 + 1e-3
    visit.page.propose(show="filters")
    weights = network.layers[0].parameters["weights"]
    rows, level = visit.columns("maps"), visit.columns("pixels")["level"]
    assert rows["unit"][:4] == [0, 1, 2, 3]
    wanted = ZERO + ZERO * weights[:, :, 0].transpose(2, 0, 1) / np.abs(weights).max()
    assert np.abs(level[:100].reshape(4, 5, 5) - wanted).max() <= 0.5 + 1e-3
    last = [i for i, stage in enumerate(rows["stage"]) if stage == 4]
    assert len(last) == 10 * 12
    assert [each["title"] for each in visit.said("stages")] == ["", "Convolution 1", "", "Dense 1", "Answer"]


def test_one_scale_for_all_layers():
    visit = Visit(f"{SMALL}&scale=one")
    values = visit.experiment.run.network.run(visit.page.easel.image[None, :, :, None]).values
    stages = [values[i][0] for i in (0, 2, 3, 6, -1)]
    largest = max(np.abs(each).max() for each in stages)
    maps = [each.transpose(2, 0, 1).ravel() if each.ndim == 3 else each for each in stages]
    wanted = ZERO + ZERO * np.concatenate(maps) / largest
    assert np.abs(visit.columns("pixels")["level"] - wanted).max() <= 0.5 + 1e-3


def test_units_that_never_change_are_counted():
    visit = Visit(SMALL)
    visit.experiment.run.network.layers[0].parameters["biases"][[0, 2]] = -1000
    visit.hear("press", "step")
    while visit.house.tick() >= 0:
        visit.hear("drawn", visit.said("frame"))
    said = [each["lines"][2] for each in visit.said("stages")]
    assert said[:3] == ["", "50 % dead (2)", "50 % dead (2)"]
    assert said[4] == "none dead"
    assert dead_words((0, 10), 1, 10) == "all 10 dead"
