"""One colour scale for minus, zero and plus, whose ends stay apart for colour-blind eyes too."""

import re

import numpy as np

from playground import palette


def channels(colour):
    return np.array([int(colour[i : i + 2], 16) for i in (1, 3, 5)], dtype=float)


def lightness(colour):
    """CIE L*, 0 to 100, of an sRGB colour (IEC 61966-2-1): what is left of it without hue."""
    encoded = channels(colour) / 255
    linear = np.where(encoded <= 0.04045, encoded / 12.92, ((encoded + 0.055) / 1.055) ** 2.4)
    return 116 * np.cbrt(linear @ [0.2126, 0.7152, 0.0722]) - 16


def test_the_scale_is_made_of_colours():
    assert len(palette.DIVERGING) == 255
    assert all(re.fullmatch("#[0-9a-f]{6}", colour) for colour in palette.DIVERGING)


def test_zero_is_the_palest_and_both_ends_are_equally_dark():
    light = np.array([lightness(colour) for colour in palette.DIVERGING])
    assert abs(light.argmax() - len(light) // 2) < 20
    assert abs(light[0] - light[-1]) < 5
    assert light.max() - light[[0, -1]].max() > 50


def test_blend_keeps_its_ends_and_mixes_evenly():
    assert palette.blend(("#000000", "#ffffff"), 3) == ["#000000", "#808080", "#ffffff"]


def test_the_scale_is_symmetric_about_zero():
    mapper = palette.diverging(2.0)
    assert (mapper.low, mapper.high) == (-2.0, 2.0)
