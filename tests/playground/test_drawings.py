"""A network with the page's own settings reads what people draw."""

import re

import numpy as np
import pytest

from nets.datasets.handwriting import as_digit
from playground.core.digits.run import DigitsRun
from playground.core.digits.settings import DigitsSettings
from playground.pages.given import SHEET, seen
from tests.support.drawings import drawings
from tests.test_structure import ROOT

STEPS = 1500
ENOUGH = 90


@pytest.mark.long
def test_nine_of_ten_drawings_are_read():
    run = DigitsRun(DigitsSettings())
    for _ in range(STEPS):
        run.trainer.step()
    drawn = drawings()
    images = np.stack([seen(as_digit(inked(drawing.strokes))) for drawing in drawn])
    answers = run.network.forward(images[..., None]).argmax(axis=1)
    wrong = [
        (drawing.digit, int(answer)) for drawing, answer in zip(drawn, answers, strict=True) if drawing.digit != answer
    ]
    assert len(drawn) == 100
    assert len(wrong) <= 100 - ENOUGH, wrong


def inked(strokes):
    """What the sheet makes of strokes: (SHEET, SHEET), drawn with its round pen."""
    radius = pen() * SHEET / 2
    places = np.stack(np.meshgrid(*2 * [np.arange(SHEET) + 0.5]), axis=-1)  # x, y of every pixel's middle
    ink = np.zeros((SHEET, SHEET))
    for stroke in strokes:
        points = SHEET * np.array(stroke)
        for start, way in zip(points, np.diff(points, axis=0), strict=False):
            share = np.clip((places - start) @ way / max(way @ way, 1e-9), 0, 1)
            distance = np.linalg.norm(places - start - share[..., None] * way, axis=-1)
            ink = np.maximum(ink, np.clip(radius + 0.5 - distance, 0, 1))
    return ink


def pen():
    """The pen's width as the sheet has it, in shares of the sheet's side."""
    script = (ROOT / "playground" / "web" / "digits" / "sheet.mjs").read_text(encoding="utf-8")
    [width] = re.findall(r"PEN = ([\d.]+)", script)
    return float(width)
