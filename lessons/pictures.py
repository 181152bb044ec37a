"""The figures of a lesson, drawn by the engine: a region with its points, in the colours of the page's style sheet.

A figure stands in the document as SVG, once for both themes: the region as two small pictures of which one is seen, the
points in colours that the style sheet names.
"""

import base64
import re
import struct
import zlib
from collections.abc import Iterator
from html import escape
from typing import Any

import numpy as np
from bokeh.models import ColumnDataSource

from lessons.diagrams import diagram
from lessons.html import Pictures, key_of
from lessons.lesson import Figure, Lesson, Problem
from nets.arrays import Array
from nets.datasets.dataset import CLASSES, SIGNS
from playground.core.clock import Clock
from playground.core.experiment import Experiment
from playground.core.frame import Observer
from playground.core.plane.measures import EXTENT
from playground.core.plane.settings import PlaneSettings
from playground.views.inspection import Inspection
from playground.views.levels import NONE, ZERO, steps_of
from playground.views.output import Output

SIDE = 320
MARGIN, TOP = 34, 8
"""Left and below, for the labels of the axes; and on the other sides."""
DRAWN = ("output", "network")
THEMES = ("light", "dark")
MARKS = {
    "circle": "m-3.4 0a3.4 3.4 0 1 0 6.8 0a3.4 3.4 0 1 0-6.8 0z",
    "square": "m-3-3h6v6h-6z",
    "triangle": "m0-4 3.8 7h-7.6z",
    "diamond": "m0-4.4 3.6 4.4-3.6 4.4-3.6-4.4z",
    "inverted_triangle": "m0 4-3.8-7h7.6z",
    "hex": "m-2-3.4h4l2 3.4-2 3.4h-4l-2-3.4z",
}
"""The shapes of the classes, as the output plot has them, from where a point is."""


def unusable(lesson: Lesson) -> Iterator[Problem]:
    """What cannot be drawn."""
    for figure in lesson.figures:
        settings = figure.state.place.settings
        if figure.plot not in DRAWN:
            yield Problem(figure.line, f"“{figure.plot}” cannot be drawn yet: there are {', '.join(DRAWN)}")
        elif isinstance(settings, PlaneSettings) and settings.is_curve:
            yield Problem(figure.line, "there is no picture of a curve yet: choose a dataset with two inputs")


def drawn(lesson: Lesson, style_sheet: str) -> Pictures:
    """Every figure of a lesson, by `html.key_of`; the colours are those of the page's style sheet."""
    scales = {theme: Scale(style_sheet, theme) for theme in THEMES}
    return {
        key_of(figure.state.fragment, figure.plot): _figure(figure, f"figure-{number}", scales)
        for number, figure in enumerate(lesson.figures, 1)
    }


class Scale:
    """The palettes of one theme, as `web/theme.mjs` makes them of the style sheet's custom properties."""

    def __init__(self, style_sheet: str, theme: str) -> None:
        plain, _, dark = style_sheet.partition('[data-theme="dark"]')
        self._text = dark if theme == "dark" else plain

    def stops(self, name: str) -> Array:
        """The colours of a custom property, (stops, 3)."""
        [found] = re.findall(rf"--{name}:([^;]*);", self._text)[:1]
        return np.array([[int(each.strip()[i : i + 2], 16) for i in (1, 3, 5)] for each in found.split(",")])

    def of_point(self, value: float, plot: Any) -> str:
        """The colour of a point, whose `value` is a part of the colours of the plot's task."""
        if plot["task"] == SIGNS:
            [stop] = self.stops("plus" if value > 0.5 else "minus")
        else:
            stops = self.stops("classes")[: plot["classes"]] if plot["task"] == CLASSES else self.stops("diverging")
            stop = stops[min(int(value * len(stops)), len(stops) - 1)]
        return "#" + "".join(f"{channel:02x}" for channel in stop)

    def diverging(self) -> Array:
        """From minus through zero to plus: (255, 3)."""
        stops, at = self.stops("diverging"), np.linspace(0, 1, NONE)
        places = np.linspace(0, 1, len(stops))
        return np.column_stack([np.interp(at, places, stops[:, channel]) for channel in range(3)])

    def shades(self, classes: int) -> Array:
        """For each of several classes, from none of its own colour to all of it: (255, 3)."""
        [ground], steps = self.stops("class-ground"), steps_of(classes)
        share = (np.arange(steps)[:, None] + 0.5) / steps
        blended = [ground + share * (colour - ground) for colour in self.stops("classes")[:classes]]
        return np.vstack([*blended, np.tile(ground, (NONE - classes * steps, 1))])


