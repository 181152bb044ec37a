"""The confusion matrix, and the images behind any of its cells."""

import base64
from typing import Any

import numpy as np
from bokeh.models import ColumnDataSource

from nets.arrays import Array
from playground.core.digits.blocks import CLASSES
from playground.core.digits.mistakes import Read, Readings
from playground.core.frame import Frame, Measure
from playground.views.face import Columns, View
from playground.views.words import a

MOST = 60
"""Images that are shown at first, and by how many more there can be."""
Cell = tuple[int, int]


class Listed:
    """Which images a person wants to see: "wrong", "hardest", or those of a cell, (what they are, what is read).

    At most `most` are shown.
    """

    def __init__(self) -> None:
        self.which: str | Cell = "wrong"
        self.most = MOST


class Mistakes(View):
    """How often each digit is taken for each, and a list of images; `x` are the test images (N, 24, 24, 1)."""

    every = 0.5
    place = "mistakes"

    def __init__(self, texts: ColumnDataSource, listed: Listed, x: Array) -> None:
        self.sources = {"texts": texts}
        self._listed = listed
        self._x = x

    def needs(self, passing: bool) -> tuple[Measure[Any], ...]:
        """Readings of all test images."""
        del passing
        return (Read(),)

    def columns(self, frame: Frame) -> Columns:
        """Two records; None before there are readings."""
        found = frame[Read()]
        if found is None:
            return {"texts": {"confusion": [None], "gallery": [None]}}
        readings: Readings = found.value
        return {
            "texts": {
                "confusion": [confusion(readings) | {"step": found.step}],
                "gallery": [gallery(readings, self._listed.which, self._x, self._listed.most)],
            }
        }


def confusion(readings: Readings) -> dict[str, Any]:
    """{counts, recall, precision, unread}: shares as texts, "–" where there is nothing to divide by."""
    counts = readings.counts
    right = np.diagonal(counts)
    of_digit = np.bincount(readings.labels, minlength=CLASSES)
    return {
        "counts": counts.tolist(),
        "recall": [share(*pair) for pair in zip(right, of_digit, strict=True)],
        "precision": [share(*pair) for pair in zip(right, counts.sum(axis=0), strict=True)],
        "unread": int((readings.answers < 0).sum()),
    }


def share(part: int, whole: int) -> str:
    """In percent."""
    if not whole:
        return "–"
    rounded = f"{100 * part / whole:.0f}"
    return ">99" if rounded == "100" and part < whole else rounded


def gallery(readings: Readings, which: str | Cell, x: Array, most: int = MOST) -> dict[str, Any]:
    """{title, items, pixels, more}: the hardest images first, `most` of them at most, their bytes (0 paper, 255 ink) in
    base64, and how many there are beside them.
    """
    wrong = readings.answers != readings.labels
    if isinstance(which, str):
        numbers = readings.hardest(wrong if which == "wrong" else None)
        title = (
            f"{int(wrong.sum())} wrong ones"
            if which == "wrong"
            else f"The hardest {min(most, len(numbers)):,} of {len(numbers):,}"
        )
    else:
        label, answer = which
        numbers = readings.hardest((readings.labels == label) & (readings.answers == answer))
        title = f"{len(numbers)} × {a(label)}, read as {answer}"
    shown = numbers[:most]
    more = f", the hardest {most} of them" if len(numbers) > most and which != "hardest" else ""
    pixels = np.rint(255 * x[shown]).astype(np.uint8).tobytes()
    return {
        "which": list(which) if not isinstance(which, str) else which,
        "title": title + more,
        "more": len(numbers) - len(shown),
        "items": [
            [int(n), int(readings.labels[n]), int(readings.answers[n]), round(100 * float(readings.shares[n]), 1)]
            if readings.answers[n] >= 0
            else [int(n), int(readings.labels[n]), None, None]
            for n in shown
        ],
        "pixels": base64.b64encode(pixels).decode(),
    }
