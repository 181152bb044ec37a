"""Colours, as the style sheet names them, in both themes: one scale for minus, zero and plus; readable words."""

import re
from pathlib import Path

import numpy as np
import pytest

from playground.theme import palette

SHEET = (Path(palette.__file__).parents[1] / "web" / "base.css").read_text(encoding="utf-8")


def tokens(selector):
    """The custom properties of the first rule with this selector."""
    block = SHEET[SHEET.index(f"{selector} {{") :].partition("}")[0]
    return dict(re.findall(r"--([\w-]+): ([^;]+);", block))


LIGHT = tokens(":root")
THEMES = {"light": LIGHT, "dark": LIGHT | tokens(':root[data-theme="dark"]')}


def linear(colour):
    """Linear red, green and blue, 0 to 1, of an sRGB colour (IEC 61966-2-1)."""
    encoded = np.array([int(colour[i : i + 2], 16) for i in (1, 3, 5)]) / 255
    return np.where(encoded <= 0.04045, encoded / 12.92, ((encoded + 0.055) / 1.055) ** 2.4)


def lab(rgb):
    """CIE L*, a*, b* of linear sRGB, for the white D65."""
    to_xyz = np.array([[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]])
    x, y, z = np.cbrt(np.maximum(to_xyz @ rgb / [0.9505, 1.0, 1.089], 1e-6))
    return np.array([116 * y - 16, 500 * (x - y), 200 * (y - z)])


def lightness(colour):
    """What is left of a colour without hue, 0 to 100."""
    return lab(linear(colour))[0]


def contrast(one, other):
    """WCAG's contrast of two colours, 1 to 21."""
    bright, dark = sorted((linear(colour) @ [0.2126, 0.7152, 0.0722] for colour in (one, other)), reverse=True)
    return (bright + 0.05) / (dark + 0.05)


DEFICIENCIES = {
    "protan": [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]],
    "deutan": [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]],
    "tritan": [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.303900]],
}
"""Linear sRGB as people without one kind of cone see it: Machado, Oliveira and Fernandes (2009), severity 1."""


def distance(one, other, deficiency):
    """How far apart two colours are for such a person (CIE 1976)."""
    seen = [lab(np.clip(np.array(DEFICIENCIES[deficiency]) @ linear(colour), 0, 1)) for colour in (one, other)]
    return np.linalg.norm(seen[0] - seen[1])


def stops(theme):
    return THEMES[theme]["diverging"].split(", ")


@pytest.mark.parametrize("theme", THEMES)
def test_the_scale_is_made_of_colours_as_many_below_zero_as_above(theme):
    assert len(stops(theme)) == 11
    assert all(re.fullmatch("#[0-9a-f]{6}", colour) for colour in stops(theme))


def test_zero_is_the_palest_on_light_and_the_darkest_on_dark_and_both_ends_weigh_the_same():
    for theme, sign in (("light", 1), ("dark", -1)):
        light = sign * np.array([lightness(colour) for colour in stops(theme)])
        assert light.argmax() == 5
        assert np.all(np.diff(light[:6]) > 0)
        assert np.all(np.diff(light[5:]) < 0)
        assert abs(light[0] - light[-1]) < 5
        assert light.max() - light[[0, -1]].max() > 50


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("deficiency", DEFICIENCIES)
def test_minus_and_plus_stay_apart_for_every_eye(theme, deficiency):
    scale = stops(theme)
    for i in (0, 2):
        assert distance(scale[i], scale[-1 - i], deficiency) > 35
    assert distance(scale[0], scale[-1], deficiency) > 60
    assert distance(THEMES[theme]["minus"], THEMES[theme]["plus"], deficiency) > 35


@pytest.mark.parametrize("theme", THEMES)
def test_words_can_be_read_and_lines_can_be_seen(theme):
    named = THEMES[theme]
    for ground in ("ground", "panel"):
        for words in ("ink", "muted", "accent"):
            assert contrast(named[words], named[ground]) >= 4.5, (words, ground)
        for line in ("minus", "plus", "focus", "strong-edge"):
            assert contrast(named[line], named[ground]) >= 3, (line, ground)
    for words, ground in (("on-accent", "accent"), ("on-sentence", "sentence"), ("accent", "tint"), ("ink", "warn")):
        assert contrast(named[words], named[ground]) >= 4.5, (words, ground)


def test_the_pictures_of_the_datasets_have_the_colours_of_the_classes():
    assert (LIGHT["minus"], LIGHT["plus"]) == (palette.MINUS, palette.PLUS)
