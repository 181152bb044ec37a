"""The architecture: its sections are the network's layers, its caption tells all, blocks are changed one by one."""

import re

import pytest

from nets.datasets import digits
from playground.core.digits.architecture import changed, inserted, sections
from playground.core.digits.blocks import ImpossibleError
from playground.core.digits.settings import DEFAULT, DigitsSettings
from playground.views.architecture import record
from tests.playground.visits import Visit

SEVERAL = {"blocks": ["c3x5p", "m2", "c4x3s2", "a2", "d6", "d5"], "norm": "yes", "dropout": 25}


@pytest.fixture(scope="module", params=[{}, SEVERAL], ids=["default", "several"])
def run(request):
    return DigitsSettings(**request.param).run()


def test_the_sections_are_the_layers_in_their_order(run):
    found = sections(run)
    pieces = [piece for section in found for piece in section.pieces]
    assert [(piece.label, piece.shape) for piece in pieces] == [
        (layer.label, layer.shape) for layer in run.network.layers
    ]
    assert sum(section.parameters for section in found) == run.network.parameters.size
    assert [section.shape for section in found] == [run.shape(number) for number in range(len(run.stages))]
    assert [str(section.block) for section in found if section.block] == run.settings.blocks
    words = run.settings.declared()["activation"].words
    assert all(record(section, words)["title"] == stage.title for section, stage in zip(found, run.stages, strict=True))


def test_the_caption_says_what_somebody_needs_to_do_it_again():
    visit = Visit("show=drawing&seed=7&batch_size=50&dropout=25&blocks=c4x5,m4,d12")
    caption = visit.said("caption")
    assert f"{visit.experiment.run.network.parameters.size:,} parameters" in caption
    assert re.search(r"convolution \(4 maps, 5 × 5\); max pool \(4 × 4, 4 apart\); 12 neurons; ten answers", caption)
    assert "seed 7" in caption
    assert "dropout 25 %" in caption
    others = Visit("show=drawing&norm=yes&activation=tanh&shift=2&learning_rate=0.01").said("caption")
    assert "tanh, batch norm, no dropout" in others
    assert "shifted by up to 2 px" in others
    assert "no normalisation" in caption
    train, test = digits.load()
    assert f"Trained on {len(train):,} images" in caption
    assert f"on {len(test):,} other images" in caption
    trainer = visit.experiment.run.trainer
    assert "the softmax cross-entropy small" in caption
    assert f"weight decay {trainer.settings.optimizer.decay:g}" in caption
    assert "steps of 50 images" in caption
    assert "learning rate 0.005" in caption


def test_one_block_is_changed_and_another_kind_brings_its_usual_sizes():
    assert changed(DEFAULT, 0, units=12) == ["c12x5p", "m2", "c16x5p", "m3"]
    assert changed(DEFAULT, 0, padded=False) == ["c8x5", "m2", "c16x5p", "m3"]
    assert changed(DEFAULT, 1, window=4) == ["c8x5p", "m4", "c16x5p", "m3"]
    assert changed(DEFAULT, 1, stride=1) == ["c8x5p", "m2s1", "c16x5p", "m3"]
    assert changed(DEFAULT, 1, kind="a") == ["c8x5p", "a2", "c16x5p", "m3"]
    assert changed(DEFAULT, 3, kind="d") == ["c8x5p", "m2", "c16x5p", "d32"]
    assert inserted(DEFAULT, 4) == [*DEFAULT, "c8x3p"]
    assert inserted(["c8x5p", "d32"], 2) == ["c8x5p", "d32", "d32"]
    assert inserted([], 0) == ["c8x3p"]
    with pytest.raises(ImpossibleError):
        changed(["nonsense"], 0, units=2)


def test_what_is_impossible_is_refused_with_its_reason_and_changes_nothing():
    visit = Visit("show=drawing")
    visit.hear("block", {"number": 0, "units": 16})
    visit.hear("block", {"number": 2, "units": 32})
    assert "multiplications an image" in visit.said("notice")["text"]
    assert visit.experiment.settings.blocks == ["c16x5p", "m2", "c16x5p", "m3"]
    visit.hear("remove", 3)
    assert visit.experiment.settings.blocks == ["c16x5p", "m2", "c16x5p"]
    assert visit.said("notice")["text"] == ""
    visit.hear("insert", 0)
    assert "multiplications" in visit.said("notice")["text"]
    titles = [each["title"] for each in visit.said("sections")]
    assert titles == ["Image", "Convolution 1", "Max pool 1", "Convolution 2", "Answer"]