def _figure(figure: Figure, name: str, scales: dict[str, Scale]) -> str:
    experiment = Experiment(Clock(lambda: None), figure.state.place)
    experiment.run.trainer.seek(figure.state.place.step)
    if figure.plot == "network":
        inside, whole = diagram(experiment, {theme: scale.diverging() for theme, scale in scales.items()}, png)
    else:
        inside, whole = _output(experiment, scales)
    drawing = f'<svg viewBox="{whole}" role="img" aria-labelledby="{name}">{inside}</svg>'
    return (
        f'<figure class="lesson-figure">{drawing}<figcaption id="{name}">{escape(figure.caption)}</figcaption></figure>'
    )


def _output(experiment: Experiment, scales: dict[str, Scale]) -> tuple[str, str]:
    """What stands in the SVG, and its `viewBox`: what the page's own plot of the output shows there."""
    view = Output(ColumnDataSource(), Inspection())
    columns: Any = view.columns(Observer(experiment).observe(view.needs(False), passing=False))
    [plot] = columns["texts"]["plot"]
    level = columns["region"]["level"][::-1]  # row 0 is the lowest
    palettes = {
        theme: scale.shades(plot["classes"]) if plot["blended"] else scale.diverging()
        for theme, scale in scales.items()
    }
    regions = "".join(
        f'<image class="in-{theme}" x="{MARGIN}" y="{TOP}" width="{SIDE}" height="{SIDE}" preserveAspectRatio="none" '
        f'href="data:image/png;base64,{base64.b64encode(png(level, palette)).decode()}"/>'
        for theme, palette in palettes.items()
    )
    points = "".join(_points(columns[each], plot, each, scales) for each in ("test", "training"))
    whole = f"0 0 {MARGIN + SIDE + TOP} {SIDE + MARGIN + TOP}"
    return f"{regions}{points}{_axes()}", whole


def _points(columns: Any, plot: Any, name: str, scales: dict[str, Scale]) -> str:
    """The points of a set; those that look alike are one path."""
    kinds: dict[tuple[str, str], list[str]] = {}
    for x, y, marker, value in zip(columns["x1"], columns["x2"], columns["marker"], columns["value"], strict=True):
        left, top = MARGIN + (x / EXTENT + 1) * SIDE / 2, TOP + (1 - y / EXTENT) * SIDE / 2
        colours = ";".join(f"--{theme}:{scale.of_point(float(value), plot)}" for theme, scale in scales.items())
        kinds.setdefault((colours, marker), []).append(f"M{left:.1f} {top:.1f}{MARKS[marker]}")
    return "".join(
        f'<path class="{name}" style="{colours}" d="{"".join(marks)}"/>' for (colours, _), marks in kinds.items()
    )


def _axes() -> str:
    lines, low, high = list[str](), MARGIN, MARGIN + SIDE
    for number in (-6, -3, 0, 3, 6):
        at = (number / EXTENT + 1) * SIDE / 2
        word = f"−{-number}" if number < 0 else str(number)
        if low <= low + at <= high:
            lines.append(f'<text x="{low + at:.0f}" y="{SIDE + 20}" text-anchor="middle">{word}</text>')
            lines.append(f'<text x="{low - 6}" y="{TOP + SIDE - at + 4:.0f}" text-anchor="end">{word}</text>')
    lines.append(f'<rect x="{low}" y="{TOP}" width="{SIDE}" height="{SIDE}"/>')
    return f'<g class="axes">{"".join(lines)}</g>'


def png(level: Array, palette: Array) -> bytes:
    """A picture of palette indices (height, width), row 0 on top; what is `NONE` has the colour of 0."""
    height, width = level.shape
    colours = np.vstack([palette, palette[ZERO : ZERO + 1]]).round().astype(np.uint8)
    rows = np.hstack([np.zeros((height, 1), np.uint8), level]).tobytes()
    head = struct.pack(">IIBBBBB", width, height, 8, 3, 0, 0, 0)
    parts = [(b"IHDR", head), (b"PLTE", colours.tobytes()), (b"IDAT", zlib.compress(rows, 9)), (b"IEND", b"")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(*part) for part in parts)


def _chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
