"""What runs may differ in: what is offered fits the settings, and what cannot be is refused."""

import pytest

from playground.core.declare import RefusedError
from playground.core.plane.settings import PlaneSettings
from playground.core.plane.variants import MOST, variants, varied

KINDS = [PlaneSettings(), PlaneSettings(dataset="sine"), PlaneSettings(dataset="blobs", optimizer="adam", hidden=[])]


@pytest.mark.parametrize("settings", KINDS, ids=lambda settings: settings.dataset)
def test_whatever_is_offered_can_be_and_the_present_value_is_among_it(settings):
    for variant in variants(settings):
        texts = [text for text, _ in variant.values]
        declared = settings.declared()[variant.name]
        assert len(set(texts)) == len(texts) <= MOST
        assert declared.write(getattr(settings.fitted, variant.name)) in texts
        for text in texts:
            changed = varied(settings, {variant.name: text}).fitted
            assert declared.write(getattr(changed, variant.name)) == text


def test_what_means_nothing_beside_the_others_is_not_offered():
    assert "label_noise" not in {variant.name for variant in variants(PlaneSettings(dataset="sine"))}
    assert "beta" not in {variant.name for variant in variants(PlaneSettings())}
    assert "beta" in {variant.name for variant in variants(PlaneSettings(optimizer="adam"))}


@pytest.mark.parametrize("texts", [{"learning_rate": "-1"}, {"nothing": "1"}, {"hidden": "9,9"}, {"seed": "10000"}])
def test_what_cannot_be_is_refused(texts):
    with pytest.raises(RefusedError):
        varied(PlaneSettings(), texts)
