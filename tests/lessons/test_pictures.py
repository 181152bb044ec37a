"""The figures of a lesson: the engine's own regions, in the colours of the page's style sheet, in both themes."""

import base64
import io
import re

import numpy as np
import pytest
from PIL import Image

from lessons.pictures import MARGIN, SIDE, TOP, Scale, drawn, png, unusable
from lessons.reading import read
from playground.core.plane.measures import FINE
from playground.views.levels import ZERO
from tests.support.environment import ROOT

SHEET = (ROOT / "playground/web/base.css").read_text()
HEAD = "---\ntitle: T\nsummary: S\nminutes: 8\nlearn: [a thing]\n---\n\n## First\n\n"
RUN = "playground/#v=2&dataset={dataset}&features=x1,x2&hidden=3&seed=1&step=20"


def lesson(dataset="gaussian", plot="output", link=RUN):
    found, problems = read(f'{HEAD}![A & B]({link.format(dataset=dataset)} "{plot}")\n', "one")
    assert problems == []
    return found


def images(figure):
    """The regions, as they are decoded, light and dark."""
    return [Image.open(io.BytesIO(base64.b64decode(data))) for data in re.findall(r"base64,([^\"]+)", figure)]


def test_both_themes_show_the_same_region_in_their_own_colours():
    [figure] = drawn(lesson(), SHEET).values()
    light, dark = images(figure)
    assert light.size == dark.size == (FINE, FINE)
    np.testing.assert_array_equal(np.asarray(light), np.asarray(dark))
    for image, theme in ((light, "light"), (dark, "dark")):
        stops = Scale(SHEET, theme).stops("diverging")
        palette = image.getpalette()
        assert palette is not None
        assert palette[:3] == list(stops[0])
        assert palette[3 * ZERO : 3 * ZERO + 3] == list(stops[len(stops) // 2])
        assert palette[3 * 254 : 3 * 255] == list(stops[-1])


def test_the_region_lies_as_the_plane_does():
    """Where the points of a class are, its colour is: below the middle row is what has a smaller x₂."""
    [figure] = drawn(lesson(), SHEET).values()
    level = np.asarray(images(figure)[0]).astype(int)
    plus = Scale(SHEET, "light").of_point(0.75, {"task": "two classes"})
    [path] = re.findall(rf'<path class="training" style="--light:{plus}[^"]*" d="([^"]*)"', figure)
    places = np.array(re.findall(r"M([\d.]+) ([\d.]+)", path), float)
    right, top = places.mean(axis=0)
    row, column = int((top - TOP) / SIDE * FINE), int((right - MARGIN) / SIDE * FINE)
    assert level[row, column] > ZERO + 60
    assert level[FINE - 1 - row, FINE - 1 - column] < ZERO - 60


@pytest.mark.parametrize(("dataset", "kinds"), [("gaussian", 2), ("spiral", 2), ("plane", 5)])
def test_points_have_the_colours_and_shapes_of_their_task(dataset, kinds):
    [figure] = drawn(lesson(dataset), SHEET).values()
    paths = re.findall(r'<path class="training" style="(--light:#[0-9a-f]{6};--dark:#[0-9a-f]{6})" d="', figure)
    assert len(paths) == len(set(paths)) >= kinds


def test_the_caption_names_the_picture():
    [figure] = drawn(lesson(), SHEET).values()
    assert 'role="img" aria-labelledby="figure-1"' in figure
    assert '<figcaption id="figure-1">A &amp; B</figcaption>' in figure


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"plot": "loss"}, "“loss”"),
        ({"link": "digits/#v=2&seed=1", "plot": "maps"}, "“maps”"),
        ({"dataset": "sine"}, "curve"),
    ],
)
def test_what_cannot_be_drawn_is_said_with_its_line(changes, words):
    [problem] = unusable(lesson(**changes))
    assert problem.line == 10
    assert words in problem.words
    assert list(unusable(lesson())) == []


def test_a_picture_is_a_png_that_others_read():
    level = np.arange(256, dtype=np.uint8).reshape(8, 32)
    palette = np.column_stack([np.arange(255)] * 3)
    found = np.asarray(Image.open(io.BytesIO(png(level, palette))).convert("RGB"))
    np.testing.assert_array_equal(found[..., 0].ravel()[:255], np.arange(255))
    assert found[-1, -1, 0] == ZERO


def test_a_network_has_a_tile_for_every_unit_and_a_line_for_every_weight():
    [figure] = drawn(lesson(plot="network"), SHEET).values()
    assert len(images(figure)) == 2 * (2 + 3 + 1)
    assert figure.count('<path class="weight ') == 2 * 3 + 3
    assert ">x₁</text>" in figure
