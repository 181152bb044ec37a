"""The network diagram: every neuron a live tile, every weight an edge, every bias a mark at its tile.

All tiles are rows of one image glyph and all edges rows of one curve glyph: a figure a neuron would not keep up.
"""

from typing import Any

import numpy as np
from bokeh.core.properties import value
from bokeh.models import ColumnDataSource, Range1d
from bokeh.plotting import figure

from playground.frame import Frame
from playground.layout import Layout, arrange
from playground.palette import ACCENT, FONT, GROUND, INK, by_sign, diverging

DEFAULT_SIZE = (760.0, 520.0)
"""Pixels of the figure before the page has said how large it is."""
THINNEST, THICKEST, HALF_WAY = 0.5, 8.0, 2.5
"""Line widths in pixels of a weight of 0 and of an endless one, and the size of the weight that is half-way between."""
AROUND = 3.4
"""How much wider than a tile the stroke is centred that rounds its corners off, in pixels."""
LETTER = 9
"""Pixels of a feature's name that a letter takes, at the most."""
DASH = "6 4"


class NetworkView:
    """Draws a Frame's regions, weights and biases; `figure` is its Bokeh figure."""

    def __init__(self) -> None:
        self.size = DEFAULT_SIZE
        self.layout: Layout | None = None
        self._shape: tuple[int, ...] = ()
        self._labels: tuple[str, ...] = ()
        self._selected: int | None = None
        self._signs: np.ndarray | None = None
        self.tiles = ColumnDataSource(name="tiles", data={"image": [], "x": [], "y": [], "size": []})
        self._boxes = ColumnDataSource(data={"x": [], "y": [], "size": [], "around": []})  # apart: they do not train
        self._edges = ColumnDataSource(data={name: [] for name in _EDGE_COLUMNS})
        self._biases = ColumnDataSource(data={"x": [], "y": [], "bias": []})
        self._names = ColumnDataSource(data={"x": [], "y": [], "text": [], "align": [], "font": []})
        self._ring = ColumnDataSource(data={"x": [], "y": [], "size": []})
        self.figure = self._build()

    def resize(self, width: float, height: float) -> bool:
        """Take the size that the page gives the figure, in pixels; whether it was another one."""
        changed = (width, height) != self.size and min(width, height) > 0
        if changed:
            self.size = (width, height)
            self._shape = ()
        return changed

    def select(self, index: int | None) -> None:
        """Put the ring around a tile (counted through all columns), or take it away."""
        self._selected = index
        if self.layout is None or index is None or index >= len(self.layout.x):
            self._ring.data = {"x": [], "y": [], "size": []}
            return
        x, y = self.layout.unit_at(index)
        self._ring.data = {"x": [x], "y": [y], "size": [self.layout.tile + 9]}

    def draw(self, frame: Frame, labels: tuple[str, ...], *, edges: bool = True) -> None:
        """Write a Frame into the figure's data, weights only if asked; lay it out again if its shape is another."""
        shape = tuple(len(units) for units in frame.regions)
        features, *layers = frame.regions
        images = [normalised(unit) for unit in features] + [unit for units in layers for unit in normalised(units)]
        weights = np.concatenate([layer.ravel() for layer in frame.weights])
        biases = np.concatenate(frame.biases)
        if shape != self._shape or labels != self._labels:
            self._shape, self._labels = shape, labels
            self._arrange(images, weights, biases)
            return
        self.tiles.data["image"] = images
        if edges:
            self._edges.data.update(_strokes(weights))
            self._dash(weights)
        self._biases.data["bias"] = biases

    def _arrange(self, images: list[np.ndarray], weights: np.ndarray, biases: np.ndarray) -> None:
        layout = self.layout = arrange(self._shape, *self.size)
        self.figure.x_range.end, self.figure.y_range.end = layout.width, layout.height
        half, first = layout.tile / 2, self._shape[0]
        size = np.full(len(images), layout.tile)
        self.tiles.data = {"image": images, "x": layout.x, "y": layout.y, "size": size}
        self._boxes.data = {"x": layout.x, "y": layout.y, "size": size, "around": size + AROUND}
        self._signs = weights < 0
        self._edges.data = layout.edges | _strokes(weights) | {"dash": _dashes(self._signs)}
        self._biases.data = {"x": layout.x[first:] - half + 1, "y": layout.y[first:] - half + 1, "bias": biases}
        self._names.data = self._label_places(layout, first)
        self.select(self._selected)

    def _label_places(self, layout: Layout, count: int) -> dict[str, Any]:
        """Names of the features to the left of their tiles or, where there is no room, on top of them."""
        x, y, half = layout.x[:count], layout.y[:count], layout.tile / 2
        beside = x[0] - half >= LETTER * max(len(label) for label in self._labels)
        return {
            "x": x - half - 7 if beside else x,
            "y": y if beside else y + half + 8,
            "text": list(self._labels),
            "align": ["right" if beside else "center"] * count,
            "font": ["14px" if beside else "11px"] * count,
        }

    def _dash(self, weights: np.ndarray) -> None:
        """Dash the negative weights; sent only when one has changed its sign, which is seldom."""
        signs = weights < 0
        if self._signs is None or not np.array_equal(signs, self._signs):
            self._signs = signs
            self._edges.data["dash"] = _dashes(signs)

    def _build(self) -> figure:
        plot = figure(
            x_range=Range1d(0, self.size[0]),
            y_range=Range1d(0, self.size[1]),
            x_axis_type=None,
            y_axis_type=None,
            sizing_mode="stretch_both",
            toolbar_location=None,
            tools="",
            min_border=0,
            outline_line_color=None,
            background_fill_color=None,
            border_fill_color=None,
        )
        plot.grid.visible = False
        plot.bezier(
            **{name: name for name in _CURVE},
            source=self._edges,
            line_width="width",
            line_alpha="alpha",
            line_dash="dash",
            line_color={"field": "weight", "transform": by_sign()},
        )
        # Everything else is an overlay: Bokeh paints it on a canvas of its own, and leaves the edges alone meanwhile.
        plot.image(
            image="image", x="x", y="y", dw="size", dh="size", anchor="center", source=self.tiles,
            color_mapper=diverging(), level="overlay",
        )  # fmt: skip
        # Bokeh's images have square corners: a stroke in the colour of the ground around them rounds these off.
        square = {"x": "x", "y": "y", "source": self._boxes, "fill_color": None, "level": "overlay"}
        plot.rect(**square, width="around", height="around", border_radius=7, line_color=GROUND, line_width=4)
        plot.rect(**square, width="size", height="size", border_radius=6, line_color=INK, line_width=1.4)
        plot.rect(
            x="x", y="y", width="size", height="size", source=self._ring, level="overlay",
            border_radius=10, fill_color=None, line_color=ACCENT, line_width=3,
        )  # fmt: skip
        plot.scatter(
            "x", "y", source=self._biases, marker="square", size=10, level="overlay",
            fill_color={"field": "bias", "transform": diverging()}, line_color=INK, line_width=1,
        )  # fmt: skip
        plot.text(
            "x", "y", "text", source=self._names, text_align="align", text_baseline="middle", level="overlay",
            text_color=INK, text_font=value(FONT), text_font_size="font",
        )  # fmt: skip
        return plot


_CURVE = ("x0", "y0", "cx0", "cy0", "cx1", "cy1", "x1", "y1")
_EDGE_COLUMNS = (*_CURVE, "weight", "width", "alpha", "dash")


def normalised(units: np.ndarray) -> np.ndarray:
    """Regions divided by the largest magnitude among them, if that is more than 1.

    A layer is given at once, so that its units can be compared, a feature alone. Zero stays zero and a sign stays a
    sign; tanh and sigmoid are not changed at all.
    """
    largest = float(np.abs(units).max(initial=1.0))
    return units / np.float32(largest) if np.isfinite(largest) and largest > 1.0 else units


def _strokes(weights: np.ndarray) -> dict[str, np.ndarray]:
    """Width in pixels and opacity of every edge, from the size of its weight."""
    size = np.abs(weights)
    return {
        "weight": weights,
        "width": THINNEST + (THICKEST - THINNEST) * size / (size + HALF_WAY),
        "alpha": 0.2 + 0.7 * size / (size + 0.5),
    }


def _dashes(negative: np.ndarray) -> list[str]:
    return [DASH if is_negative else "solid" for is_negative in negative]
