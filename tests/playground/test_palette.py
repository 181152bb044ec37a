"""One colour scale for minus, zero and plus, whose ends stay apart for colour-blind eyes too."""

import re
from pathlib import Path

import numpy as np
from bokeh.palettes import Sunset11

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


def test_the_style_sheet_names_the_same_colours():
    sheet = (Path(palette.__file__).parent / "shell" / "style.css").read_text(encoding="utf-8")
    named = dict(re.findall(r"--([\w-]+): ([^;]+);", sheet))
    for name, colour in {
        "ink": palette.INK,
        "muted": palette.MUTED,
        "rule": palette.LINE,
        "ground": palette.GROUND,
        "accent": palette.ACCENT,
        "minus": palette.MINUS,
        "plus": palette.PLUS,
        "diverging": ", ".join(Sunset11).lower(),
    }.items():
        assert named[name] == colour
